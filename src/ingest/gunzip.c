#include "ingest/gunzip.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>

enum { FIRST_BLOCK = 64 * 1024, GZIP_ONLY = 15 + 16 };

typedef struct sink {
    char *bytes;
    size_t n, size, max;
} sink;

bool sw_is_gzip(const char *bytes, size_t length)
{
    return length >= 2 && memcmp(bytes, "\x1F\x8B", 2) == 0;
}

/* Room for more, up to one byte past the limit; false where there is none. */
static bool grow(sink *s)
{
    if (s->n > s->max)
        return false;
    if (s->n < s->size)
        return true;
    s->size = s->size > s->max / 2 ? s->max + 1 : 2 * s->size;
    s->bytes = g_realloc(s->bytes, s->size + 1);
    return true;
}

/* zlib counts in unsigned int: parts of a file that is larger come in turn. */
static uInt part(size_t n)
{
    return (uInt)MIN(n, (size_t)UINT32_MAX / 2);
}

/* One member; what is behind it stays in the stream. */
static sw_gunzip_status read_member(z_stream *z, sink *s, size_t *left)
{
    int r = Z_OK;
    while (r == Z_OK) {
        if (!grow(s))
            return SW_GUNZIP_LARGE;
        uInt in = part(*left), room = part(s->size - s->n);
        z->avail_in = in;
        z->next_out = (Bytef *)s->bytes + s->n;
        z->avail_out = room;
        r = inflate(z, Z_NO_FLUSH);
        *left -= in - z->avail_in;
        s->n += room - z->avail_out;
        if (r == Z_BUF_ERROR && z->avail_out == 0)
            r = Z_OK;
        else if (r == Z_OK && *left == 0 && z->avail_out > 0)
            return SW_GUNZIP_CUT;
    }
    return r == Z_STREAM_END  ? SW_GUNZIP_OK
           : r == Z_MEM_ERROR ? SW_GUNZIP_MEMORY
           : r == Z_BUF_ERROR ? SW_GUNZIP_CUT
                              : SW_GUNZIP_BAD;
}

sw_gunzip_status sw_gunzip(char **out, size_t *n, const char *bytes,
                           size_t length, size_t max)
{
    z_stream z = {.next_in = (Bytef *)bytes};
    sink s = {.size = FIRST_BLOCK, .max = max};
    sw_gunzip_status status = SW_GUNZIP_OK;
    if (inflateInit2(&z, GZIP_ONLY) != Z_OK)
        return SW_GUNZIP_MEMORY;
    s.bytes = g_malloc(s.size + 1);
    while (status == SW_GUNZIP_OK && length > 0) {
        status = read_member(&z, &s, &length);
        inflateReset(&z);
    }
    inflateEnd(&z);
    if (status == SW_GUNZIP_OK && s.n > max)
        status = SW_GUNZIP_LARGE;
    if (status != SW_GUNZIP_OK) {
        g_free(s.bytes);
        return status;
    }
    s.bytes[s.n] = '\0';
    *out = s.bytes;
    *n = s.n;
    return SW_GUNZIP_OK;
}
