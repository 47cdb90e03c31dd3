// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "formats/input.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace imi
{

/// The archive that an XLSX file is, held in memory; its members are inflated as they are read. It is checked as a
/// whole before anything is: how many members, their names and kinds, how far they expand.
class XlsxArchive
{
public:
    /// Throws Error(input): FMT-003 larger than limits::archive_bytes, more than limits::archive_members members, or
    /// expanding too much; FMT-060 no archive at all; FMT-061 a member that may not be there.
    explicit XlsxArchive(Input& input);
    ~XlsxArchive();
    XlsxArchive(const XlsxArchive&) = delete;
    XlsxArchive& operator=(const XlsxArchive&) = delete;

    const std::string& file() const; ///< as messages call it
    bool has(const std::string& member) const;

    /// Reads one member forward. Must not outlive the archive.
    class Member
    {
    public:
        ~Member();
        Member(Member&&) noexcept;
        /// Fewer bytes than asked only at the end. Throws Error(input): FMT-002 damaged, FMT-003 expanding too much.
        std::size_t read(std::span<char> buffer);
        std::uint64_t consumed_bytes() const; ///< given so far
        std::uint64_t total_bytes() const;    ///< as the archive says

    private:
        friend class XlsxArchive;
        struct State;
        explicit Member(std::unique_ptr<State> state);
        std::unique_ptr<State> state_;
    };
    /// Throws Error(input, "FMT-060") when there is no such member.
    Member open(const std::string& member);
    /// A whole member. Throws Error(input, "FMT-003") above `limit` bytes, else what open() and read() throw.
    std::string read_all(const std::string& member, std::uint64_t limit);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace imi
