# SPDX-License-Identifier: EUPL-1.2
# Writes the scripts and the style of forms as constants of the program:
# cmake -DOUT=… -DSCRIPTS=a.js;b.js -DSTYLE=c.css -P embed.cmake
set(pieces "")
foreach(source IN LISTS SCRIPTS)
    file(READ ${source} text)
    string(APPEND pieces "    R\"embedded(${text})embedded\"\n")
endforeach()
file(READ ${STYLE} style)
file(WRITE ${OUT} "// SPDX-License-Identifier: EUPL-1.2
#include \"forms/page_parts.hpp\"

namespace imi
{
namespace
{
constexpr const char script[] =
${pieces};
constexpr const char style[] = R\"embedded(${style})embedded\";
} // namespace

std::string_view form_script() { return script; }
std::string_view form_style() { return style; }
} // namespace imi
")
