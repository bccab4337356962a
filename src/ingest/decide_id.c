/* What Excel did to identifiers (FORMATS 7): they are text, and what no longer
 * is what it was is said, cell by cell. */
#include <stdint.h>
#include <string.h>

#include "ingest/cell.h"
#include "ingest/decide.h"

static bool is_digits(const char *text)
{
    return text[0] != '\0' && strspn(text, "0123456789") == strlen(text);
}

/* 1.18052E+11 */
static bool is_scientific(const char *text)
{
    size_t n = strspn(text, "0123456789");
    if (n == 0)
        return false;
    if (text[n] == '.' || text[n] == ',')
        n += 1 + strspn(text + n + 1, "0123456789");
    return (text[n] == 'E' || text[n] == 'e') && text[n + 1] == '+' &&
           is_digits(text + n + 2);
}

static bool is_truth(const char *text)
{
    return strcmp(text, "TRUE") == 0 || strcmp(text, "FALSE") == 0;
}

/* Ids that begin with zeros have one length; a shorter one lost its zeros. */
static size_t padded_length(const sw_decision *d, size_t column)
{
    size_t longest = 0;
    for (size_t i = 0; i < sw_table_rows(d->table); i++) {
        const char *text = sw_table_cell(d->table, i, column);
        text += text[0] == '\'';
        if (text[0] == '0' && is_digits(text))
            longest = MAX(longest, strlen(text));
    }
    return longest;
}

static const char *damage(const char *text, size_t padded)
{
    if (is_scientific(text))
        return "was a long number that Excel rounded";
    if (sw_date_text_is_damage(text))
        return "was no date before Excel made it one";
    if (is_truth(text))
        return "was no truth value before Excel made it one";
    if (text[0] == '=' || text[0] == '\'')
        return "begins with a sign that a spreadsheet put there or would act "
               "on";
    if (padded > 0 && is_digits(text) && strlen(text) < padded)
        return "is shorter than its neighbours: it lost zeros at the front";
    return NULL;
}

static void decide(const sw_decision *d, size_t column)
{
    size_t padded = padded_length(d, column), shown = 0;
    for (size_t i = 0; i < sw_table_rows(d->table); i++) {
        const char *text = sw_table_cell(d->table, i, column);
        const char *why = damage(text, padded);
        if (why == NULL)
            continue;
        if (shown++ == SW_SHOWN_DOUBTS)
            return;
        sw_doubt(d, SW_WARNING, "damaged-ids", i, column,
                 "export again and open the file as text",
                 "'%s' in column \"%s\" %s", text,
                 sw_table_header(d->table, column), why);
    }
}

/* 32 hexadecimal digits in place of names: what the admin centre conceals. */
static bool is_concealed(const char *text)
{
    return strlen(text) == 32 && strspn(text, "0123456789ABCDEFabcdef") == 32;
}

static void note_concealed(const sw_decision *d, size_t column)
{
    size_t n = 0, rows = sw_table_rows(d->table), first = 0;
    for (size_t i = 0; i < rows; i++)
        if (is_concealed(sw_table_cell(d->table, i, column)))
            first = n++ == 0 ? i : first;
    if (n == 0 || 2 * n < rows)
        return;
    sw_doubt(d, SW_WARNING, "concealed-persons", first, column,
             "let the reports show names, where that is allowed",
             "persons are concealed, so the file can be joined with no other");
}

/* "mailto:a@b", "Name <a@b>", "a@b;c@d": an address, and something about it. */
static bool is_dressed_email(const char *text)
{
    return strchr(text, '@') != NULL &&
           (strpbrk(text, "<;+") != NULL ||
            g_ascii_strncasecmp(text, "mailto:", 7) == 0);
}

static void note_emails(const sw_decision *d, size_t column)
{
    size_t n = 0, first = 0;
    for (size_t i = 0; i < sw_table_rows(d->table); i++)
        if (is_dressed_email(sw_table_cell(d->table, i, column)))
            first = n++ == 0 ? i : first;
    if (n > 0)
        sw_doubt(d, SW_NOTE, "email-forms", first, column, NULL,
                 "%zu cells like '%s' hold more than one bare address; people "
                 "are joined by the address in them",
                 n, sw_table_cell(d->table, first, column));
}

/* Text that a spreadsheet would run: it stays text, here and in the report. */
static void note_formulas(const sw_decision *d, size_t column)
{
    size_t n = 0, first = 0;
    for (size_t i = 0; i < sw_table_rows(d->table); i++) {
        const char *text = sw_table_cell(d->table, i, column);
        if (text[0] != '\0' && strchr("=+-@", text[0]) != NULL &&
            !sw_cell_is_missing(text))
            first = n++ == 0 ? i : first;
    }
    if (n > 0)
        sw_doubt(d, SW_NOTE, "formula-text", first, column, NULL,
                 "%zu cells like '%s' look like formulas; they are text and "
                 "are written as text",
                 n, sw_table_cell(d->table, first, column));
}

void sw_decide_ids(sw_decision *d)
{
    for (size_t i = 0; i < d->columns->n; i++) {
        sw_column *c = &d->columns->column[i];
        if (c->kind == SW_KIND_TEXT || c->kind == SW_KIND_COMMENT)
            note_formulas(d, i);
        if (c->kind != SW_KIND_ID)
            continue;
        sw_set_reading(c, "as it stands");
        decide(d, i);
        note_emails(d, i);
        if (g_strcmp0(c->maps_to, "person") == 0)
            note_concealed(d, i);
    }
}
