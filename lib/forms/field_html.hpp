// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "forms/html_form.hpp"
#include "forms/html_writer.hpp"
#include "forms/text_table.hpp"

#include <string>
#include <string_view>

namespace imi
{

/// Whether a list is shown as one choice below the other, not as a list to open.
bool is_short(const Answer& answer);

/// The number of an item's question. `top` is the question of a set that the item belongs to, whose parameters its text
/// names, or nullptr: in a reply they are put in.
std::size_t number_of_ask(TextTable& table, const FormPage& page, const Item& item, const Item* top);

/// Writes the items of a page as fields. The scripts find them by ids: for an address A (`item`, `question.parameter`,
/// `table[N].cell`) i-A is the whole item, f-A what takes the focus, k-A what holds several controls, d-A the help, e-A
/// the message; r-A and n-A are the reason and the note of a question, c-A the box that chooses it.
class FieldHtml
{
public:
    FieldHtml(HtmlWriter& html, TextTable& table, const FormPage& page) : html_{html}, table_{table}, page_{page} {}

    /// A text by its number, which the scripts can write anew in another language.
    void text(std::string_view element, std::size_t number, HtmlWriter::Attributes attributes = {});
    /// An item with its follow-ups. `table` is the item whose cell it is: what holds for all of it is not said again.
    void field(const Item& item, const std::string& address, const Item* table = nullptr);
    /// A question of a set, to be answered.
    void answer(const Item& item);
    /// A question of a set, to be chosen.
    void question(const Item& item);
    /// Codes to choose from in a list that opens.
    void select(const CodeList& list, std::string_view under, HtmlWriter::Attributes attributes);

private:
    void label_text(const Item& item);
    void describe(const Item& item, const std::string& address, bool has_limits = true);
    void limits(const Item& item);
    void limit(std::string_view key, const std::string& name, const std::string& value, const Item& item);
    void error(const std::string& address);
    void body(const Item& item, const std::string& address);
    bool is_grouped(const Answer& answer) const;
    void grouped(const Item& item, const std::string& address);
    void options(const Item& item, const std::string& address);
    void rows(const Item& item, const std::string& address);
    void codes(const Item& item, const std::string& address);
    void files(const Item& item, const std::string& address);
    void one_control(const Item& item, const std::string& address);
    void note(const std::string& id, std::string_view label);
    void reason_or_note(const Item& item);
    void button(std::string_view key, std::string_view act, HtmlWriter::Attributes attributes = {});

    HtmlWriter& html_;
    TextTable& table_;
    const FormPage& page_;
    const Item* question_ = nullptr; ///< whose parameters the texts name
    const Item* row_of_ = nullptr;   ///< table whose cell is written
};

} // namespace imi
