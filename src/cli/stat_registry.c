/* stat_registry.c - every family of methods, in the order of the help. */
#include <string.h>

#include "cli/stat.h"

static const struct {
    const sw_stat_method *method;
    const size_t *n;
} FAMILIES[] = {
    {SW_STAT_MEANS, &SW_STAT_MEANS_N},
    {SW_STAT_MODELS, &SW_STAT_MODELS_N},
    {SW_STAT_PANEL, &SW_STAT_PANEL_N},
    {SW_STAT_INTERVAL, &SW_STAT_INTERVAL_N},
    {SW_STAT_REGRESSION, &SW_STAT_REGRESSION_N},
    {SW_STAT_POOL, &SW_STAT_POOL_N},
    {SW_STAT_WEIGHT, &SW_STAT_WEIGHT_N},
    {SW_STAT_RANK, &SW_STAT_RANK_N},
    {SW_STAT_RESAMPLE, &SW_STAT_RESAMPLE_N},
    {SW_STAT_COUNTS, &SW_STAT_COUNTS_N},
    {SW_STAT_CURVES, &SW_STAT_CURVES_N},
    {SW_STAT_DESIGN, &SW_STAT_DESIGN_N},
    {SW_STAT_PLAN, &SW_STAT_PLAN_N},
};

const sw_stat_method *sw_stat_at(size_t i)
{
    for (size_t f = 0; f < sizeof FAMILIES / sizeof *FAMILIES; f++) {
        if (i < *FAMILIES[f].n)
            return &FAMILIES[f].method[i];
        i -= *FAMILIES[f].n;
    }
    return NULL;
}

const sw_stat_method *sw_stat_find(const char *name)
{
    const sw_stat_method *method;
    for (size_t i = 0; (method = sw_stat_at(i)) != NULL; i++)
        if (strcmp(method->name, name) == 0)
            return method;
    return NULL;
}
