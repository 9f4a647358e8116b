// zlib's reader of files that may be gzipped: typed, prefixed, no logic.
#ifndef CZLIB_H
#define CZLIB_H

#include <zlib.h>

/// Opens a file, gzipped or plain; NULL with errno on failure.
static inline gzFile czlib_open(const char *path) { return gzopen(path, "rb"); }

/// Reads up to `capacity` bytes; 0 at the end, -1 on failure.
static inline int czlib_read(gzFile file, void *buffer, unsigned capacity) { return gzread(file, buffer, capacity); }

/// The error of the last read: Z_OK, Z_BUF_ERROR for a file that ends too early, another for a damaged one.
static inline int czlib_error(gzFile file) {
    int code = Z_OK;
    gzerror(file, &code);
    return code;
}

/// Closes the file.
static inline void czlib_close(gzFile file) { gzclose_r(file); }

/// What `czlib_error` says of a file that ends too early.
static const int czlib_truncated = Z_BUF_ERROR;

#endif
