// SPDX-License-Identifier: EUPL-1.2
#include "directory/planned_change.hpp"

#include "directory/packing.hpp"

namespace imi
{

std::string PlannedChange::pack() const
{
    Packer packer;
    packer.out.reserve(content.size() + terms.size() + old_terms.size() + 256);
    packer.number(static_cast<std::uint64_t>(id));
    packer.number(static_cast<std::uint64_t>(version));
    packer.text(key.country);
    packer.text(key.id);
    packer.number(static_cast<std::uint64_t>(state));
    packer.text(content);
    for (const Hash* hash : {&content_hash, &old_hash, &input_hash})
        packer.text(as_text(Bytes{*hash}));
    packer.text(terms);
    packer.text(old_terms);
    packer.number(has_lists ? 1 : 0);
    packer.number(row);
    return std::move(packer.out);
}

StagedChange::StagedChange(std::string_view packed)
{
    Unpacker unpacker{packed};
    id = static_cast<std::int64_t>(unpacker.number());
    version = static_cast<std::int64_t>(unpacker.number());
    key.country = unpacker.view();
    key.id = unpacker.view();
    state = static_cast<AuthorityState>(unpacker.number());
    content = unpacker.view();
    for (Bytes* hash : {&content_hash, &old_hash, &input_hash})
        *hash = as_bytes(unpacker.view());
    terms = unpacker.view();
    old_terms = unpacker.view();
    has_lists = unpacker.number() != 0;
    row = unpacker.number();
}

} // namespace imi
