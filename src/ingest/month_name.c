/* The names of months: English, German, French, Spanish, Portuguese, Italian,
 * Dutch. */
#include <glib.h>
#include <string.h>

#include "ingest/date_text.h"

/* Folded; an abbreviation is any beginning of at least three letters, but for
 * the short forms that are none. */
static const char *const months[12] = {
    "january|januar|jänner|janvier|enero|janeiro|gennaio|januari",
    "february|februar|février|fevrier|febrero|fevereiro|febbraio|februari",
    "march|märz|maerz|mrz|mars|marzo|março|marco|maart|mrt",
    "april|avril|abril|aprile|avr|abr",
    "may|mai|mayo|maio|maggio|mei|mag",
    "june|juni|juin|junio|junho|giugno|giu",
    "july|juli|juillet|julio|julho|luglio|lug",
    "august|août|aout|agosto|augustus|ago",
    "september|septembre|septiembre|setembro|settembre|sept|set",
    "october|oktober|octobre|octubre|outubro|ottobre|out|ott",
    "november|novembre|noviembre|novembro",
    "december|dezember|décembre|decembre|diciembre|dezembro|dicembre|dic|dez"};

/* word[n] is of letters alone, so that it ends before the next bar does. */
static bool is_month(int month, const char *word, size_t n)
{
    const char *name = months[month];
    while (name != NULL) {
        if (name[0] == word[0] && strncmp(name, word, n) == 0)
            return true;
        name = strchr(name, '|');
        if (name != NULL)
            name++;
    }
    return false;
}

int sw_month_name(const char **text)
{
    enum { LEAST = 3 };
    const char *end = *text;
    while (*end != '\0' && g_unichar_isalpha(g_utf8_get_char(end)))
        end = g_utf8_next_char(end);
    size_t n = (size_t)(end - *text);
    for (int m = 0; n >= LEAST && m < 12; m++)
        if (is_month(m, *text, n)) {
            *text = end + (*end == '.');
            return m + 1;
        }
    return 0;
}
