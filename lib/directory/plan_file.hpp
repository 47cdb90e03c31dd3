// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/import_plan.hpp"
#include "formats/input.hpp"
#include "formats/jsonl_reader.hpp"
#include "formats/output_file.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace imi
{

// A plan is one JSON document, written a change a line: {"plan": 1, "kind", "mode", "made_by", "made_at", "files",
// counts …, "rows": [{"object", "action", "line", "file", "old_hash", "new_hash", "cells": [{"member", "old", "new"}],
// "record"}], "sha256"}. The last member is the hash of all bytes before its line, so that a plan which somebody
// edited, or that was cut, is refused.

/// Writes a plan, readable by its owner alone: it may hold personal data of users.
class PlanWriter
{
public:
    /// Throws Error(conflict, "FMT-050") when the file exists and `overwrite` is not set.
    PlanWriter(const std::string& path, bool overwrite, const nlohmann::ordered_json& head);
    void row(const PlannedRow& row);
    /// Without it no file is left.
    void finish();

private:
    void line(const std::string& text);

    OutputFile file_;
    StreamHash hash_;
    std::string pending_; ///< the row before, which gets a comma if another follows
};

/// Reads a plan. Every call may throw Error(input, "REG-065") for a file that is no plan, was edited or cut.
class PlanReader
{
public:
    explicit PlanReader(const std::string& path);
    /// All members but the rows and the hash.
    const nlohmann::ordered_json& head() const { return head_; }
    ImportKind kind() const { return kind_; }
    const std::string& name() const { return input_.name(); }
    /// The next change; nothing at the end, when the hash has been found right.
    std::optional<nlohmann::ordered_json> next();
    /// The hash of the plan, when all was read.
    const std::string& hash() const { return hash_text_; }

    /// The expected hashes of a row.
    ExpectedChange expectation(const nlohmann::ordered_json& row) const;

private:
    [[noreturn]] void refuse(const std::string& message) const;
    std::string text(const nlohmann::ordered_json& object, const char* name) const;

    Input input_;
    LineReader lines_;
    StreamHash hash_;
    nlohmann::ordered_json head_;
    ImportKind kind_ = ImportKind::authorities;
    std::string hash_text_;
    bool ended_ = false;
};

} // namespace imi
