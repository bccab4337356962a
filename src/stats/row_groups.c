/* Equal rows, found by a table of their hashes. */
#include "stats/row_groups.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/same.h"

static bool rows_agree(const sw_row_columns *c, size_t i, size_t j)
{
    if (!sw_is_same(c->a[i], c->a[j]) ||
        (c->b && !sw_is_same(c->b[i], c->b[j])))
        return false;
    for (size_t k = 0; k < c->k; k++)
        if (!sw_is_same(c->x[i * c->k + k], c->x[j * c->k + k]))
            return false;
    return true;
}

/* Steele, Lea and Flood's (2014) mixing of 64 bits. */
static uint64_t mix(uint64_t hash, double value)
{
    uint64_t bits;
    value += 0.0; /* -0 is 0 */
    memcpy(&bits, &value, sizeof bits);
    hash = (hash ^ bits) + 0x9e3779b97f4a7c15u;
    hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9u;
    hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebu;
    return hash ^ (hash >> 31);
}

static uint64_t hash_of(const sw_row_columns *c, size_t i)
{
    uint64_t hash = mix(0, c->a[i]);
    if (c->b != NULL)
        hash = mix(hash, c->b[i]);
    for (size_t k = 0; k < c->k; k++)
        hash = mix(hash, c->x[i * c->k + k]);
    return hash;
}

/* Slots hold a group plus 1, 0 is empty; at most half of them are taken. */
static void fill(sw_row_groups *g, const sw_row_columns *c, size_t *slot,
                 size_t mask)
{
    for (size_t i = 0; i < c->n; i++) {
        size_t at = (size_t)hash_of(c, i) & mask;
        while (slot[at] > 0 && !rows_agree(c, i, g->first[slot[at] - 1]))
            at = (at + 1) & mask;
        if (slot[at] == 0) {
            g->first[g->n] = i;
            slot[at] = ++g->n;
        }
        g->of[i] = slot[at] - 1;
        g->count[g->of[i]] += 1.0;
    }
}

sw_status sw_row_groups_init(sw_row_groups *out, const sw_row_columns *c,
                             sw_error *err)
{
    size_t slots = 16;
    while (slots < 2 * c->n)
        slots *= 2;
    *out = (sw_row_groups){.first = calloc(c->n + 1, sizeof *out->first),
                           .count = calloc(c->n + 1, sizeof *out->count),
                           .of = calloc(c->n + 1, sizeof *out->of)};
    size_t *slot = calloc(slots, sizeof *slot);
    sw_status st = SW_OK;
    if (!out->first || !out->count || !out->of || !slot)
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    else
        fill(out, c, slot, slots - 1);
    free(slot);
    return st;
}

void sw_row_groups_clear(sw_row_groups *g)
{
    free(g->first);
    free(g->count);
    free(g->of);
    *g = (sw_row_groups){0};
}
