#include "ingest/scale.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "ingest/answer_words.h"

static bool has_word(const char *words, const char *word)
{
    size_t n = strlen(word);
    if (strchr(word, '|') != NULL)
        return false;
    while (words != NULL && *words != '\0') {
        if (words[0] == word[0] && strncmp(words, word, n) == 0 &&
            (words[n] == '|' || words[n] == '\0'))
            return true;
        words = strchr(words, '|');
        if (words != NULL)
            words++;
    }
    return false;
}

int sw_scale_point(const sw_scale *scale, const char *folded)
{
    for (int i = 0; i < scale->points; i++)
        if (has_word(scale->labels[i], folded))
            return i + 1;
    return 0;
}

bool sw_scale_knows(const char *folded)
{
    for (size_t i = 0; i < sw_n_scales; i++)
        if (sw_scale_point(&sw_scales[i], folded) > 0)
            return true;
    return false;
}

static void add_words(GHashTable *set, const char *words)
{
    for (;;) {
        size_t n = strcspn(words, "|");
        g_hash_table_add(set, g_strndup(words, n));
        if (words[n] == '\0')
            return;
        words += n + 1;
    }
}

GHashTable *sw_scale_labels(void)
{
    GHashTable *set =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < sw_n_scales; i++)
        for (int k = 0; k < sw_scales[i].points; k++)
            add_words(set, sw_scales[i].labels[k]);
    return set;
}

static bool has_all(const sw_scale *scale, const char *const *labels, size_t n)
{
    bool taken[SW_SCALE_MAX_POINTS + 1] = {false};
    for (size_t i = 0; i < n; i++) {
        int point = sw_scale_point(scale, labels[i]);
        if (point == 0 || taken[point])
            return false;
        taken[point] = true;
    }
    return true;
}

const sw_scale *sw_scale_infer(const char *const *labels, size_t n)
{
    for (size_t i = 0; n > 0 && i < sw_n_scales; i++)
        if (has_all(&sw_scales[i], labels, n))
            return &sw_scales[i];
    return NULL;
}

/* A number at the front ("4", "4.0", "4 - agree"); *rest is what follows. */
static bool leading_number(const char *folded, double *x, const char **rest)
{
    size_t n = strspn(folded, "0123456789");
    if (n == 0 || n > 3)
        return false;
    if (folded[n] == '.' && g_ascii_isdigit(folded[n + 1]))
        n += 1 + strspn(folded + n + 1, "0123456789");
    g_autofree char *digits = g_strndup(folded, n);
    *x = g_ascii_strtod(digits, NULL);
    *rest = folded + n + strspn(folded + n, " -.:=)");
    return true;
}

/* "agree (4)", "agree 4", "a. agree": the label alone. */
static void strip_label(char *s)
{
    sw_answer_without_letter(s);
    size_t n = strlen(s);
    while (n > 0 && strchr("0123456789() ", s[n - 1]) != NULL)
        n--;
    s[n] = '\0';
}

char *sw_scale_cut(const char *text, double *number)
{
    g_autofree char *folded = sw_answer_fold(text);
    const char *rest = folded;
    *number = NAN;
    leading_number(folded, number, &rest);
    char *label = g_strdup(rest);
    strip_label(label);
    return label;
}
