// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "mail/outbox.hpp"
#include "questions/mail_texts.hpp"

#include <functional>
#include <string>

namespace imi
{

/// What the words of a mail are filled in with, in the reader's language. Nothing of a case's content is among it.
struct MailFacts {
    std::string case_number, area, action, state, from_country, to_country;
    std::string due; ///< date in words; empty where there is no deadline
    std::string workflow, action_id;
};

/// Subject and body of a mail of `kind` ("awaited" ...): the words of the package for the action where there are any,
/// else those for the kind; then the lines that every mail has. `translate` gives the text of a path, or the source.
void compose_mail(OutboxMail& mail, const MailTexts& texts, const MailFacts& facts,
                  const std::function<std::string(const std::string& path, const std::string& source)>& translate);

/// The mail as RFC 5322 sends it: UTF-8 in quoted-printable, encoded words in its head (RFC 2047), lines end with CR
/// LF.
std::string mail_message(const OutboxMail& mail, const std::string& from);

} // namespace imi
