#include "ingest/person_table.h"

#include "base/units.h"

#include <glib.h>
#include <string.h>

#include "base/hash.h"

enum {
    BLOCK = 4096, /* entries: they never move, and no copy doubles the memory */
    FIRST_SLOTS = 4096,
    LINE = 64,
    WEEKS = 64
};

/* The tag is the upper half of the hash, the place its lower half. */
typedef struct slot {
    uint32_t tag, entry; /* entry + 1; 0: free */
} slot;

struct sw_person_table {
    slot *slots;
    size_t n_slots, n, n_values, stride;
    GPtrArray *blocks; /* as allocated; entries begin at the next line */
    GByteArray *arena; /* long keys */
};

static __attribute__((always_inline)) inline uint64_t mix(uint64_t a,
                                                          uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Odd constants of random bits (the fraction of pi). */
static const uint64_t SALT[] = {UINT64_C(0x243f6a8885a308d3),
                                UINT64_C(0x13198a2e03707345),
                                UINT64_C(0xa4093822299f31d1)};

static uint64_t hash_words(uint64_t a, uint64_t b, uint64_t seed)
{
    uint64_t x =
        mix(a ^ SALT[0] ^ sw_hash_key(0), b ^ SALT[1] ^ sw_hash_key(1));
    return mix(x ^ seed, SALT[2]);
}

static uint64_t hash_long(const char *text, size_t length)
{
    uint64_t hash = length, word[2];
    for (size_t i = 0; i < length; i += sizeof word) {
        memset(word, 0, sizeof word);
        memcpy(word, text + i, MIN(length - i, sizeof word));
        hash = hash_words(word[0], word[1], hash);
    }
    return hash;
}

static uint64_t low_bytes(size_t n)
{
    return n >= 8 ? UINT64_MAX : (UINT64_C(1) << (8 * n)) - 1;
}

sw_person_key_bytes sw_person_key_of(const char *text, size_t length)
{
    sw_person_key_bytes key = {.length = (uint32_t)length};
    if (length > SW_KEY_INLINE) {
        key.text = text;
        key.hash = hash_long(text, length);
        return key;
    }
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    memcpy(key.word, text, sizeof key.word);
    key.word[0] &= low_bytes(length);
    key.word[1] &= length > 8 ? low_bytes(length - 8) : 0;
#else
    memcpy(key.word, text, length);
#endif
    key.hash = hash_words(key.word[0], key.word[1], length);
    return key;
}

static void *line_start(void *block)
{
    uintptr_t at = (uintptr_t)block;
    return (void *)((at + LINE - 1) / LINE * LINE);
}

sw_person_table *sw_person_table_new(size_t n_values)
{
    sw_person_table *t = g_new0(sw_person_table, 1);
    t->n_values = n_values;
    t->stride = sizeof(sw_person_entry) + 2 * n_values * sizeof(uint64_t);
    t->n_slots = FIRST_SLOTS;
    t->slots = g_new0(slot, t->n_slots);
    t->blocks = g_ptr_array_new_with_free_func(g_free);
    t->arena = g_byte_array_new();
    return t;
}

void sw_person_table_free(sw_person_table *t)
{
    if (t == NULL)
        return;
    g_free(t->slots);
    g_ptr_array_unref(t->blocks);
    g_byte_array_unref(t->arena);
    g_free(t);
}

size_t sw_person_table_size(const sw_person_table *t)
{
    return t->n;
}

sw_person_entry *sw_person_table_at(const sw_person_table *t, size_t i)
{
    char *block = line_start(g_ptr_array_index(t->blocks, i / BLOCK));
    return (sw_person_entry *)(void *)(block + i % BLOCK * t->stride);
}

const char *sw_person_table_key(const sw_person_table *t,
                                const sw_person_entry *p)
{
    return p->key_length > SW_KEY_INLINE ? (char *)t->arena->data + p->word[0]
                                         : (const char *)p->word;
}

size_t sw_person_table_bytes(const sw_person_table *t)
{
    return t->n_slots * sizeof(slot) + t->arena->len +
           t->blocks->len * BLOCK * t->stride;
}

static size_t slot_of(const sw_person_table *t, uint64_t hash)
{
    return (size_t)hash & (t->n_slots - 1);
}

void sw_person_table_fetch_slot(const sw_person_table *t, uint64_t hash)
{
    __builtin_prefetch(&t->slots[slot_of(t, hash)]);
}

void sw_person_table_fetch_entry(const sw_person_table *t, uint64_t hash)
{
    uint32_t entry = t->slots[slot_of(t, hash)].entry;
    if (entry != 0)
        __builtin_prefetch(sw_person_table_at(t, entry - 1), 1);
}

static bool is_same(const sw_person_table *t, const sw_person_entry *p,
                    const sw_person_key_bytes *key)
{
    if (p->key_length != key->length)
        return false;
    if (key->length <= SW_KEY_INLINE)
        return p->word[0] == key->word[0] && p->word[1] == key->word[1];
    return p->word[1] == key->hash &&
           memcmp(sw_person_table_key(t, p), key->text, key->length) == 0;
}

static uint64_t hash_of(const sw_person_entry *p)
{
    return p->key_length > SW_KEY_INLINE
               ? p->word[1]
               : hash_words(p->word[0], p->word[1], p->key_length);
}

static void put(sw_person_table *t, uint64_t hash, size_t entry)
{
    size_t i = slot_of(t, hash);
    while (t->slots[i].entry != 0)
        i = (i + 1) & (t->n_slots - 1);
    t->slots[i] =
        (slot){.tag = (uint32_t)(hash >> 32), .entry = (uint32_t)entry + 1};
}

/* The old slots go first: the entries know their hashes. */
static void grow(sw_person_table *t)
{
    g_free(t->slots);
    t->n_slots *= 2;
    t->slots = g_new0(slot, t->n_slots);
    for (size_t i = 0; i < t->n; i++)
        put(t, hash_of(sw_person_table_at(t, i)), i);
}

static sw_person_entry *add(sw_person_table *t, const sw_person_key_bytes *key)
{
    if (4 * (t->n + 1) > 3 * t->n_slots)
        grow(t);
    if (t->n % BLOCK == 0 && t->n / BLOCK == t->blocks->len)
        g_ptr_array_add(t->blocks, g_malloc(BLOCK * t->stride + LINE));
    sw_person_entry *p = sw_person_table_at(t, t->n);
    memset(p, 0, t->stride);
    p->word[0] = key->word[0];
    p->word[1] = key->word[1];
    p->key_length = key->length;
    p->first_active = p->last_active = SW_NO_PERIOD;
    if (key->length > SW_KEY_INLINE) {
        p->word[0] = t->arena->len;
        p->word[1] = key->hash;
        g_byte_array_append(t->arena, (const guint8 *)key->text, key->length);
    }
    put(t, key->hash, t->n++);
    return p;
}

sw_person_entry *sw_person_table_find(sw_person_table *t,
                                      const sw_person_key_bytes *key)
{
    uint32_t tag = (uint32_t)(key->hash >> 32);
    for (size_t i = slot_of(t, key->hash); t->slots[i].entry != 0;
         i = (i + 1) & (t->n_slots - 1)) {
        if (t->slots[i].tag != tag)
            continue;
        sw_person_entry *p = sw_person_table_at(t, t->slots[i].entry - 1);
        if (is_same(t, p, key))
            return p;
    }
    return add(t, key);
}

int sw_week_of(int day)
{
    enum { THURSDAY = 3 }; /* 1970-01-01 was one */
    return (day + THURSDAY) / SW_DAYS_PER_WEEK;
}

enum { DAY_BITS = 4, RECENT_BITS = SW_RECENT_WEEKS * DAY_BITS };
static const uint64_t RECENT = (UINT64_C(1) << RECENT_BITS) - 1;

/* Days of use that are moved `weeks` into the past. */
static uint64_t past(uint64_t days, int weeks)
{
    return weeks < SW_RECENT_WEEKS ? days << DAY_BITS * weeks & RECENT : 0;
}

static uint64_t add_days(uint64_t a, uint64_t b)
{
    uint64_t out = 0;
    if (a == 0 || b == 0)
        return a | b;
    for (int w = 0; w < SW_RECENT_WEEKS; w++) {
        unsigned x = (unsigned)(a >> DAY_BITS * w) & SW_DAYS_UNKNOWN;
        unsigned y = (unsigned)(b >> DAY_BITS * w) & SW_DAYS_UNKNOWN;
        out |= (uint64_t)MIN(x + y, SW_DAYS_UNKNOWN) << DAY_BITS * w;
    }
    return out;
}

static void join_days(sw_person_entry *p, uint64_t days, int later)
{
    uint64_t mine = p->recent & RECENT;
    uint64_t all = later >= 0 ? add_days(past(mine, later), days)
                              : add_days(mine, past(days, -later));
    p->recent = (p->recent & ~RECENT) | all;
}

int sw_person_last_row(const sw_person_entry *p)
{
    return (int)(p->recent >> RECENT_BITS);
}

static void see_row(sw_person_entry *p, int day)
{
    if (day > sw_person_last_row(p))
        p->recent = (p->recent & RECENT) | (uint64_t)day << RECENT_BITS;
}

size_t sw_person_recent_days(const sw_person_entry *p, int late)
{
    size_t sum = 0;
    for (uint64_t days = past(p->recent & RECENT, late); days != 0;
         days >>= DAY_BITS) {
        if ((days & SW_DAYS_UNKNOWN) == SW_DAYS_UNKNOWN)
            return SIZE_MAX;
        sum += days & SW_DAYS_UNKNOWN;
    }
    return sum;
}

/* Active weeks `weeks` before and at `last`, and days of use in them, join
 * those of the person. A week is lost only where the person's own last is 64
 * weeks later (of days twelve), so the order in which rows come does not
 * matter. */
static void add_weeks(sw_person_entry *p, uint16_t first, uint16_t last,
                      uint64_t weeks, uint64_t days)
{
    if (p->last_active == SW_NO_PERIOD) {
        p->first_active = first;
        p->last_active = last;
        p->weeks = weeks;
        join_days(p, days, 0);
        return;
    }
    int later = sw_week_of(last) - sw_week_of(p->last_active);
    if (later >= 0)
        p->weeks = (later < WEEKS ? p->weeks << later : 0) | weeks;
    else if (-later < WEEKS)
        p->weeks |= weeks << -later;
    join_days(p, days, later);
    p->first_active = MIN(p->first_active, first);
    p->last_active = MAX(p->last_active, last);
}

void sw_person_add_row(sw_person_entry *p, const sw_person_row *row,
                       size_t n_values)
{
    p->rows++;
    see_row(p, row->day);
    for (size_t v = 0; v < n_values; v++)
        p->sum[2 * v + row->after] += (uint64_t)row->value[v];
    if (row->active) {
        p->active_rows++;
        add_weeks(p, row->day, row->day, 1, row->days);
    }
}

static void add_person(sw_person_entry *to, const sw_person_entry *from,
                       size_t n_values)
{
    to->rows += from->rows;
    to->active_rows += from->active_rows;
    see_row(to, sw_person_last_row(from));
    for (size_t i = 0; i < 2 * n_values; i++)
        to->sum[i] += from->sum[i];
    if (from->last_active != SW_NO_PERIOD)
        add_weeks(to, from->first_active, from->last_active, from->weeks,
                  from->recent & RECENT);
}

static sw_person_key_bytes key_of(const sw_person_table *t,
                                  const sw_person_entry *p)
{
    sw_person_key_bytes key = {.length = p->key_length, .hash = hash_of(p)};
    if (p->key_length > SW_KEY_INLINE)
        key.text = sw_person_table_key(t, p);
    else
        memcpy(key.word, p->word, sizeof key.word);
    return key;
}

/* The entry's memory is there by now; a long key lies elsewhere. */
static void fetch_key(const sw_person_table *t, uint64_t hash)
{
    uint32_t entry = t->slots[slot_of(t, hash)].entry;
    const sw_person_entry *p =
        entry != 0 ? sw_person_table_at(t, entry - 1) : NULL;
    if (p != NULL && p->key_length > SW_KEY_INLINE)
        __builtin_prefetch(sw_person_table_key(t, p));
}

/* Slots, then entries, then keys are asked for ahead: the people of one table
 * are in no order of the other's. */
void sw_person_table_move(sw_person_table *to, sw_person_table *from)
{
    enum { STEP = 8 };
    for (size_t i = 0; i < from->n; i++) {
        if (i + 3 * STEP < from->n)
            sw_person_table_fetch_slot(
                to, hash_of(sw_person_table_at(from, i + 3 * STEP)));
        if (i + 2 * STEP < from->n)
            sw_person_table_fetch_entry(
                to, hash_of(sw_person_table_at(from, i + 2 * STEP)));
        if (i + STEP < from->n)
            fetch_key(to, hash_of(sw_person_table_at(from, i + STEP)));
        const sw_person_entry *p = sw_person_table_at(from, i);
        sw_person_key_bytes key = key_of(from, p);
        add_person(sw_person_table_find(to, &key), p, to->n_values);
    }
    from->n = 0;
    memset(from->slots, 0, from->n_slots * sizeof *from->slots);
    g_byte_array_set_size(from->arena, 0);
}
