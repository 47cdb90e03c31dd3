// SPDX-License-Identifier: EUPL-1.2
#include "directory/authority_index.hpp"

#include <algorithm>

namespace imi
{

namespace
{

IndexField field_of(NameKind kind)
{
    switch (kind) {
    case NameKind::official:
        return IndexField::official;
    case NameKind::label:
        return IndexField::label;
    case NameKind::alias:
        return IndexField::alias;
    case NameKind::acronym:
        return IndexField::acronym;
    case NameKind::former:
        break;
    }
    return IndexField::former;
}

/// NUTS: the country and up to three letters or digits. Anything else is a name kept as text.
bool is_region_code(std::string_view region)
{
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return region.size() >= 2 && region.size() <= 5 && upper(region[0]) && upper(region[1]) &&
           std::all_of(region.begin() + 2, region.end(), [&](char c) { return upper(c) || digit(c); });
}

void add_region(IndexDocument& document, const std::string& region)
{
    if (!is_region_code(region)) {
        document.texts.push_back({IndexField::region, region});
        return;
    }
    for (std::size_t length = 2; length <= region.size(); ++length)
        document.codes.push_back("r:" + region.substr(0, length));
}

} // namespace

std::string authority_index_terms(const Authority& authority, IndexTermMaker& maker)
{
    if (authority.is_withdrawn())
        return {};
    IndexDocument document;
    for (const Name& name : authority.names)
        document.texts.push_back({field_of(name.kind), name.text});
    if (!authority.city.empty())
        document.texts.push_back({IndexField::city, authority.city});
    add_region(document, authority.region);
    for (const std::string& keyword : authority.keywords) {
        document.texts.push_back({IndexField::keyword, keyword});
        document.codes.push_back("k:" + keyword);
    }
    document.codes.push_back("c:" + authority.key.country);
    if (!authority.type.empty())
        document.codes.push_back("t:" + authority.type);
    for (const AreaEntry& entry : authority.areas) {
        document.codes.push_back("a:" + entry.area);
        for (const std::string& right : entry.rights)
            document.codes.push_back("x:" + entry.area + ':' + right);
    }
    for (const std::string& profession : authority.professions)
        document.codes.push_back("p:" + profession);
    for (const std::string& language : authority.languages)
        document.codes.push_back("l:" + language);
    document.codes.push_back("s:" + std::string{to_string(authority.state)});
    return maker.index_terms(document);
}

std::string authority_index_terms(const Authority& authority)
{
    IndexTermMaker maker;
    return authority_index_terms(authority, maker);
}

} // namespace imi
