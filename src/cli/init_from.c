/* init_from.c - seatworth init --from: the pilot.json that fits exports */
#include "cli/init_from.h"

#include <string.h>

#include "base/json_writer.h"
#include "base/output_file.h"
#include "cli/init_look.h"
#include "cli/options.h"
#include "cli/print.h"
#include "ingest/header_name.h"

enum { HALF_YEAR = 182, YEAR = 365 };

typedef struct guess {
    const GArray *all; /* of sw_export */
    const sw_product *product;
    sw_day first, last;
    size_t people;
    bool has_survey;
} guess;

static const sw_export *at(const guess *g, guint i)
{
    return &g_array_index(g->all, sw_export, i);
}

static bool is_table(const sw_export *e, const char *table)
{
    return strcmp(sw_identified_table(&e->is), table) == 0;
}

static bool maps(const sw_export *e, const char *to)
{
    const sw_columns *c = sw_table_decisions(e->is.table);
    for (size_t i = 0; i < c->n; i++)
        if (g_strcmp0(c->column[i].maps_to, to) == 0 ||
            g_strcmp0(c->column[i].also, to) == 0)
            return true;
    return false;
}

/* What a table of its kind must have, where no format says that it has. */
static bool is_usable(const sw_export *e)
{
    if (is_table(e, "roster"))
        return maps(e, "person");
    return !is_table(e, "usage") || maps(e, "active_days") ||
           maps(e, "actions");
}

/* The first export of a kind; NULL. */
static const sw_export *first_of(const guess *g, const char *table)
{
    for (guint i = 0; i < g->all->len; i++)
        if (is_table(at(g, i), table) && is_usable(at(g, i)))
            return at(g, i);
    return NULL;
}

static void look(guess *g)
{
    g->first = g->last = SW_DAY_NONE;
    for (guint i = 0; i < g->all->len; i++) {
        const sw_export *e = at(g, i);
        if (g->product == NULL)
            g->product = sw_product_of(e);
        if (e->first != SW_DAY_NONE &&
            (g->first == SW_DAY_NONE || e->first < g->first))
            g->first = e->first;
        if (e->last != SW_DAY_NONE &&
            (g->last == SW_DAY_NONE || e->last > g->last))
            g->last = e->last;
        if (!is_table(e, "metered"))
            g->people = MAX(g->people, e->people);
    }
    if (g->last == SW_DAY_NONE)
        g->last = sw_date_from_ymd(2025, 6, 30);
    if (g->first == SW_DAY_NONE || g->last - g->first < 14)
        g->first = g->last - HALF_YEAR;
    g->people = MAX(g->people, 1);
}

/* A JSON string. */
static char *quoted(const char *text)
{
    sw_json_writer w;
    sw_json_writer_init(&w);
    sw_json_string(&w, text);
    char *out = sw_json_writer_take(&w, NULL);
    return g_strchomp(out);
}

static void put_head(GString *s, const guess *g, const char *folder)
{
    g_autofree char *base = g_path_get_basename(folder);
    g_autofree char *name = quoted(base);
    char first[SW_DATE_TEXT], last[SW_DATE_TEXT];
    g_string_append_printf(
        s,
        "// Made from exports by seatworth init --from: every comment that "
        "says\n"
        "// \"guessed\" is to be checked. Then: seatworth check .\n{\n"
        "  \"$schema\": \"./pilot.schema.json\",\n  \"seatworth\": 1,\n"
        "  \"name\": %s,\n",
        name);
    g_string_append_printf(
        s, "  // guessed from %s\n  \"product\": \"%s\",\n",
        g->product != NULL ? "the kind of the exports" : "nothing",
        g->product != NULL ? g->product->name : "AI copilot");
    g_string_append_printf(
        s,
        "  // guessed\n  \"currency\": \"USD\",\n"
        "  // guessed from the first and last day in the files; volunteers is\n"
        "  // what nobody drew by lot\n  \"pilot\": {\"start\": \"%s\", "
        "\"end\": "
        "\"%s\", \"assignment\": \"volunteers\"},\n",
        sw_date_format(g->first, first), sw_date_format(g->last, last));
    g_string_append_printf(s, "  \"as_of\": \"%s\",\n", last);
}

