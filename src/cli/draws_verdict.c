/* draws_verdict.c - the keys of the JSON, and the same in columns. */
#include "cli/draws_verdict.h"

#include <math.h>
#include <string.h>

static void put_options(sw_json_writer *w, const sw_draws_report *r,
                        const sw_draws_verdict *v)
{
    sw_json_key(w, "options");
    sw_json_begin_array(w);
    for (size_t o = 0; o < r->n_options; o++) {
        sw_json_begin_object(w);
        sw_json_put_string(w, "option", r->option[o]);
        sw_json_put_number(w, "expected_net_benefit", v->worth[o].mean);
        sw_json_put_number(w, "sd", v->worth[o].sd);
        sw_json_put_number(w, "probability_best", v->worth[o].probability_best);
        sw_json_put_number(w, "expected_loss", v->worth[o].expected_loss);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_chance(sw_json_writer *w, const sw_draws_report *r,
                       const sw_draws_verdict *v, size_t option)
{
    sw_json_begin_object(w);
    sw_json_put_number(w, "threshold", v->threshold);
    sw_json_put_string(w, "option", r->option[option]);
    sw_json_put_number(w, "probability", v->worth[option].probability_best);
    sw_json_end_object(w);
}

/* The curve of each option and the frontier, over n thresholds. */
static void put_curves(sw_json_writer *w, const sw_draws_report *r,
                       const sw_draws_verdict *v, size_t n)
{
    sw_json_key(w, "ceac");
    sw_json_begin_array(w);
    for (size_t i = 0; i < n; i++)
        for (size_t o = 0; o < r->n_options; o++)
            put_chance(w, r, &v[i], o);
    sw_json_end_array(w);
    sw_json_key(w, "ceaf");
    sw_json_begin_array(w);
    for (size_t i = 0; i < n; i++)
        put_chance(w, r, &v[i], v[i].choice.best);
    sw_json_end_array(w);
}

static void put_evppi(sw_json_writer *w, const sw_draws_report *r,
                      const sw_draws_verdict *v)
{
    sw_json_key(w, "evppi");
    sw_json_begin_array(w);
    for (size_t p = 0; p < r->n_parameters; p++) {
        sw_json_begin_object(w);
        sw_json_put_string(w, "parameter", r->parameter[p]);
        sw_json_put_number(w, "value", v->evppi[p].value);
        sw_json_put_number(w, "se", v->evppi[p].se);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_verdict(sw_json_writer *w, const sw_draws_report *r,
                        const sw_draws_verdict *v)
{
    sw_json_put_number(w, "threshold", v->threshold);
    put_options(w, r, v);
    sw_json_put_string(w, "best", r->option[v->choice.best]);
    sw_json_put_number(w, "evpi", v->choice.evpi);
    sw_json_put_number(w, "evpi_se", v->choice.evpi_se);
    put_curves(w, r, v, 1);
    put_evppi(w, r, v);
}

static void put_notes(sw_json_writer *w, const sw_draws_report *r)
{
    sw_json_key(w, "notes");
    sw_json_begin_array(w);
    if (r->note != NULL)
        sw_json_string(w, r->note);
    sw_json_end_array(w);
}

char *sw_draws_report_json(const sw_draws_report *r)
{
    sw_json_writer w;
    sw_json_writer_init(&w);
    sw_json_begin_object(&w);
    sw_json_put_integer(&w, "draws", (long long)r->n_draws);
    if (r->n_verdicts == 1) {
        put_verdict(&w, r, r->verdict);
    } else {
        sw_json_key(&w, "by_threshold");
        sw_json_begin_array(&w);
        for (size_t i = 0; i < r->n_verdicts; i++) {
            sw_json_begin_object(&w);
            put_verdict(&w, r, &r->verdict[i]);
            sw_json_end_object(&w);
        }
        sw_json_end_array(&w);
        put_curves(&w, r, r->verdict, r->n_verdicts);
    }
    put_notes(&w, r);
    sw_json_end_object(&w);
    return sw_json_writer_take(&w, NULL);
}

enum { SHORT_NUMBER = 40 };

/* Whole numbers from a thousand up, else four digits. */
static const char *short_number(double x, char buf[SHORT_NUMBER])
{
    bool whole = fabs(x) >= 999.95 && fabs(x) < 1e15;
    g_snprintf(buf, SHORT_NUMBER, whole ? "%.0f" : "%.4g", x);
    return isfinite(x) ? buf : "n/a";
}

/* Columns, not bytes: names may be in any language. */
static void put_name(GString *s, const char *name, size_t width)
{
    g_string_append(s, name);
    glong length = g_utf8_strlen(name, -1);
    for (size_t i = (size_t)length; i < width; i++)
        g_string_append_c(s, ' ');
}

static size_t width_of(const char *title, const char *const *name, size_t n)
{
    size_t width = (size_t)g_utf8_strlen(title, -1);
    for (size_t i = 0; i < n; i++)
        width = MAX(width, (size_t)g_utf8_strlen(name[i], -1));
    return width;
}

static void append_options(GString *s, const sw_draws_report *r,
                           const sw_draws_verdict *v)
{
    size_t width = width_of("Option", r->option, r->n_options);
    put_name(s, "Option", width);
    g_string_append(s, "  Net benefit           sd  P(best)  Expected loss\n");
    for (size_t o = 0; o < r->n_options; o++) {
        char mean[SHORT_NUMBER], sd[SHORT_NUMBER], loss[SHORT_NUMBER];
        const sw_option_worth *w = &v->worth[o];
        put_name(s, r->option[o], width);
        g_string_append_printf(
            s, "  %11s  %11s  %6.1f%%  %13s%s\n", short_number(w->mean, mean),
            short_number(w->sd, sd), 100.0 * w->probability_best,
            short_number(w->expected_loss, loss),
            o == v->choice.best ? "  best" : "");
    }
}

static int by_value(const void *a, const void *b, void *verdict)
{
    const sw_draws_verdict *v = verdict;
    size_t i = *(const size_t *)a, j = *(const size_t *)b;
    double x = v->evppi[i].value, y = v->evppi[j].value;
    if (x > y || x < y)
        return x > y ? -1 : 1;
    return (i > j) - (i < j);
}

static void append_evppi(GString *s, const sw_draws_report *r,
                         const sw_draws_verdict *v)
{
    if (r->n_parameters == 0)
        return;
    g_autofree size_t *order = g_new(size_t, r->n_parameters);
    for (size_t p = 0; p < r->n_parameters; p++)
        order[p] = p;
    g_qsort_with_data(order, (int)r->n_parameters, sizeof *order, by_value,
                      (void *)v);
    size_t width = width_of("Parameter", r->parameter, r->n_parameters);
    g_string_append_c(s, '\n');
    put_name(s, "Parameter", width);
    g_string_append(s, "        EVPPI           se\n");
    for (size_t i = 0; i < r->n_parameters; i++) {
        char value[SHORT_NUMBER], se[SHORT_NUMBER];
        const sw_partial_information *p = &v->evppi[order[i]];
        put_name(s, r->parameter[order[i]], width);
        g_string_append_printf(s, "  %11s  %11s\n",
                               short_number(p->value, value),
                               short_number(p->se, se));
    }
}

static void append_verdict(GString *s, const sw_draws_report *r,
                           const sw_draws_verdict *v)
{
    char evpi[SHORT_NUMBER], se[SHORT_NUMBER], k[SW_NUMBER_TEXT];
    if (!isnan(v->threshold))
        g_string_append_printf(s, "Threshold %s\n",
                               sw_number_text(v->threshold, k));
    append_options(s, r, v);
    g_string_append_printf(
        s,
        "\nKnowing everything before choosing would be worth %s "
        "(EVPI, standard error %s).\n",
        short_number(v->choice.evpi, evpi),
        short_number(v->choice.evpi_se, se));
    append_evppi(s, r, v);
}

char *sw_draws_report_text(const sw_draws_report *r)
{
    GString *s = g_string_new(NULL);
    for (size_t i = 0; i < r->n_verdicts; i++) {
        if (i > 0)
            g_string_append_c(s, '\n');
        append_verdict(s, r, &r->verdict[i]);
    }
    g_string_append_printf(s, "\n%zu draws.\n", r->n_draws);
    if (r->note != NULL)
        g_string_append_printf(s, "%s.\n", r->note);
    return g_string_free(s, FALSE);
}
