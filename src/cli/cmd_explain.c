/* cmd_explain.c - seatworth explain NAME: what a figure or a key of pilot.json
 * means. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "cli/command.h"
#include "cli/explain_keys.h"
#include "cli/options.h"
#include "cli/print.h"
#include "ingest/json.h"
#include "ingest/priors.h"
#include "ingest/schema.h"
#include "ingest/template.h"

static const char TEMPLATE[] = "explain.json";
static const char SCHEMA[] = "pilot.schema.json";

static sw_json *read_figures(const char *folder, sw_diagnostics *d,
                             sw_error *err)
{
    g_autoptr(GBytes) bytes = sw_template_read(TEMPLATE, folder, err);
    if (bytes == NULL)
        return NULL;
    gsize length;
    const char *text = g_bytes_get_data(bytes, &length);
    return sw_json_parse(text, length, TEMPLATE, false, d);
}

/* Lower case, blanks and dashes as in keys; without [2] and [id]. */
static char *fold(const char *name)
{
    GString *s = g_string_new(NULL);
    bool inside = false;
    for (const char *c = name; *c != '\0'; c++) {
        if (*c == '[' || *c == ']')
            inside = *c == '[';
        else if (!inside)
            g_string_append_c(s, *c == ' ' || *c == '-' ? '_'
                                                        : g_ascii_tolower(*c));
    }
    return g_string_free(s, FALSE);
}

/* The last parts of a key: "npv.mean" of "options.npv.mean". */
static bool is_end_of(const char *name, const char *key)
{
    size_t n = strlen(name), k = strlen(key);
    return n < k && key[k - n - 1] == '.' &&
           g_ascii_strcasecmp(key + k - n, name) == 0;
}

typedef bool matcher(const char *name, const char *key);

static bool is_same(const char *name, const char *key)
{
    return g_ascii_strcasecmp(name, key) == 0;
}

static bool has_name(const sw_json *figure, const char *name, matcher *matches)
{
    const sw_json *names = sw_json_member(figure, "names");
    for (size_t i = 0; names != NULL && i < names->n_items; i++)
        if (names->items[i]->type == SW_JSON_STRING &&
            matches(name, names->items[i]->string))
            return true;
    return false;
}

/* Words of page one, as they are printed there. */
static bool has_label(const sw_json *figure, const char *name)
{
    const sw_json *labels = sw_json_member(figure, "labels");
    for (size_t i = 0; labels != NULL && i < labels->n_items; i++) {
        g_autofree char *label = labels->items[i]->type == SW_JSON_STRING
                                     ? fold(labels->items[i]->string)
                                     : g_strdup("");
        if (strcmp(label, name) == 0)
            return true;
    }
    return false;
}

static void append_member(GString *s, const sw_json *figure, const char *key,
                          const char *label)
{
    const sw_json *v = sw_json_member(figure, key);
    if (v != NULL && v->type == SW_JSON_STRING)
        g_string_append_printf(s, "  %-9s%s\n", label, v->string);
}

static void append_figure(GString *s, const sw_json *figure)
{
    const sw_json *title = sw_json_member(figure, "title");
    const sw_json *names = sw_json_member(figure, "names");
    if (s->len > 0)
        g_string_append_c(s, '\n');
    g_string_append_printf(
        s, "%s\n",
        title != NULL && title->type == SW_JSON_STRING ? title->string : "");
    append_member(s, figure, "meaning", "Meaning");
    append_member(s, figure, "unit", "Unit");
    append_member(s, figure, "formula", "Formula");
    append_member(s, figure, "method", "Method");
    append_member(s, figure, "source", "Source");
    g_string_append(s, "  Keys    ");
    for (size_t i = 0; names != NULL && i < names->n_items; i++)
        if (names->items[i]->type == SW_JSON_STRING)
            g_string_append_printf(s, " %s", names->items[i]->string);
    g_string_append_c(s, '\n');
}

