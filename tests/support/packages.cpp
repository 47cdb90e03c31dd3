// SPDX-License-Identifier: EUPL-1.2
#include "support/packages.hpp"

#include <gtest/gtest.h>

namespace imi::test
{

namespace
{

constexpr const char* area_file = R"(area: law
format: 1
short: la
title: A law
law: {directive: 32005L0036}
subject: things
workflows: {}
retention: {block: 6 months after end, purge: 3 years after end, law: art. 14}
)";

constexpr const char* things_file = R"(vocabulary: things
version: 1.0
title: Things
codes:
  living:
    label: Living
    heading: yes
    codes:
      cat: Cat
      dog: {label: Dog, synonyms: [hound]}
      bird: Bird
  stone: Stone
  coin: {label: Coin, retired: yes}
groups:
  pets: [cat, dog]
)";

constexpr const char* lists_file = R"(lists: law
version: 1.0
answers:
  cannot-answer: {not-in-our-records: The fact is not in our records, law-forbids: Our law forbids it}
  colour: {red: Red, green: Green, blue: Blue}
patterns:
  code: {match: '[A-Z]{2}[0-9]+', hint: "two letters and digits, such as AB12"}
)";

} // namespace

std::vector<PackageFolder> area_of(std::map<std::string, std::string> files)
{
    files.emplace("area.yaml", area_file);
    files.emplace("vocabulary/things.yaml", things_file);
    files.emplace("lists.yaml", lists_file);
    PackageFolder folder{"law", "law", {}};
    for (auto& [name, text] : files)
        folder.files.push_back({name, "law/" + name, text});
    return {folder};
}

std::shared_ptr<const Form> read_sample(const std::string& text, std::map<std::string, std::string> files)
{
    files["sample.yaml"] = text;
    Findings findings;
    const Library library = Library::read(area_of(std::move(files)), findings);
    for (const Diagnostic& finding : findings.sorted())
        ADD_FAILURE() << finding.text();
    auto form = library.form("sample", "law");
    if (!form)
        throw std::runtime_error{"no form sample"};
    return form;
}

std::vector<PackageFolder> example_folders()
{
    std::vector<PackageFolder> folders;
    for (const char* name : {"shared", "forms", "surveys", "services"})
        folders.push_back(read_package_folder(std::string{IMI_SOURCE_DIR} + "/tests/data/packages/" + name));
    return folders;
}

} // namespace imi::test
