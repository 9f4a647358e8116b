// ncursesw as typed functions: its macros, variadic functions and globals do not reach Swift.
//
// ncurses keeps one current screen for the whole process and is not safe for threads: call everything from one thread,
// and close a screen before the next is opened (closing an older one later leaves the newer one mute, seen in 6.4).
#ifndef CNCURSES_H
#define CNCURSES_H

#include <stdint.h>

/// Attribute bits of a cell.
enum {
    CNCURSES_BOLD = 1,
    CNCURSES_DIM = 2,
    CNCURSES_ITALIC = 4,
    CNCURSES_UNDERLINE = 8,
    CNCURSES_REVERSE = 16,
};

/// One cell: a character, its attribute bits and its colour pair.
struct cncurses_cell {
    uint32_t scalar;
    uint32_t attributes;
    int32_t pair;
};

/// Whether a terminal can be drawn on.
enum cncurses_fitness {
    /// It can.
    CNCURSES_FIT,
    /// terminfo does not know its name.
    CNCURSES_UNKNOWN,
    /// It cannot move its cursor.
    CNCURSES_DUMB,
};

/// Looks a terminal's name up in terminfo without touching the terminal.
enum cncurses_fitness cncurses_examine(const char *terminal);

/// An open screen.
struct cncurses_screen;

/// A screen that writes to `output`, whose size it asks for; NULL on failure.
///
/// It closes `output` when it is closed, and on failure. Signal handlers stay as they are. REP is not used: xterm's
/// entries promise it, and many that call themselves xterm repeat the wrong character or none.
struct cncurses_screen *cncurses_open(const char *terminal, int output);

/// Frees a screen without writing anything.
void cncurses_close(struct cncurses_screen *screen);

/// How many colours the screen's terminal has: 0 or less for none.
int cncurses_colours(void);

/// The size that terminfo or the terminal gave.
void cncurses_size(int *width, int *height);

/// A string capability of the screen's terminal; NULL if it has none of that name.
const char *cncurses_text(const char *capability);

/// The text that moves the cursor to a place; NULL if the terminal cannot.
const char *cncurses_move(int row, int column);

/// Makes ready for colours, with -1 for the terminal's own.
void cncurses_start_colours(void);

/// Defines a pair of colours; 0 on success.
int cncurses_define_pair(int pair, int foreground, int background);

/// Hides the cursor.
void cncurses_hide_cursor(void);

/// Makes every later update one write. ncurses (6.4, `lib_mvcur.c`) flushes at every movement of the cursor until its screen
/// has once been left and taken up again. What this writes is for no terminal, and the next update must redraw all.
void cncurses_gather(void);

/// Gives the screen another size.
void cncurses_resize(int width, int height);

/// Puts `count` cells into one row.
void cncurses_put(int row, int column, const struct cncurses_cell *cells, int count);

/// Makes the next update clear the terminal and draw everything.
void cncurses_redraw_all(void);

/// Writes what changed.
void cncurses_update(void);

#endif
