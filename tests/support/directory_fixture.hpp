// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority_export.hpp"
#include "directory/authority_service.hpp"
#include "directory/import.hpp"
#include "directory/store_service.hpp"
#include "directory/user_service.hpp"
#include "directory/verification.hpp"
#include "formats/csv_writer.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace imi
{

/// A store in a folder of its own, with the shipped packages and one operator.
class Directory : public testing::Test
{
protected:
    void SetUp() override
    {
        folder_ = std::filesystem::path{testing::TempDir()} /
                  (std::string{"imi-"} + testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directory(folder_);
        InitOptions options;
        options.path = folder_ / "store.db";
        options.areas = std::string{IMI_SOURCE_DIR} + "/questionsets";
        options.admin = "operator";
        options.uid = 1;
        options.account = "op";
        init_store(options, Clock{1'200'000'000});
        store_ = std::make_unique<Store>(Store::open(options.path, StoreAccess::write));
    }
    void TearDown() override
    {
        store_.reset();
        std::filesystem::remove_all(folder_);
    }

    ActContext context(const std::string& as = {})
    {
        ActContext context;
        context.actor = [as](Database& db) { return resolve_actor(db, 1, "op", as, 1'200'000'001); };
        context.tool = "imi-register";
        context.clock = Clock{1'200'000'001};
        context.timeout_seconds = 5;
        return context;
    }
    ImportResult import(const std::string& text, const ImportOptions& options = {}, const std::string& as = {})
    {
        return import_all({text}, options, as);
    }
    /// Each text is a file.
    ImportResult import_all(const std::vector<std::string>& texts, ImportOptions options = {},
                            const std::string& as = {})
    {
        for (const std::string& text : texts) {
            options.files.push_back(folder_ / ("in" + std::to_string(options.files.size())));
            std::ofstream{options.files.back()} << text;
        }
        return import_directory(*store_, options, context(as));
    }
    ImportOptions partial(const std::string& rejects = {}) const
    {
        ImportOptions options;
        options.partial = true;
        options.rejects = rejects.empty() ? rejects : (folder_ / rejects).string();
        return options;
    }
    std::string file(const std::string& name) const
    {
        std::ifstream stream{folder_ / name};
        return {std::istreambuf_iterator<char>{stream}, {}};
    }
    Authority authority(const std::string& key) { return find_authority(store_->db(), key).authority; }
    std::vector<std::string> names(const std::string& key)
    {
        std::vector<std::string> result;
        for (const Name& name : authority(key).names)
            result.push_back(std::string{to_string(name.kind)} + "." + name.lang.value_or("-") + "=" + name.text);
        return result;
    }
    std::string export_csv()
    {
        std::string text;
        export_authority_rows(store_->db(), {}, [&](const auto& cells) { append_csv_line(text, cells); });
        return text;
    }
    void expect_sound()
    {
        for (const Diagnostic& finding : check_store(*store_))
            ADD_FAILURE() << finding.text();
    }

    std::filesystem::path folder_;
    std::unique_ptr<Store> store_;
};

/// Code of the first diagnostic, errors before warnings; empty when there is none.
inline std::string code(const ImportResult& result)
{
    return result.diagnostics.empty() ? "" : result.diagnostics.front().code;
}

/// Id of the error that `act` throws; empty when it throws none.
template <class Act> std::string error_of(Act act)
{
    try {
        act();
    } catch (const Error& error) {
        return error.id();
    }
    return {};
}

} // namespace imi
