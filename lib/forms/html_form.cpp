// SPDX-License-Identifier: EUPL-1.2
#include "forms/html_form.hpp"

#include "base/language.hpp"
#include "formats/json.hpp"
#include "forms/citation_text.hpp"
#include "forms/field_html.hpp"
#include "forms/page_model.hpp"
#include "forms/page_parts.hpp"
#include "i18n/languages.hpp"

#include <algorithm>

namespace imi
{

namespace
{

using Attributes = HtmlWriter::Attributes;

class PageWriter
{
public:
    PageWriter(const FormTexts& texts, const FormPage& page)
        : texts_{texts}, page_{page}, form_{texts.form()}, table_{texts, languages_of(page), page.language}, fields_{
                                                                                                                 html_,
                                                                                                                 table_,
                                                                                                                 page_}
    {
    }

    std::string write()
    {
        html_.verbatim("<!DOCTYPE html>\n");
        html_.open("html", {{"lang", page_.language}});
        head();
        html_.open("body");
        header();
        html_.open("main", {{"id", "main"}});
        html_.open("noscript");
        fields_.text("p", table_.ui("form/no-script"));
        html_.close();
        summary();
        html_.open("form", {{"id", "form"}, {"novalidate", ""}, {"autocomplete", "off"}});
        contents();
        buttons();
        html_.close();
        html_.close();
        footer();
        model();
        html_.open("script");
        html_.verbatim(form_script());
        html_.close();
        html_.close();
        html_.close();
        return html_.take();
    }

private:
    static std::vector<std::string> languages_of(const FormPage& page)
    {
        std::vector<std::string> all = page.languages;
        if (all.empty())
            all.assign(working_languages.begin(), working_languages.end());
        if (std::find(all.begin(), all.end(), page.language) == all.end())
            all.push_back(page.language);
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        return all;
    }

    bool is_set() const { return form_.kind == FormKind::set; }
    bool is_reply() const { return is_set() && page_.stage == Stage::reply; }

    void head()
    {
        html_.open("head");
        html_.single("meta", {{"charset", "utf-8"}});
        html_.line();
        html_.single("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", page_policy()}});
        html_.line();
        html_.single("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
        html_.line();
        fields_.text("title", title());
        html_.line();
        html_.open("style");
        html_.verbatim(form_style());
        html_.close();
        html_.close();
    }

    /// A small form has no title of its own; its buttons and fields speak for it.
    std::size_t title()
    {
        return form_.title.empty() ? table_.ui("form/questions") : table_.of_form(form_.path + "/title", form_.title);
    }

    void header()
    {
        html_.open("header");
        fields_.text("h1", title());
        if (!form_.hint.empty())
            fields_.text("p", table_.of_form(form_.path + "/hint", form_.hint), {{"class", "hint"}});
        if (!page_.case_id.empty()) {
            html_.open("p");
            fields_.text("span", table_.ui("form/case"));
            html_.text(": " + page_.case_id);
            html_.close();
        }
        if (form_.subject && !page_.subject.empty()) {
            html_.open("p");
            fields_.text("span", table_.ui("form/subject"));
            html_.text(": ");
            fields_.text("span", table_.code(*form_.subject, page_.subject));
            html_.close();
        }
        if (table_.languages().size() > 1)
            language_switch();
        html_.close();
    }

    void language_switch()
    {
        html_.open("p", {{"class", "switch"}, {"data-script", ""}, {"hidden", ""}});
        fields_.text("label", table_.ui("form/language"), {{"for", "language"}});
        html_.open("select", {{"id", "language"}});
        for (const std::string& tag : table_.languages()) {
            const Language* language = find_language(tag);
            Attributes attributes{{"value", tag}, {"lang", tag}};
            if (tag == page_.language)
                attributes.emplace_back("selected", "");
            html_.element("option", language == nullptr ? std::string_view{tag} : language->own_name, attributes);
        }
        html_.close();
        html_.close();
    }

    void summary()
    {
        html_.open("div", {{"id", "summary"}, {"role", "alert"}, {"tabindex", "-1"}, {"hidden", ""}});
        fields_.text("h2", table_.ui("error/summary"));
        html_.element("ul", "");
        html_.close();
    }

