#include "report/cell_sentence.h"

#include <math.h>
#include <string.h>

#include "report/as_evaluated.h"
#include "report/text_width.h"

static const double ROW_POINTS = 13.5;

/* Where the next cell goes. */
typedef struct place {
    lxw_col_t first, last, next;
    double pixels;
} place;

static lxw_col_t columns_of(const place *p, const char *text, bool bold)
{
    static const double PADDING = 5;
    double wide = sw_text_width(text, (sw_type_face){9, bold}) + PADDING;
    double n = fmax(1.0, ceil(wide / p->pixels));
    return (lxw_col_t)fmin(n, p->last - p->first + 1);
}

/* The first of some free columns, in the next row where they do not fit. */
static lxw_col_t take(sw_sheet *s, place *p, lxw_col_t columns)
{
    if (p->next + columns > p->last + 1) {
        sw_sheet_height(s, s->row++, ROW_POINTS);
        p->next = p->first;
    }
    lxw_col_t at = p->next;
    p->next = (lxw_col_t)(p->next + columns);
    return at;
}

/* A reference to an empty cell would be 0. */
static sw_ref kept(sw_sheet *s, lxw_col_t column, const char *words)
{
    if (*words == '\0')
        return (sw_ref){"\"\""};
    return sw_keep_text(s, s->row, column, words);
}

static void put_words(sw_sheet *s, place *p, const sw_cell_sentence *x,
                      const char *words, const char *otherwise)
{
    lxw_col_t n = columns_of(p, words, false);
    if (otherwise != NULL)
        n = MAX(n, columns_of(p, otherwise, false));
    lxw_col_t c = take(s, p, n), last = (lxw_col_t)(c + n - 1);
    if (last > c)
        sw_put_data_across(s, s->row, c, s->row, last, "", SW_LOOK_WORDS);
    if (otherwise == NULL || strcmp(words, otherwise) == 0) {
        sw_put_data(s, s->row, c, words, SW_LOOK_WORDS);
        return;
    }
    sw_ref one = kept(s, c, words);
    sw_ref other = kept(s, (lxw_col_t)(c + p->last + 1), otherwise);
    sw_put_formula_data(s, s->row, c, x->is_otherwise ? otherwise : words,
                        SW_LOOK_WORDS, "=IF(%s,%s,%s)", x->holds, one.text,
                        other.text);
}

static void put_figure(sw_sheet *s, place *p, const sw_live_figure *f)
{
    static const double LARGE = 1e6;
    lxw_col_t n = fabs(f->value) >= LARGE && f->number == SW_NUM_MONEY ? 2 : 1;
    if (f->formula == NULL)
        n = 2; /* "evaluate again" */
    lxw_col_t c = take(s, p, n);
    sw_put_live(s, s->row, c, (lxw_col_t)(c + n - 1), f, SW_LOOK_FIGURE);
    if (f->formula == NULL)
        sw_grey_when_changed(s, s->row, c, s->row, (lxw_col_t)(c + n - 1));
}

/* A sentence in pieces: words, the digit of a figure and more words, ... */
static char **pieces_of(const char *text)
{
    return text == NULL ? NULL : g_strsplit(text, "\001", -1);
}

static bool is_alike(char *const *a, char *const *b)
{
    if (g_strv_length((char **)a) != g_strv_length((char **)b))
        return false;
    for (size_t i = 1; a[i] != NULL; i++)
        if (a[i][0] != b[i][0])
            return false;
    return true;
}

/* A mark that ends a sentence needs no cell; one that goes on stays with its
 * words. */
static char *trimmed(char *words)
{
    static const char MARKS[] = " .;,";
    g_strstrip(words);
    return words + (strspn(words, MARKS) == strlen(words) ? strlen(words)
                                                          : strspn(words, "."));
}

static void put_sentence(sw_sheet *s, place *p, const sw_cell_sentence *x)
{
    g_auto(GStrv) piece = pieces_of(x->text);
    g_auto(GStrv) other = pieces_of(x->otherwise);
    bool two = other != NULL && is_alike(piece, other);
    for (size_t i = 0; piece[i] != NULL; i++) {
        if (i > 0)
            put_figure(s, p, &x->figure[piece[i][0] - '0']);
        char *words = trimmed(piece[i] + (i > 0));
        char *others = two ? trimmed(other[i] + (i > 0)) : NULL;
        if (*words != '\0' || (two && *others != '\0'))
            put_words(s, p, x, words, others);
    }
}

void sw_put_cell_sentences(sw_sheet *s, lxw_col_t first, lxw_col_t last,
                           double pixels, const sw_cell_sentence *sentence,
                           size_t n)
{
    place p = {first, last, first, pixels};
    for (size_t i = 0; i < n; i++)
        if (sentence[i].text != NULL)
            put_sentence(s, &p, &sentence[i]);
    sw_sheet_height(s, s->row++, ROW_POINTS + 1.5);
}
