// SPDX-License-Identifier: EUPL-1.2
// What the browser tests ask of the library.
//   form_tool html FORM FOLDER…       page.json on stdin (members of FormPage), the page on stdout
//   form_tool evaluate FORM FOLDER…   one input a line on stdin, one outcome a line on stdout
//   form_tool texts FORM FOLDER…      {language: {path: text}} of what is translated
#include "formats/json.hpp"
#include "formats/package_folder.hpp"
#include "forms/html_form.hpp"
#include "questions/built_in_lists.hpp"
#include "questions/library.hpp"

#include <nlohmann/json.hpp>

#include <iostream>
#include <iterator>

namespace
{

using Json = nlohmann::ordered_json;

imi::Required grade_of(const std::string& name)
{
    for (const imi::Required one : {imi::Required::to_save, imi::Required::to_send, imi::Required::to_answer}) {
        if (imi::to_string(one) == name)
            return one;
    }
    return imi::Required::never;
}

imi::Stage stage_of(const Json& json)
{
    return json.value("stage", "request") == "reply" ? imi::Stage::reply : imi::Stage::request;
}

Json member(const Json& json, const char* key) { return json.contains(key) ? json.at(key) : Json{}; }

std::string page(const imi::FormTexts& texts, const Json& json)
{
    imi::FormPage page;
    page.stage = stage_of(json);
    page.grade = grade_of(json.value("grade", "to-send"));
    page.languages = json.value("languages", std::vector<std::string>{});
    page.language = json.value("language", "en");
    page.case_id = json.value("case", "");
    page.subject = json.value("subject", "");
    page.questions = member(json, "questions");
    page.request = member(json, "request");
    page.filled = member(json, "filled");
    page.comment = json.value("comment", false);
    return imi::html_form(texts, page);
}

Json outcome(const imi::Form& form, const Json& json)
{
    imi::FormInput input;
    input.stage = stage_of(json);
    input.grade = grade_of(json.value("grade", "to-send"));
    input.today = json.at("today").get<std::string>();
    input.subject = json.value("subject", "");
    input.data = member(json, "data");
    input.questions = member(json, "questions");
    input.answers = member(json, "answers");
    input.request = member(json, "request");
    const imi::FormOutcome found = imi::evaluate(form, input);
    Json faults = Json::array();
    for (const imi::Diagnostic& fault : found.faults)
        faults.push_back({{"field", fault.field}, {"code", fault.code}, {"message", fault.message}});
    return {{"faults", faults},
            {"asked", found.asked},
            {"data", found.data},
            {"questions", found.questions},
            {"answers", found.answers}};
}

int run(const std::vector<std::string>& arguments)
{
    std::vector<imi::PackageFolder> folders;
    for (std::size_t i = 2; i < arguments.size(); ++i)
        folders.push_back(imi::read_package_folder(arguments[i]));
    imi::Findings findings;
    const imi::Library library = imi::Library::read(folders, findings);
    for (const imi::Diagnostic& finding : findings.sorted())
        std::cerr << finding.text() << '\n';
    const std::string& package = folders.back().name;
    const auto form = library.form(arguments[1], package);
    if (!form || library.package("shared") == nullptr) {
        std::cerr << "no form " << arguments[1] << " or no package shared\n";
        return 1;
    }
    const imi::CompiledForm compiled = imi::compile(*form, library);
    if (arguments[0] == "html") {
        const imi::UiTexts ui{*library.package("shared")};
        const imi::FormTexts texts{compiled, [](std::string_view) { return imi::CodeListPtr{}; }, ui};
        const std::string input{std::istreambuf_iterator<char>{std::cin}, {}};
        std::cout << page(texts, imi::parse_json(input, {"stdin", 1, 0}));
    } else if (arguments[0] == "evaluate") {
        std::string line;
        while (std::getline(std::cin, line))
            std::cout << imi::dump_json(outcome(*form, imi::parse_json(line, {"stdin", 1, 0}))) << '\n';
    } else {
        Json all = Json::object();
        for (const auto& [language, texts] : compiled.languages)
            all[language] = imi::load_texts(texts.content);
        std::cout << imi::dump_json(all) << '\n';
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run({argv + 1, argv + argc});
    } catch (const std::exception& error) {
        std::cerr << "form_tool: " << error.what() << '\n';
        return 1;
    }
}
