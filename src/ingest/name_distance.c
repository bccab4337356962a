/* "Did you mean": the nearest of a few names. */
#include "ingest/schema.h"

#include <glib.h>
#include <string.h>

enum { MAX_NAME = 64, SLIPS = 2 };

/* Case, blanks, `_` and `-` taken out. */
static void fold(char out[MAX_NAME + 1], const char *name)
{
    size_t n = 0;
    for (; *name != '\0' && n < MAX_NAME; name++)
        if (*name != '_' && *name != '-' && *name != ' ')
            out[n++] = g_ascii_tolower(*name);
    out[n] = '\0';
}

static size_t min3(size_t a, size_t b, size_t c)
{
    return MIN(a, MIN(b, c));
}

/* Insertions, deletions, replacements and swaps of neighbours (the optimal
 * string alignment form of Damerau-Levenshtein), three rows at a time. */
static size_t distance(const char *a, const char *b)
{
    size_t rows[3][MAX_NAME + 1];
    size_t n = strlen(a), m = strlen(b);
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *now = rows[i % 3], *last = rows[(i + 2) % 3];
        const size_t *before = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t replaced = last[j - 1] + (a[i - 1] != b[j - 1]);
            now[j] = min3(last[j] + 1, now[j - 1] + 1, replaced);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = MIN(now[j], before[j - 2] + 1);
        }
    }
    return rows[n % 3][m];
}

const char *sw_nearest_name(const char *text, const char *const *names,
                            size_t n)
{
    char wanted[MAX_NAME + 1], name[MAX_NAME + 1];
    if (strlen(text) > MAX_NAME)
        return NULL;
    fold(wanted, text);
    const char *best = NULL;
    size_t limit = MAX(SLIPS, strlen(text) / 3), least = limit + 1;
    for (size_t i = 0; i < n; i++) {
        if (strlen(names[i]) > MAX_NAME)
            continue;
        fold(name, names[i]);
        size_t far = distance(wanted, name);
        /* Of two letters, two slips leave nothing that was meant. */
        if (far < least && 2 * far <= MAX(strlen(wanted), strlen(name))) {
            least = far;
            best = names[i];
        }
    }
    return best;
}
