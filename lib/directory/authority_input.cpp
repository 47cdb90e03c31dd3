// SPDX-License-Identifier: EUPL-1.2
#include "directory/authority_input.hpp"

#include "base/country.hpp"
#include "base/error.hpp"
#include "directory/authority_json_input.hpp"
#include "directory/ignored_names.hpp"
#include "formats/csv_writer.hpp"
#include "formats/json.hpp"
#include "text/check.hpp"
#include "text/suggest.hpp"
#include "text/utf8.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>

namespace imi
{

namespace
{

enum class ColumnKind {
    id,
    country,
    text,
    name,
    lang,
    name_group,
    languages,
    professions,
    keywords,
    successors,
    state,
    ext,
    area,
    role,
    rights,
    coordinator,
    ignored,
};

const std::vector<std::string>& plain_columns()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all{"id",         "country",  "name",  "lang",  "languages", "professions",
                                     "keywords",   "state",    "area",  "role",  "rights",    "coordinator",
                                     "successors", "official", "label", "alias", "acronym",   "former"};
        for (const TextMemberRow& row : text_members)
            all.emplace_back(row.name);
        return all;
    }();
    return names;
}

} // namespace

struct AuthorityInput::Binding {
    ColumnKind kind = ColumnKind::ignored;
    std::string column;
    std::size_t member = 0; ///< of text_members
    NameKind name_kind = NameKind::official;
    std::optional<std::string> lang; ///< of a name column
    std::string ext;
};

namespace
{

std::vector<std::string> split_cell(std::string_view cell)
{
    std::vector<std::string> values = split_list(cell);
    std::erase_if(values, [](const std::string& value) { return value.empty(); });
    return values;
}

std::string in_line(const Place& place)
{
    return place.line == 0 ? std::string{} : " in line " + std::to_string(place.line);
}

/// "[KIND=]AUTHORITY" of a cell.
void read_coordinator_cell(RecordChecks& row, AreaPatch& area, std::string_view value)
{
    std::optional<CoordinatorKind> kind;
    if (const std::size_t equals = value.find('='); equals != std::string_view::npos) {
        kind = parse_coordinator_kind(value.substr(0, equals));
        if (kind)
            value.remove_prefix(equals + 1);
    }
    row.coordinator(area, std::string{value}, kind);
}

} // namespace

struct AuthorityInput::State {
    const Vocabularies& vocabularies;
    InputOptions options;
    std::vector<Binding> bindings;
    std::map<std::string, std::uint64_t> ignored;
};

AuthorityInput::AuthorityInput(const Vocabularies& vocabularies, InputOptions options)
    : state_{new State{vocabularies, options, {}, {}}}
{
}
AuthorityInput::~AuthorityInput() = default;

void AuthorityInput::give_hints(bool with_hints) { state_->options.with_hints = with_hints; }

const std::map<std::string, std::uint64_t>& AuthorityInput::ignored() const { return state_->ignored; }

namespace
{

/// "alias.fr": kind and language of a column of names.
bool bind_name_column(const std::string& column, AuthorityInput::Binding& binding)
{
    const std::size_t dot = column.find('.');
    const std::string kind_text = column.substr(0, dot);
    const auto kind = kind_text == "name" ? std::optional{NameKind::label} : parse_name_kind(kind_text);
    if (!kind || (kind_text == "name" && dot == std::string::npos))
        return false;
    binding.kind = ColumnKind::name_group;
    binding.name_kind = *kind;
    if (dot != std::string::npos) {
        std::string lang = column.substr(dot + 1);
        if (check_language(lang))
            return false;
        binding.lang = lang;
    }
    return true;
}

bool bind_column(const std::string& column, AuthorityInput::Binding& binding)
{
    static const std::map<std::string_view, ColumnKind> plain{
        {"id", ColumnKind::id},
        {"country", ColumnKind::country},
        {"name", ColumnKind::name},
        {"lang", ColumnKind::lang},
        {"languages", ColumnKind::languages},
        {"professions", ColumnKind::professions},
        {"keywords", ColumnKind::keywords},
        {"successors", ColumnKind::successors},
        {"state", ColumnKind::state},
        {"area", ColumnKind::area},
        {"role", ColumnKind::role},
        {"rights", ColumnKind::rights},
        {"coordinator", ColumnKind::coordinator},
    };
    binding.column = column;
    if (const auto found = plain.find(column); found != plain.end()) {
        binding.kind = found->second;
        return true;
    }
    for (std::size_t i = 0; i < text_members.size(); ++i) {
        if (text_members[i].name == column) {
            binding.kind = ColumnKind::text;
            binding.member = i;
            return true;
        }
    }
    if (column.starts_with("ext.") && is_ext_key(column.substr(4))) {
        binding.kind = ColumnKind::ext;
        binding.ext = column.substr(4);
        return true;
    }
    return bind_name_column(column, binding);
}

} // namespace

