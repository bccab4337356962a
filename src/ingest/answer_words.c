#include "ingest/answer_words.h"

#include <glib.h>
#include <string.h>

/* Minutes. */
static const double an_hour = 60.0;

static bool is_word_character(const char *p)
{
    return *p != '\0' && g_unichar_isalpha(g_utf8_get_char(p));
}

/* The longest phrase at p that does not end within a word. */
static const sw_phrase *longest(const char *p, size_t *length)
{
    const sw_phrase *best = NULL;
    *length = 0;
    for (size_t i = 0; i < sw_n_phrases; i++) {
        if (sw_phrases[i].text[0] != *p) /* most of them */
            continue;
        size_t n = strlen(sw_phrases[i].text);
        if (n <= *length || strncmp(p, sw_phrases[i].text, n) != 0)
            continue;
        const char *last = g_utf8_prev_char(p + n);
        bool cut = is_word_character(last) && is_word_character(p + n);
        /* 1/2 of 1/2/2024 is a piece of a date, and 1/25 no half. */
        bool digits =
            g_ascii_isdigit(*last) && (g_ascii_isdigit(p[n]) || p[n] == '/');
        if (cut || digits)
            continue;
        best = &sw_phrases[i];
        *length = n;
    }
    return best;
}

/* Digits with at most one decimal point or comma, or h:mm as hours. */
static size_t number(const char *p, sw_word *word)
{
    char buf[32];
    size_t n = strspn(p, "0123456789");
    if (n == 0 || n > 9)
        return 0;
    size_t whole = n, fraction = 0;
    if (p[n] == '.' || p[n] == ',' || p[n] == ':')
        fraction = strspn(p + n + 1, "0123456789");
    if (fraction > 9)
        return 0;
    if (fraction > 0)
        n += 1 + fraction;
    memcpy(buf, p, n);
    buf[n] = '\0';
    *word = (sw_word){.kind = SW_WORD_NUMBER};
    if (fraction > 0 && p[whole] == ':') {
        if (fraction != 2 || p[whole + 1] > '5')
            return 0;
        word->kind = SW_WORD_AMOUNT;
        word->value = an_hour * g_ascii_strtod(buf, NULL) +
                      g_ascii_strtod(buf + whole + 1, NULL);
        return n;
    }
    if (fraction > 0)
        buf[whole] = '.';
    word->value = g_ascii_strtod(buf, NULL);
    return n;
}

int sw_answer_words(sw_word words[SW_MAX_WORDS], const char *p)
{
    int n = 0;
    while (*p != '\0') {
        if (*p == ' ') {
            p++;
            continue;
        }
        if (n == SW_MAX_WORDS)
            return -1;
        size_t length;
        const sw_phrase *found = longest(p, &length);
        if (found != NULL)
            words[n] = found->word;
        else
            length = number(p, &words[n]);
        if (length == 0)
            return -1;
        n++;
        p += length;
    }
    return n;
}

static gunichar plain(gunichar c)
{
    if (c >= 0x2010 && c <= 0x2015)
        return '-';
    if (c == 0x2212)
        return '-';
    if (c == 0x2019 || c == 0x2BC)
        return '\'';
    return g_unichar_isspace(c) || c == 0x202F ? ' ' : c;
}

/* ASCII without going through Unicode; NULL if the text is none. */
static char *fold_ascii(const char *text)
{
    size_t length = strlen(text), n = 0;
    char *out = g_malloc(length + 1);
    for (size_t i = 0; i < length; i++) {
        char c = g_ascii_isspace(text[i]) ? ' ' : g_ascii_tolower(text[i]);
        if ((unsigned char)c >= 0x80) {
            g_free(out);
            return NULL;
        }
        if (c != ' ' || (n > 0 && out[n - 1] != ' '))
            out[n++] = c;
    }
    n -= n > 0 && out[n - 1] == ' ';
    out[n] = '\0';
    return out;
}

char *sw_answer_fold(const char *text)
{
    char *ascii = fold_ascii(text);
    if (ascii != NULL)
        return ascii;
    g_autofree char *lower = g_utf8_strdown(text, -1);
    GString *out = g_string_new(NULL);
    for (const char *p = lower; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = plain(g_utf8_get_char(p));
        bool again =
            c == ' ' && (out->len == 0 || out->str[out->len - 1] == ' ');
        if (!again)
            g_string_append_unichar(out, c);
    }
    return g_strstrip(g_string_free(out, FALSE));
}
