// Counts what the calling thread asks the heap for.
//
// The executable that links this gives the whole process its malloc: each call counts one up in a variable of its
// thread and goes on to glibc's own function. Under a sanitiser, which has a malloc of its own, nothing is counted.
#ifndef CMALLOCCOUNT_H
#define CMALLOCCOUNT_H

#include <stdbool.h>
#include <stdint.h>

/// Whether anything is counted.
bool cmalloccount_is_on(void);

/// How many blocks the calling thread has asked for so far, by malloc, calloc, realloc or an aligned relative of them.
uint64_t cmalloccount_of_thread(void);

/// Asks the heap for a block and gives it back: one more must be counted.
void cmalloccount_allocate_once(void);

#endif
