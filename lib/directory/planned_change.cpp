// SPDX-License-Identifier: EUPL-1.2
#include "directory/planned_change.hpp"

#include "directory/packing.hpp"

namespace imi
{

std::string PlannedChange::pack() const
{
    Packer packer;
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

PlannedChange PlannedChange::unpack(std::string_view bytes)
{
    Unpacker unpacker{bytes};
    PlannedChange change;
    change.id = static_cast<std::int64_t>(unpacker.number());
    change.version = static_cast<std::int64_t>(unpacker.number());
    change.key.country = unpacker.text();
    change.key.id = unpacker.text();
    change.state = static_cast<AuthorityState>(unpacker.number());
    change.content = unpacker.text();
    for (Hash* hash : {&change.content_hash, &change.old_hash, &change.input_hash})
        *hash = to_hash(as_bytes(unpacker.text()));
    change.terms = unpacker.text();
    change.old_terms = unpacker.text();
    change.has_lists = unpacker.number() != 0;
    change.row = unpacker.number();
    return change;
}

} // namespace imi
