// SPDX-License-Identifier: EUPL-1.2
#include "directory/authority_patch.hpp"
#include "directory/packing.hpp"

namespace imi
{

namespace
{

void pack_name(Packer& packer, const Name& name)
{
    packer.number(static_cast<std::uint64_t>(name.kind));
    packer.optional_text(name.lang);
    packer.text(name.text);
}

Name unpack_name(Unpacker& unpacker)
{
    Name name;
    name.kind = static_cast<NameKind>(unpacker.number());
    name.lang = unpacker.optional_text();
    name.text = unpacker.text();
    return name;
}

void pack_area(Packer& packer, const AreaPatch& area)
{
    packer.text(area.area);
    packer.optional_enum(area.role);
    packer.optional(area.rights, [&](const auto& rights) { packer.texts(rights); });
    packer.optional(area.coordinators, [&](const auto& coordinators) {
        packer.list(coordinators, [&](const CoordinatorReference& reference) {
            packer.optional_enum(reference.kind);
            packer.text(reference.authority);
        });
    });
}

AreaPatch unpack_area(Unpacker& unpacker)
{
    AreaPatch area;
    area.area = unpacker.text();
    area.role = unpacker.optional_enum<AuthorityRole>();
    if (unpacker.number() != 0)
        area.rights = unpacker.texts();
    if (unpacker.number() != 0) {
        area.coordinators = unpacker.list<CoordinatorReference>([&] {
            CoordinatorReference reference;
            reference.kind = unpacker.optional_enum<CoordinatorKind>();
            reference.authority = unpacker.text();
            return reference;
        });
    }
    return area;
}

} // namespace

std::string pack(const AuthorityPatch& patch)
{
    Packer packer;
    pack(packer, patch);
    return std::move(packer.out);
}

void pack(Packer& packer, const AuthorityPatch& patch)
{
    packer.text(patch.key.country);
    packer.text(patch.key.id);
    for (const auto& text : patch.texts)
        packer.optional_text(text);
    packer.optional_enum(patch.state);
    for (const auto* list : {&patch.languages, &patch.professions, &patch.keywords})
        packer.optional(*list, [&](const auto& values) { packer.texts(values); });
    packer.optional(patch.names,
                    [&](const auto& names) { packer.list(names, [&](const Name& name) { pack_name(packer, name); }); });
    packer.optional(patch.first_name, [&](const Name& name) { pack_name(packer, name); });
    packer.list(patch.name_groups, [&](const NameGroup& group) {
        packer.number(static_cast<std::uint64_t>(group.kind));
        packer.optional_text(group.lang);
        packer.texts(group.texts);
    });
    packer.number(patch.ext_replaced ? 1 : 0);
    packer.list(patch.ext, [&](const auto& pair) {
        packer.text(pair.first);
        packer.text(pair.second);
    });
    packer.number(patch.areas_cleared ? 1 : 0);
    packer.list(patch.areas, [&](const AreaPatch& area) { pack_area(packer, area); });
    // Last, and only where it is there: the bytes of rows without it, which stores keep hashes of, stay what they were.
    if (patch.successors)
        packer.texts(*patch.successors);
}

AuthorityPatch unpack_patch(std::string_view bytes)
{
    Unpacker unpacker{bytes};
    AuthorityPatch patch;
    patch.key.country = unpacker.text();
    patch.key.id = unpacker.text();
    for (auto& text : patch.texts)
        text = unpacker.optional_text();
    patch.state = unpacker.optional_enum<AuthorityState>();
    for (auto* list : {&patch.languages, &patch.professions, &patch.keywords}) {
        if (unpacker.number() != 0)
            *list = unpacker.texts();
    }
    if (unpacker.number() != 0)
        patch.names = unpacker.list<Name>([&] { return unpack_name(unpacker); });
    if (unpacker.number() != 0)
        patch.first_name = unpack_name(unpacker);
    patch.name_groups = unpacker.list<NameGroup>([&] {
        NameGroup group;
        group.kind = static_cast<NameKind>(unpacker.number());
        group.lang = unpacker.optional_text();
        group.texts = unpacker.texts();
        return group;
    });
    patch.ext_replaced = unpacker.number() != 0;
    for (std::uint64_t count = unpacker.number(); count > 0; --count) {
        std::string key = unpacker.text();
        patch.ext[std::move(key)] = unpacker.text();
    }
    patch.areas_cleared = unpacker.number() != 0;
    patch.areas = unpacker.list<AreaPatch>([&] { return unpack_area(unpacker); });
    if (!unpacker.at_end())
        patch.successors = unpacker.texts();
    return patch;
}

} // namespace imi
