// SPDX-License-Identifier: EUPL-1.2
#include "formats/encoding.hpp"

#include "base/diagnostic.hpp"
#include "base/error.hpp"
#include "text/normalise.hpp"
#include "text/suggest.hpp"
#include "text/utf8.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

namespace imi
{

namespace
{

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
struct CloseDetector {
    void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

/// In which tables of the 26 languages are saved. Detection is left to choose among these: over all that it knows it
/// takes Greek for Chinese.
constexpr std::array<std::string_view, 11> usual{"windows-1252", "windows-1250", "windows-1253", "windows-1251",
                                                 "windows-1257", "ISO-8859-1",   "ISO-8859-2",   "ISO-8859-5",
                                                 "ISO-8859-7",   "ISO-8859-15",  "UTF-16"};

/// Names under which ICU knows encodings.
std::vector<std::string> encoding_names()
{
    std::vector<std::string> names{usual.begin(), usual.end()};
    for (std::int32_t i = 0; i < ucnv_countAvailable(); ++i) {
        UErrorCode status = U_ZERO_ERROR;
        const char* name = ucnv_getStandardName(ucnv_getAvailableName(i), "IANA", &status);
        if (U_SUCCESS(status) && name != nullptr)
            names.emplace_back(name);
    }
    return names;
}

} // namespace

struct Decoder::State {
    std::string name;
    std::unique_ptr<UConverter, CloseConverter> converter;
    std::vector<UChar> units = std::vector<UChar>(std::size_t{32} << 10);
    UChar lead = 0; ///< first half of a character whose second has not come yet
    std::size_t line = 1;
    std::size_t bytes = 0; ///< before those being decoded

    void append(const UChar* begin, const UChar* end, std::string& out)
    {
        for (const UChar* unit = begin; unit != end; ++unit) {
            char32_t letter = *unit;
            if (lead != 0) {
                letter = static_cast<char32_t>(U16_GET_SUPPLEMENTARY(lead, *unit));
                lead = 0;
            } else if (U16_IS_LEAD(*unit)) {
                lead = *unit;
                continue;
            }
            line += letter == '\n';
            append_utf8(out, letter);
        }
    }

    [[noreturn]] void refuse(std::size_t at, const std::string& file)
    {
        std::array<char, 8> invalid{};
        auto length = static_cast<std::int8_t>(invalid.size());
        UErrorCode status = U_ZERO_ERROR;
        ucnv_getInvalidChars(converter.get(), invalid.data(), &length, &status);
        std::string shown;
        for (std::int8_t i = 0; i < length; ++i) {
            std::array<char, 8> hex{};
            std::snprintf(hex.data(), hex.size(), " %02X",
                          static_cast<unsigned>(static_cast<unsigned char>(invalid[static_cast<std::size_t>(i)])));
            shown += hex.data();
        }
        throw Error{Status::input, "FMT-071",
                    "not valid " + name + ": the bytes" + shown + " at byte " +
                        std::to_string(at + 1 - static_cast<std::size_t>(std::max<std::int8_t>(length, 0))) +
                        " of the file (line " + std::to_string(line) + ") are no character of it",
                    "give the encoding in which the file was saved, or save it as UTF-8", Place{file, line, 0}.text()};
    }
};

Decoder::Decoder(const std::string& encoding) : state_{std::make_unique<State>()}
{
    UErrorCode status = U_ZERO_ERROR;
    // Without a name ICU takes that of the environment; a comma and what follows are options of its own.
    if (!encoding.empty() && encoding.find(',') == std::string::npos)
        state_->converter.reset(ucnv_open(encoding.c_str(), &status));
    if (!state_->converter || U_FAILURE(status)) {
        const std::string near = nearest(encoding, encoding_names());
        throw Error{Status::usage, "FMT-070", "there is no encoding " + in_quotes(encoding),
                    near.empty() ? "give one such as windows-1252, windows-1250, ISO-8859-7 or UTF-16"
                                 : did_you_mean(near)};
    }
    state_->name = encoding;
    ucnv_setToUCallBack(state_->converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
}
Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&&) noexcept = default;

void Decoder::decode(std::string_view bytes, bool last, std::string& out, const std::string& file)
{
    State& state = *state_;
    const char* source = bytes.data();
    const char* const end = bytes.data() + bytes.size();
    for (;;) {
        UErrorCode status = U_ZERO_ERROR;
        UChar* target = state.units.data();
        ucnv_toUnicode(state.converter.get(), &target, state.units.data() + state.units.size(), &source, end, nullptr,
                       static_cast<UBool>(last), &status);
        state.append(state.units.data(), target, out);
        if (status == U_BUFFER_OVERFLOW_ERROR)
            continue;
        if (U_FAILURE(status))
            state.refuse(state.bytes + static_cast<std::size_t>(source - bytes.data()), file);
        break;
    }
    state.bytes += bytes.size();
}

bool is_utf8_name(std::string_view encoding)
{
    const std::string name = fold_case(encoding);
    return name == "utf-8" || name == "utf8";
}

std::string likely_encoding(std::string_view bytes)
{
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
        return "UTF-16";
    constexpr std::size_t enough = std::size_t{64} << 10;
    bytes = bytes.substr(0, enough);
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, CloseDetector> detector{ucsdet_open(&status)};
    ucsdet_setText(detector.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
    std::int32_t count = 0;
    const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
    for (std::int32_t i = 0; U_SUCCESS(status) && i < count; ++i) {
        UErrorCode ignored = U_ZERO_ERROR;
        const std::string_view name = ucsdet_getName(matches[i], &ignored);
        constexpr std::int32_t least_confidence = 15;
        if (std::find(usual.begin(), usual.end(), name) != usual.end() &&
            ucsdet_getConfidence(matches[i], &ignored) >= least_confidence)
            return std::string{name};
    }
    // Between 80 and 9F stand controls in one and quotes, dashes and the euro in the other.
    const bool has_signs = std::any_of(bytes.begin(), bytes.end(), [](char c) {
        return static_cast<unsigned char>(c) >= 0x80 && static_cast<unsigned char>(c) < 0xa0;
    });
    return has_signs ? "windows-1252" : "ISO-8859-1";
}

std::string encoding_hint(const std::string& encoding)
{
    return "save the file as UTF-8, or give --encoding " + encoding + " if that is what it is";
}

} // namespace imi
