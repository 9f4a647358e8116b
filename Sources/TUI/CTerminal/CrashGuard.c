#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

// All that the handler uses is prepared before, and every call in it is async-signal-safe (signal-safety(7)).

static const int guarded[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGQUIT};
enum { COUNT = sizeof guarded / sizeof guarded[0] };

static struct cterminal_rescue rescue;
static struct sigaction before[COUNT];
/// Open on /dev/null, for standard input after a crash.
static int nothing = -1;
static atomic_int armed;
static atomic_int fired;
static char spare_stack[64 * 1024];

static int64_t milliseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/// Writes as much as a terminal takes until `deadline`: one that does not read must not keep the process alive.
static int write_until(int64_t deadline, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(rescue.terminal, bytes, count);
        if (written > 0) {
            bytes += written;
            count -= (size_t)written;
            continue;
        }
        int64_t left = deadline - milliseconds();
        if (left <= 0 || (written < 0 && errno != EAGAIN && errno != EINTR)) return -1;
        struct pollfd wait = {.fd = rescue.terminal, .events = POLLOUT};
        poll(&wait, 1, (int)left);
    }
    return 0;
}

static void restore(void) {
    int64_t deadline = milliseconds() + 200;
    tcsetattr(rescue.terminal, TCSANOW, &rescue.modes);
    write_until(deadline, rescue.leave, rescue.leave_length);
    // On a terminal Swift's backtracer ends with a question and waits 30 s for a key: a process that crashed in the night
    // would be gone only when somebody comes, and no supervisor could start another. At the end of input it goes on.
    if (nothing >= 0) dup2(nothing, STDIN_FILENO);
    if (rescue.errors < 0) return;
    dup2(rescue.errors, STDERR_FILENO);
    char bytes[1024];
    off_t offset = 0;
    for (;;) {
        ssize_t count = pread(rescue.kept, bytes, sizeof bytes, offset);
        if (count <= 0 || write_until(deadline, bytes, (size_t)count) != 0) return;
        offset += count;
    }
}

/// Lets the handler from before do its work: Swift's, for one, prints where the crash was, from `context`.
static void call_previous(const struct sigaction *previous, int signal, siginfo_t *info, void *context) {
    if (previous->sa_flags & SA_SIGINFO) {
        previous->sa_sigaction(signal, info, context);
    } else if (previous->sa_handler != SIG_DFL) {
        previous->sa_handler(signal);
    }
}

static void on_crash(int signal, siginfo_t *info, void *context) {
    atomic_store(&fired, 1);
    if (atomic_exchange(&armed, 0)) restore();
    for (int i = 0; i < COUNT; i++) {
        if (guarded[i] == signal) call_previous(&before[i], signal, info, context);
    }
    // A handler from before may count on the fault to happen again, but what was sent by a call, as SIGQUIT is by the
    // keyboard, does not repeat itself. Raised in the handler, it comes when the handler returns.
    struct sigaction action = {.sa_handler = SIG_DFL};
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, NULL);
    raise(signal);
}

void cterminal_arm(const struct cterminal_rescue *what) {
    rescue = *what;
    if (nothing < 0) nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    stack_t stack;
    if (sigaltstack(NULL, &stack) == 0 && (stack.ss_flags & SS_DISABLE)) {
        stack_t spare = {.ss_sp = spare_stack, .ss_size = sizeof spare_stack};
        sigaltstack(&spare, NULL);
    }
    atomic_store(&armed, 1);
    struct sigaction action = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < COUNT; i++) {
        sigaction(guarded[i], NULL, &before[i]);
        // What somebody decided to ignore is no crash.
        int is_ignored = !(before[i].sa_flags & SA_SIGINFO) && before[i].sa_handler == SIG_IGN;
        if (!is_ignored) sigaction(guarded[i], &action, NULL);
    }
}

void cterminal_disarm(void) {
    if (!atomic_exchange(&armed, 0)) return;
    for (int i = 0; i < COUNT; i++) sigaction(guarded[i], &before[i], NULL);
}

int cterminal_has_fired(void) { return atomic_load(&fired); }
