// SPDX-License-Identifier: EUPL-1.2
#include "formats/xlsx_archive.hpp"

#include "base/error.hpp"
#include "base/limits.hpp"
#include "text/escape.hpp"

#include <zip.h>

#include <map>

#include <sys/stat.h>

namespace imi
{

namespace
{

constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;

struct CloseZip {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseFile {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

/// Whether a member could be meant for a place outside the folder into which somebody unpacks.
bool leads_out(std::string_view name)
{
    if (name.empty() || name.front() == '/' || name.find_first_of("\\:") != std::string_view::npos)
        return true;
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find('/', begin), name.size());
        if (name.substr(begin, end - begin) == "..")
            return true;
        begin = end + 1;
    }
    return false;
}

} // namespace

struct XlsxArchive::State {
    struct Entry {
        std::uint64_t index, size, packed;
    };
    std::string file;
    std::string bytes;
    std::unique_ptr<zip_t, CloseZip> archive;
    std::map<std::string, Entry, std::less<>> entries;
    std::uint64_t given = 0; ///< bytes of all members so far

    [[noreturn]] void refuse(const char* code, const std::string& message, const std::string& hint) const
    {
        throw Error{Status::input, code, message, hint, file};
    }
    [[noreturn]] void refuse_size(std::uint64_t limit) const
    {
        refuse("FMT-003", "is larger than the limit of " + std::to_string(limit / mebibyte) + " MiB", "split it");
    }

    void check_expansion(std::uint64_t size, std::uint64_t packed) const
    {
        if (size > limits::expansion_free_bytes && size / limits::expansion_ratio > packed)
            refuse("FMT-003",
                   "the archive expands to more than " + std::to_string(limits::expansion_ratio) +
                       " times its size, which is the limit",
                   "save the table as CSV in UTF-8 if it is what it should be");
    }

    void open()
    {
        // What Office writes when it protects a file, and what it wrote before 2007.
        if (bytes.starts_with("\xD0\xCF\x11\xE0"))
            refuse("FMT-060", "is protected by a password, or an old Excel file (.xls): a format that is not supported",
                   "save it as XLSX without a password, or as CSV in UTF-8");
        zip_error_t error;
        zip_error_init(&error);
        zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
        if (source == nullptr)
            throw std::bad_alloc{};
        archive.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
        if (!archive) {
            zip_source_free(source);
            zip_error_fini(&error);
            refuse("FMT-060", "is no XLSX file, or a damaged one", "copy it again, or save it as XLSX once more");
        }
        zip_error_fini(&error);
        list_members();
    }

    void list_members()
    {
        const auto count = zip_get_num_entries(archive.get(), 0);
        if (count < 0 || static_cast<std::uint64_t>(count) > limits::archive_members)
            refuse("FMT-003",
                   "the archive has more entries than the limit of " + std::to_string(limits::archive_members),
                   "save the table as CSV in UTF-8 if it is what it should be");
        std::uint64_t size = 0;
        for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
            const Entry entry = check_member(i);
            size += entry.size;
            if (entry.size > limits::bulk_file_bytes || size > limits::bulk_file_bytes)
                refuse_size(limits::bulk_file_bytes);
        }
    }

