/* stat_did.c - difference in differences of a long table: two rows a unit. */
#include <math.h>

#include "cli/stat.h"

/* One unit: its value in both waves, and what must not change between them. */
typedef struct unit {
    double y[2];
    bool seen[2];
    size_t row; /* its first */
} unit;

static sw_status check_same(const sw_stat_data *data, sw_stat_role role,
                            size_t row, size_t other, sw_error *err)
{
    if (data->column[role].name == NULL)
        return SW_OK;
    const sw_stat_levels *levels = sw_stat_levels_of(data, role);
    if (levels->code[row] == levels->code[other])
        return SW_OK;
    return sw_fail(err, SW_ESCHEMA,
                   "unit '%s' changes its '%s' between the periods, in line "
                   "%zu",
                   data->column[SW_STAT_UNIT].text[row],
                   data->column[role].name, data->line[row]);
}

static sw_status add_row(unit *u, size_t row, size_t wave, double y,
                         const sw_stat_data *data, sw_error *err)
{
    if (u->seen[wave])
        return sw_fail(err, SW_ESCHEMA,
                       "unit '%s' occurs twice in period '%s', in line %zu",
                       data->column[SW_STAT_UNIT].text[row],
                       data->column[SW_STAT_PERIOD].text[row], data->line[row]);
    if (!u->seen[1 - wave])
        u->row = row;
    u->seen[wave] = true;
    u->y[wave] = y;
    sw_status st = check_same(data, SW_STAT_GROUP, row, u->row, err);
    if (st == SW_OK)
        st = check_same(data, SW_STAT_CLUSTER, row, u->row, err);
    return st;
}

static sw_status check_periods(const sw_stat_data *data, sw_error *err)
{
    const sw_stat_levels *period = sw_stat_levels_of(data, SW_STAT_PERIOD);
    if (period->n == 2)
        return SW_OK;
    return sw_fail(err, period->n > 2 ? SW_ESCHEMA : SW_ENODATA,
                   "column '%s' has %zu periods; two are needed",
                   data->column[SW_STAT_PERIOD].name, period->n);
}

/* units: [levels of --unit] */
static sw_status collect(unit *units, const sw_stat_data *data, sw_error *err)
{
    const double *y;
    sw_status st = sw_stat_numbers(&y, data, SW_STAT_Y, err);
    if (st == SW_OK)
        st = check_periods(data, err);
    if (st != SW_OK)
        return st;
    const sw_stat_levels *unit_of = sw_stat_levels_of(data, SW_STAT_UNIT);
    const sw_stat_levels *period = sw_stat_levels_of(data, SW_STAT_PERIOD);
    for (size_t i = 0; i < data->n && st == SW_OK; i++)
        st = add_row(&units[unit_of->code[i]], i, period->code[i], y[i], data,
                     err);
    return st;
}

/* Units with both waves, side by side. */
typedef struct panel {
    double *before, *after;
    bool *treated;
    size_t *cluster;
    size_t n, dropped;
} panel;

static panel balance(const sw_stat_data *data, const unit *units,
                     const sw_stat_arms *arms)
{
    size_t count = sw_stat_levels_of(data, SW_STAT_UNIT)->n;
    const size_t *cluster = sw_stat_clusters(data);
    panel p = {.before = sw_stat_alloc(data, count, sizeof(double)),
               .after = sw_stat_alloc(data, count, sizeof(double)),
               .treated = sw_stat_alloc(data, count, sizeof(bool)),
               .cluster = sw_stat_alloc(data, count, sizeof(size_t))};
    for (size_t u = 0; u < count; u++) {
        if (!units[u].seen[0] || !units[u].seen[1]) {
            p.dropped++;
            continue;
        }
        p.before[p.n] = units[u].y[0];
        p.after[p.n] = units[u].y[1];
        p.treated[p.n] = arms->treated[units[u].row];
        p.cluster[p.n++] = cluster == NULL ? u : cluster[units[u].row];
    }
    if (cluster == NULL)
        p.cluster = NULL;
    return p;
}

/* Stands beside the estimate: where they disagree in sign, neither is safe. */
static void put_ancova(sw_stat_output *out, const panel *p, double did,
                       double level)
{
    sw_estimate e;
    sw_error err = {0};
    if (sw_stats_ancova(&e, p->before, p->after, p->treated, p->cluster, p->n,
                        level, &err) != SW_OK) {
        sw_stat_put(out, "ancova_estimate", NAN);
        sw_stat_note(out, "no ancova_estimate: %s", err.message);
        return;
    }
    sw_stat_put(out, "ancova_estimate", e.estimate);
    if (e.estimate * did < 0.0)
        sw_stat_note(out, "it has the opposite sign of ancova_estimate: the "
                          "answer depends on how the arms differed before");
}

static sw_status did(const sw_stat_data *data, sw_stat_output *out,
                     sw_error *err)
{
    const sw_stat_options *o = data->options;
    size_t count = sw_stat_levels_of(data, SW_STAT_UNIT)->n;
    unit *units = sw_stat_alloc(data, count, sizeof *units);
    sw_stat_arms arms;
    sw_status st = collect(units, data, err);
    if (st == SW_OK)
        st = sw_stat_two_arms(&arms, data, err);
    if (st != SW_OK)
        return st;
    panel p = balance(data, units, &arms);
    sw_stat_set_n(out, p.n);
    if (p.dropped > 0)
        sw_stat_note(out, "%zu unit%s without both periods left out", p.dropped,
                     p.dropped == 1 ? "" : "s");
    sw_estimate e;
    st = sw_stats_did(&e, p.before, p.after, p.treated, p.cluster, p.n, o->conf,
                      err);
    if (st != SW_OK)
        return st;
    sw_stat_direct(&e, o);
    sw_stat_put_estimate(out, &e, o);
    put_ancova(out, &p, e.estimate, o->conf);
    return SW_OK;
}

const sw_stat_method SW_STAT_PANEL[] = {
    {.name = "did",
     .purpose = "difference in differences of two periods",
     .needs = SW_STAT_SET(Y) | SW_STAT_SET(UNIT) | SW_STAT_SET(PERIOD) |
              SW_STAT_SET(GROUP),
     .takes = SW_STAT_SET(CLUSTER),
     .options = "treated null alternative",
     .nulls = "estimate se df statistic p ci ancova_estimate",
     .run = did},
};
const size_t SW_STAT_PANEL_N = sizeof SW_STAT_PANEL / sizeof *SW_STAT_PANEL;
