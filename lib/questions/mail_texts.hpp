// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/findings.hpp"
#include "questions/package.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// The words of mails about cases, as a `mail:` file has them. Paths: "mail/ID/EVENT/subject" and ".../body" of the
/// events awaited, told, moved, reminded, escalated; "mail/ID/PART" of the lines due, facts, closing; and, where a
/// package has words of its own for an action, "mail/ID/WORKFLOW/ACTION/subject" and ".../body".
struct MailTexts {
    std::string id, version;
    std::map<std::string, std::string> by_path; ///< in the source language
    std::vector<Text> texts;                    ///< for translators, in the order of the file; empty when loaded

    /// The source text; nullptr when there is none.
    const std::string* find(const std::string& path) const;
};

/// Placeholders that they may have: {case}, {area}, {action}, {state}, {from-country}, {to-country}, {due}. QS-005,
/// QS-008, QS-010, QS-012; QS-052 for another placeholder.
MailTexts read_mail_texts(const OtherFile& file, Findings& findings);

/// Canonical JSON, and back from it. Throws Error(store, "QS-300") for what this program did not write.
std::string canonical_content(const MailTexts& mail);
MailTexts load_mail_texts(std::string_view content);

} // namespace imi
