/* Which column of the file is which canonical one. */
#include <stdint.h>
#include <string.h>

#include "ingest/decide.h"
#include "ingest/format_signature.h"
#include "ingest/header_name.h"

/* Words by which a column of an unknown file is proposed, and as what. */
typedef struct proposal {
    const char *to, *names; /* folded, apart by | */
} proposal;

static const proposal proposals[] = {
    {"person",
     "person|email|e mail|email address|e mail address|mail|user|user id|upn|"
     "user principal name|userprincipalname|employee|employee id|login|"
     "username|user name|user login|user email|useremail|userid|person id|"
     "personid|email address of user|account email|work email|assignee|"
     "assigned to|respondent|personalnummer|mitarbeiter"},
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
    {"status", "status|employment status|account status|user status"},
    {"licensed",
     "licensed|has license|haslicense|has copilot license|hascopilotlicense|"
     "has copilot license assigned|is licensed|isuser|lizenz"},
    {"enabled", "enabled|account enabled|accountenabled"},
    {"last_activity",
     "last activity|last activity at|last activity date|last active|"
     "last active at|last active date|last used|last used at|last seen|"
     "last login|letzte aktivität|dernière activité|última actividad"},
    {"fte", "fte|fte %|beschäftigungsgrad"},
    {"sku", "sku|license|product|licenses"},
    {"wave", "wave|survey wave"},
    {"period",
     "period|week|month|day|date|metricdate|report refresh date|tag|datum|"
     "monat|woche|jour|fecha|timestamp"},
    {"active_days", "active days|active usage days|days active"},
    {"actions",
     "actions|prompts|prompts submitted|total actions|messages|requests|"
     "interactions|message count|nachrichten|anfragen"},
    {"minutes", "minutes|minutes used"},
    {"units", "units|quantity|credits|tokens|total tokens"},
    {"amount", "amount|net amount|cost|total cost|cost usd|kosten|betrag"},
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

/* "Assigned to" may hold the day that a seat ends, or who works on a task. */
static bool suits(const sw_column *c, const char *to)
{
    bool date = strcmp(to, "seat_from") == 0 || strcmp(to, "seat_to") == 0;
    if (strcmp(to, "person") == 0)
        return c->kind != SW_KIND_DATE && c->kind != SW_KIND_MONEY;
    return !date || c->kind == SW_KIND_DATE;
}

static void propose(const sw_decision *d, size_t column)
{
    g_autofree char *folded = sw_header_fold(sw_table_header(d->table, column));
    for (size_t i = 0; i < G_N_ELEMENTS(proposals); i++) {
        if (!has_word(proposals[i].names, folded) ||
            !suits(&d->columns->column[column], proposals[i].to) ||
            is_mapped(d->columns, proposals[i].to))
            continue;
        d->columns->column[column].maps_to = g_strdup(proposals[i].to);
        return;
    }
}

/* Addresses of somebody else than the row is about. */
static bool is_of_another(const char *folded)
{
    static const char *const words[] = {"manager",  "supervisor", "approver",
                                        "reporter", "creator",    "created",
                                        "owner",    "vorgesetzte"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(folded, words[i]) != NULL)
            return true;
    return false;
}

static bool holds_addresses(const sw_decision *d, size_t column)
{
    enum { ENOUGH = 500 };
    size_t filled = 0, n = 0;
    for (size_t i = 0; i < MIN(sw_table_rows(d->table), (size_t)ENOUGH); i++) {
        const char *text = sw_table_cell(d->table, i, column);
        filled += text[0] != '\0';
        n += sw_is_address(text);
    }
    return n > 0 && 2 * n > filled;
}

/* A person is who the values say: the column of addresses, of several one whose
 * header says so, else none of them. */
static void propose_person(const sw_decision *d)
{
    size_t found = SIZE_MAX, n = 0, named = SIZE_MAX;
    for (size_t i = 0; i < d->columns->n; i++) {
        g_autofree char *folded = sw_header_fold(sw_table_header(d->table, i));
        if (is_of_another(folded) || !holds_addresses(d, i))
            continue;
        if (named == SIZE_MAX && has_word(proposals[0].names, folded))
            named = i;
        found = i;
        n++;
    }
    if (named != SIZE_MAX || n == 1)
        d->columns->column[named != SIZE_MAX ? named : found].maps_to =
            g_strdup("person");
}

/* "Prompts in Teams": counts of what was done, where no header says it alone.
 */
static void propose_actions(const sw_decision *d)
{
    static const char WORDS[] =
        "\\b(prompts|messages|interactions|requests|sessions|nachrichten)\\b";
    for (size_t i = 0; i < d->columns->n; i++) {
        sw_column *c = &d->columns->column[i];
        g_autofree char *folded = sw_header_fold(sw_table_header(d->table, i));
        if (c->kind != SW_KIND_NUMBER || c->maps_to != NULL ||
            is_mapped(d->columns, "actions") ||
            !g_regex_match_simple(WORDS, folded, 0, 0))
            continue;
        c->maps_to = g_strdup("actions");
    }
}

/* The one column of a kind, where no header says which is meant. */
static void propose_only(const sw_decision *d, sw_kind kind, const char *to)
{
    size_t found = SIZE_MAX, n = 0;
    for (size_t i = 0; i < d->columns->n; i++)
        if (d->columns->column[i].kind == kind) {
            found = i;
            n++;
        }
    if (n == 1 && !is_mapped(d->columns, to) &&
        d->columns->column[found].maps_to == NULL)
        d->columns->column[found].maps_to = g_strdup(to);
}

void sw_decide_proposals(sw_decision *d)
{
    if (d->format != NULL)
        return;
    propose_person(d);
    for (size_t i = 0; i < d->columns->n; i++)
        if (d->columns->column[i].maps_to == NULL)
            propose(d, i);
    propose_actions(d);
    propose_only(d, SW_KIND_ID, "person");
    propose_only(d, SW_KIND_DATE, "period");
}

static void map_column(const sw_decision *d, const sw_format_column *c,
                       size_t at)
{
    sw_column *out = &d->columns->column[at];
    out->maps_to = g_strdup(c->to);
    out->also = g_strdup(c->also);
    out->token = g_strdup(c->token);
    out->is_cents = c->is_cents;
    out->is_cost = strcmp(c->to, "amount") == 0;
}

/* Every column that one of the names fits, for a sum of them. */
static void map_sum(const sw_decision *d, const sw_format_column *c)
{
    for (size_t i = 0; i < d->columns->n; i++) {
        g_autofree char *folded = sw_header_fold(sw_table_header(d->table, i));
        if (d->columns->column[i].maps_to == NULL &&
            sw_names_fit(c->names, folded))
            map_column(d, c, i);
    }
}

/* The first column with this name that is not taken yet; a name may be a
 * pattern. SIZE_MAX: none. */
static size_t find_named(const sw_decision *d, const char *name)
{
    if (strchr(name, '*') == NULL)
        return sw_table_find(d->table, name);
    for (size_t i = 0; i < d->columns->n; i++) {
        g_autofree char *folded = sw_header_fold(sw_table_header(d->table, i));
        if (d->columns->column[i].maps_to == NULL &&
            g_pattern_match_simple(name, folded))
            return i;
    }
    return SIZE_MAX;
}

/* The first of a canonical column's names that the file has is taken; where the
 * shape told the format, the column at its place. */
static void map_one(const sw_decision *d, const sw_format_column *c)
{
    if (c->to != NULL && c->is_sum)
        map_sum(d, c);
    for (guint k = 0; c->to != NULL && !c->is_sum && k < c->names->len; k++) {
        if (is_mapped(d->columns, c->to))
            return;
        size_t at = find_named(d, c->names->pdata[k]);
        if (at == SIZE_MAX || d->columns->column[at].maps_to != NULL)
            continue;
        map_column(d, c, at);
    }
    if (!d->by_shape || c->at == 0 || c->at > d->columns->n)
        return;
    sw_column *out = &d->columns->column[c->at - 1];
    out->is_item = false;
    out->kind_is_given = c->has_kind;
    out->kind = c->has_kind ? c->kind : out->kind;
    if (c->to != NULL && out->maps_to == NULL)
        map_column(d, c, c->at - 1);
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
    }
    for (guint i = 0; d->format != NULL && i < d->format->columns->len; i++)
        map_one(d, d->format->columns->pdata[i]);
}
