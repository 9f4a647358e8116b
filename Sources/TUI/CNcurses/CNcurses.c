#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include "CNcurses.h"

#include <ncurses.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
// After ncurses.h: its macros name the capabilities of cur_term.
#include <term.h>

static const char *known(const char *text) { return text == (const char *)-1 ? NULL : text; }

enum cncurses_fitness cncurses_examine(const char *terminal) {
    int failure = 0;
    TERMINAL *before = cur_term;
    if (setupterm(terminal, STDOUT_FILENO, &failure) != OK) return CNCURSES_UNKNOWN;
    enum cncurses_fitness fitness = known(tigetstr("cup")) ? CNCURSES_FIT : CNCURSES_DUMB;
    TERMINAL *examined = cur_term;
    set_curterm(before);
    if (examined != before) del_curterm(examined);
    return fitness;
}

struct cncurses_screen {
    SCREEN *screen;
    FILE *file;
};

static SCREEN *new_screen(const char *terminal, FILE *file) {
    static const int touched[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
    struct sigaction actions[4];
    for (int i = 0; i < 4; i++) sigaction(touched[i], NULL, &actions[i]);
    SCREEN *screen = newterm(terminal, file, file);
    for (int i = 0; i < 4; i++) sigaction(touched[i], &actions[i], NULL);
    return screen;
}

struct cncurses_screen *cncurses_open(const char *terminal, int output) {
    struct cncurses_screen *result = calloc(1, sizeof *result);
    if (!result) return NULL;
    result->file = fdopen(output, "r+");
    result->screen = result->file ? new_screen(terminal, result->file) : NULL;
    if (!result->screen) {
        if (result->file) fclose(result->file);
        free(result);
        return NULL;
    }
    repeat_char = NULL;
    typeahead(-1);
    leaveok(stdscr, TRUE);
    return result;
}

void cncurses_close(struct cncurses_screen *screen) {
    delscreen(screen->screen);
    fclose(screen->file);
    free(screen);
}

int cncurses_colours(void) { return tigetnum("colors"); }

void cncurses_size(int *width, int *height) {
    *width = getmaxx(stdscr);
    *height = getmaxy(stdscr);
}

const char *cncurses_text(const char *capability) { return known(tigetstr(capability)); }

const char *cncurses_move(int row, int column) {
    const char *text = known(tigetstr("cup"));
    return text ? tiparm(text, row, column) : NULL;
}

void cncurses_start_colours(void) {
    start_color();
    use_default_colors();
}

int cncurses_define_pair(int pair, int foreground, int background) {
    return init_extended_pair(pair, foreground, background) == OK ? 0 : -1;
}

void cncurses_hide_cursor(void) { curs_set(0); }

void cncurses_gather(void) {
    endwin();
    doupdate();
}

void cncurses_resize(int width, int height) { resize_term(height, width); }

static attr_t attributes_of(uint32_t bits) {
    attr_t attributes = A_NORMAL;
    if (bits & CNCURSES_BOLD) attributes |= A_BOLD;
    if (bits & CNCURSES_DIM) attributes |= A_DIM;
    if (bits & CNCURSES_ITALIC) attributes |= A_ITALIC;
    if (bits & CNCURSES_UNDERLINE) attributes |= A_UNDERLINE;
    if (bits & CNCURSES_REVERSE) attributes |= A_REVERSE;
    return attributes;
}

void cncurses_put(int row, int column, const struct cncurses_cell *cells, int count) {
    enum { RUN = 128 };
    cchar_t run[RUN];
    for (int start = 0; start < count; start += RUN) {
        int length = count - start < RUN ? count - start : RUN;
        for (int i = 0; i < length; i++) {
            const struct cncurses_cell *cell = &cells[start + i];
            wchar_t text[2] = {(wchar_t)cell->scalar, 0};
            int pair = cell->pair;
            // Pairs beyond 255 go through the pointer, which is refused where there are no colours.
            setcchar(&run[i], text, attributes_of(cell->attributes), 0, pair > 0 ? &pair : NULL);
        }
        mvwadd_wchnstr(stdscr, row, column + start, run, length);
    }
}

void cncurses_redraw_all(void) { clearok(curscr, TRUE); }

void cncurses_update(void) {
    wnoutrefresh(stdscr);
    doupdate();
}