/* Days that a file's name has: 2025-05-01, as vendors write them. */
static bool names_days(const char *name)
{
    return g_regex_match_simple("\\d{4}-\\d\\d(-\\d\\d)?", name, 0, 0);
}

/* Use without days was counted over some period. */
static void put_period(GString *s, const guess *g, const sw_export *e)
{
    char from[SW_DATE_TEXT], to[SW_DATE_TEXT];
    bool counts = is_table(e, "usage") || is_table(e, "metered");
    if (counts && !e->dated && !names_days(e->name))
        g_string_append_printf(s,
                               ",\n    // guessed: the days it counts\n"
                               "    \"period\": {\"from\": \"%s\", \"to\": "
                               "\"%s\"}",
                               sw_date_format(g->first, from),
                               sw_date_format(g->last, to));
}

/* An export of no known format says which of its columns is what. */
static void put_file(GString *s, const guess *g, const sw_export *e)
{
    g_autofree char *name = quoted(e->name);
    g_string_append_printf(s, "{\"file\": %s", name);
    const sw_columns *c = sw_table_decisions(e->is.table);
    bool any = false;
    for (size_t i = 0; e->is.format == NULL && i < c->n; i++) {
        if (c->column[i].maps_to == NULL)
            continue;
        g_autofree char *header = quoted(sw_table_header(e->is.table, i));
        g_string_append_printf(s, "%s\"%s\": %s",
                               any ? ", " : ", \"columns\": {",
                               c->column[i].maps_to, header);
        any = true;
    }
    g_string_append(s, any ? "}" : "");
    put_period(s, g, e);
    g_string_append_c(s, '}');
}

static void put_roster(GString *s, const guess *g)
{
    const sw_export *roster = first_of(g, "roster");
    if (roster == NULL) {
        g_string_append_printf(s,
                               "  // guessed: the people that the files name\n"
                               "  \"seats\": {\"count\": %zu},\n",
                               g->people);
        return;
    }
    g_string_append_printf(s, "  // guessed: %s\n  \"roster\": ",
                           roster->is.format != NULL
                               ? roster->is.format->title
                               : "it looks like a list of people");
    put_file(s, g, roster);
    g_string_append(s, ",\n");
}

static void put_contract(GString *s, const guess *g)
{
    const sw_export *metered = first_of(g, "metered");
    char from[SW_DATE_TEXT], to[SW_DATE_TEXT];
    sw_day end = g->first + YEAR - 1;
    end = MAX(end, g->last);
    g_string_append_printf(
        s,
        "  \"contract\": {\n"
        "    // guessed: a list price; put the invoice's\n"
        "    \"price\": %g, \"per\": \"seat-month\", \"price_basis\": "
        "\"add-on\",\n"
        "    // guessed: the people that the files name\n"
        "    \"seats_purchased\": %zu,\n"
        "    // guessed: a year from the first day in the files\n"
        "    \"billing\": \"annual-upfront\", \"term_months\": 12,\n"
        "    \"term_start\": \"%s\", \"term_end\": \"%s\",\n"
        "    \"notice_days\": 30, \"auto_renew\": true, \"reductions\": "
        "\"at-renewal\"",
        g->product != NULL ? g->product->price : 30.0, g->people,
        sw_date_format(g->first, from), sw_date_format(end, to));
    if (metered != NULL) {
        g_string_append(s, ",\n    // guessed: what a unit costs\n"
                           "    \"metered\": {\"unit_price\": 1, \"included\": "
                           "0, \"usage\": ");
        put_file(s, g, metered);
        g_string_append_c(s, '}');
    }
    g_string_append(s, "\n  },\n");
}

static bool has_word(const sw_export *e, const char *const *words)
{
    g_autofree char *lower = g_ascii_strdown(e->name, -1);
    for (; *words != NULL; words++)
        if (strstr(lower, *words) != NULL)
            return true;
    return false;
}

