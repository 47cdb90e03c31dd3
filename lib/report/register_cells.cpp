// SPDX-License-Identifier: EUPL-1.2
#include "report/register_cells.hpp"

#include "directory/as_of_repository.hpp"
#include "directory/user.hpp"

#include <algorithm>

namespace imi::report
{

namespace
{

using statistics::Dimension;
using Source = Dimension::Source;
using Values = std::map<Source, std::string>;

/// Counts one authority or user, whose values may be several sets.
class Unit
{
public:
    Unit(const RegisterQuestion& question, statistics::Cells& cells) : question_{question}, cells_{cells} {}

    void add(const Values& values)
    {
        const auto value = [&](const Dimension& dimension) {
            const auto found = values.find(dimension.source);
            return found == values.end() ? std::string{} : found->second;
        };
        for (const auto& [dimension, codes] : question_.where)
            if (std::find(codes.begin(), codes.end(), value(dimension)) == codes.end())
                return;
        std::vector<std::string> row;
        for (const Dimension& dimension : question_.by)
            row.push_back(value(dimension));
        rows_.insert(std::move(row));
    }
    void count(bool is_involved)
    {
        for (const std::vector<std::string>& row : rows_) {
            ++cells_[statistics::CellKey{"all", {}, row, {}}.text()];
            if (is_involved)
                ++cells_[statistics::CellKey{"involved", {}, row, {}}.text()];
        }
        rows_.clear();
    }

private:
    const RegisterQuestion& question_;
    statistics::Cells& cells_;
    std::set<std::vector<std::string>> rows_;
};

void count_authorities(Database& db, const RegisterQuestion& question, statistics::Cells& cells)
{
    Unit unit{question, cells};
    const std::string today = civil_date(question.as_of);
    for_each_authority_as_of(db, question.as_of, [&](const AuthorityRow& row) {
        const Authority authority = row.decode();
        const bool is_valid = (authority.valid_from.empty() || authority.valid_from <= today) &&
                              (authority.valid_to.empty() || authority.valid_to >= today);
        if (authority.state != AuthorityState::active || !is_valid || authority.key.country == "EU")
            return;
        std::vector<std::string> roles;
        for (const AreaEntry& entry : authority.areas)
            if (question.area.empty() || question.area == entry.area)
                roles.emplace_back(to_string(entry.role));
        if (roles.empty() && !question.area.empty())
            return;
        std::vector<std::string> professions = authority.professions;
        for (std::vector<std::string>* list : {&roles, &professions})
            if (list->empty())
                list->emplace_back();
        for (const std::string& role : roles)
            for (const std::string& profession : professions)
                unit.add(
                    {{Source::country, authority.key.country}, {Source::role, role}, {Source::profession, profession}});
        unit.count(question.involved.contains(authority.key.text()));
    });
}

void count_users(Database& db, const RegisterQuestion& question, statistics::Cells& cells)
{
    Unit unit{question, cells};
    UserRepository{db}.for_each(
        [&](const StoredUser& stored) {
            if (stored.user.suspended)
                return;
            for (const UserRole& role : stored.user.roles)
                if (question.area.empty() || role.area.empty() || question.area == role.area)
                    unit.add({{Source::country, role.authority.substr(0, role.authority.find(':'))},
                              {Source::user_role, role.role}});
            unit.count(false);
        },
        question.as_of);
}

} // namespace

statistics::Cells register_cells(Database& db, const RegisterQuestion& question)
{
    statistics::Cells cells;
    if (question.population == statistics::Population::users)
        count_users(db, question, cells);
    else
        count_authorities(db, question, cells);
    return cells;
}

} // namespace imi::report
