// SPDX-License-Identifier: EUPL-1.2
#include "workflow/codes.hpp"

#include <algorithm>
#include <array>

namespace imi::workflow
{

namespace
{

struct Row {
    std::string_view id, meaning, more;
};

constexpr std::array table{
    Row{"WF-001", "wrong shape: a map, list or text is expected",
        "Keys take one kind of value each. A list of one may be written without brackets; an empty value is none."},
    Row{"WF-002", "unknown key",
        "Every key that is not in the language is an error, so that a slip of the pen cannot pass unseen. A text in "
        "braces that has a comma, colon or question mark becomes a key by accident: put it in quotes."},
    Row{"WF-003", "a needed key is missing", "The finding stands at the thing that lacks the key."},
    Row{"WF-004", "not an id", "Ids are a-z, 0-9 and single hyphens, begin with a letter and have at most 64 letters."},
    Row{"WF-005", "the id is not the file name", "A workflow stands in a file of its own name, where it is found."},
    Row{"WF-006", "not a version", "MAJOR.MINOR, such as 1.0; 1.10 comes after 1.9."},
    Row{"WF-007", "not a value of this key", "The key takes one of a few words, or `yes`."},
    Row{"WF-008", "not a duration",
        "A duration is a phrase: 7 days, 6 months, 3 years, 15 working days of PARTY. Working days always say whose "
        "calendar counts: a party of the workflow, or commission. What is kept is kept for some time, not 0 days."},
    Row{"WF-009", "not a question or moment",
        "An answer is named FORM.QUESTION. A moment is DATE, DURATION before DATE or DURATION after DATE, where DATE "
        "is "
        "set by an action or is FORM.QUESTION."},
    Row{"WF-010", "unknown party", "Parties are listed in `parties`; `commission` may be told without being one."},
    Row{"WF-011", "unknown state", "The state is not in `states`, or of recipients not below `each`."},
    Row{"WF-012", "unknown form",
        "Forms are listed in `forms`; `from: ID` names a set, form or survey of the package "
        "or of the shared folders."},
    Row{"WF-013", "unknown question or answer",
        "A workflow may read only what the form asks. Of a form from outside it must list the question in `uses`, so "
        "that the form can be held to it."},
    Row{"WF-014", "unknown switch", "Switches are listed in `setup`."},
    Row{"WF-015", "unknown date or timer", "A date is set by `set` of an action; a timer stands in a state."},
    Row{"WF-017", "unknown action or start", "No state has an action, or the workflow no start, of this id."},
    Row{"WF-018", "not a party with recipients, or unknown kind of child",
        "`adds`, `each`, `every`, `some` and `none` speak of a party that says `each: country` or `each: authority` "
        "and "
        "has a life below `each:`, or of a kind of `children`."},
    Row{"WF-019", "unknown workflow", "No package read has a workflow of this id."},
    Row{"WF-020", "an action stands twice for a state",
        "In one state an action id is unique, so that no two transitions compete. Look into `shared` for the other "
        "one."},
    Row{"WF-021", "a timer stands twice",
        "Timer ids are unique in a file, so that an area can override one by its id."},
    Row{"WF-022", "a key has no meaning here",
        "It would change nothing where it stands; it is refused rather than ignored."},
    Row{"WF-023", "the action is a fixed verb of imi-request",
        "`imi-request ACTION CASE` would not know which is meant. Take another id and keep the word in `label`."},
    Row{"WF-024", "a key does not fit the kind of party",
        "A coordinator needs `of` and `kind`, a postbox `of` or `each`, a guest `mail`."},
    Row{"WF-030", "nothing leads to the state",
        "No start, action, timer, `else` or `moves-on` that can be reached goes there."},
    Row{"WF-031", "nothing leads out of the state", "A state that is not final needs a way out."},
    Row{"WF-032", "no way leads to an end", "From here the case would go in circles for ever."},
    Row{"WF-033", "a state waits and has no timer", "Who is awaited must be reminded: give the state a timer."},
    Row{"WF-034", "a state waits for one who can do nothing",
        "No action of the state is by the awaited party, and nothing moves the case on by itself."},
    Row{"WF-035", "a state waits for a seat that may be empty",
        "Not every authority has a coordinator. Make the state optional (`only-if`, `else`), let another party fill "
        "the "
        "seat (`else` of the party), or let every way in ask a switch that `needs` it."},
    Row{"WF-036", "`else` leads in a circle", "A case that leaves out optional states must arrive somewhere."},
    Row{"WF-037", "a timer has no effect",
        "It reminds, escalates, tells or moves nobody, and no condition asks whether it passed."},
    Row{"WF-038", "a date is never set",
        "A timer at a date that no action sets would never fire, and nothing be deleted after it."},
    Row{"WF-039", "working days of nobody", "Working days need a calendar: `of` a party or `of commission`."},
    Row{"WF-040", "a count or mark is tested and never made", "The condition could never change its answer."},
    Row{"WF-041", "a switch is never asked for", "Countries would set it, and nothing would follow."},
    Row{"WF-042", "a form is never given", "No action has it as `form`."},
    Row{"WF-043", "a final state goes on",
        "A final state has no exit, timer or awaited party; actions without `to` (feedback) are allowed."},
    Row{"WF-044", "a party is not in `sees`", "What a party sees is said for each, also where it is nothing."},
    Row{"WF-045", "a counterpart abroad has no `sees-all-after`",
        "Personal data are shown only to who has accepted the case. Without the cap the walk finds them shown to a "
        "responder that refused."},
    Row{"WF-046", "a mail template shows personal fields",
        "Mails hold number, area, countries and a link, never content."},
    Row{"WF-047", "a state neither rests, waits nor is final",
        "Say who has the ball: `waits-for`, `rests: yes` or `final: yes`."},
    Row{"WF-048", "two forms of one action ask the same id", "An answer handed in names the question alone."},
    Row{"WF-049", "the answer is of the wrong kind",
        "Dates are set from dates, days from numbers, recipients from countries or authorities. Of a form that comes "
        "from "
        "the area, every set that area.yaml names for it is held to this."},
    Row{"WF-050", "`tells` a party that sees nothing (warning)",
        "The mail would speak of a case that is not there for its reader; it is not sent."},
    Row{"WF-051", "content is deleted before it is blocked",
        "Blocking keeps from most what is deleted later; the other way round it would never happen."},
    Row{"WF-060", "never happens", "The walk over all set-ups found no case in which this can be done or fires."},
    Row{"WF-061", "a case can get stuck", "From the case described no way leads to an end, whatever anybody does."},
    Row{"WF-063", "an optional state is never entered, or never left out",
        "Then it is not optional: drop `only-if`, or the state."},
    Row{"WF-064", "the walk was ended by its limit (warning)",
        "There are more different cases than are looked at. What was reached is proved; the rest is left open."},
    Row{"WF-070", "a compiled workflow of the store is damaged",
        "It is written by `install` and never changed. Restore it from a backup."},
    Row{"WF-101", "no such case, or not visible to the acting user",
        "The two read alike, so that nobody learns of a case by asking."},
    Row{"WF-102", "the case changed since the version given",
        "Somebody was first. Look at the case again and decide anew."},
    Row{"WF-103", "the state of the case does not have the action",
        "`imi-request actions CASE` lists what is possible now."},
    Row{"WF-104", "the acting user may not do this",
        "The seat, the role for the area, the authority's right and the allocation must all agree."},
    Row{"WF-105", "the condition of the action does not hold", "The message names the fact that fails."},
    Row{"WF-106", "done already, and once only", "The action may be done once by a user, or once by a party."},
    Row{"WF-107", "a reason is missing", "The action needs --comment."},
    Row{"WF-108", "a form is missing", "The action gives a form; a saved draft of it counts."},
    Row{"WF-109", "an authority or user cannot be named here",
        "It must exist, be active, have the right, and be in the right country."},
    Row{"WF-110", "nobody would receive it", "A message to no recipient is refused."},
    Row{"WF-111", "the next state would wait for an empty seat", "Name the authority with --to."},
    Row{"WF-112", "the parts of a split are not right",
        "At least two parts; each question goes to exactly one; three levels at most."},
    Row{"WF-113", "the workflow has no such action or start", "The message names the nearest one."},
    Row{"WF-114", "the history cannot have happened so",
        "Under no set-up does the workflow allow these steps in this order."},
};

constexpr auto rows = [] {
    std::array<CodeRow, table.size()> result{};
    for (std::size_t i = 0; i < table.size(); ++i)
        result[i] = {table[i].id, table[i].meaning};
    return result;
}();

} // namespace

std::span<const CodeRow> workflow_codes() { return rows; }

std::string_view explanation(std::string_view code)
{
    const auto row = std::find_if(table.begin(), table.end(), [&](const Row& other) { return other.id == code; });
    return row == table.end() ? std::string_view{} : row->more;
}

} // namespace imi::workflow