/* By its name; of two, the one whose answers are earlier. */
static const char *wave_of(const guess *g, const sw_export *e)
{
    static const char *const before[] = {"before", "pre",    "baseline",
                                         "t0",     "vorher", NULL};
    static const char *const after[] = {"after", "post", "t1", "nachher", NULL};
    if (has_word(e, before))
        return "before";
    if (has_word(e, after))
        return "after";
    for (guint i = 0; i < g->all->len; i++) {
        const sw_export *o = at(g, i);
        if (o != e && is_table(o, "survey") && o->last != SW_DAY_NONE &&
            e->last != SW_DAY_NONE && o->last > e->last)
            return "before";
    }
    return "after";
}

static const char *period_of(const sw_column *c)
{
    return c->period == SW_PERIOD_WEEK    ? "week"
           : c->period == SW_PERIOD_MONTH ? "month"
                                          : "day";
}

/* What a question is, where that can be told; false: it is left out. */
static bool put_item(GString *s, const sw_export *e, size_t i, GPtrArray *ids)
{
    const sw_column *c = &sw_table_decisions(e->is.table)->column[i];
    const char *header = sw_table_header(e->is.table, i);
    bool time = c->kind == SW_KIND_DURATION;
    bool likert = c->kind == SW_KIND_LIKERT && c->points >= 2;
    if (c->maps_to != NULL || (!time && !likert))
        return false;
    g_autofree char *snake = sw_header_snake(header);
    g_autofree char *id = g_strndup(snake, 40);
    g_autofree char *question = quoted(header);
    if (g_ptr_array_find_with_equal_func(ids, id, g_str_equal, NULL))
        return false;
    g_string_append_printf(s,
                           "%s\n      // guessed: %s\n      {\"id\": \"%s\", "
                           "\"question\": %s,\n       ",
                           ids->len > 0 ? "," : "", c->reading, id, question);
    if (time)
        g_string_append_printf(s,
                               "\"kind\": \"time-saved\", \"per\": \"%s\", "
                               "\"answers\": \"auto\"}",
                               period_of(c));
    else
        g_string_append_printf(s,
                               "\"kind\": \"likert\", \"points\": %d, "
                               "\"direction\": \"%s\"}",
                               c->points,
                               c->turned ? "descending" : "ascending");
    g_ptr_array_add(ids, g_steal_pointer(&id));
    return true;
}

/* The column that names who answered; NULL. */
static const char *person_of(const sw_export *e)
{
    const sw_columns *c = sw_table_decisions(e->is.table);
    for (size_t i = 0; i < c->n; i++)
        if (g_strcmp0(c->column[i].maps_to, "person") == 0)
            return sw_table_header(e->is.table, i);
    return NULL;
}

static void put_survey(GString *s, guess *g)
{
    const sw_export *first = first_of(g, "survey");
    if (first == NULL)
        return;
    g_autoptr(GString) files = g_string_new(NULL);
    g_autoptr(GString) items = g_string_new(NULL);
    g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < g->all->len; i++) {
        const sw_export *e = at(g, i);
        if (!is_table(e, "survey"))
            continue;
        g_autofree char *name = quoted(e->name);
        g_string_append_printf(files,
                               "%s\n      {\"file\": %s, \"wave\": "
                               "\"%s\"}",
                               files->len > 0 ? "," : "", name, wave_of(g, e));
        for (size_t k = 0; k < sw_table_columns(e->is.table); k++)
            put_item(items, e, k, ids);
    }
    g->has_survey = ids->len > 0;
    if (!g->has_survey)
        return;
    g_string_append_printf(s,
                           "  // guessed: waves by name and date\n"
                           "  \"survey\": {\n    \"files\": [%s\n    ],\n",
                           files->str);
    const char *person = person_of(first);
    g_autofree char *who = quoted(person != NULL ? person : "");
    if (person != NULL)
        g_string_append_printf(s, "    \"person\": %s,\n", who);
    g_string_append_printf(s, "    \"items\": [%s\n    ]\n  },\n", items->str);
}

