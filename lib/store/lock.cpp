// SPDX-License-Identifier: EUPL-1.2
#include "store/lock.hpp"

#include "base/error.hpp"
#include "base/interruption.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/time.h>
#include <unistd.h>

namespace imi
{

namespace
{

int open_lock_file(const std::string& store_path)
{
    const std::string path = store_path + ".lock";
    const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        throw Error{Status::store, "STO-015", "the lock file " + path + " cannot be opened: " + std::strerror(errno)};
    return descriptor;
}

std::int64_t monotonic_milliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1'000'000;
}

/// Breaks a blocking system call off by a signal when the time is over; again every 50 ms, in case the first signal
/// came just before the call.
class Alarm
{
public:
    explicit Alarm(std::int64_t milliseconds)
    {
        struct sigaction action {
        };
        action.sa_handler = [](int) {};
        sigaction(SIGALRM, &action, &old_action_);
        itimerval timer{};
        timer.it_value = {.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000 + 1};
        timer.it_interval = {.tv_sec = 0, .tv_usec = 50'000};
        setitimer(ITIMER_REAL, &timer, &old_timer_);
    }
    ~Alarm()
    {
        setitimer(ITIMER_REAL, &old_timer_, nullptr);
        sigaction(SIGALRM, &old_action_, nullptr);
    }
    Alarm(const Alarm&) = delete;
    Alarm& operator=(const Alarm&) = delete;

private:
    struct sigaction old_action_ {
    };
    itimerval old_timer_{};
};

std::string holder_text(int descriptor)
{
    char buffer[200] = {};
    const ssize_t got = pread(descriptor, buffer, sizeof buffer - 1, 0);
    std::string text{buffer, got > 0 ? static_cast<std::size_t>(got) : 0};
    return text.substr(0, text.find('\n'));
}

void write_holder(int descriptor, const LockHolder& holder)
{
    const std::string text = "pid " + std::to_string(getpid()) + " (" + holder.tool + ", " + holder.login + ")\n";
    // Only for the message of those who wait; the lock itself does not depend on it. The line ends it: what a longer
    // one left behind need not be cut off, which costs more than the writing.
    if (pwrite(descriptor, text.data(), text.size(), 0) < 0)
        return;
}

} // namespace

StoreLock StoreLock::wait(const std::string& store_path, const LockHolder& holder, std::int64_t timeout_seconds)
{
    StoreLock lock{open_lock_file(store_path)};
    if (flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0) {
        const std::int64_t end = monotonic_milliseconds() + timeout_seconds * 1000;
        const Alarm alarm{timeout_seconds * 1000};
        while (flock(lock.descriptor_, LOCK_EX) != 0) {
            const int reason = errno;
            throw_if_interrupted();
            if (reason == EINTR && monotonic_milliseconds() < end)
                continue;
            if (reason != EINTR)
                throw Error{Status::store, "STO-015",
                            std::string{"the store cannot be locked: "} + std::strerror(reason)};
            const std::string who = holder_text(lock.descriptor_);
            throw Error{Status::store, "STO-010",
                        "the store is busy: locked for more than " + std::to_string(timeout_seconds) + " s by " +
                            (who.empty() ? "another program" : who) + "; nothing was changed",
                        "try again later, or give a longer --timeout"};
        }
    }
    write_holder(lock.descriptor_, holder);
    return lock;
}

std::optional<StoreLock> StoreLock::try_now(const std::string& store_path)
{
    StoreLock lock{open_lock_file(store_path)};
    if (flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0)
        return std::nullopt;
    return lock;
}

StoreLock::StoreLock(StoreLock&& other) noexcept : descriptor_{other.descriptor_} { other.descriptor_ = -1; }

StoreLock::~StoreLock()
{
    if (descriptor_ >= 0)
        close(descriptor_);
}

} // namespace imi