    void contents()
    {
        if (form_.subject && form_.kind != FormKind::small && page_.subject.empty() && !is_reply())
            subject();
        if (!is_set()) {
            groups(form_.questions, "h2", [&](const Item& item) { fields_.field(item, item.id); });
        } else if (is_reply()) {
            groups(form_.questions, "h2", [&](const Item& item) {
                if (is_put(page_, item))
                    fields_.answer(item);
            });
            groups(form_.reply, "h2", [&](const Item& item) { fields_.field(item, item.id); });
        } else {
            groups(form_.request, "h2", [&](const Item& item) { fields_.field(item, item.id); });
            fields_.text("h2", table_.ui("form/questions"), {{"id", "questions"}, {"tabindex", "-1"}});
            fields_.text("p", table_.ui("form/choose-questions"), {{"class", "hint"}});
            if (page_.subject.empty() && form_.subject)
                fields_.text("p", table_.ui("form/choose-subject"), {{"class", "no-print"}, {"id", "choose-subject"}});
            html_.element("p", "", {{"class", "error"}, {"id", "e-questions"}, {"hidden", ""}});
            groups(form_.questions, "h3", [&](const Item& item) { fields_.question(item); });
        }
        if (page_.comment) {
            html_.open("div", {{"class", "item"}});
            fields_.text("label", table_.ui("form/comment"), {{"for", "f-comment"}, {"class", "ask"}});
            html_.element("textarea", "", {{"id", "f-comment"}, {"rows", "3"}});
            html_.close();
        }
    }

    void subject()
    {
        html_.open("div", {{"class", "item"}});
        html_.open("label", {{"for", "f-subject"}, {"class", "ask"}});
        if (form_.subject->title.empty())
            fields_.text("span", table_.ui("form/subject"));
        else
            fields_.text("span", table_.of_form(form_.subject->path + ".title", form_.subject->title));
        html_.text(" ");
        fields_.text("span", table_.ui("form/needed"), {{"class", "tag needed"}});
        html_.close();
        html_.open("div");
        fields_.select(*form_.subject, {},
                       {{"id", "f-subject"}, {"aria-describedby", "e-subject"}, {"aria-required", "true"}});
        html_.close();
        html_.element("p", "", {{"class", "error"}, {"id", "e-subject"}, {"hidden", ""}});
        html_.close();
    }

    template <class Each> void groups(const std::vector<Group>& all, const char* heading, const Each& each)
    {
        for (const Group& group : all) {
            const std::string id = "g-" + std::to_string(++group_);
            html_.open("section", group.title.empty() ? Attributes{{"class", "group"}}
                                                      : Attributes{{"class", "group"}, {"aria-labelledby", id}});
            if (!group.title.empty())
                fields_.text(heading, table_.of_form(group.path, group.title), {{"id", id}});
            if (!group.hint.empty())
                fields_.text("p", table_.of_form(group.path + "/hint", group.hint), {{"class", "hint"}});
            for (const Item& item : group.items)
                each(item);
            html_.close();
        }
    }

    void buttons()
    {
        html_.element("p", "", {{"id", "status"}, {"role", "status"}});
        html_.open("div", {{"class", "buttons"}, {"data-script", ""}, {"hidden", ""}});
        const auto button = [&](const char* key, const char* act, const char* css) {
            fields_.text("button", table_.ui(std::string{"button/"} + key),
                         {{"type", "button"}, {"class", css}, {"data-act", act}});
            html_.line();
        };
        button("save", "save", "first");
        fields_.text("button", table_.ui("button/check"), {{"type", "submit"}});
        html_.line();
        button("draft", "draft", "other");
        button("open", "open", "other");
        button("print", "print", "other");
        html_.single("input", {{"type", "file"}, {"id", "file"}, {"accept", ".json,application/json"}, {"hidden", ""}});
        html_.close();
    }

    void footer()
    {
        html_.open("footer");
        if (!texts_.main_act().empty())
            fields_.text("p", table_.ui("form/act", "main", [&](std::string_view language) {
                return Values{{"act", act_text(texts_.main_act(), texts_.ui(), language)}};
            }));
        html_.open("p");
        html_.text(form_.id + ", ");
        fields_.text("span", table_.ui("form/version"));
        html_.text(" " + form_.version.text() + ", ");
        fields_.text("span", table_.ui("form/fingerprint"));
        html_.text(" ");
        html_.element("code", texts_.fingerprint().substr(0, 12));
        html_.close();
        html_.close();
    }

    void model()
    {
        nlohmann::ordered_json model = page_model(table_, page_);
        model["fileName"] = page_.case_id.empty() ? form_.id : page_.case_id + (is_reply() ? "-reply" : "-" + form_.id);
        model["texts"] = table_.by_language();
        model["sources"] = table_.sources();
        html_.open("script", {{"type", "application/json"}, {"id", "model"}});
        html_.verbatim(script_json(dump_json(model)));
        html_.close();
    }

    const FormTexts& texts_;
    FormPage page_;
    const Form& form_;
    HtmlWriter html_;
    TextTable table_;
    FieldHtml fields_;
    int group_ = 0;
};

} // namespace

bool is_put(const FormPage& page, const Item& question)
{
    const auto found = page.questions.is_object() ? page.questions.find(question.id) : page.questions.end();
    return question.always || (found != page.questions.end() && !found->is_null());
}

std::string html_form(const FormTexts& texts, const FormPage& page) { return PageWriter{texts, page}.write(); }

} // namespace imi
