// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imi
{

/// Builds HTML element by element: texts and values of attributes are escaped here and nowhere else. Names of elements
/// and attributes are the program's own; addresses in `href` are for the caller to vet.
class HtmlWriter
{
public:
    using Attributes = std::vector<std::pair<std::string_view, std::string>>;

    /// Opens an element; close() ends the one opened last.
    void open(std::string_view name, const Attributes& attributes = {});
    void close();
    /// An element with a text alone.
    void element(std::string_view name, std::string_view text, const Attributes& attributes = {});
    /// An element that has no end: meta, input.
    void single(std::string_view name, const Attributes& attributes = {});
    void text(std::string_view text);
    /// A line break in the file, outside of texts.
    void line() { html_ += '\n'; }
    /// Script or style of the program, or JSON made by script_json(); as it is.
    void verbatim(std::string_view code) { html_ += code; }
    std::string take() { return std::move(html_); }

private:
    void start(std::string_view name, const Attributes& attributes);

    std::string html_;
    std::vector<std::string> open_;
};

/// JSON that can stand in a script element: nothing in it ends the element or opens a comment.
std::string script_json(std::string json);

} // namespace imi
