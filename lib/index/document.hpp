// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// Where in a record a word stands.
enum class IndexField : std::uint8_t { official, label, alias, acronym, former, city, region, keyword };

/// What search sees of a record.
struct IndexDocument {
    struct Text {
        IndexField field;
        std::string_view text; ///< NFC
    };
    std::vector<Text> texts;
    std::vector<std::string>
        codes; ///< exact terms with a prefix, such as "c:DE", "p:nurse", "a:professional-qualifications"
};

/// The terms of a document with what ranking needs of each, packed; a pure function of its texts and codes, so that it
/// can be made before the store is locked. Opaque but for IndexWriter.
std::string index_terms(const IndexDocument& document);

/// The same for many documents: remembers words. For one thread at a time.
class IndexTermMaker
{
public:
    IndexTermMaker();
    ~IndexTermMaker();
    std::string index_terms(const IndexDocument& document);

private:
    class Collector;
    std::unique_ptr<Collector> collector_;
};

} // namespace imi
