/* Cells in canonical form, by the rule of their column. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/json_writer.h"
#include "ingest/cell.h"
#include "ingest/column.h"
#include "ingest/multi_select.h"
#include "ingest/percent_bin.h"

static char *number_text(const sw_column *c, const char *cell)
{
    char out[SW_NUMBER_PLAIN];
    bool percent;
    sw_percent_bin bin;
    if (c->is_cost && sw_cell_is_free(cell))
        return g_strdup("0");
    if (sw_cell_is_suppressed(cell))
        return g_strdup("");
    switch (sw_cell_number_plain(out, &percent, cell, c->decimal)) {
    case SW_CELL_OK:
        if (c->is_cents && !sw_cell_says_cents(cell))
            sw_cell_hundredth(out);
        return g_strdup(out);
    case SW_CELL_MISSING:
        return g_strdup("");
    case SW_CELL_BAD:
        break;
    }
    if (c->kind == SW_KIND_PERCENT && sw_percent_bin_read(&bin, cell))
        return sw_percent_bin_text(&bin);
    return g_strdup(cell);
}

static char *date_text(const sw_column *c, const char *cell)
{
    sw_date_text t;
    sw_day day;
    int seconds;
    char iso[SW_DATE_TEXT];
    if (!sw_date_text_read(&t, cell))
        return g_strdup(sw_cell_is_missing(cell) ? "" : cell);
    if (t.form == SW_DATE_SENTINEL)
        return g_strdup("");
    if (!sw_date_text_day(&day, &seconds, &t, c->order))
        return g_strdup(cell);
    sw_date_format(day, iso);
    if (!t.has_time || (seconds == 0 && t.zone == 0))
        return g_strdup(iso);
    return g_strdup_printf("%sT%02d:%02d:%02d%s", iso, seconds / 3600,
                           seconds / 60 % 60, seconds % 60,
                           t.has_zone ? "Z" : "");
}

static char *boolean_text(const char *cell)
{
    static const char *const yes[] = {"ja", "oui", "sí", "si", "sim", NULL};
    static const char *const no[] = {"nein", "nee", "non", "não", NULL};
    g_autofree char *folded = g_utf8_strdown(cell, -1);
    bool b;
    if (sw_cell_boolean(&b, cell) == SW_CELL_OK)
        return g_strdup(b ? "true" : "false");
    if (g_strv_contains(yes, folded))
        return g_strdup("true");
    if (g_strv_contains(no, folded))
        return g_strdup("false");
    return g_strdup(sw_cell_is_missing(cell) ? "" : cell);
}

static char *likert_text(const sw_column *c, const char *cell)
{
    double x = NAN;
    char plain[SW_NUMBER_TEXT];
    if (sw_cell_is_missing(cell))
        return g_strdup("");
    g_autofree char *label = sw_scale_cut(cell, &x);
    if (isnan(x) && c->scale != NULL)
        x = sw_scale_point(c->scale, label);
    else if (isnan(x) && label[0] == 'a' && cell[1] != '\0')
        x = g_ascii_strtod(cell + 1, NULL); /* A3, the code of an answer */
    if (isnan(x) || !(x > 0.0))
        return g_strdup(cell);
    if (c->turned)
        x = c->points + 1 - x;
    return g_strdup(sw_number_text(x, plain));
}

static char *duration_text(const sw_column *c, const char *cell)
{
    static const char *const every[] = {[SW_PERIOD_UNKNOWN] = "",
                                        [SW_PERIOD_DAY] = " per day",
                                        [SW_PERIOD_WEEK] = " per week",
                                        [SW_PERIOD_MONTH] = " per month"};
    sw_duration d;
    char low[SW_NUMBER_TEXT], high[SW_NUMBER_TEXT];
    sw_cell_status status = sw_answer_duration(&d, cell, 1.0);
    if (status != SW_CELL_OK)
        return g_strdup(status == SW_CELL_MISSING ? "" : cell);
    const char *period =
        every[d.period != SW_PERIOD_UNKNOWN ? d.period : c->period];
    sw_number_text(d.lower, low);
    if (isinf(d.upper))
        return g_strdup_printf("%s+ minutes%s", low, period);
    if (!(d.upper > d.lower))
        return g_strdup_printf("%s minutes%s", low, period);
    sw_number_text(d.upper, high);
    return g_strdup_printf("%s-%s minutes%s", low, high, period);
}

char *sw_column_text(const sw_column *c, const char *cell)
{
    if (c->unread || cell[0] == '\0')
        return g_strdup(cell);
    switch (c->kind) {
    case SW_KIND_NUMBER:
    case SW_KIND_MONEY:
    case SW_KIND_PERCENT:
        return number_text(c, cell);
    case SW_KIND_DATE:
        return date_text(c, cell);
    case SW_KIND_BOOLEAN:
        return boolean_text(cell);
    case SW_KIND_LIKERT:
        return likert_text(c, cell);
    case SW_KIND_DURATION:
        return duration_text(c, cell);
    case SW_KIND_MULTI:
        return sw_multi_text(cell, c->separator);
    case SW_KIND_TEXT:
    case SW_KIND_ID:
    case SW_KIND_COMMENT:
        break;
    }
    return g_strdup(cell);
}
