// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/import.hpp"
#include "formats/package_folder.hpp"
#include "store/hash.hpp"
#include "store/store.hpp"

#include <memory>
#include <string>
#include <vector>

namespace imi::test
{

/// A store in a folder of its own with one area "law" (short code lw) and a small directory: PL:ask, PL:other and their
/// coordinator PL:nimic, RO:one, RO:two and RO:nimic, DE:region (an SDIMIC of DE2), DE:sued in DE23 and DE:nimic,
/// FR:alone without any coordinator. Each has a user of its own ("pl-ask") with every role; "op" is the operator.
class CaseStore
{
public:
    explicit CaseStore(const std::string& name);
    ~CaseStore();

    Store& store() { return *store_; }
    Database& db() { return store_->db(); }
    const std::string& folder() const { return folder_; }
    /// Acts as a login at the time that now() says.
    ActContext as(const std::string& login);
    void set_now(const std::string& instant);
    Instant now() const { return now_; }
    /// Runs in a transaction of its own.
    template <class Change> void change(Change change)
    {
        WriteTransaction transaction{*store_, {"test", "test"}, 5};
        change(store_->db());
        transaction.commit();
    }
    /// Installs a workflow by its YAML text, without forms.
    void install_workflow(const std::string& yaml);
    /// Installs the area "law" with a question set `general`, a workflow `inquiry` (asked, sent, accepted, answered,
    /// closed; forwarded, split, approved by a coordinator where that is set up) and the words of its mails.
    void install_inquiry();

private:
    Hash register_authority(std::int64_t id, const std::string& key, const std::string& role, const std::string& region,
                            const std::string& coordinator);
    std::string folder_;
    std::unique_ptr<Store> store_;
    Instant now_ = 0;
};

} // namespace imi::test
