// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "text/suggest.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace imi
{

/// A fault of one value: its stable code, what is wrong, what would be right.
struct ValueFault {
    std::string_view code;
    std::string message;
    std::string hint;

    /// The same as told of a value that stands at `place` in the column or member `field`.
    Diagnostic diagnostic(Place place, std::string field) const;
};

/// Well-formed, allowed characters, at most `limit` code points; `value` becomes NFC.
std::optional<ValueFault> check_text(std::string& value, std::size_t limit);
/// One plain address.
std::optional<ValueFault> check_email(const std::string& value);
/// An address of the web, http or https.
std::optional<ValueFault> check_website(const std::string& value);
/// A civil date in ISO form.
std::optional<ValueFault> check_date(const std::string& value);
/// A language tag; `no` becomes `nb`.
std::optional<ValueFault> check_language(std::string& value);
/// A code of ours: [a-z][a-z0-9-]{0,63}.
bool is_code(std::string_view text);
/// A login: [a-z0-9._-]{1,64}.
bool is_login(std::string_view text);

} // namespace imi
