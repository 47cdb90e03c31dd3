// SPDX-License-Identifier: EUPL-1.2
// One reader of input from outside for libFuzzer; IMI_FUZZ_READER says which. Whatever the bytes, a reader gives a
// result or throws imi::Error; where a text is written again, reading that gives the same.

#include "base/date.hpp"
#include "base/error.hpp"
#include "directory/authority_input.hpp"
#include "formats/csv_reader.hpp"
#include "formats/input.hpp"
#include "formats/json.hpp"
#include "formats/jsonl_reader.hpp"
#include "formats/number_format.hpp"
#include "formats/package_folder.hpp"
#include "formats/po_reader.hpp"
#include "formats/xlsx_reader.hpp"
#include "formats/xml_elements.hpp"
#include "formats/yaml.hpp"
#include "forms/text_form.hpp"
#include "questions/compile.hpp"
#include "questions/evaluate.hpp"
#include "questions/library.hpp"
#include "rules/citation.hpp"
#include "rules/version.hpp"
#include "search/query_input.hpp"
#include "statistics/report.hpp"
#include "text/check.hpp"
#include "text/fold.hpp"
#include "text/normalise.hpp"
#include "workflow/reader.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace
{

using namespace imi;

void require_same(std::string_view a, std::string_view b)
{
    if (a != b)
        std::abort();
}

void csv(std::string_view text)
{
    Input input = Input::of_memory(text, "fuzz.csv");
    CsvReader reader{input};
    TableRow row;
    while (reader.next(row)) {
    }
}

void xlsx(std::string_view bytes)
{
    Input input = Input::of_memory(bytes, "fuzz.xlsx");
    XlsxReader reader{input, {}, [](const std::vector<std::string>& header) { return header.size() > 1; }};
    TableRow row;
    while (reader.next(row)) {
    }
}

/// What stands in a sheet, and codes of number formats: in an archive both would hide behind checksums.
void xml(std::string_view text)
{
    std::size_t given = 0;
    XmlElements elements{[&](std::span<char> buffer) {
                             const std::size_t got = std::min(buffer.size(), text.size() - given);
                             std::copy_n(text.data() + given, got, buffer.data());
                             given += got;
                             return got;
                         },
                         {"row", "mergeCell"},
                         "fuzz.xlsx"};
    XmlElements::Element element;
    while (elements.next(element)) {
    }
    const NumberFormat format{text.substr(0, 100)};
    for (const double value : {0.0, 1067.0, -0.5, 1e14})
        format.show(value);
}

void jsonl(std::string_view text)
{
    Input input = Input::of_memory(text, "fuzz.jsonl");
    LineReader reader{input};
    std::string_view line;
    while (reader.next(line)) {
        const std::string once = dump_json(parse_json(line, {"fuzz.jsonl", reader.line_number(), 0}));
        require_same(dump_json(parse_json(once, {"again", 1, 0})), once);
    }
}

void yaml(std::string_view text) { parse_yaml(text, "fuzz.yaml"); }

void po(std::string_view text) { parse_po_document(text, "fuzz.po"); }

void query(std::string_view text) { parse_search_query(text, {"fuzz.jsonl", 1, 0}, {}); }

/// Short texts, which many places read.
void words(std::string_view text)
{
    if (const auto instant = parse_instant(text))
        require_same(format_instant(*instant), text);
    parse_authority_key(text);
    parse_citation(text);
    parse_version(text);
    if (text_fault(text, TextKind::free))
        return;
    const std::string normal = to_nfc(text);
    require_same(to_nfc(normal), normal);
    fold_words(normal);
}

/// The text as a question set of an area.
void questions(std::string_view text)
{
    static const std::string area = "area: law\nformat: 1\nshort: lw\ntitle: Law\nlaw: {act: 32005L0036}\n";
    Findings findings;
    const Library library = Library::read(
        {{"law",
          "law",
          {{"area.yaml", "law/area.yaml", area}, {"general.yaml", "law/general.yaml", std::string{text}}}}},
        findings);
    for (const auto& form : library.package("law")->forms) {
        const CompiledForm compiled = compile(*form, library);
        const Form again = load_compiled(compiled.content, [](std::string_view) { return CodeListPtr{}; });
        if (!findings.has_errors())
            require_same(canonical_content(again), compiled.content);
    }
}

void workflow_file(std::string_view text)
{
    Findings findings;
    workflow::read_workflow(parse_yaml(text, "fuzz.yaml"), "fuzz.yaml", findings);
}

/// Reports and columns in one file each: what is read sound is stored and loaded again.
void report_file(std::string_view text)
{
    Findings findings;
    std::vector<OtherFile> files;
    YamlNode root = parse_yaml(text, "fuzz.yaml");
    if (root.entries.empty())
        return;
    const std::string kind = root.entries.front().key;
    if (kind != "report" && kind != "columns")
        return;
    files.push_back({kind, root.entries.front().value.scalar, "fuzz.yaml", std::move(root)});
    static const YamlNode columns = read_yaml(IMI_SOURCE_DIR "/questionsets/reports/common.yaml", 1'000'000);
    if (kind == "report")
        files.push_back({"columns", "common", "common.yaml", columns});
    for (const statistics::Report& report : statistics::read_reports(files, nullptr, findings))
        if (!findings.has_errors())
            require_same(statistics::load_report(canonical_content(report, files)).id, report.id);
}

/// A form with every kind of answer.
const Form& every_kind()
{
    static const Library library = [] {
        Findings findings;
        return Library::read({read_package_folder(IMI_SOURCE_DIR "/questionsets/shared"),
                              read_package_folder(IMI_SOURCE_DIR "/tests/data/form-kinds")},
                             findings);
    }();
    return *library.form("kinds", "form-kinds");
}

/// What is filled in, by a program or on a page.
void answers(std::string_view text)
{
    FormInput input;
    input.today = "2008-03-03";
    const nlohmann::ordered_json json = parse_json(text, {"fuzz.json", 1, 0});
    input.data = json;
    input.questions = json;
    const FormOutcome outcome = evaluate(every_kind(), input);
    input.stage = Stage::reply;
    input.answers = json;
    evaluate(every_kind(), input);
    // What may be stored is taken again as it is.
    if (outcome.faults.empty()) {
        input.stage = Stage::request;
        input.data = outcome.data;
        input.questions = outcome.questions;
        require_same(dump_json(evaluate(every_kind(), input).data), dump_json(outcome.data));
    }
}

/// What is filled in with an editor.
void text_form_file(std::string_view text) { read_text_form(text, "fuzz.txt", every_kind(), Stage::request); }

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    try {
        IMI_FUZZ_READER({reinterpret_cast<const char*>(data), size});
    } catch (const Error& error) {
        if (error.status() == Status::bug)
            std::abort();
    }
    return 0;
}
