/* stat_options.c - the command line of `seatworth stat`. */
#include "cli/stat_options.h"

#include <math.h>
#include <string.h>

#include "cli/print.h"
#include "cli/stat_data.h"
#include "ingest/schema.h"

enum { MAX_RESAMPLES = 10 * 1000 * 1000, MAX_POLYNOMIAL = 20 };

static size_t index_of(const char *name)
{
    for (size_t i = 0; i < SW_STAT_N_OPTIONS; i++)
        if (strcmp(SW_STAT_OPTIONS[i].name, name) == 0)
            return i;
    g_assert_not_reached();
}

static const char *value_of(const sw_stat_line *line, const char *name)
{
    return line->text[index_of(name)];
}

static void *member(sw_stat_options *o, size_t offset)
{
    return (char *)o + offset;
}

/* What is not given; numbers are unknown. */
static void set_defaults(sw_stat_options *o)
{
    *o = (sw_stat_options){.seed = 1, .polynomial = 1};
    for (size_t i = 0; i < SW_STAT_N_OPTIONS; i++)
        if (SW_STAT_OPTIONS[i].kind == SW_STAT_IS_NUMBER)
            *(double *)member(o, SW_STAT_OPTIONS[i].at) = NAN;
    o->conf = 0.95;
    o->null = 0.0;
}

static bool take_number(double *out, const char *name, const char *text)
{
    if (sw_stat_parse(out, text))
        return true;
    sw_complain("--%s %s is no number", name, text);
    return false;
}

static bool take(sw_stat_line *line, size_t i)
{
    sw_stat_options *o = &line->options;
    const sw_stat_option *opt = &SW_STAT_OPTIONS[i];
    const char *text = line->text[i];
    if (opt->kind == SW_STAT_IS_FLAG)
        *(bool *)member(o, opt->at) = line->flag[i];
    if (text == NULL)
        return true;
    if (opt->kind == SW_STAT_IS_COLUMN)
        o->column[opt->at] = text;
    else if (opt->kind == SW_STAT_IS_TEXT && opt->at != 0)
        *(const char **)member(o, opt->at) = text;
    else if (opt->kind == SW_STAT_IS_NUMBER)
        return take_number(member(o, opt->at), opt->name, text);
    return true;
}

static bool take_alternative(sw_stat_line *line)
{
    static const char *const words[] = {"two-sided", "less", "greater"};
    size_t which;
    sw_error err = {0};
    if (sw_stat_choice(&which, "alternative", value_of(line, "alternative"), 0,
                       words, G_N_ELEMENTS(words), &err) != SW_OK) {
        sw_complain("%s", err.message);
        return false;
    }
    line->options.alternative = (sw_hypothesis)which;
    return true;
}

static bool take_count(guint64 *out, const char *name, const char *text,
                       guint64 most)
{
    if (text == NULL ||
        g_ascii_string_to_unsigned(text, 10, 1, most, out, NULL))
        return true;
    sw_complain("--%s %s is no whole number from 1 to %" G_GUINT64_FORMAT, name,
                text, most);
    return false;
}

static bool take_counts(sw_stat_line *line, const char *seed)
{
    sw_stat_options *o = &line->options;
    guint64 resamples = 0, polynomial = 1;
    if (!take_count(&resamples, "resamples", value_of(line, "resamples"),
                    MAX_RESAMPLES) ||
        !take_count(&polynomial, "polynomial", value_of(line, "polynomial"),
                    MAX_POLYNOMIAL))
        return false;
    o->resamples = resamples;
    o->polynomial = (int)polynomial;
    if (seed != NULL) /* sw_options_read has checked it */
        o->seed = g_ascii_strtoull(seed, NULL, 10);
    return true;
}

static bool take_all(sw_stat_line *line)
{
    for (size_t i = 0; i < SW_STAT_N_OPTIONS; i++)
        if (!take(line, i))
            return false;
    sw_stat_options *o = &line->options;
    o->has_null = value_of(line, "null") != NULL;
    if (!(o->conf > 0.0 && o->conf < 1.0)) {
        sw_complain("--conf %s is not between 0 and 1", value_of(line, "conf"));
        return false;
    }
    return take_alternative(line) && take_counts(line, line->common.seed);
}

/* METHOD and FILE.csv; a "--" that GLib left there is no argument. */
static bool take_words(sw_stat_line *line)
{
    const char **word[] = {&line->method, &line->file};
    size_t n = 0;
    for (char **w = line->rest + 1; *w != NULL; w++) {
        if (strcmp(*w, "--") == 0)
            continue;
        if (n == G_N_ELEMENTS(word)) {
            sw_complain("one file at a time, not '%s' too; see 'seatworth stat "
                        "--help'",
                        *w);
            return false;
        }
        *word[n++] = *w;
    }
    return true;
}

