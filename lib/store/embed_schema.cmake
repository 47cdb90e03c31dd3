# SPDX-License-Identifier: EUPL-1.2
# Writes the schema's steps as constants of the program: cmake -DOUT=… -DSOURCES=a;b -P embed_schema.cmake
set(rows "")
set(number 0)
foreach(source IN LISTS SOURCES)
    math(EXPR number "${number} + 1")
    get_filename_component(name ${source} NAME_WE)
    file(READ ${source} sql)
    string(APPEND rows "    {${number}, \"${name}\", R\"sql(${sql})sql\"},\n")
endforeach()
file(WRITE ${OUT} "// SPDX-License-Identifier: EUPL-1.2
#include \"store/migrations.hpp\"

namespace imi
{
namespace
{
constexpr Migration steps[] = {
${rows}};
} // namespace

std::span<const Migration> migrations() { return steps; }
} // namespace imi
")
