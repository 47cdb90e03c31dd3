// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>

/// What is refused above these sizes. One place for all of them; each is tested at the limit and above it.
namespace imi::limits
{

inline constexpr std::uint64_t bulk_file_bytes = std::uint64_t{1} << 30; ///< CSV, JSON Lines; expanded, when compressed
inline constexpr std::uint64_t bulk_rows = 2'000'000;
inline constexpr std::size_t line_bytes = std::size_t{1} << 20;
inline constexpr std::size_t columns = 512;

inline constexpr std::uint64_t yaml_bytes = std::uint64_t{1} << 20;
inline constexpr std::uint64_t vocabulary_bytes = std::uint64_t{16} << 20;
inline constexpr std::size_t yaml_depth = 32;
inline constexpr std::size_t yaml_nodes = 200'000;

inline constexpr std::size_t json_depth = 32;

/// A compressed file may not grow by more than this factor once it has given `expansion_free_bytes`.
inline constexpr std::uint64_t expansion_ratio = 100;
inline constexpr std::uint64_t expansion_free_bytes = std::uint64_t{1} << 20;
inline constexpr std::uint64_t archive_bytes = std::uint64_t{256} << 20; ///< XLSX as it is; expanded: bulk_file_bytes
inline constexpr std::size_t archive_members = 1000;
inline constexpr std::uint64_t shared_text_bytes = std::uint64_t{256} << 20; ///< texts that cells of XLSX share
inline constexpr std::uint64_t xml_bytes = std::uint64_t{16} << 20;          ///< XML that is read as a whole
inline constexpr std::size_t xml_element_bytes = std::size_t{8} << 20;       ///< one row, or one text, of XML

inline constexpr std::size_t name_code_points = 255;    ///< names, cities, codes of a source
inline constexpr std::size_t text_code_points = 10'000; ///< free text
inline constexpr std::size_t id_code_points = 255;
inline constexpr std::size_t email_code_points = 254;
inline constexpr std::size_t combining_marks = 4; ///< in a row; more makes normalisation quadratic
inline constexpr std::size_t list_values = 256;   ///< values of one list cell, names of one authority

inline constexpr std::size_t attachment_bytes = std::size_t{10} << 20; ///< of one file
inline constexpr std::size_t attachments = 10;                         ///< of one case
inline constexpr std::size_t file_name_bytes = 120;

inline constexpr std::size_t query_bytes = 512;
inline constexpr std::size_t query_terms = 32;
inline constexpr std::size_t search_results = 10'000;

inline constexpr std::int64_t lock_wait_seconds = 30;

} // namespace imi::limits
