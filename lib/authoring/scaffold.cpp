// SPDX-License-Identifier: EUPL-1.2
#include "authoring/scaffold.hpp"

#include "base/error.hpp"
#include "base/language.hpp"
#include "base/limits.hpp"
#include "formats/input.hpp"
#include "formats/output_file.hpp"
#include "text/escape.hpp"
#include "text/suggest.hpp"
#include "workflow/model.hpp"
#include "workflow/source.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace imi::authoring
{

namespace
{

namespace fs = std::filesystem;
using Values = std::vector<std::pair<std::string, std::string>>;

std::string initials(const std::string& id)
{
    std::string letters;
    for (std::size_t i = 0; i < id.size(); ++i) {
        if ((i == 0 || id[i - 1] == '-') && id[i] >= 'a' && id[i] <= 'z')
            letters += id[i];
    }
    return letters.size() < 2 ? id.substr(0, 2) : letters.substr(0, 6);
}

std::string filled(std::string text, const Values& values)
{
    for (const auto& [name, value] : values) {
        for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size()))
            text.replace(at, name.size(), value);
    }
    return text;
}

/// A file of the pattern, without the line of its licence: what is made of it is the author's own.
std::string read_file(const fs::path& path)
{
    Input input = Input::open(path.string());
    std::string text = read_all(input, limits::yaml_bytes);
    return text.starts_with("# SPDX") ? text.substr(text.find('\n') + 1) : text;
}

/// Files below the folder by name.
std::vector<fs::path> files_below(const fs::path& folder)
{
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        if (entry.is_regular_file())
            files.push_back(entry.path().lexically_relative(folder));
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// A title as a YAML scalar: in quotes, where a quote stands twice.
std::string scalar(const std::string& text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

Error not_written(const std::string& path, const std::error_code& error)
{
    return Error{Status::store, "AUT-008", path + " cannot be written: " + error.message() + "; nothing was made"};
}

} // namespace

std::vector<std::string> make_area(const NewArea& area, const std::string& pattern)
{
    fs::path folder = fs::path{area.folder}.lexically_normal();
    if (!folder.has_filename())
        folder = folder.parent_path();
    const std::string id = folder.filename().string();
    if (!workflow::is_id(id))
        throw Error{Status::input, "AUT-005", in_quotes(id) + " is no id of an area",
                    "a-z, 0-9 and single hyphens, a letter first, such as building-products"};
    const std::string code = area.short_code.empty() ? initials(id) : area.short_code;
    const bool fits = code.size() >= 2 && code.size() <= 6 &&
                      code.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
    if (!fits)
        throw Error{Status::input, "AUT-005", in_quotes(code) + " is no short code of an area",
                    "give two to six letters a-z by --short"};
    if (!is_working_language(area.source_language))
        throw Error{Status::input, "AUT-007", in_quotes(area.source_language) + " is none of the 26 languages"};
    if (fs::exists(folder) && !fs::is_empty(folder))
        throw Error{Status::conflict, "AUT-004",
                    escape_for_message(folder.string()) + " is there already; nothing was made", "give another folder"};
    const Values values{{"@AREA@", id},
                        {"@SHORT@", code},
                        {"@TITLE@", scalar(area.title.empty() ? workflow::default_label(id) : area.title)},
                        {"@LANGUAGE@", area.source_language}};
    // Made under another name first: a folder that is there is one that is whole.
    const fs::path making = folder.string() + ".new";
    std::vector<std::string> made;
    for (const fs::path& file : files_below(pattern)) {
        made.push_back((folder / file).string());
        if (area.dry_run)
            continue;
        std::error_code error;
        fs::create_directories((making / file).parent_path(), error);
        if (error)
            throw not_written(making.string(), error);
        OutputFile out{(making / file).string(), true};
        out.write(filled(read_file(fs::path{pattern} / file), values));
        out.commit();
    }
    if (!area.dry_run) {
        std::error_code error;
        fs::rename(making, folder, error);
        if (error)
            throw not_written(folder.string(), error);
    }
    return made;
}

} // namespace imi::authoring
