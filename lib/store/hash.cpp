// SPDX-License-Identifier: EUPL-1.2
#include "store/hash.hpp"

#include "base/error.hpp"

#include <sys/random.h>

namespace imi
{

Hash random_salt()
{
    Hash salt;
    // Up to 256 bytes come whole or not at all (getrandom(2)).
    if (getrandom(salt.data(), salt.size(), 0) != static_cast<ssize_t>(salt.size()))
        throw Error{Status::store, "STO-016", "the system gives no random bytes"};
    return salt;
}

} // namespace imi