const std::vector<std::string>& AuthorityInput::columns() { return plain_columns(); }

bool AuthorityInput::is_column(const std::string& name)
{
    Binding binding;
    return bind_column(name, binding);
}

std::string AuthorityInput::nearest_column(const std::string& name) { return nearest(name, plain_columns()); }

void AuthorityInput::set_columns(const std::vector<std::string>& columns, const Place& place, bool needs_key)
{
    state_->bindings.clear();
    bool has_id = false;
    bool has_country = false;
    bool has_name = false;
    bool has_lang = false;
    for (const std::string& column : columns) {
        Binding binding;
        if (!column.starts_with('_') && !bind_column(column, binding)) {
            if (!state_->options.ignore_unknown) {
                const std::string near = nearest_column(column);
                throw Error{Status::input, "REG-002", "unknown column " + in_quotes(column) + in_line(place),
                            (near.empty() ? std::string{"see imi-formats(5) for the columns"} : did_you_mean(near)) +
                                "; --ignore-unknown leaves it out",
                            place.text()};
            }
            binding.column = column;
            count_ignored(state_->ignored, column, 0);
        }
        has_id = has_id || binding.kind == ColumnKind::id;
        has_country = has_country || binding.kind == ColumnKind::country;
        has_name = has_name || binding.kind == ColumnKind::name;
        has_lang = has_lang || binding.kind == ColumnKind::lang;
        state_->bindings.push_back(std::move(binding));
    }
    if (needs_key && (!has_id || !has_country))
        throw Error{Status::input, "REG-001",
                    std::string{"the column "} + (has_id ? "country" : "id") + " is missing" + in_line(place),
                    "every row needs id and country", place.text()};
    if (has_lang && !has_name)
        throw Error{Status::input, "REG-001", "the column lang stands without the column name", {}, place.text()};
}

