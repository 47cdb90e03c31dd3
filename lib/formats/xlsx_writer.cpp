// SPDX-License-Identifier: EUPL-1.2
#include "formats/xlsx_writer.hpp"

#include "base/error.hpp"
#include "formats/csv_writer.hpp"
#include "formats/input.hpp"
#include "text/utf8.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <filesystem>

#include <stdlib.h>

namespace imi
{

namespace
{

constexpr std::size_t cell_code_points = 32'767;
constexpr std::size_t title_code_points = 32;
constexpr std::size_t message_code_points = 255;
constexpr std::size_t most_rows = 1'048'576;

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// What reads as an escape of XLSX, such as _x0041_, escaped itself.
std::string escaped(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = text.substr(i, 7);
        const bool is_escape = rest.size() == 7 && rest.starts_with("_x") && rest.back() == '_' &&
                               std::all_of(rest.begin() + 2, rest.begin() + 6, is_hex);
        out += is_escape ? "_x005F_" : std::string{text[i]};
    }
    return out;
}

std::string cut(const std::string& text, std::size_t code_points)
{
    std::size_t position = 0;
    for (std::size_t i = 0; i < code_points && position < text.size(); ++i)
        next_code_point(text, position);
    return text.substr(0, position);
}

/// A private folder for what is written before it is given; gone at the end.
class PrivateFolder
{
public:
    PrivateFolder()
    {
        path_ = (std::filesystem::temp_directory_path() / "imi-xlsx-XXXXXX").string();
        if (mkdtemp(path_.data()) == nullptr)
            throw Error{Status::store, "FMT-051", "no temporary folder can be made in " + path_, "set TMPDIR"};
    }
    ~PrivateFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

} // namespace

struct XlsxWriter::State {
    PrivateFolder folder;
    std::string file = folder.path() + "/table.xlsx";
    lxw_workbook* workbook = nullptr;
    lxw_worksheet* sheet = nullptr;
    lxw_format *plain = nullptr, *bold = nullptr, *italic = nullptr, *wrapped = nullptr;
    std::size_t rows = 0; ///< of the last sheet

    State(Instant created, bool large)
    {
        std::string folder_path = folder.path();
        lxw_workbook_options options{};
        options.constant_memory = large ? LXW_TRUE : LXW_FALSE;
        options.tmpdir = folder_path.data();
        workbook = workbook_new_opt(file.c_str(), &options);
        if (workbook == nullptr)
            throw std::bad_alloc{};
        lxw_doc_properties properties{};
        properties.created = static_cast<time_t>(created);
        workbook_set_properties(workbook, &properties);
        plain = text_format();
        bold = text_format();
        format_set_bold(bold);
        italic = text_format();
        format_set_italic(italic);
        format_set_font_color(italic, LXW_COLOR_GRAY);
        wrapped = text_format();
        format_set_text_wrap(wrapped);
        format_set_align(wrapped, LXW_ALIGN_VERTICAL_TOP);
    }
    ~State()
    {
        if (workbook != nullptr)
            lxw_workbook_free(workbook);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    lxw_format* text_format()
    {
        lxw_format* format = workbook_add_format(workbook);
        if (format == nullptr)
            throw std::bad_alloc{};
        format_set_num_format(format, "@");
        return format;
    }

    void write(std::span<const std::string> cells, lxw_format* format)
    {
        if (rows >= most_rows)
            throw Error{Status::input, "FMT-054",
                        "XLSX holds " + std::to_string(most_rows) + " rows, and there are more",
                        "take fewer, or --format csv"};
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (cells[i].empty())
                continue;
            const std::string text = (needs_guard(cells[i]) ? "'" : "") + escaped(cells[i]);
            const lxw_error fault = worksheet_write_string(sheet, static_cast<lxw_row_t>(rows),
                                                           static_cast<lxw_col_t>(i), text.c_str(), format);
            if (fault == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED || count_code_points(text) > cell_code_points)
                throw Error{Status::input, "FMT-054",
                            "XLSX holds " + std::to_string(cell_code_points) + " characters in a cell, and row " +
                                std::to_string(rows + 1) + " has more",
                            "use --format csv"};
            check(fault);
        }
        ++rows;
    }

