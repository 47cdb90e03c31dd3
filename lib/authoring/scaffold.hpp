// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

namespace imi::authoring
{

/// What a new area begins with.
struct NewArea {
    std::string folder;     ///< to be made; its name is the id of the area
    std::string short_code; ///< begins case ids; empty: the first letters of the words of the id
    std::string title;      ///< empty: the id as words
    std::string source_language = "en";
    bool dry_run = false;
};

/// Copies the folder `pattern` to a new folder, with @AREA@, @SHORT@, @TITLE@ and @LANGUAGE@ filled in, whole or not at
/// all. Returns the paths of the files. Throws Error(input, "AUT-005", "AUT-007"), Error(conflict, "AUT-004") when the
/// folder holds files, Error(store, "AUT-008") when it cannot be written.
std::vector<std::string> make_area(const NewArea& area, const std::string& pattern);

} // namespace imi::authoring
