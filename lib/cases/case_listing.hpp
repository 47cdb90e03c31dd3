// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "cases/case_view.hpp"

#include <functional>

namespace imi
{

/// Calls `use` with every case that the user sees, by number, as the authority that sees most of it. Of the filter it
/// looks at what needs no more than the case's row; passes() looks at the rest.
void for_each_visible(CaseWork& work, const Actor& actor, const DeskOptions& options, const CaseFilter& filter,
                      const std::function<void(const OpenCase&, const CaseReader&)>& use);
/// `summary` is summary_of() the case.
bool passes(const OpenCase& opened, const CaseReader& reader, const nlohmann::ordered_json& summary,
            const CaseFilter& filter);

} // namespace imi
