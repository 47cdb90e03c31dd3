// SPDX-License-Identifier: EUPL-1.2
#include "mail/compose.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace imi
{

namespace
{

std::string fill_in(const std::string& text, const MailFacts& facts)
{
    const std::array<std::pair<std::string_view, const std::string*>, 7> values{
        {{"{case}", &facts.case_number},
         {"{area}", &facts.area},
         {"{action}", &facts.action},
         {"{state}", &facts.state},
         {"{from-country}", &facts.from_country},
         {"{to-country}", &facts.to_country},
         {"{due}", &facts.due}}};
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t brace = std::min(text.find('{', at), text.size());
        result.append(text, at, brace - at);
        at = brace;
        const auto named = std::find_if(values.begin(), values.end(), [&](const auto& value) {
            return text.compare(at, value.first.size(), value.first) == 0;
        });
        if (named != values.end()) {
            result += *named->second;
            at += named->first.size();
        } else if (at < text.size()) {
            result += text[at++];
        }
    }
    return result;
}

constexpr char hex[] = "0123456789ABCDEF";

/// RFC 2045, 6.7: lines of at most 76 letters.
std::string quoted_printable(std::string_view text)
{
    std::string result, line;
    const auto end_line = [&](bool soft) {
        result.append(line).append(soft ? "=\r\n" : "\r\n");
        line.clear();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte == '\n') {
            end_line(false);
            continue;
        }
        const bool last = i + 1 == text.size() || text[i + 1] == '\n';
        const bool plain = (byte >= 33 && byte <= 126 && byte != '=') || (byte == ' ' && !last);
        const std::string part = plain ? std::string(1, text[i]) : std::string{'=', hex[byte >> 4], hex[byte & 15]};
        if (line.size() + part.size() > 75)
            end_line(true);
        line += part;
    }
    if (!line.empty())
        end_line(false);
    return result;
}

/// RFC 2047: words of at most 75 letters, each of whole characters.
std::string encoded_words(std::string_view text)
{
    bool ascii = true;
    for (const char c : text)
        ascii &= c >= 32 && c < 127;
    if (ascii && text.find("=?") == std::string_view::npos)
        return std::string{text};
    std::string result, word;
    for (std::size_t i = 0; i < text.size();) {
        std::string character;
        do {
            const auto byte = static_cast<unsigned char>(text[i++]);
            character += std::string{'=', hex[byte >> 4], hex[byte & 15]};
        } while (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80);
        if (word.size() + character.size() > 54) {
            result.append(result.empty() ? "" : "\r\n ").append("=?UTF-8?Q?").append(word).append("?=");
            word.clear();
        }
        word += character;
    }
    return result.append(result.empty() ? "" : "\r\n ").append("=?UTF-8?Q?").append(word).append("?=");
}

/// "Mon, 03 Mar 2008 09:00:00 +0000".
std::string mail_date(Instant instant)
{
    constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::chrono::sys_days day{std::chrono::floor<std::chrono::days>(std::chrono::seconds{instant})};
    const std::string iso = format_instant(instant);
    const std::size_t month = static_cast<std::size_t>(iso[5] - '0') * 10 + static_cast<std::size_t>(iso[6] - '0');
    return std::string{days[std::chrono::weekday{day}.c_encoding()]} + ", " + iso.substr(8, 2) + " " +
           months[month - 1] + " " + iso.substr(0, 4) + " " + iso.substr(11, 8) + " +0000";
}

} // namespace

void compose_mail(OutboxMail& mail, const MailTexts& texts, const MailFacts& facts,
                  const std::function<std::string(const std::string& path, const std::string& source)>& translate)
{
    const std::string root = "mail/" + texts.id + "/";
    const auto text = [&](const std::string& path) {
        const std::string* source = texts.find(path);
        return source == nullptr ? std::string{} : fill_in(translate(path, *source), facts);
    };
    const std::string own = root + facts.workflow + "/" + facts.action_id;
    const std::string base = texts.find(own + "/subject") != nullptr ? own : root + mail.kind;
    mail.subject = text(base + "/subject");
    mail.body = text(base + "/body") + "\n\n";
    if (!facts.due.empty() && mail.kind != "told" && mail.kind != "moved")
        mail.body += text(root + "due") + "\n";
    mail.body += text(root + "facts") + "\n\n" + text(root + "closing") + "\n";
}

std::string mail_message(const OutboxMail& mail, const std::string& from)
{
    return "From: " + from + "\r\nTo: " + mail.recipient + "\r\nSubject: " + encoded_words(mail.subject) +
           "\r\nDate: " + mail_date(mail.created_at) + "\r\nMessage-ID: <imi-" + std::to_string(mail.case_id) + "-" +
           std::to_string(mail.version) + "-" + std::to_string(mail.id) + "@" + from.substr(from.find('@') + 1) +
           ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Language: " + mail.language +
           "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
           quoted_printable(mail.body);
}

} // namespace imi
