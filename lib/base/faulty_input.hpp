// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "base/error.hpp"

#include <utility>
#include <vector>

namespace imi
{

/// An error that sums up the faults of an input, such as those of its rows.
class FaultyInput : public Error
{
public:
    FaultyInput(Error error, std::vector<Diagnostic> faults) : Error{std::move(error)}, faults_{std::move(faults)} {}
    /// By place; as many as are to be told.
    const std::vector<Diagnostic>& faults() const noexcept { return faults_; }

private:
    std::vector<Diagnostic> faults_;
};

} // namespace imi