    void validate(std::size_t column, lxw_data_validation& validation)
    {
        check(worksheet_data_validation_range(sheet, 1, static_cast<lxw_col_t>(column), most_rows - 1,
                                              static_cast<lxw_col_t>(column), &validation));
    }

    static void check(lxw_error fault)
    {
        if (fault != LXW_NO_ERROR)
            throw Error{Status::store, "FMT-052",
                        std::string{"the XLSX file cannot be written: "} + lxw_strerror(fault)};
    }
};

XlsxWriter::XlsxWriter(Instant created, bool large) : state_{std::make_unique<State>(created, large)} {}
XlsxWriter::~XlsxWriter() = default;

void XlsxWriter::add_sheet(const std::string& name)
{
    state_->sheet = workbook_add_worksheet(state_->workbook, name.c_str());
    if (state_->sheet == nullptr)
        throw Error{Status::bug, "FMT-055", "\"" + name + "\" cannot be the name of a sheet"};
    state_->rows = 0;
}

void XlsxWriter::header(std::span<const std::string> cells, std::span<const double> widths)
{
    // A column's own format is what an empty cell has, so that what is typed there stays as typed.
    for (std::size_t i = 0; i < widths.size(); ++i)
        worksheet_set_column(state_->sheet, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), widths[i],
                             state_->plain);
    worksheet_freeze_panes(state_->sheet, 1, 0);
    state_->write(cells, state_->bold);
}

void XlsxWriter::row(std::span<const std::string> cells, Look look)
{
    state_->write(cells, look == Look::plain     ? state_->plain
                         : look == Look::example ? state_->italic
                                                 : state_->wrapped);
}

void XlsxWriter::choose(std::size_t column, const Choice& choice)
{
    std::string sheet;
    for (const char c : choice.list_sheet)
        sheet.append(c == '\'' ? 2 : 1, c);
    const auto cell = [&](std::size_t row) {
        lxw_row_t number = static_cast<lxw_row_t>(row);
        char text[LXW_MAX_CELL_NAME_LENGTH];
        lxw_rowcol_to_cell_abs(text, number, static_cast<lxw_col_t>(choice.list_column), LXW_TRUE, LXW_TRUE);
        return std::string{text};
    };
    std::string formula = "='" + sheet + "'!" + cell(choice.first_row) + ":" + cell(choice.first_row + choice.rows - 1);
    std::string title = cut(choice.title, title_code_points);
    std::string message = cut(choice.message, message_code_points);
    lxw_data_validation validation{};
    validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    validation.value_formula = formula.data();
    validation.input_title = title.data();
    validation.input_message = message.data();
    validation.show_error = choice.strict ? LXW_VALIDATION_ON : LXW_VALIDATION_OFF;
    state_->validate(column, validation);
}

void XlsxWriter::explain(std::size_t column, const std::string& title, const std::string& message)
{
    std::string short_title = cut(title, title_code_points);
    std::string short_message = cut(message, message_code_points);
    lxw_data_validation validation{};
    validation.validate = LXW_VALIDATION_TYPE_ANY;
    validation.input_title = short_title.data();
    validation.input_message = short_message.data();
    state_->validate(column, validation);
}

void XlsxWriter::finish(const std::function<void(std::string_view)>& sink)
{
    lxw_workbook* workbook = state_->workbook;
    state_->workbook = nullptr; // closing frees it
    State::check(workbook_close(workbook));
    Input input = Input::open(state_->file, Input::As::is);
    std::string block(std::size_t{256} << 10, '\0');
    for (;;) {
        const std::size_t got = input.read(block);
        sink(std::string_view{block}.substr(0, got));
        if (got < block.size())
            return;
    }
}

} // namespace imi
