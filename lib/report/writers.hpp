// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "forms/html_writer.hpp"
#include "forms/ui_texts.hpp"
#include "report/result.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace imi::report
{

/// As CONTRACT 4 writes reports: codes and bare numbers; a value that is missing is null and flagged "n". Beside it
/// "source": what verify() needs to compute it again.
nlohmann::ordered_json to_json(const Result& result);
/// Codes and bare numbers; a column ID_flag behind every column that may have no value.
std::string to_csv(const Result& result);

/// Values as people read them, in the language of the labels of the result.
class Printer
{
public:
    Printer(const UiTexts& ui, std::string language) : ui_{ui}, language_{std::move(language)} {}

    /// Title, what is counted, the rows, notes.
    std::string to_text(const Result& result) const;
    /// A chart alone, as a file of its own; empty where the report has none.
    std::string to_svg(const Result& result) const;
    /// A page that needs nothing else. `links` stand beside the title of each report: text and relative address.
    struct Link {
        std::string text, address;
        std::string language; ///< of the text; empty: of the page
        bool is_here = false;
    };
    struct Page {
        std::vector<Link> languages; ///< of the same page
        std::vector<Link> others;    ///< such as pages of other days
        bool has_data = false;       ///< ID.csv and ID.json stand beside it
    };
    std::string to_html(const std::vector<Result>& results, const Page& page) const;

private:
    std::string number(const Column& column, const Cell& cell) const;
    std::string shown(const Column& column, const Cell& cell) const;
    void write_head(HtmlWriter& html, const std::vector<Result>& results, const Page& page) const;
    void write_report(HtmlWriter& html, const Result& result, const Page& page) const;
    void write_chart(HtmlWriter& html, const Result& result) const;
    void write_table(HtmlWriter& html, const Result& result) const;
    std::string ui(std::string_view key, const Values& values = {}) const { return ui_.text(key, language_, values); }
    std::string when(const Result& result) const;

    const UiTexts& ui_;
    std::string language_;
};

} // namespace imi::report
