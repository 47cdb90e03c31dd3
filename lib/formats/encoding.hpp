// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace imi
{

/// Makes UTF-8 of bytes in another encoding, as they come.
class Decoder
{
public:
    /// Throws Error(usage, "FMT-070") with near names when ICU knows no such encoding.
    explicit Decoder(const std::string& encoding);
    ~Decoder();
    Decoder(Decoder&&) noexcept;

    /// Appends what these bytes are; `last` when none follow. Throws Error(input, "FMT-071") with line and byte at the
    /// first bytes that the encoding does not have; `file` is what the message calls the input.
    void decode(std::string_view bytes, bool last, std::string& out, const std::string& file);

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Whether the name means UTF-8, which needs no decoder.
bool is_utf8_name(std::string_view encoding);

/// What bytes that are no UTF-8 may be, among the encodings in which European tables are saved: for a hint, never to
/// decide. "ISO-8859-7".
std::string likely_encoding(std::string_view bytes);

/// What to do about it.
std::string encoding_hint(const std::string& encoding);

} // namespace imi
