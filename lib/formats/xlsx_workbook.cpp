// SPDX-License-Identifier: EUPL-1.2
#include "formats/xlsx_workbook.hpp"

#include "base/error.hpp"
#include "base/limits.hpp"
#include "formats/xlsx_xml.hpp"
#include "text/utf8.hpp"

#include <charconv>
#include <map>

namespace imi
{

namespace
{

struct Relation {
    std::string type;   ///< last part of it: "worksheet"
    std::string member; ///< of the archive
};

std::string folder_of(std::string_view member)
{
    const std::size_t slash = member.rfind('/');
    return slash == std::string_view::npos ? std::string{} : std::string{member.substr(0, slash + 1)};
}

/// "../x.xml" seen from "xl/worksheets/".
std::string member_at(std::string folder, std::string_view target)
{
    if (target.starts_with('/'))
        return std::string{target.substr(1)};
    while (target.starts_with("../")) {
        target.remove_prefix(3);
        folder = folder_of(std::string_view{folder}.substr(0, folder.empty() ? 0 : folder.size() - 1));
    }
    return folder.append(target.starts_with("./") ? target.substr(2) : target);
}

/// The members that a member refers to, by id.
std::map<std::string, Relation, std::less<>> relations_of(XlsxArchive& archive, const std::string& member)
{
    const std::string folder = folder_of(member);
    std::string text = archive.read_all(folder + "_rels/" + member.substr(folder.size()) + ".rels", limits::xml_bytes);
    pugi::xml_document document;
    parse_xml(document, text, archive.file());
    std::map<std::string, Relation, std::less<>> relations;
    for (const pugi::xml_node& node : document.document_element().children()) {
        const std::string_view type = attribute(node, "Type");
        relations[std::string{attribute(node, "Id")}] = {std::string{type.substr(type.rfind('/') + 1)},
                                                         member_at(folder, attribute(node, "Target"))};
    }
    return relations;
}

std::string member_of_type(const std::map<std::string, Relation, std::less<>>& relations, std::string_view type)
{
    for (const auto& [id, relation] : relations) {
        if (relation.type == type)
            return relation.member;
    }
    return {};
}

std::size_t number_of(std::string_view text)
{
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

bool is_true(std::string_view text) { return text == "1" || text == "true"; }

} // namespace

void parse_xml(pugi::xml_document& document, std::string& text, const std::string& file)
{
    require_plain_xml(text, file);
    // A NUL would end the text that it stands in without a word.
    for (std::size_t at = text.find("&#"); at != std::string::npos; at = text.find("&#", at + 2)) {
        const std::size_t digits = text.find_first_not_of("xX0", at + 2);
        if (digits == std::string::npos || text[digits] == ';')
            throw Error{Status::input, "FMT-017", "U+0000 NUL is not allowed", "remove it", file};
    }
    constexpr unsigned options = pugi::parse_default | pugi::parse_ws_pcdata;
    const pugi::xml_parse_result result =
        document.load_buffer_inplace(text.data(), text.size(), options, pugi::encoding_utf8);
    if (!result)
        throw Error{Status::input, "FMT-060",
                    std::string{"is no XLSX file, or a damaged one: its XML is malformed ("} + result.description() +
                        ")",
                    "save the table as XLSX once more, or as CSV in UTF-8", file};
}

std::string without_escapes(std::string text)
{
    for (std::size_t at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
        std::uint32_t code = 0;
        const char* begin = text.data() + at + 2;
        if (text.size() - at < 7 || text[at + 6] != '_' || std::from_chars(begin, begin + 4, code, 16).ptr != begin + 4)
            continue;
        std::string letter;
        append_utf8(letter, code);
        text.replace(at, 7, letter);
        at += letter.size() - 1;
    }
    return text;
}

std::string rich_text(const pugi::xml_node& node)
{
    std::string text;
    for (const pugi::xml_node& part : node.children()) {
        const std::string_view name = local_name(part.name());
        const pugi::xml_node run = name == "t" ? part : name == "r" ? child(part, "t") : pugi::xml_node{};
        for (const pugi::xml_node& piece : run.children())
            text += piece.value();
    }
    return without_escapes(std::move(text));
}

XlsxWorkbook::XlsxWorkbook(Input& input) : archive_{input}
{
    const auto refuse = [&](const std::string& what) {
        throw Error{Status::input, "FMT-060", "is " + what + ": a format that is not supported here",
                    "save it as XLSX, or as CSV in UTF-8", file()};
    };
    if (archive_.has("content.xml"))
        refuse("an OpenDocument spreadsheet");
    if (archive_.has("xl/workbook.bin"))
        refuse("a binary workbook (.xlsb)");
    if (!archive_.has("_rels/.rels"))
        refuse("an archive, but no XLSX file");
    read_sheets();
}

void XlsxWorkbook::read_sheets()
{
    const std::string workbook = member_of_type(relations_of(archive_, ""), "officeDocument");
    const auto relations = relations_of(archive_, workbook);
    std::string text = archive_.read_all(workbook, limits::xml_bytes);
    pugi::xml_document document;
    parse_xml(document, text, file());
    const pugi::xml_node root = document.document_element();
    from_1904_ = is_true(attribute(child(root, "workbookPr"), "date1904"));
    for (const pugi::xml_node& sheet : child(root, "sheets").children()) {
        // Charts and dialogs are sheets too.
        const pugi::xml_attribute id = [&] {
            for (const pugi::xml_attribute& one : sheet.attributes()) {
                if (std::string_view{one.name()}.ends_with(":id"))
                    return one;
            }
            return pugi::xml_attribute{};
        }();
        const auto relation = relations.find(std::string_view{id.value()});
        if (relation != relations.end() && relation->second.type == "worksheet")
            sheets_.push_back({std::string{attribute(sheet, "name")}, relation->second.member});
    }
    if (sheets_.empty())
        throw Error{Status::input, "FMT-060", "has no sheet with cells", "save the table as XLSX once more", file()};
    if (const std::string styles = member_of_type(relations, "styles"); !styles.empty())
        read_styles(styles);
    shared_member_ = member_of_type(relations, "sharedStrings");
    if (formats_.empty())
        formats_.emplace_back("General");
}

void XlsxWorkbook::read_styles(const std::string& member)
{
    std::string text = archive_.read_all(member, limits::xml_bytes);
    pugi::xml_document document;
    parse_xml(document, text, file());
    const pugi::xml_node root = document.document_element();
    std::map<std::size_t, std::string> own;
    for (const pugi::xml_node& format : child(root, "numFmts").children())
        own[number_of(attribute(format, "numFmtId"))] = attribute(format, "formatCode");
    std::map<std::size_t, std::size_t> places;
    for (const pugi::xml_node& style : child(root, "cellXfs").children()) {
        const std::size_t number = number_of(attribute(style, "numFmtId"));
        const auto [place, is_new] = places.emplace(number, formats_.size());
        if (is_new) {
            const auto code = own.find(number);
            formats_.emplace_back(code == own.end() ? NumberFormat::built_in(static_cast<std::uint32_t>(number))
                                                    : std::string_view{code->second});
        }
        styles_.push_back(place->second);
    }
}

void XlsxWorkbook::read_shared_texts()
{
    XlsxArchive::Member member = archive_.open(shared_member_);
    shared_member_.clear();
    XmlElements elements{[&](std::span<char> buffer) { return member.read(buffer); }, {"si"}, file()};
    XmlElements::Element element;
    std::uint64_t bytes = 0;
    std::string text;
    while (elements.next(element)) {
        text = element.text;
        pugi::xml_document document;
        parse_xml(document, text, file());
        shared_.push_back(rich_text(document.document_element()));
        bytes += shared_.back().size() + sizeof(std::string);
        if (bytes > limits::shared_text_bytes)
            throw Error{Status::input, "FMT-003",
                        "has more than " + std::to_string(limits::shared_text_bytes >> 20U) + " MiB of texts",
                        "split it, or save the table as CSV in UTF-8", file()};
    }
}

const std::string* XlsxWorkbook::shared_text(std::size_t number)
{
    if (!shared_member_.empty())
        read_shared_texts();
    return number < shared_.size() ? &shared_[number] : nullptr;
}

const NumberFormat& XlsxWorkbook::format(std::size_t style) const
{
    return formats_[style < styles_.size() ? styles_[style] : 0];
}

} // namespace imi
