// SPDX-License-Identifier: EUPL-1.2
#include "mail/compose.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace imi
{

namespace
{

MailTexts words()
{
    return {"common",
            "1.0",
            {{"mail/common/told/subject", "{case}: {action}"},
             {"mail/common/told/body", "Action: {action}."},
             {"mail/common/awaited/subject", "{case}: action needed"},
             {"mail/common/awaited/body", "Case {case} waits. {unknown}"},
             {"mail/common/inquiry/accept/subject", "{case} is accepted"},
             {"mail/common/inquiry/accept/body", "Soon."},
             {"mail/common/due", "By {due}"},
             {"mail/common/facts", "{area}, {from-country} - {to-country}"},
             {"mail/common/closing", "Automatic."}},
            {}};
}

OutboxMail composed(const std::string& kind, const std::string& action)
{
    OutboxMail mail;
    mail.kind = kind;
    compose_mail(mail, words(),
                 {"LW-1", "Law", "Akceptacja", "Sent", "Polska", "Rumunia", "8 March", "inquiry", action},
                 [](const std::string&, const std::string& source) { return source; });
    return mail;
}

TEST(ComposeMail, FillsInTheWordsOfTheKind)
{
    const OutboxMail mail = composed("awaited", "send");
    EXPECT_EQ(mail.subject, "LW-1: action needed");
    EXPECT_EQ(mail.body, "Case LW-1 waits. {unknown}\n\nBy 8 March\nLaw, Polska - Rumunia\n\nAutomatic.\n");
    EXPECT_EQ(composed("told", "send").body, "Action: Akceptacja.\n\nLaw, Polska - Rumunia\n\nAutomatic.\n");
}

TEST(ComposeMail, WordsOfAnActionComeFirst) { EXPECT_EQ(composed("told", "accept").subject, "LW-1 is accepted"); }

TEST(MailMessage, EncodesWhatIsNotAscii)
{
    OutboxMail mail;
    mail.recipient = "sekretariat@nil.example";
    mail.subject = "Απάντηση: Łódź";
    mail.body = "Żółć = 1\n";
    mail.language = "pl";
    mail.created_at = 1'204'534'800;
    const std::string message = mail_message(mail, "imi@example.eu");
    EXPECT_THAT(message, testing::HasSubstr("To: sekretariat@nil.example\r\n"));
    EXPECT_THAT(message, testing::HasSubstr("Subject: =?UTF-8?Q?=CE=91=CF=80"));
    EXPECT_THAT(message, testing::HasSubstr("Date: Mon, 03 Mar 2008 09:00:00 +0000\r\n"));
    EXPECT_THAT(message, testing::EndsWith("\r\n\r\n=C5=BB=C3=B3=C5=82=C4=87 =3D 1\r\n"));
    for (std::size_t begin = 0; begin < message.size();) {
        const std::size_t end = message.find("\r\n", begin);
        EXPECT_LE(end - begin, 78U);
        begin = end + 2;
    }
}

} // namespace

} // namespace imi
