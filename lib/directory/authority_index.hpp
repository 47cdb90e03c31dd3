// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority.hpp"
#include "index/document.hpp"

#include <string>

namespace imi
{

/// The terms under which search finds an authority, packed for IndexWriter: words of its names, city, region and
/// keywords, and codes: country "c:DE", type "t:chamber", area "a:services", right "x:services:reply", profession
/// "p:nurse", keyword "k:…", language "l:de", region "r:DE21" with all that it lies in ("r:DE2", "r:DE"), state
/// "s:active". None of one that is withdrawn. A pure function of the record: the same terms remove it again.
std::string authority_index_terms(const Authority& authority);
/// The same for many.
std::string authority_index_terms(const Authority& authority, IndexTermMaker& maker);

} // namespace imi