bool AuthorityInput::read_row(std::span<const std::string_view> cells, const PlaceOf& place, AuthorityPatch& patch,
                              std::vector<Diagnostic>& faults)
{
    RecordChecks row{state_->vocabularies, state_->options, patch, faults};
    AreaPatch area;
    bool has_area_columns = false;
    std::optional<std::string> name;
    std::optional<std::string> lang;
    Place area_place;
    for (std::size_t i = 0; i < cells.size() && i < state_->bindings.size(); ++i) {
        const Binding& binding = state_->bindings[i];
        const std::string_view cell = cells[i];
        // Places are only computed for faults: counting code points of every cell would cost more than the checks.
        const std::size_t faults_before = faults.size();
        row.at({}, binding.column);
        switch (binding.kind) {
        case ColumnKind::id:
            row.id(std::string{cell});
            break;
        case ColumnKind::country:
            row.country(std::string{cell});
            break;
        case ColumnKind::text:
            row.text(binding.member, std::string{cell});
            break;
        case ColumnKind::name:
            if (!cell.empty() || !state_->options.keep_empty)
                name = row.name_text(std::string{cell});
            break;
        case ColumnKind::lang:
            if (!cell.empty())
                lang = row.language(std::string{cell});
            break;
        case ColumnKind::name_group: {
            if (cell.empty() && state_->options.keep_empty)
                break;
            NameGroup group{binding.name_kind, binding.lang, {}};
            for (std::string& text : split_cell(cell)) {
                if (auto checked = row.name_text(std::move(text)))
                    group.texts.push_back(std::move(*checked));
            }
            patch.name_groups.push_back(std::move(group));
            break;
        }
        case ColumnKind::languages:
            row.codes("languages", patch.languages, split_cell(cell));
            break;
        case ColumnKind::professions:
            row.codes("professions", patch.professions, split_cell(cell));
            break;
        case ColumnKind::keywords:
            row.codes("keywords", patch.keywords, split_cell(cell));
            break;
        case ColumnKind::successors:
            row.successors(split_cell(cell));
            break;
        case ColumnKind::state:
            row.state(std::string{cell});
            break;
        case ColumnKind::ext:
            row.ext(binding.ext, std::string{cell});
            break;
        case ColumnKind::area:
            has_area_columns = true;
            area_place = place(i);
            if (!cell.empty())
                area.area = row.area(std::string{cell});
            break;
        case ColumnKind::role:
            row.role(area, std::string{cell});
            break;
        case ColumnKind::rights:
            row.rights(area, split_cell(cell));
            break;
        case ColumnKind::coordinator:
            if (cell.empty() && state_->options.keep_empty)
                break;
            area.coordinators.emplace();
            for (const std::string& value : split_cell(cell))
                read_coordinator_cell(row, area, value);
            break;
        case ColumnKind::ignored:
            if (!cell.empty() && !binding.column.empty())
                count_ignored(state_->ignored, binding.column, 1);
            break;
        }
        for (std::size_t fault = faults_before; fault < faults.size(); ++fault)
            faults[fault].place = place(i);
    }
    if (name)
        patch.first_name = Name{NameKind::official, lang, *name};
    const bool has_area_values = (area.role && *area.role != AuthorityRole::authority) ||
                                 (area.rights && !area.rights->empty()) ||
                                 (area.coordinators && !area.coordinators->empty());
    if (!area.area.empty()) {
        patch.areas.push_back(std::move(area));
    } else if (has_area_values && row.ok()) {
        row.at(area_place, "area");
        row.refuse("REG-014", "a role, rights or a coordinator stand without an area", "name the area, such as pq");
    } else if (has_area_columns && !state_->options.keep_empty) {
        patch.areas_cleared = true;
    }
    return row.ok();
}

bool AuthorityInput::read_json(const nlohmann::ordered_json& record, const Place& place, AuthorityPatch& patch,
                               std::vector<Diagnostic>& faults)
{
    RecordChecks row{state_->vocabularies, state_->options, patch, faults};
    return read_authority_json(row, record, place, state_->ignored);
}

std::string fault_of_authority_id(std::string_view id)
{
    if (id.empty())
        return "is empty";
    std::size_t position = 0;
    while (position < id.size()) {
        const char32_t letter = next_code_point(id, position);
        const bool ascii = letter > 0x20 && letter < 0x7f && letter != '|' && letter != '\\';
        UErrorCode status = U_ZERO_ERROR;
        const bool latin = letter >= 0x80 && u_isalpha(static_cast<UChar32>(letter)) &&
                           uscript_getScript(static_cast<UChar32>(letter), &status) == USCRIPT_LATIN;
        if (!ascii && !latin && letter != 0x2013)
            return "has " + (letter == ' ' ? std::string{"a space"} : describe_code_point(letter)) +
                   ", which an id may not have";
    }
    return {};
}

std::optional<AuthorityKey> parse_authority_key(std::string_view text)
{
    if (text.size() < 4 || text[2] != ':')
        return std::nullopt;
    const Country* country = find_country(text.substr(0, 2));
    if (country == nullptr)
        return std::nullopt;
    return AuthorityKey{std::string{country->code}, std::string{text.substr(3)}};
}

} // namespace imi
