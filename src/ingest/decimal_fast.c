#include "ingest/decimal_fast.h"

#include <stdbool.h>
#include <string.h>

enum { DECIMALS = 6, BYTE = 8 };

static const int64_t power[] = {1, 10, 100, 1000, 10000, 100000, 1000000};

#define EACH_BYTE(x) (UINT64_C(0x0101010101010101) * (x))

/* Eight digits, the first in the lowest byte, by three multiplications. */
static uint64_t eight_digits(uint64_t x)
{
    const uint64_t pairs = UINT64_C(0x000000FF000000FF);
    x = x * 10 + (x >> 8);
    return ((x & pairs) * UINT64_C(0x000F424000000064) +
            ((x >> 16) & pairs) * UINT64_C(0x0000271000000001)) >>
           32;
}

/* The first byte of the text is the lowest, whatever the machine's order. */
static uint64_t load(const char *text)
{
    uint64_t x;
    memcpy(&x, text, sizeof x);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    return x;
}

/* Up to eight characters at once. False: not of that simple kind. */
static bool read_short(int64_t *out, const char *text, size_t length)
{
    if (length == 0)
        return false;
    uint64_t x = load(text) ^ EACH_BYTE(0x30); /* '0' is 0, '.' is 0x1e */
    unsigned decimals = 0;
    x <<= BYTE * (BYTE - length); /* what is no part of it falls out ... */
    uint64_t d = x ^ EACH_BYTE(0x1e);
    uint64_t point = (d - EACH_BYTE(1)) & ~d & EACH_BYTE(0x80);
    if (point != 0) {
        /* ... and the digits before the point take its place. */
        unsigned at = (unsigned)__builtin_ctzll(point) / BYTE;
        uint64_t before = (UINT64_C(1) << (BYTE * at)) - 1;
        uint64_t behind = at == BYTE - 1 ? 0 : ~((before << BYTE) | 0xff);
        decimals = BYTE - 1 - at;
        x = (x & behind) | ((x & before) << BYTE);
        if (decimals == 0) /* also a point alone */
            return false;
    }
    if (decimals > DECIMALS ||
        (((x + EACH_BYTE(0x76)) | x) & EACH_BYTE(0x80)) != 0)
        return false;
    *out = (int64_t)eight_digits(x) * power[DECIMALS - decimals];
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Any length; stops short where the number leaves the range. */
static sw_decimal_status read_long(int64_t *out, const char *text,
                                   size_t length)
{
    const int64_t limit = INT64_C(1000000000000);
    size_t i = text[0] == '-', first = i;
    int64_t x = 0;
    int decimals = 0;
    for (; i < length && is_digit(text[i]); i++) {
        x = x * 10 + (text[i] - '0');
        if (x >= limit)
            return SW_DECIMAL_BAD;
    }
    if (i == first && (i == length || text[i] != '.'))
        return SW_DECIMAL_BAD;
    if (i < length && text[i] == '.' && ++i == length)
        return SW_DECIMAL_BAD;
    for (; i < length && is_digit(text[i]); i++, decimals++) {
        if (decimals < DECIMALS)
            x = x * 10 + (text[i] - '0');
        else if (decimals == DECIMALS)
            x += text[i] >= '5';
    }
    if (i < length)
        return SW_DECIMAL_BAD;
    if (decimals < DECIMALS)
        x *= power[DECIMALS - decimals];
    *out = first == 1 ? -x : x;
    return SW_DECIMAL_OK;
}

sw_decimal_status sw_decimal_read(int64_t *out, const char *text, size_t length)
{
    if (length == 0)
        return SW_DECIMAL_EMPTY;
    if (length <= BYTE && read_short(out, text, length))
        return SW_DECIMAL_OK;
    return read_long(out, text, length);
}