/* Keys of one text stand together, as those of a distribution do. */
static void append_keys(GString *s, const GPtrArray *keys, const char *name,
                        matcher *matches)
{
    g_autoptr(GHashTable) done = g_hash_table_new(sw_hash_text, g_str_equal);
    for (guint i = 0; i < keys->len; i++) {
        const sw_pilot_key *key = keys->pdata[i];
        if (!matches(name, key->path) ||
            !g_hash_table_add(done, (gpointer)key->says))
            continue;
        const char *dot = strrchr(key->path, '.');
        g_string_append_printf(s,
                               "%s%s, a key of pilot.json\n  Meaning  %s\n"
                               "  Keys    ",
                               s->len > 0 ? "\n" : "",
                               dot == NULL ? key->path : dot + 1, key->says);
        for (guint k = i; k < keys->len; k++) {
            const sw_pilot_key *other = keys->pdata[k];
            if (matches(name, other->path) &&
                strcmp(other->says, key->says) == 0)
                g_string_append_printf(s, " %s", other->path);
        }
        g_string_append_c(s, '\n');
    }
}

static void add_word(GPtrArray *words, char *key)
{
    g_ptr_array_add(words, key);
    char *dot = strrchr(key, '.');
    if (dot != NULL)
        g_ptr_array_add(words, dot + 1);
}

/* Every name, and every last part of one. */
static const char *nearest(const sw_json *figures, const GPtrArray *keys,
                           const char *name)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    for (size_t i = 0; i < figures->n_items; i++) {
        const sw_json *names = sw_json_member(figures->items[i], "names");
        for (size_t k = 0; names != NULL && k < names->n_items; k++) {
            if (names->items[k]->string != NULL)
                add_word(words, names->items[k]->string);
        }
    }
    for (guint i = 0; i < keys->len; i++)
        add_word(words, ((sw_pilot_key *)keys->pdata[i])->path);
    return sw_nearest_name(name, (const char *const *)words->pdata, words->len);
}

static int list_names(const sw_json *figures)
{
    g_autoptr(GString) s = g_string_new(NULL);
    for (size_t i = 0; i < figures->n_items; i++) {
        const sw_json *names = sw_json_member(figures->items[i], "names");
        for (size_t k = 0; names != NULL && k < names->n_items; k++)
            if (names->items[k]->type == SW_JSON_STRING)
                g_string_append_printf(s, "%s\n", names->items[k]->string);
    }
    return sw_print_result(s->str) ? SW_EXIT_DONE : SW_EXIT_OUTPUT;
}

/* The figure or key of that name, else all whose key ends with it. */
static int explain(const sw_json *figures, const GPtrArray *keys,
                   const char *word)
{
    static matcher *const ways[] = {is_same, is_end_of};
    g_autofree char *name = fold(word);
    g_autoptr(GString) s = g_string_new(NULL);
    for (size_t way = 0; way < G_N_ELEMENTS(ways) && s->len == 0; way++) {
        for (size_t i = 0; i < figures->n_items; i++)
            if (has_name(figures->items[i], name, ways[way]) ||
                (way == 0 && has_label(figures->items[i], name)))
                append_figure(s, figures->items[i]);
        append_keys(s, keys, name, ways[way]);
    }
    if (s->len > 0)
        return sw_print_result(s->str) ? SW_EXIT_DONE : SW_EXIT_OUTPUT;
    const char *near = nearest(figures, keys, name);
    if (near != NULL)
        sw_complain("no figure is called '%s'; did you mean '%s'?", word, near);
    else
        sw_complain("no figure is called '%s'; 'seatworth explain' lists the "
                    "names",
                    word);
    return SW_EXIT_USAGE;
}

static void append_number(GString *s, const char *label, double value,
                          const char *otherwise)
{
    if (isfinite(value))
        g_string_append_printf(s, "  %-12s%g\n", label, value);
    else
        g_string_append_printf(s, "  %-12s%s\n", label, otherwise);
}

