// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// How a spreadsheet shows a number, by the code of a format such as "00000", "0.00%" or "yyyy-mm-dd" (ECMA-376 part 1,
/// 18.8.31). Separators of thousands are left out: they belong to the reader's country, not to what was typed.
class NumberFormat
{
public:
    enum class Kind : std::uint8_t { general, number, scientific, date, time, date_time, text };

    /// A code of the file. One that makes no sense reads as General.
    explicit NumberFormat(std::string_view code);
    /// The code of a number that every file knows without saying; General where there is none.
    static std::string_view built_in(std::uint32_t number);

    /// What the section for this value is.
    Kind kind(double value) const;
    /// The number as shown, by its digits; not for dates and times. Exact to 15 digits, which is all that a spreadsheet
    /// keeps.
    std::string show(double value) const;

private:
    struct Part {
        char placeholder = 0; ///< 0 # ? or 0 for a text
        std::string text;
    };
    struct Section {
        Kind kind = Kind::general;
        std::optional<std::pair<std::string, double>> condition; ///< "<=", 9999999
        std::vector<Part> whole, decimals;                       ///< before and behind the decimal point
        int percents = 0;
        int thousands = 0; ///< commas behind the last digit: divide by 1000
    };
    static Section read_section(std::string_view code);
    const Section& section_of(double value) const;
    std::vector<Section> sections_;
};

/// A number as General shows it: up to 15 digits. Nothing where that takes an exponent.
std::optional<std::string> plain_number(double value);

/// The date and time that a serial number stands for in a workbook: "2008-03-31", "2008-03-31T09:30:00", "09:30:00".
/// Nothing for a day that never was (29 February 1900) or that has no four-digit year.
std::optional<std::string> serial_date(double serial, bool from_1904, NumberFormat::Kind kind);

} // namespace imi
