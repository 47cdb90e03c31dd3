// SPDX-License-Identifier: EUPL-1.2
#include "directory/authority_apply.hpp"

#include "base/error.hpp"
#include "directory/authority_repository.hpp"
#include "directory/packing.hpp"
#include "index/index_writer.hpp"

#include <algorithm>

namespace imi
{

namespace
{

constexpr std::uint64_t progress_rows = 8192;

/// The coordinators and successors of authorities, put aside until all authorities of the batch are stored.
class LaterLinks
{
public:
    void add(std::int64_t id, const std::vector<AreaEntry>& areas, const std::vector<AuthorityKey>& successors)
    {
        if (successors.empty() && std::none_of(areas.begin(), areas.end(),
                                               [](const AreaEntry& entry) { return !entry.coordinators.empty(); }))
            return;
        Packer packer;
        packer.number(static_cast<std::uint64_t>(id));
        packer.list(areas, [&](const AreaEntry& entry) {
            packer.text(entry.area);
            packer.list(entry.coordinators, [&](const CoordinatorLink& link) {
                packer.number(static_cast<std::uint64_t>(link.kind));
                packer.text(link.authority.country);
                packer.text(link.authority.id);
            });
        });
        packer.list(successors, [&](const AuthorityKey& key) {
            packer.text(key.country);
            packer.text(key.id);
        });
        places_.push_back(records_.append(packer.out));
    }
    void store(AuthorityRepository& authorities)
    {
        records_.flush();
        for (const std::uint64_t place : places_) {
            Unpacker unpacker{records_.read(place)};
            const auto id = static_cast<std::int64_t>(unpacker.number());
            const auto areas = unpacker.list<AreaEntry>([&] {
                AreaEntry entry;
                entry.area = unpacker.text();
                entry.coordinators = unpacker.list<CoordinatorLink>([&] {
                    CoordinatorLink link;
                    link.kind = static_cast<CoordinatorKind>(unpacker.number());
                    link.authority.country = unpacker.text();
                    link.authority.id = unpacker.text();
                    return link;
                });
                return entry;
            });
            authorities.store_links(id, areas, unpacker.list<AuthorityKey>([&] {
                AuthorityKey key;
                key.country = unpacker.text();
                key.id = unpacker.text();
                return key;
            }));
        }
    }

private:
    RecordFile records_;
    std::vector<std::uint64_t> places_;
};

} // namespace

Hash apply_changes(Database& db, ChangeFinisher& changes, std::int64_t batch, const Progress& progress)
{
    AuthorityRepository authorities{db};
    IndexWriter index{db};
    PartHash hash;
    LaterLinks links;
    std::int64_t next_id = authorities.last_id() + 1;
    std::uint64_t done = 0;
    changes.for_each([&](const StagedChange& change) {
        std::vector<AreaEntry> areas;
        std::vector<std::string> professions;
        std::vector<AuthorityKey> successors;
        if (change.has_lists) {
            Authority authority = decode_content(change.key, change.state, change.content);
            areas = std::move(authority.areas);
            professions = std::move(authority.professions);
            successors = std::move(authority.successors);
        }
        const AuthorityVersion version{
            change.key, change.state, change.content, change.content_hash, change.input_hash.first(16),
            areas,      professions};
        std::int64_t id = change.id;
        if (id == 0) {
            id = next_id++;
            authorities.insert(id, version, batch);
            index.add(id, change.terms);
        } else {
            if (!authorities.replace(id, change.version, version, batch))
                throw Error{Status::conflict, "REG-035", change.key.text() + " was changed meanwhile", "run again"};
            if (change.terms != change.old_terms) {
                index.remove(id, change.old_terms);
                index.add(id, change.terms);
            }
        }
        hash.add(change.key.text()).add(change.old_hash).add(change.content_hash);
        links.add(id, areas, successors);
        if (progress && ++done % progress_rows == 0)
            progress("storing", done, changes.count());
    });
    links.store(authorities);
    if (progress)
        progress("indexing", 0, 0);
    index.flush();
    if (progress)
        progress("completing", 0, 0);
    return hash.finish();
}

} // namespace imi
