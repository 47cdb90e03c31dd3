// SPDX-License-Identifier: EUPL-1.2
#include "cases/codes.hpp"

namespace imi
{

std::span<const CodeRow> cases_codes()
{
    static constexpr CodeRow rows[] = {
        {"CAS-001", "there is no such case, or it is not visible"},
        {"CAS-002", "an operator acts in cases only for another"},
        {"CAS-003", "the user may act for several authorities"},
        {"CAS-004", "the user does not act for the authority"},
        {"CAS-005", "the key was used for something else"},
        {"CAS-006", "no cursor"},
        {"CAS-007", "a comment or key that is too long or holds a forbidden character"},
        {"CAS-010", "no such legislative area"},
        {"CAS-011", "several workflows, question sets or starts are possible"},
        {"CAS-012", "no such workflow or question set in the area"},
        {"CAS-013", "another version of the question set is installed"},
        {"CAS-014", "a case that cannot follow the other"},
        {"CAS-015", "no such recipient for the action"},
        {"CAS-020", "a form of a wrong shape"},
        {"CAS-021", "a form of another question set"},
        {"CAS-022", "no such field"},
        {"CAS-023", "no question set for a form of the workflow"},
        {"CAS-024", "no such authority in an answer"},
        {"CAS-025", "a file that is not attached"},
        {"CAS-030", "what the case asks of the register is not supported"},
        {"CAS-040", "a file name that cannot be used"},
        {"CAS-041", "no form with documents to fill in"},
        {"CAS-042", "a file too large, or too many"},
        {"CAS-043", "another file of that name"},
        {"CAS-044", "no such file"},
        {"CAS-050", "a line of a batch of a wrong shape"},
        {"CAS-060", "a historic case of a wrong shape"},
        {"CAS-061", "a historic case that is there with other content"},
        {"CAS-070", "a country without a postbox was left out"},
    };
    return rows;
}

} // namespace imi