    Entry check_member(std::uint64_t index)
    {
        zip_stat_t status;
        zip_stat_init(&status);
        constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
        if (zip_stat_index(archive.get(), index, ZIP_FL_ENC_RAW, &status) != 0 || (status.valid & needed) != needed)
            refuse("FMT-060", "is no XLSX file, or a damaged one", "copy it again, or save it as XLSX once more");
        const std::string name = status.name;
        const std::string shown = "the entry " + escape_for_message(name, 80) + " of the archive ";
        const std::string hint = "save the table anew with a spreadsheet program";
        if (leads_out(name))
            refuse("FMT-061", shown + "has a path that leads out of it", hint);
        if ((status.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && status.encryption_method != ZIP_EM_NONE)
            refuse("FMT-061", shown + "is encrypted", "save it without a password");
        if (status.comp_method != ZIP_CM_STORE && status.comp_method != ZIP_CM_DEFLATE)
            refuse("FMT-061", shown + "is compressed in a way that XLSX has not", hint);
        zip_uint8_t system = 0;
        zip_uint32_t attributes = 0;
        if (zip_file_get_external_attributes(archive.get(), index, 0, &system, &attributes) == 0 &&
            system == ZIP_OPSYS_UNIX && S_ISLNK(attributes >> 16U))
            refuse("FMT-061", shown + "is a link to another path", hint);
        check_expansion(status.size, status.comp_size);
        const Entry entry{index, status.size, status.comp_size};
        if (!entries.emplace(name, entry).second)
            refuse("FMT-061", shown + "stands twice in it", hint);
        return entry;
    }
};

XlsxArchive::XlsxArchive(Input& input) : state_{std::make_unique<State>()}
{
    state_->file = input.name();
    if (input.is_compressed())
        state_->refuse("FMT-061", "is an archive within an archive", "unpack it once");
    state_->bytes = imi::read_all(input, limits::archive_bytes);
    state_->open();
}
XlsxArchive::~XlsxArchive() = default;

const std::string& XlsxArchive::file() const { return state_->file; }
bool XlsxArchive::has(const std::string& member) const { return state_->entries.contains(member); }

struct XlsxArchive::Member::State {
    XlsxArchive::State& archive;
    XlsxArchive::State::Entry entry;
    std::unique_ptr<zip_file_t, CloseFile> file;
    std::uint64_t given = 0;
};

XlsxArchive::Member::Member(std::unique_ptr<State> state) : state_{std::move(state)} {}
XlsxArchive::Member::Member(Member&&) noexcept = default;
XlsxArchive::Member::~Member() = default;

XlsxArchive::Member XlsxArchive::open(const std::string& member)
{
    const auto found = state_->entries.find(member);
    if (found == state_->entries.end())
        state_->refuse("FMT-060", "is no XLSX file, or a damaged one: " + escape_for_message(member) + " is missing",
                       "save the table as XLSX once more");
    auto file = zip_fopen_index(state_->archive.get(), found->second.index, 0);
    if (file == nullptr)
        state_->refuse("FMT-002", "the archive is damaged", "copy the file again");
    return Member{std::unique_ptr<Member::State>{
        new Member::State{*state_, found->second, std::unique_ptr<zip_file_t, CloseFile>{file}}}};
}

std::size_t XlsxArchive::Member::read(std::span<char> buffer)
{
    State& state = *state_;
    std::size_t have = 0;
    while (have < buffer.size()) {
        const auto got = zip_fread(state.file.get(), buffer.data() + have, buffer.size() - have);
        if (got < 0)
            state.archive.refuse("FMT-002", "the archive is damaged", "copy the file again");
        if (got == 0)
            break;
        have += static_cast<std::size_t>(got);
    }
    // What the archive says of its sizes was checked; here it is held to it.
    state.given += have;
    state.archive.given += have;
    state.archive.check_expansion(state.given, state.entry.packed);
    if (state.archive.given > 2 * limits::bulk_file_bytes || state.given > limits::bulk_file_bytes)
        state.archive.refuse_size(limits::bulk_file_bytes);
    return have;
}

std::uint64_t XlsxArchive::Member::consumed_bytes() const { return state_->given; }
std::uint64_t XlsxArchive::Member::total_bytes() const { return state_->entry.size; }

std::string XlsxArchive::read_all(const std::string& member, std::uint64_t limit)
{
    Member opened = open(member);
    if (opened.total_bytes() > limit)
        state_->refuse_size(limit);
    std::string text;
    constexpr std::size_t block = std::size_t{256} << 10;
    for (;;) {
        const std::size_t have = text.size();
        text.resize(have + block);
        const std::size_t got = opened.read(std::span{text}.subspan(have));
        text.resize(have + got);
        if (text.size() > limit)
            state_->refuse_size(limit);
        if (got < block)
            return text;
    }
}

} // namespace imi
