/* stat_options.c - the command line of `seatworth stat`. */
#include "cli/stat_options.h"

#include <math.h>
#include <string.h>

#include "cli/options.h"
#include "cli/print.h"
#include "cli/stat_data.h"
#include "ingest/schema.h"

enum { MAX_RESAMPLES = 10 * 1000 * 1000, MAX_POLYNOMIAL = 20 };

typedef enum option_kind {
    COLUMN, /* a role */
    TEXT,
    NUMBER, /* at: member of sw_stat_options */
    COUNT,
    FLAG
} option_kind;

/* One option with a value, or one flag. */
typedef struct option {
    const char *name;
    option_kind kind;
    size_t at; /* offset in sw_stat_options, or the role */
} option;

#define AT(member) offsetof(sw_stat_options, member)

static const option OPTIONS[] = {
    {"y", COLUMN, SW_STAT_Y},
    {"x", COLUMN, SW_STAT_X},
    {"group", COLUMN, SW_STAT_GROUP},
    {"before", COLUMN, SW_STAT_BEFORE},
    {"after", COLUMN, SW_STAT_AFTER},
    {"unit", COLUMN, SW_STAT_UNIT},
    {"period", COLUMN, SW_STAT_PERIOD},
    {"cluster", COLUMN, SW_STAT_CLUSTER},
    {"weights", COLUMN, SW_STAT_WEIGHTS},
    {"strata", COLUMN, SW_STAT_STRATA},
    {"lower", COLUMN, SW_STAT_LOWER},
    {"upper", COLUMN, SW_STAT_UPPER},
    {"event", COLUMN, SW_STAT_EVENT},
    {"time", COLUMN, SW_STAT_TIME},
    {"estimate", COLUMN, SW_STAT_ESTIMATE},
    {"se", COLUMN, SW_STAT_SE},
    {"p", COLUMN, SW_STAT_P},
    {"treated", TEXT, AT(treated)},
    {"vcov", TEXT, AT(vcov)},
    {"statistic", TEXT, AT(statistic)},
    {"method", TEXT, AT(method)},
    {"family", TEXT, AT(family)},
    {"kind", TEXT, AT(kind)},
    {"range", TEXT, AT(range)},
    {"curve", TEXT, AT(curve)},
    {"margins", TEXT, AT(margins)},
    {"looks", TEXT, AT(looks)},
    {"expected", TEXT, AT(expected)},
    {"conf", NUMBER, AT(conf)},
    {"null", NUMBER, AT(null)},
    {"margin", NUMBER, AT(margin)},
    {"alpha", NUMBER, AT(alpha)},
    {"cap", NUMBER, AT(cap)},
    {"tau-scale", NUMBER, AT(tau_scale)},
    {"n", NUMBER, AT(n)},
    {"effect", NUMBER, AT(effect)},
    {"sd", NUMBER, AT(sd)},
    {"icc", NUMBER, AT(icc)},
    {"cluster-size", NUMBER, AT(cluster_size)},
    {"target-power", NUMBER, AT(target_power)},
    {"df", NUMBER, AT(df)},
    {"resamples", COUNT, 0},
    {"polynomial", COUNT, 0},
    {"alternative", TEXT, 0},
    {"equal-variance", FLAG, AT(equal_variance)},
    {"delta", FLAG, AT(delta)},
    {"no-intercept", FLAG, AT(no_intercept)},
    {"hurdle", FLAG, AT(hurdle)},
    {"studentised", FLAG, AT(studentised)},
    {"table", FLAG, AT(table)},
    {"json", FLAG, AT(json)},
};

enum { N_OPTIONS = G_N_ELEMENTS(OPTIONS) };

static size_t index_of(const char *name)
{
    for (size_t i = 0; i < N_OPTIONS; i++)
        if (strcmp(OPTIONS[i].name, name) == 0)
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
    for (size_t i = 0; i < N_OPTIONS; i++)
        if (OPTIONS[i].kind == NUMBER)
            *(double *)member(o, OPTIONS[i].at) = NAN;
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
    const option *opt = &OPTIONS[i];
    const char *text = line->text[i];
    if (opt->kind == FLAG)
        *(bool *)member(o, opt->at) = line->flag[i];
    if (text == NULL)
        return true;
    if (opt->kind == COLUMN)
        o->column[opt->at] = text;
    else if (opt->kind == TEXT && opt->at != 0)
        *(const char **)member(o, opt->at) = text;
    else if (opt->kind == NUMBER)
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

/* What all commands read but stat has no use for. */
static bool refuse_common(const sw_common *c)
{
    const char *name = c->set != NULL           ? "set"
                       : c->scenario != NULL    ? "scenario"
                       : c->as_of != NULL       ? "as-of"
                       : c->templates != NULL   ? "templates"
                       : c->max_rejects != NULL ? "max-rejects"
                       : c->names               ? "names"
                                                : NULL;
    if (name != NULL)
        sw_complain("--%s is no option of stat; see 'seatworth stat --help'",
                    name);
    return name == NULL;
}

static bool take_all(sw_stat_line *line, const sw_common *common)
{
    if (!refuse_common(common))
        return false;
    for (size_t i = 0; i < N_OPTIONS; i++)
        if (!take(line, i))
            return false;
    sw_stat_options *o = &line->options;
    o->has_null = value_of(line, "null") != NULL;
    if (!(o->conf > 0.0 && o->conf < 1.0)) {
        sw_complain("--conf %s is not between 0 and 1", value_of(line, "conf"));
        return false;
    }
    return take_alternative(line) && take_counts(line, common->seed);
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

bool sw_stat_line_read(sw_stat_line *line, int argc, char **argv)
{
    *line = (sw_stat_line){.text = g_new0(char *, N_OPTIONS),
                           .flag = g_new0(gboolean, N_OPTIONS)};
    set_defaults(&line->options);
    GOptionEntry own[N_OPTIONS + 1] = {{0}};
    for (size_t i = 0; i < N_OPTIONS; i++) {
        own[i].long_name = OPTIONS[i].name;
        own[i].arg =
            OPTIONS[i].kind == FLAG ? G_OPTION_ARG_NONE : G_OPTION_ARG_FILENAME;
        own[i].arg_data = OPTIONS[i].kind == FLAG ? (gpointer)&line->flag[i]
                                                  : (gpointer)&line->text[i];
    }
    sw_common common = {0};
    bool good = sw_options_read(&common, own, argc, argv, "stat", &line->rest);
    line->help = common.help;
    line->quiet = common.quiet;
    good = good && (line->help || take_all(line, &common)) && take_words(line);
    sw_common_clear(&common);
    return good;
}

void sw_stat_line_clear(sw_stat_line *line)
{
    for (size_t i = 0; i < N_OPTIONS; i++)
        g_free(line->text[i]);
    g_free(line->text);
    g_free(line->flag);
    g_strfreev(line->rest);
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

static bool is_used(const option *o, const sw_stat_method *method)
{
    if (strcmp(o->name, "json") == 0 || strcmp(o->name, "conf") == 0)
        return true;
    if (o->kind == COLUMN && ((method->needs | method->takes) & 1u << o->at))
        return true;
    return is_word_of(method->options, o->name);
}

void sw_stat_note_unused(const sw_stat_line *line, const sw_stat_method *method,
                         sw_stat_output *out)
{
    for (size_t i = 0; i < N_OPTIONS; i++)
        if ((line->text[i] != NULL || line->flag[i]) &&
            !is_used(&OPTIONS[i], method))
            sw_stat_note(out, "--%s is not used by %s", OPTIONS[i].name,
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
