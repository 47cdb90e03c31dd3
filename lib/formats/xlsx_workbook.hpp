// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "formats/number_format.hpp"
#include "formats/xlsx_archive.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// What an XLSX file says of all its sheets: their names, the texts that cells share, how numbers are shown.
class XlsxWorkbook
{
public:
    /// Throws Error(input): what XlsxArchive and XmlElements throw; FMT-060 too when it is a workbook of another kind.
    explicit XlsxWorkbook(Input& input);

    struct Sheet {
        std::string name;
        std::string member; ///< of the archive
    };

    XlsxArchive& archive() { return archive_; }
    const std::string& file() const { return archive_.file(); }
    /// Those with cells, in their order. At least one.
    const std::vector<Sheet>& sheets() const { return sheets_; }
    bool from_1904() const { return from_1904_; }
    /// A text that cells share; nothing when there is none of this number. Reads them all when first asked.
    const std::string* shared_text(std::size_t number);
    /// The format of cells of this style.
    const NumberFormat& format(std::size_t style) const;

private:
    void read_sheets();
    void read_styles(const std::string& member);
    void read_shared_texts();

    XlsxArchive archive_;
    std::vector<Sheet> sheets_;
    bool from_1904_ = false;
    std::string shared_member_; ///< empty: none, or read
    std::vector<std::string> shared_;
    std::vector<NumberFormat> formats_;
    std::vector<std::size_t> styles_; ///< number of the format
};

/// What "_x000D_" stands for in a text of XLSX.
std::string without_escapes(std::string text);

} // namespace imi
