#include "ingest/answer_words.h"

#include <glib.h>
#include <string.h>

/* Minutes. */
static const double an_hour = 60.0;

/* Scripts that part no words by blanks have no words to end within. */
static bool is_word_character(const char *p)
{
    gunichar c = g_utf8_get_char(p);
    if (c < 0x80)
        return g_ascii_isalpha((char)c);
    if (!g_unichar_isalpha(c))
        return false;
    GUnicodeScript script = g_unichar_get_script(c);
    return script != G_UNICODE_SCRIPT_HAN &&
           script != G_UNICODE_SCRIPT_HIRAGANA &&
           script != G_UNICODE_SCRIPT_KATAKANA;
}

static bool ends_within(const char *p, size_t n)
{
    const char *last = g_utf8_prev_char(p + n);
    return is_word_character(last) && is_word_character(p + n);
}

bool sw_phrase_stands(const char *text, const char *p, size_t length)
{
    bool within = p > text && is_word_character(p) &&
                  is_word_character(g_utf8_prev_char(p));
    return !within && !ends_within(p, length);
}

/* The longest phrase at p that does not end within a word. */
static const sw_phrase *longest(const char *p)
{
    const sw_phrases *all = sw_phrases_all();
    size_t i = all->start[(unsigned char)*p];
    for (; i < all->n && all->phrase[i].text[0] == *p; i++) {
        const sw_phrase *one = &all->phrase[i];
        size_t n = one->length;
        if (strncmp(p, one->text, n) != 0 || ends_within(p, n))
            continue;
        /* 1/2 of 1/2/2024 is a piece of a date, and 1/25 no half. */
        bool digits =
            g_ascii_isdigit(p[n - 1]) && (g_ascii_isdigit(p[n]) || p[n] == '/');
        if (!digits)
            return one;
    }
    return NULL;
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
        const sw_phrase *found = longest(p);
        size_t length = found != NULL ? found->length : number(p, &words[n]);
        if (found != NULL)
            words[n] = found->word;
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
    if (c == 0x2212 || c == 0x301C || c == 0xFF5E)
        return '-';
    if (c >= 0xFF10 && c <= 0xFF19) /* full width */
        return c - 0xFF10 + '0';
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

char *sw_answer_without_letter(char *s)
{
    if (g_ascii_isalpha(s[0]) && (s[1] == '.' || s[1] == ')') && s[2] == ' ')
        memmove(s, s + 3, strlen(s + 3) + 1);
    return s;
}
