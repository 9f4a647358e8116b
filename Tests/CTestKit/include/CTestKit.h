// Linux calls for tests that Swift's Glibc module does not show.
#ifndef CTESTKIT_H
#define CTESTKIT_H

#include <stdint.h>

/// Opens a pseudo terminal of a size: the emulator's end, non-blocking, and the program's end; 0 on success.
int ctestkit_open_terminal(uint16_t columns, uint16_t rows, int *controller, int *device);

/// Gives a terminal another size; 0 on success.
int ctestkit_resize_terminal(int controller, uint16_t columns, uint16_t rows);

/// How many bytes can be read, -1 on failure.
int ctestkit_readable(int descriptor);

/// A pipe that keeps writes apart: each read gives one write (pipe(2), O_DIRECT); non-blocking; 0 on success.
int ctestkit_packet_pipe(int *reader, int *writer);

/// Starts a program in a folder, in a session of its own, with these descriptors as 0, 1 and 2 and no others.
///
/// No signal is blocked or ignored in it, whatever the calling thread does. 0, or the number of an error.
int ctestkit_spawn(const char *path, char *const arguments[], char *const environment[], const char *folder,
                   const int descriptors[3], int *process);

/// Whether a started process has ended: 0 if not, 1 with its exit code, 2 with the signal that ended it, -1 on failure.
int ctestkit_end(int process, int *code);

#endif
