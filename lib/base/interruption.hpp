// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace imi
{

/// While it lives, SIGINT and SIGTERM do not end the program at once: the first one is remembered, and long work stops
/// where it asks (throw_if_interrupted()), so that nothing of it stays behind. The second one ends the program. One at
/// a time.
class Interruption
{
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    /// The signal that came last, also after the object's end; 0: none came.
    static int signal();
};

/// Throws Error(store, "STO-014") after a signal came. Asked now and then by work that takes long, and where a call
/// that waits was broken off.
void throw_if_interrupted();

} // namespace imi
