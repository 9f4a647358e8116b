// What a terminal program needs from C: terminal modes, the width of characters, and the handler that gives the
// terminal back when the process crashes.
#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <stddef.h>
#include <stdint.h>
#include <termios.h>

/// Sets the modes for a full-screen program, made from `saved`; 0 on success.
///
/// Keys come one by one, unechoed. Ctrl-C, Ctrl-Z, Ctrl-S and Ctrl-Q are keys like others; Ctrl-\ still sends SIGQUIT,
/// so that a console that hangs can be ended from the keyboard.
int cterminal_enter(int terminal, const struct termios *saved);

/// The number of bytes that can be read, -1 on failure.
int cterminal_readable(int descriptor);

/// Takes the locale of the environment for characters alone, so that decimal points stay points.
void cterminal_use_locale(void);

/// Takes a UTF-8 locale for characters whatever the environment says; 0 on success.
int cterminal_force_utf8(void);

/// Whether the locale's characters are UTF-8.
int cterminal_is_utf8(void);

/// How many cells a character takes in the locale, -1 if it is not printable.
int cterminal_cells(uint32_t scalar);

/// Asks the kernel to stop the process group as Ctrl-Z would; returns when it goes on, or at once if nobody could
/// continue it.
void cterminal_stop(void);

/// What the crash handler restores.
struct cterminal_rescue {
    /// The terminal, opened for non-blocking writes.
    int terminal;
    /// Its modes from before.
    struct termios modes;
    /// What to write to it.
    char leave[512];
    size_t leave_length;
    /// Where standard error was before it was kept aside, -1 if it was not.
    int errors;
    /// The file that it was kept in, -1 if it was not.
    int kept;
};

/// Installs a handler for ILL, TRAP, SEGV, BUS, FPE, ABRT and QUIT that restores the terminal, calls the handler from
/// before with nothing to read, and then lets the signal end the process.
void cterminal_arm(const struct cterminal_rescue *rescue);

/// Takes the handler away again.
void cterminal_disarm(void);

/// Whether the handler has restored the terminal: nothing may be drawn any more.
int cterminal_has_fired(void);

#endif
