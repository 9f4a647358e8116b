// Linux calls that Swift's Glibc module does not show: typed, prefixed, no logic.
#ifndef CLINUX_H
#define CLINUX_H

#include <poll.h>
#include <stdint.h>

/// An eventfd, non-blocking and closed on exec; -1 with errno on failure.
int clinux_eventfd(void);

/// A signalfd for the `count` signals in `signals`, which must be blocked; -1 with errno on failure.
int clinux_signalfd(const int *signals, int count);

/// The number of the next pending signal of a signalfd, 0 if there is none.
int clinux_read_signal(int descriptor);

/// Blocks the `count` signals in `signals` in the calling thread; threads made later inherit that.
int clinux_block_signals(const int *signals, int count);

/// An anonymous file in memory; -1 with errno on failure.
int clinux_memfd(const char *name);

/// The size of the terminal behind `descriptor`; 0 on success.
int clinux_window_size(int descriptor, uint16_t *columns, uint16_t *rows);

/// Starts a detached thread of that name (at most 15 characters) that runs `body(context)`; 0 on success.
int clinux_start_thread(const char *name, void (*body)(void *), void *context);

/// ppoll(2) with the signal mask left alone: waits `nanoseconds` at most, for ever where that is negative.
int clinux_poll(struct pollfd *descriptors, int count, int64_t nanoseconds);

/// The next connection that waits at `listener`, non-blocking and closed on exec; -1 with errno on failure.
int clinux_accept(int listener);

/// flock(2): the exclusive lock of an open file, not waited for; 0 on success, -1 with errno on failure.
int clinux_lock(int descriptor);

/// Starts the program at `path` with `input` as its standard input and nothing else that is ours: a session of its own, no
/// blocked signal, no environment, /dev/null to write to, no other descriptor; 0 and its number, or an error number.
int clinux_spawn(const char *path, char *const arguments[], int input, int *process);

/// Keeps this process's memory out of core dumps and from other processes of the same user; 0 on success.
int clinux_hide_memory(void);

/// A pipe, both ends closed on exec, of which the writing end does not block; 0 on success, -1 with errno on failure.
int clinux_pipe(int *reading, int *writing);

/// How wrong the kernel says that the calendar is at most, in microseconds; -1 where it is not synchronised.
long clinux_clock_error(void);

#endif
