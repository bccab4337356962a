/* stat_means.c - methods of `stat` that compare means. */
#include "cli/stat.h"

static sw_status t_test(const sw_stat_data *data, sw_stat_output *out,
                        sw_error *err)
{
    const sw_stat_options *o = data->options;
    const double *y;
    sw_stat_arms arms;
    sw_status st = sw_stat_numbers(&y, data, SW_STAT_Y, err);
    if (st == SW_OK)
        st = sw_stat_two_arms(&arms, data, err);
    if (st != SW_OK)
        return st;
    sw_sample treated, control;
    sw_stat_split(&treated, &control, data, &arms, y);
    sw_estimate e;
    st = sw_stats_welch(&e, treated, control, o->conf, err);
    if (st != SW_OK)
        return st;
    sw_stat_direct(&e, o);
    sw_stat_put_estimate(out, &e, o);
    sw_stat_put(out, "effect_size", e.effect_size);
    return SW_OK;
}

const sw_stat_method SW_STAT_MEANS[] = {
    {.name = "t-test",
     .purpose = "difference of two means (Welch)",
     .needs = SW_STAT_SET(Y) | SW_STAT_SET(GROUP),
     .options = "treated null alternative",
     .nulls = "estimate se df statistic p ci effect_size",
     .run = t_test},
};
const size_t SW_STAT_MEANS_N = sizeof SW_STAT_MEANS / sizeof *SW_STAT_MEANS;
