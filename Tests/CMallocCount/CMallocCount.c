#include "CMallocCount.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITISED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define IS_SANITISED 1
#endif
#endif

// In the executable itself, so that reading it allocates nothing (the initial-exec model of thread-local storage).
static __thread uint64_t count;

uint64_t cmalloccount_of_thread(void) { return count; }

void cmalloccount_allocate_once(void) {
    void *volatile block = malloc(1);
    free(block);
}

#if defined(IS_SANITISED) || !defined(__GLIBC__)

bool cmalloccount_is_on(void) { return false; }

#else

bool cmalloccount_is_on(void) { return true; }

// glibc manual, "Replacing malloc": a program may define these functions itself, all of them together. The names
// below are glibc's own implementation; free and malloc_usable_size stay glibc's, to which the blocks belong.
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t number, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size) {
    count += 1;
    return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
    count += 1;
    return __libc_calloc(number, size);
}

void *realloc(void *block, size_t size) {
    count += 1;
    return __libc_realloc(block, size);
}

void *memalign(size_t alignment, size_t size) {
    count += 1;
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    count += 1;
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
    if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0) return EINVAL;
    count += 1;
    void *found = __libc_memalign(alignment, size);
    if (found == NULL) return ENOMEM;
    *block = found;
    return 0;
}

#endif
