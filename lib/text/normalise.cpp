// SPDX-License-Identifier: EUPL-1.2
#include "text/normalise.hpp"

#include "base/error.hpp"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <memory>

namespace imi
{

namespace
{

void require(UErrorCode status, const char* what)
{
    if (U_FAILURE(status))
        throw Error{Status::bug, "TXT-001", std::string{what} + " failed: " + u_errorName(status)};
}

icu::StringPiece piece_of(std::string_view utf8) { return {utf8.data(), static_cast<int32_t>(utf8.size())}; }

const icu::Normalizer2& nfc()
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* instance = icu::Normalizer2::getNFCInstance(status);
    require(status, "loading NFC");
    return *instance;
}

bool is_ascii(std::string_view bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

/// All code points below U+0300 are in NFC whatever follows them there; 0xCC is the first byte of U+0300.
bool is_below_combining_marks(std::string_view utf8)
{
    return std::all_of(utf8.begin(), utf8.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0xCC; });
}

struct SpoofCloser {
    void operator()(USpoofChecker* checker) const { uspoof_close(checker); }
};
using SpoofChecker = std::unique_ptr<USpoofChecker, SpoofCloser>;

SpoofChecker open_spoof_checker()
{
    UErrorCode status = U_ZERO_ERROR;
    SpoofChecker checker{uspoof_open(&status)};
    require(status, "loading the confusables");
    return checker;
}

} // namespace

std::string to_nfc(std::string_view utf8)
{
    if (is_below_combining_marks(utf8))
        return std::string{utf8};
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2& normalizer = nfc();
    if (normalizer.isNormalizedUTF8(piece_of(utf8), status) && U_SUCCESS(status))
        return std::string{utf8};
    std::string result;
    icu::StringByteSink<std::string> sink{&result};
    status = U_ZERO_ERROR;
    normalizer.normalizeUTF8(0, piece_of(utf8), sink, nullptr, status);
    require(status, "NFC");
    return result;
}

std::string fold_case(std::string_view utf8)
{
    std::string result;
    if (is_ascii(utf8)) {
        result.assign(utf8);
        for (char& byte : result)
            byte = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
        return result;
    }
    UErrorCode status = U_ZERO_ERROR;
    icu::StringByteSink<std::string> sink{&result};
    icu::CaseMap::utf8Fold(U_FOLD_CASE_DEFAULT, piece_of(utf8), sink, nullptr, status);
    require(status, "case folding");
    return to_nfc(result); // folding takes some letters apart, e.g. U+0390
}

std::string confusable_skeleton(std::string_view utf8)
{
    static const SpoofChecker checker = open_spoof_checker();
    // A skeleton is seldom longer than its text; a longer one takes a second round.
    std::string result(utf8.size() + 16, '\0');
    for (;;) {
        UErrorCode status = U_ZERO_ERROR;
        const int32_t length = uspoof_getSkeletonUTF8(checker.get(), 0, utf8.data(), static_cast<int32_t>(utf8.size()),
                                                      result.data(), static_cast<int32_t>(result.size()), &status);
        const bool fits = status != U_BUFFER_OVERFLOW_ERROR;
        if (fits)
            require(status, "skeleton");
        result.resize(static_cast<std::size_t>(length));
        if (fits)
            return result;
    }
}

} // namespace imi
