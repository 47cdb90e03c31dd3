// SPDX-License-Identifier: EUPL-1.2
#include "base/interruption.hpp"

#include "base/error.hpp"

#include <csignal>

namespace imi
{

namespace
{

// A handler reaches nothing but what is global.
volatile std::sig_atomic_t received = 0;

void set_handlers(void (*handler)(int))
{
    struct sigaction action {
    };
    action.sa_handler = handler;
    // No SA_RESTART: a call that waits is to end. After one signal the next one has its usual effect.
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

} // namespace

Interruption::Interruption()
{
    received = 0;
    set_handlers([](int number) { received = number; });
}

Interruption::~Interruption() { set_handlers(SIG_DFL); }

int Interruption::signal() { return received; }

void throw_if_interrupted()
{
    if (received != 0)
        throw Error{Status::store, "STO-014", "interrupted; nothing was changed"};
}

} // namespace imi
