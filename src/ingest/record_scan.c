#include "ingest/record_scan.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* A bit for each of 64 bytes. */
typedef struct classes {
    uint64_t delimiter, newline, quote, cr;
} classes;

#if defined(__SSE2__)
static uint64_t equal(const __m128i b[4], char c)
{
    __m128i v = _mm_set1_epi8(c);
    uint64_t bits = 0;
    for (int i = 3; i >= 0; i--)
        bits =
            (bits << 16) | (uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8(b[i], v));
    return bits;
}

static classes classify(const char *text, char delimiter)
{
    __m128i b[4];
    for (int i = 0; i < 4; i++)
        b[i] = _mm_loadu_si128((const __m128i *)(const void *)text + i);
    return (classes){equal(b, delimiter), equal(b, '\n'), equal(b, '"'),
                     equal(b, '\r')};
}
#else
static classes classify(const char *text, char delimiter)
{
    classes c = {0};
    for (int i = 0; i < SW_SCAN_BLOCK; i++) {
        uint64_t bit = UINT64_C(1) << i;
        c.delimiter |= text[i] == delimiter ? bit : 0;
        c.newline |= text[i] == '\n' ? bit : 0;
        c.quote |= text[i] == '"' ? bit : 0;
        c.cr |= text[i] == '\r' ? bit : 0;
    }
    return c;
}
#endif

/* What a block hands on to the next. */
typedef struct carry {
    uint64_t inside; /* all ones within quotes */
    bool may_open;   /* its last byte ended a cell */
    bool closed;     /* ... or was a closing quote */
    bool cr;         /* ... or a CR outside quotes */
} carry;

/* Bit i is the parity of the bits 0 to i. */
static uint64_t prefix_xor(uint64_t x)
{
    for (int shift = 1; shift < SW_SCAN_BLOCK; shift *= 2)
        x ^= x << shift;
    return x;
}

/* Drops what stands within quotes; returns the strange places. A doubled quote
 * closes and opens again. */
static uint64_t resolve_quotes(classes *c, carry *k)
{
    uint64_t inside = prefix_xor(c->quote) ^ k->inside;
    uint64_t open = c->quote & inside, closing = c->quote & ~inside;
    uint64_t ends = (c->delimiter | c->newline) & ~inside;
    uint64_t cr = c->cr & ~inside;
    uint64_t behind_end = ends << 1 | k->may_open;
    uint64_t behind_close = closing << 1 | k->closed;
    uint64_t behind_cr = cr << 1 | k->cr;
    uint64_t strange = (open & ~(behind_end | behind_close)) |
                       (behind_close & ~(ends | cr | open)) |
                       (behind_cr & ~c->newline);
    *k = (carry){.inside = (uint64_t)0 - (inside >> 63),
                 .may_open = ends >> 63,
                 .closed = closing >> 63,
                 .cr = cr >> 63};
    c->delimiter &= ~inside;
    c->newline &= ~inside;
    return strange;
}

static void keep(sw_record_scan *s, size_t at, const classes *c)
{
    size_t n = s->n_cells, records = s->n_records;
    for (uint64_t ends = c->delimiter | c->newline; ends; ends &= ends - 1) {
        unsigned bit = (unsigned)__builtin_ctzll(ends);
        s->cell[n] = (uint32_t)(at + bit);
        s->record[records] = (uint32_t)n++;
        records += c->newline >> bit & 1;
    }
    s->n_cells = n;
    s->n_records = records;
}

static void cut(classes *c, size_t bytes)
{
    uint64_t within = (UINT64_C(1) << bytes) - 1;
    c->delimiter &= within;
    c->newline &= within;
    c->quote &= within;
    c->cr &= within;
}

/* The strange bit is met one byte late, behind a CR or a closing quote. */
static size_t strange_at(size_t at, uint64_t strange)
{
    size_t met = at + (size_t)__builtin_ctzll(strange);
    return met > 0 ? met - 1 : 0;
}

void sw_record_scan_text(sw_record_scan *s, const char *text, size_t length,
                         char delimiter)
{
    carry k = {.may_open = true};
    s->n_cells = s->n_records = 0;
    s->quotes = false;
    s->strange = SIZE_MAX;
    for (size_t at = 0; at < length; at += SW_SCAN_BLOCK) {
        if (s->n_cells > SW_SCAN_WINDOW ||
            (at >= SW_SCAN_WINDOW && s->n_records > 0))
            return;
        classes c = classify(text + at, delimiter);
        if (length - at < SW_SCAN_BLOCK)
            cut(&c, length - at);
        if ((c.quote | c.cr | k.inside) != 0 || k.closed || k.cr) {
            uint64_t strange = resolve_quotes(&c, &k);
            s->quotes |= c.quote != 0;
            if (strange != 0) {
                s->strange = strange_at(at, strange);
                keep(s, at, &c);
                return;
            }
        } else {
            k.may_open = (c.delimiter | c.newline) >> 63;
        }
        keep(s, at, &c);
    }
}
