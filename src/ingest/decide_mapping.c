/* Which column of the file is which canonical one. */
#include <stdint.h>
#include <string.h>

#include "ingest/decide.h"
#include "ingest/header_name.h"

/* Words by which a column of an unknown file is proposed, and as what. */
typedef struct proposal {
    const char *to, *names; /* folded, apart by | */
} proposal;

static const proposal proposals[] = {
    {"person",
     "person|email|e mail|email address|e mail address|mail|user|user id|upn|"
     "user principal name|userprincipalname|employee|employee id|login|"
     "username|user name|work email|respondent|personalnummer|mitarbeiter"},
    {"department",
     "department|dept|abteilung|service|departamento|afdeling|reparto|"
     "business unit|organization|division"},
    {"team", "team|group name|squad"},
    {"role", "role|job title|title|position|stelle|job profile"},
    {"region", "region|country|location|site|standort|country or region"},
    {"arm", "arm|group|cohort|treatment"},
    {"seat_from",
     "seat from|assigned from|seat assigned|assigned|license assigned|"
     "assigned on|assigned date|license from"},
    {"seat_to",
     "seat to|assigned to|seat removed|removed|license removed|license to"},
    {"hourly_cost",
     "hourly cost|hourly rate|rate per hour|loaded rate per hour|loaded rate"},
    {"status", "status|employment status"},
    {"fte", "fte|fte %|beschäftigungsgrad"},
    {"sku", "sku|license|product|licenses"},
    {"wave", "wave|survey wave"},
    {"period", "period|week|month|day|date|metricdate|report refresh date"},
    {"active_days", "active days|active usage days|days active"},
    {"actions", "actions|prompts|prompts submitted|total actions"},
    {"minutes", "minutes|minutes used"},
    {"units", "units|quantity|credits|tokens"},
    {"amount", "amount|net amount|cost|total cost"},
    {"currency", "currency|währung|devise|moneda"},
    {"value", "value|result|measurement"},
    {"unit", "unit|task|task id|ticket|ticket id"}};

static bool has_word(const char *words, const char *word)
{
    g_auto(GStrv) list = g_strsplit(words, "|", -1);
    return g_strv_contains((const char *const *)list, word);
}

static bool is_mapped(const sw_columns *c, const char *to)
{
    for (size_t i = 0; i < c->n; i++)
        if (g_strcmp0(c->column[i].maps_to, to) == 0)
            return true;
    return false;
}

static void propose(const sw_decision *d, size_t column)
{
    g_autofree char *folded = sw_header_fold(sw_table_header(d->table, column));
    for (size_t i = 0; i < G_N_ELEMENTS(proposals); i++) {
        if (!has_word(proposals[i].names, folded) ||
            is_mapped(d->columns, proposals[i].to))
            continue;
        d->columns->column[column].maps_to = g_strdup(proposals[i].to);
        return;
    }
}

/* The first of a canonical column's names that the file has is taken. */
static void map_one(const sw_decision *d, const sw_format_column *c)
{
    for (guint k = 0; c->to != NULL && k < c->names->len; k++) {
        if (is_mapped(d->columns, c->to))
            return;
        size_t at = sw_table_find(d->table, c->names->pdata[k]);
        if (at == SIZE_MAX || d->columns->column[at].maps_to != NULL)
            continue;
        d->columns->column[at].maps_to = g_strdup(c->to);
    }
}

static void take_kind(const sw_decision *d, size_t column)
{
    sw_column *out = &d->columns->column[column];
    const sw_format_column *c =
        sw_format_column_of(d->format, sw_table_header(d->table, column));
    if (c == NULL) {
        out->is_item = d->format->has_items;
        return;
    }
    out->kind_is_given = c->has_kind;
    if (c->has_kind)
        out->kind = c->kind;
}

void sw_decide_mapping(sw_decision *d)
{
    for (size_t i = 0; i < d->columns->n; i++) {
        if (d->format != NULL)
            take_kind(d, i);
        else
            propose(d, i);
    }
    for (guint i = 0; d->format != NULL && i < d->format->columns->len; i++)
        map_one(d, d->format->columns->pdata[i]);
}