static void append_prior(GString *s, const sw_prior *x)
{
    const char *const texts[][2] = {{"Study", x->study},
                                    {"Outcome", x->outcome},
                                    {"Population", x->population},
                                    {"Tool", x->tool},
                                    {"Design", x->design}};
    g_string_append_printf(s, "%s%s\n", s->len > 0 ? "\n" : "", x->id);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_string_append_printf(s, "  %-12s%s\n", texts[i][0], texts[i][1]);
    g_string_append_printf(s, "  %-12s%d\n", "Year", x->year);
    g_string_append_printf(s, "  %-12s%s, per %s\n", "Scale",
                           sw_prior_scale_name(x->scale),
                           x->per_user ? "user" : "seat");
    append_number(s, "Estimate", x->estimate, "none can be computed");
    append_number(s, "Std. error", x->se,
                  "none: a comparator to print, never a prior");
    g_string_append_printf(s, "  %-12s%s\n", "From", x->se_from);
    append_number(s, "n", x->n, "not published");
    g_string_append_printf(s, "  %-12s%s\n", "n is of", x->n_unit);
    g_string_append_printf(s, "  %-12s%s\n", "Source", x->source);
    if (x->superseded_by != NULL)
        g_string_append_printf(s, "  %-12sby %s\n", "Superseded",
                               x->superseded_by);
}

static int list_priors(const char *folder)
{
    sw_diagnostics *d = sw_diagnostics_new();
    g_autoptr(GPtrArray) priors = sw_priors_load(folder, d);
    g_autoptr(GString) s = g_string_new(NULL);
    for (guint i = 0; i < priors->len; i++)
        append_prior(s, priors->pdata[i]);
    int code = sw_diagnostics_count(d, SW_ERROR) > 0 ? SW_EXIT_REJECTED
               : sw_print_result(s->str)             ? SW_EXIT_DONE
                                                     : SW_EXIT_OUTPUT;
    sw_print_diagnostics(d, SW_WARNING, false);
    sw_diagnostics_free(d);
    return code;
}

static int look_up(const char *folder, const char *word)
{
    if (word != NULL &&
        (strcmp(word, "prior") == 0 || strcmp(word, "priors") == 0))
        return list_priors(folder);
    sw_error err = {0};
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *root = read_figures(folder, d, &err);
    int code = SW_EXIT_REJECTED;
    const sw_json *figures = sw_json_member(root, "figures");
    sw_json *schema = sw_template_json(SCHEMA, folder, d);
    g_autoptr(GPtrArray) keys = sw_pilot_keys(schema);
    if (figures != NULL && figures->type == SW_JSON_ARRAY)
        code =
            word == NULL ? list_names(figures) : explain(figures, keys, word);
    else if (root != NULL)
        sw_complain("%s has no array 'figures'", TEMPLATE);
    else if (err.code != SW_OK)
        sw_complain("%s", err.message);
    sw_print_diagnostics(d, SW_WARNING, false);
    sw_diagnostics_free(d);
    sw_json_free(root);
    sw_json_free(schema);
    return code;
}

static int run(void *options, char **rest)
{
    const sw_common *common = options;
    if (rest[1] == NULL || rest[2] == NULL)
        return look_up(common->templates, rest[1]);
    sw_complain("explain takes one name; see 'seatworth explain --help'");
    return SW_EXIT_USAGE;
}

const sw_command SW_EXPLAIN = {
    .name = "explain",
    .purpose = "what a figure or a key means, its method and source",
    .usage = "[NAME]",
    .about = "What a figure of the results means, how it is made, and after "
             "whom.\n\nNAME is a key of result.json (economics.npv) or of "
             "pilot.json (policy.required_probability), or its last part "
             "(npv), or a label of page one ('Act by'); without one, the "
             "names of the figures are listed. 'explain "
             "prior' lists the published estimates that are printed beside a "
             "pilot's own.",
    .example = "explain simulation.evpi",
    .words = "NAME",
    .common = SW_COMMON_TEMPLATES,
    .size = sizeof(sw_common),
    .run = run,
};
