// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// Values as bytes, one after the other: for records that the program puts aside for itself (staging), never for files.
class Packer
{
public:
    void number(std::uint64_t value)
    {
        while (value >= 0x80) {
            out += static_cast<char>(value | 0x80);
            value >>= 7;
        }
        out += static_cast<char>(value);
    }
    void text(std::string_view value)
    {
        number(value.size());
        out += value;
    }
    void optional_text(const std::optional<std::string>& value)
    {
        number(value ? 1 : 0);
        if (value)
            text(*value);
    }
    void texts(const std::vector<std::string>& values)
    {
        number(values.size());
        for (const std::string& value : values)
            text(value);
    }
    template <class Values, class Write> void list(const Values& values, Write write)
    {
        number(values.size());
        for (const auto& value : values)
            write(value);
    }
    template <class Value, class Write> void optional(const std::optional<Value>& value, Write write)
    {
        number(value ? 1 : 0);
        if (value)
            write(*value);
    }
    template <class Enum> void optional_enum(const std::optional<Enum>& value)
    {
        number(value ? static_cast<std::uint64_t>(*value) + 1 : 0);
    }
    std::string out;
};

/// Reads them back in the same order. Throws Error(store, "STO-012") where the bytes end too soon: what was put aside
/// is not what comes back.
class Unpacker
{
public:
    explicit Unpacker(std::string_view bytes) : bytes_{bytes} {}
    std::uint64_t number()
    {
        std::uint64_t value = 0;
        for (int shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(take(1).front());
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80)
                return value;
            if (shift == 63)
                fail();
        }
    }
    bool at_end() const { return position_ == bytes_.size(); }
    /// A view of the bytes given.
    std::string_view view() { return take(number()); }
    std::string text() { return std::string{view()}; }
    std::optional<std::string> optional_text() { return number() != 0 ? std::optional{text()} : std::nullopt; }
    std::vector<std::string> texts()
    {
        return list<std::string>([this] { return text(); });
    }
    template <class Value, class Read> std::vector<Value> list(Read read)
    {
        std::vector<Value> values;
        for (std::uint64_t count = number(); count > 0; --count)
            values.push_back(read());
        return values;
    }
    template <class Enum> std::optional<Enum> optional_enum()
    {
        const std::uint64_t value = number();
        return value == 0 ? std::nullopt : std::optional{static_cast<Enum>(value - 1)};
    }

private:
    std::string_view take(std::uint64_t size)
    {
        if (size > bytes_.size() - position_)
            fail();
        const std::string_view taken = bytes_.substr(position_, size);
        position_ += size;
        return taken;
    }
    [[noreturn]] static void fail()
    {
        throw Error{Status::store, "STO-012", "the temporary file is damaged; nothing was changed"};
    }

    std::string_view bytes_;
    std::size_t position_ = 0;
};

} // namespace imi
