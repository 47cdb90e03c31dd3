// SPDX-License-Identifier: EUPL-1.2
#include "directory/import_faults.hpp"

#include <algorithm>
#include <tuple>

namespace imi
{

namespace
{

constexpr std::size_t kept_diagnostics = 1000;
/// So many errors are shown unless all are asked for.
constexpr std::size_t hinted_errors = 100;

} // namespace

void Faults::add(const std::vector<Diagnostic>& faults, std::size_t file, std::string_view source)
{
    const Diagnostic* first_error = nullptr;
    for (const Diagnostic& fault : faults) {
        auto& list = fault.severity == Severity::error ? errors_ : warning_list_;
        if (list.size() < kept_diagnostics)
            list.push_back(fault);
        if (fault.severity == Severity::warning)
            ++warnings_;
        else if (first_error == nullptr)
            first_error = &fault;
    }
    if (first_error == nullptr)
        return;
    ++error_rows_;
    if (keep_rejects_)
        rejects_.add(*first_error, file, source);
}

bool Faults::keeps_warnings() const { return warning_list_.size() < kept_diagnostics; }

bool Faults::wants_hints() const { return errors_.size() < hinted_errors; }

std::vector<Diagnostic> sorted_diagnostics(const Faults& stage, const Faults& plan)
{
    const auto place = [](const Diagnostic& fault) {
        return std::tie(fault.place.file, fault.place.line, fault.place.column, fault.field);
    };
    std::vector<Diagnostic> all;
    for (const auto list : {&Faults::errors, &Faults::warning_list}) {
        const auto begin = static_cast<std::ptrdiff_t>(all.size());
        for (const Faults* faults : {&stage, &plan})
            all.insert(all.end(), ((*faults).*list)().begin(), ((*faults).*list)().end());
        std::stable_sort(all.begin() + begin, all.end(),
                         [&](const Diagnostic& a, const Diagnostic& b) { return place(a) < place(b); });
    }
    return all;
}

} // namespace imi
