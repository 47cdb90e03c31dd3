// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/code_list.hpp"
#include "questions/item.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// What a file of a package may name beside what it holds itself. Nothing is nullptr.
class Names
{
public:
    virtual ~Names() = default;
    virtual CodeListPtr list(std::string_view name) const = 0;
    virtual std::shared_ptr<const Pattern> pattern(std::string_view name) const = 0;
    /// Set, form or survey; reads its file first where that is still to be done.
    virtual std::shared_ptr<const Form> form(std::string_view id) const = 0;
    /// Whether the form is being read: it uses itself.
    virtual bool is_being_read(std::string_view id) const = 0;
    virtual std::vector<std::string> list_names() const = 0;
    virtual std::vector<std::string> pattern_names() const = 0;
    virtual std::vector<std::string> form_names() const = 0;
};

} // namespace imi
