// zlib's reader of files that may be gzipped, and its compression of whole blocks: typed, prefixed, no logic.
#ifndef CZLIB_H
#define CZLIB_H

#include <stddef.h>
#include <stdint.h>
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

/// The most bytes that `count` bytes can become when they are compressed.
static inline size_t czlib_bound(size_t count) { return compressBound(count); }

/// Compresses `count` bytes into one zlib stream (RFC 1950); `size` is the room before and the length after. Z_OK is 0.
static inline int czlib_compress(void *output, size_t *size, const void *input, size_t count, int level) {
    uLongf length = *size;
    int code = compress2(output, &length, input, count, level);
    *size = length;
    return code;
}

/// Takes one whole zlib stream apart; `size` is the room before and the length after. Z_OK is 0.
static inline int czlib_uncompress(void *output, size_t *size, const void *input, size_t count) {
    uLongf length = *size;
    int code = uncompress(output, &length, input, count);
    *size = length;
    return code;
}

/// The CRC-32 of the bytes so far and `count` more (RFC 1952 section 8); 0 is that of nothing.
static inline uint32_t czlib_crc32(uint32_t crc, const void *bytes, size_t count) {
    return (uint32_t)crc32_z(crc, bytes, count);
}

#endif