bool sw_stat_line_read(sw_stat_line *line, char **rest)
{
    line->rest = rest;
    set_defaults(&line->options);
    return take_all(line) && take_words(line);
}

void sw_stat_append_options(GArray *options)
{
    for (size_t i = 0; i < SW_STAT_N_OPTIONS; i++) {
        const sw_stat_option *x = &SW_STAT_OPTIONS[i];
        bool flag = x->kind == SW_STAT_IS_FLAG;
        sw_flag o = {
            .name = x->name,
            .takes = flag ? SW_TAKES_NOTHING : SW_TAKES_ONE,
            .at = flag ? offsetof(sw_stat_line, flag) + i * sizeof(gboolean)
                       : offsetof(sw_stat_line, text) + i * sizeof(char *),
            .value = x->value,
            .says = x->says,
            .words = x->words};
        g_array_append_val(options, o);
    }
}

bool sw_stat_line_check(const sw_stat_line *line, const sw_stat_method *method)
{
    for (int role = 0; role < SW_STAT_ROLES; role++)
        if ((method->needs & 1u << role) != 0 &&
            line->options.column[role] == NULL) {
            sw_complain("stat %s needs --%s; see 'seatworth stat --help'",
                        method->name, sw_stat_role_name((sw_stat_role)role));
            return false;
        }
    if (method->no_file && line->file != NULL) {
        sw_complain("stat %s reads no file, so not '%s'", method->name,
                    line->file);
        return false;
    }
    if (!method->no_file && line->file == NULL) {
        sw_complain("stat %s needs a FILE.csv; see 'seatworth stat --help'",
                    method->name);
        return false;
    }
    return true;
}

static bool is_word_of(const char *words, const char *word)
{
    g_auto(GStrv) each = g_strsplit(words == NULL ? "" : words, " ", -1);
    return g_strv_contains((const char *const *)each, word);
}

static bool is_used(const sw_stat_option *o, const sw_stat_method *method)
{
    if (strcmp(o->name, "json") == 0 || strcmp(o->name, "conf") == 0)
        return true;
    if (o->kind == SW_STAT_IS_COLUMN &&
        ((method->needs | method->takes) & 1u << o->at))
        return true;
    return is_word_of(method->options, o->name);
}

bool sw_stat_takes(const char *method_name, const char *name)
{
    const sw_stat_method *method =
        method_name != NULL ? sw_stat_find(method_name) : NULL;
    if (method == NULL)
        return true;
    for (size_t i = 0; i < SW_STAT_N_OPTIONS; i++)
        if (strcmp(SW_STAT_OPTIONS[i].name, name) == 0)
            return is_used(&SW_STAT_OPTIONS[i], method);
    return true;
}

void sw_stat_note_unused(const sw_stat_line *line, const sw_stat_method *method,
                         sw_stat_output *out)
{
    for (size_t i = 0; i < SW_STAT_N_OPTIONS; i++)
        if ((line->text[i] != NULL || line->flag[i]) &&
            !is_used(&SW_STAT_OPTIONS[i], method))
            sw_stat_note(out, "--%s is not used by %s", SW_STAT_OPTIONS[i].name,
                         method->name);
}

sw_status sw_stat_choice(size_t *out, const char *option_name,
                         const char *value, size_t fallback,
                         const char *const *words, size_t n, sw_error *err)
{
    *out = fallback;
    if (value == NULL)
        return SW_OK;
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i], value) == 0) {
            *out = i;
            return SW_OK;
        }
    g_autoptr(GString) all = g_string_new(NULL);
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(all, "%s%s", i > 0 ? ", " : "", words[i]);
    return sw_fail(err, SW_EPARSE, "--%s %s is none of %s", option_name, value,
                   all->str);
}

sw_status sw_stat_number_list(const double **v, size_t *n,
                              const sw_stat_data *data, const char *option_name,
                              const char *value, sw_error *err)
{
    g_auto(GStrv) each = g_strsplit(value, ",", -1);
    size_t length = g_strv_length(each);
    double *numbers = sw_stat_alloc(data, length, sizeof *numbers);
    for (size_t i = 0; i < length; i++)
        if (!sw_stat_parse(&numbers[i], g_strstrip(each[i])))
            return sw_fail(err, SW_EPARSE, "--%s %s: '%s' is no number",
                           option_name, value, each[i]);
    *v = numbers;
    *n = length;
    return SW_OK;
}
