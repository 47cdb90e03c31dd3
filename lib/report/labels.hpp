// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "forms/ui_texts.hpp"
#include "statistics/report.hpp"
#include "store/database.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imi::report
{

/// What reports are called in one language, from what is installed. Texts without a translation are in the source
/// language, codes without a label stand for themselves. Reads inside the caller's transaction; must not outlive `db`.
class Labels
{
public:
    Labels(Database& db, const UiTexts& ui, std::string language);
    ~Labels();

    const std::string& language() const { return language_; }
    /// A text of every page: "report/total".
    std::string ui(std::string_view key, const Values& values = {}) const { return ui_.text(key, language_, values); }
    /// A text of a report by its path.
    std::string text(const statistics::Report& report, const std::string& path, const std::string& source);
    /// A code of a dimension; of an answer `item` is the one that it answers.
    std::string code(const statistics::Report& report, const statistics::Dimension& dimension, const std::string& code,
                     const std::string& item);
    /// Where the code stands among those of its dimension: items and answers as the survey asks them, states as the
    /// workflow has them; the same for all where codes are in order by themselves.
    std::size_t place(const statistics::Report& report, const statistics::Dimension& dimension, const std::string& code,
                      const std::string& item);

private:
    struct Part;
    const Part& workflow(const std::string& id);
    const Part& set(const std::string& id);
    const std::map<std::string, std::string>& translations(const statistics::Report& report);
    /// The vocabularies that cases are about, of all areas; professions among them.
    std::string subject(const std::string& code);

    Database& db_;
    const UiTexts& ui_;
    std::string language_;
    std::map<std::string, std::unique_ptr<Part>> parts_;
    std::map<std::string, std::map<std::string, std::string>> reports_;
    std::map<std::string, std::string> subjects_;
    bool subjects_read_ = false;
};

} // namespace imi::report
