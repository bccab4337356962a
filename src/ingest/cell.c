#include "ingest/cell.h"

#include <glib.h>
#include <string.h>

enum { MAX_WORD = 128 };

/* Folded, apostrophes straight. In answers "none" is a value: answer.h. */
static const char *const missing_words[] = {"-",
                                            "–",
                                            "—",
                                            ".",
                                            "n/a",
                                            "na",
                                            "#n/a",
                                            "n.a.",
                                            "null",
                                            "none",
                                            "nil",
                                            "(blank)",
                                            "k.a.",
                                            "k. a.",
                                            "s.o.",
                                            "?",
                                            "don't know",
                                            "dont know",
                                            "do not know",
                                            "i don't know",
                                            "not sure",
                                            "prefer not to say",
                                            "prefer not to answer",
                                            "not applicable",
                                            "no answer",
                                            "no opinion",
                                            "can't say",
                                            "cannot say",
                                            "kann ich nicht beurteilen",
                                            "weiß nicht",
                                            "keine angabe",
                                            "weet niet",
                                            "weet ik niet",
                                            "geen mening",
                                            "ne sait pas",
                                            "je ne sais pas",
                                            "sans avis",
                                            "no sé",
                                            "no sabe",
                                            "no sabe / no contesta",
                                            "ns/nc"};

/* Folded, trimmed, with plain apostrophes, in place; false if it is longer than
 * any word. Characters are folded one by one: no locale has a say. */
static bool fold(char out[MAX_WORD + 1], const char *text)
{
    enum { APOSTROPHE = 0x2019, LONGEST_CHARACTER = 6 };
    size_t n = 0;
    while (g_ascii_isspace(*text))
        text++;
    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        if (n + LONGEST_CHARACTER > MAX_WORD)
            return false;
        gunichar c = g_utf8_get_char(text);
        if (c < 0x80)
            out[n++] = g_ascii_tolower((char)c);
        else if (c == APOSTROPHE)
            out[n++] = '\'';
        else
            n += (size_t)g_unichar_to_utf8(g_unichar_tolower(c), out + n);
    }
    while (n > 0 && g_ascii_isspace(out[n - 1]))
        n--;
    out[n] = '\0';
    return true;
}

/* "<5": a small count that was held back; it is not known, and never 5. */
bool sw_cell_is_suppressed(const char *text)
{
    text += strspn(text, " ");
    if (*text != '<')
        return false;
    text += 1 + strspn(text + 1, " ");
    size_t n = strspn(text, "0123456789");
    return n > 0 && n < 3 && text[n + strspn(text + n, " ")] == '\0';
}

bool sw_cell_is_missing(const char *text)
{
    char word[MAX_WORD + 1];
    if (g_ascii_isdigit(text[0]) || !fold(word, text))
        return false; /* most cells, without folding them */
    if (word[0] == '\0')
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(missing_words); i++)
        if (word[0] == missing_words[i][0] &&
            strcmp(word, missing_words[i]) == 0)
            return true;
    return false;
}

sw_cell_status sw_cell_boolean(bool *out, const char *text)
{
    static const char *const words[][2] = {{"false", "true"},
                                           {"no", "yes"},
                                           {"0", "1"},
                                           {"n", "y"},
                                           {"unchecked", "checked"}};
    char word[MAX_WORD + 1];
    bool is_word = fold(word, text);
    for (size_t i = 0; is_word && i < G_N_ELEMENTS(words); i++)
        for (int truth = 0; truth < 2; truth++)
            if (strcmp(word, words[i][truth]) == 0) {
                *out = truth == 1;
                return SW_CELL_OK;
            }
    return sw_cell_is_missing(text) ? SW_CELL_MISSING : SW_CELL_BAD;
}