static void put_usage(GString *s, const guess *g)
{
    const sw_export *usage = first_of(g, "usage");
    if (usage == NULL)
        return;
    g_string_append_printf(s, "  // guessed: %s\n  \"usage\": ",
                           usage->is.format != NULL
                               ? usage->is.format->title
                               : "it says who used it when");
    put_file(s, g, usage);
    g_string_append(s, ",\n");
}

/* Every file that no entry took, so that nothing is left out silently. */
static void put_others(GString *s, const guess *g)
{
    static const char *const taken[] = {"roster", "usage", "metered"};
    for (guint i = 0; i < g->all->len; i++) {
        const sw_export *e = at(g, i);
        bool used = g->has_survey && is_table(e, "survey");
        for (size_t k = 0; k < G_N_ELEMENTS(taken); k++)
            used |= first_of(g, taken[k]) == e;
        g_autofree char *name = quoted(e->name);
        if (!used)
            g_string_append_printf(
                s,
                "  // not used: %s, which looks like %s; 'seatworth "
                "identify --explain' says how it is named here\n",
                name, sw_identified_table(&e->is));
    }
}

static void put_rest(GString *s, const guess *g)
{
    g_string_append(
        s, "  \"assumptions\": {\n"
           "    // guessed: the loaded cost of an hour of work\n"
           "    \"hourly_cost\": 60,\n"
           "    // guessed: the share of saved time that turns into value\n"
           "    \"realisation\": {\"pert\": [0.25, 0.5, 0.75]}\n  },\n");
    if (g->has_survey)
        g_string_append(s, "  \"benefits\": [{\"id\": \"time\", \"kind\": "
                           "\"time-saved\", \"class\": \"capacity\"}],\n");
    g_string_append(s, "  \"policy\": {\"headline\": \"with-capacity\"}\n}\n");
}

static char *text_of(guess *g, const char *folder)
{
    GString *s = g_string_new(NULL);
    put_head(s, g, folder);
    put_roster(s, g);
    put_contract(s, g);
    put_survey(s, g);
    put_usage(s, g);
    put_others(s, g);
    put_rest(s, g);
    return g_string_free(s, FALSE);
}

/* A file is left where it is if that is the pilot's folder. */
static sw_status bring(const sw_export *e, const char *folder, sw_error *err)
{
    g_autofree char *target = g_build_filename(folder, e->name, NULL);
    if (sw_output_is_same(target, e->path))
        return SW_OK;
    g_autofree char *bytes = NULL;
    gsize length;
    if (g_file_test(target, G_FILE_TEST_EXISTS))
        return sw_fail(err, SW_EIO, "%s: is there already", target);
    if (!g_file_get_contents(e->path, &bytes, &length, NULL))
        return sw_fail(err, SW_EIO, "%s: cannot be read", e->path);
    return sw_output_write(target, bytes, length, err);
}

static sw_status write_pilot(guess *g, const char *folder, sw_error *err)
{
    sw_status st = SW_OK;
    if (g_mkdir_with_parents(folder, 0777) != 0)
        return sw_fail(err, SW_EIO, "%s: cannot make the folder", folder);
    for (guint i = 0; st == SW_OK && i < g->all->len; i++)
        st = bring(at(g, i), folder, err);
    g_autofree char *text = text_of(g, folder);
    g_autofree char *path = g_build_filename(folder, "pilot.json", NULL);
    return st != SW_OK ? st : sw_output_write(path, text, strlen(text), err);
}

int sw_init_from(const char *const *from, const char *folder)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_formats *formats = sw_formats_load_with(NULL, NULL, d);
    sw_print_diagnostics(d, SW_WARNING, false);
    sw_diagnostics_free(d);
    g_autoptr(GArray) all = sw_exports_read(from, formats);
    guess g = {.all = all};
    sw_error err = {0};
    int code = SW_EXIT_DONE;
    look(&g);
    if (all->len == 0) {
        sw_complain("no table that can be read is among these files");
        code = SW_EXIT_REJECTED;
    } else if (write_pilot(&g, folder, &err) != SW_OK) {
        code = sw_exit_of(&err);
    }
    sw_formats_free(formats);
    return code;
}
