/* Totals and footnotes below the data (FORMATS 2.7). */
#include <string.h>

#include "ingest/cell.h"
#include "ingest/header_name.h"
#include "ingest/layout.h"

/* Begins with one of the words; with `alone`, there is nothing behind it. */
static bool begins(const char *folded, const char *const *words, bool alone)
{
    for (; *words != NULL; words++) {
        size_t n = strlen(*words);
        if (strncmp(folded, *words, n) != 0)
            continue;
        const char *rest = folded + n + (folded[n] == ':');
        if (*rest == '\0' || (!alone && strchr(" :", folded[n]) != NULL))
            return true;
    }
    return false;
}

/* A row that is mostly empty may say more behind the word; in a full one, the
 * word would be somebody's name. */
static bool is_sparse(const sw_records *r, size_t row)
{
    return 2 * sw_records_filled(r, row) <= sw_records_width(r, row);
}

static bool is_number(const char *text)
{
    double x;
    return sw_cell_number(&x, text, '.') == SW_CELL_OK ||
           sw_cell_number(&x, text, ',') == SW_CELL_OK;
}

static size_t count_numbers(const sw_records *r, size_t row)
{
    size_t n = 0;
    for (size_t i = 0; i < sw_records_width(r, row); i++)
        n += is_number(sw_records_text(r, row, i));
    return n;
}

/* The first cell that holds something. */
static const char *first_text(const sw_records *r, size_t row)
{
    for (size_t i = 0; i < sw_records_width(r, row); i++) {
        const char *text = sw_records_text(r, row, i);
        if (text[strspn(text, " \t")] != '\0')
            return text;
    }
    return "";
}

static bool is_total(const sw_records *r, size_t row)
{
    static const char *const words[] = {
        "total",       "totals",        "sum",       "summe", "gesamt",
        "gesamtsumme", "somme",         "totaal",    "suma",  "totale",
        "grand total", "total général", "insgesamt", NULL};
    g_autofree char *folded = sw_header_fold(first_text(r, row));
    return begins(folded, words, !is_sparse(r, row));
}

static bool is_summary(const sw_records *r, size_t row)
{
    static const char *const words[] = {
        "average",      "mean",       "count",  "gemiddelde",
        "durchschnitt", "mittelwert", "anzahl", "moyenne",
        "promedio",     "media",      "median", NULL};
    g_autofree char *folded = sw_header_fold(first_text(r, row));
    return begins(folded, words, !is_sparse(r, row));
}

static bool is_footnote(const sw_records *r, size_t row, size_t width)
{
    static const char *const words[] = {
        "note", "notes",  "source", "quelle",    "hinweis",  "remarque",
        "nota", "fuente", "bron",   "generated", "exported", NULL};
    const char *text = first_text(r, row);
    g_autofree char *folded = sw_header_fold(text);
    if (width < 2 || sw_records_filled(r, row) != 1)
        return false;
    return text[0] == '*' || begins(folded, words, false);
}

/* Numbers without a key, under rows that all have one. */
static bool lacks_key(const sw_records *r, const sw_layout *l, size_t row)
{
    size_t first = l->header + l->header_rows;
    if (row <= first || sw_records_width(r, row) < 2 ||
        sw_records_text(r, row, 0)[0] != '\0' || count_numbers(r, row) == 0 ||
        count_numbers(r, row) < sw_records_filled(r, row))
        return false;
    for (size_t i = first; i < row; i++)
        if (sw_records_text(r, i, 0)[0] == '\0' && !sw_records_is_empty(r, i))
            return false;
    return true;
}

GArray *sw_layout_trim(sw_layout *out, const sw_records *records)
{
    GArray *tail = g_array_new(FALSE, FALSE, sizeof(sw_tail_row));
    size_t first = out->header + out->header_rows;
    size_t width = sw_records_width(records, out->header);
    for (size_t row = out->end; row > first; row--) {
        size_t at = row - 1;
        if (sw_records_is_empty(records, at))
            continue;
        bool total =
            is_total(records, at) && sw_records_filled(records, at) > 1;
        bool keyless = lacks_key(records, out, at);
        if (!total && !keyless && !is_summary(records, at) &&
            !is_footnote(records, at, width))
            break;
        sw_tail_row t = {at, total || keyless};
        g_array_append_val(tail, t);
        out->end = at;
    }
    return tail;
}
