/*
 * published.c - which published estimates stand beside the pilot's own: those
 * that policy.priors names, else all of time that no later version supersedes.
 */
#include <math.h>

#include "ingest/priors.h"
#include "ingest/schema.h"
#include "pilot/load.h"

static bool has_log_outcome(const sw_pilot *p)
{
    for (size_t i = 0; i < p->n_outcomes; i++)
        if (p->outcomes[i].log_scale)
            return true;
    return false;
}

static void refuse_unknown(const sw_load *load, const sw_json *where)
{
    const GPtrArray *all = load->pilot->priors;
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    for (guint i = 0; i < all->len; i++)
        g_ptr_array_add(ids, ((sw_prior *)all->pdata[i])->id);
    const char *near = sw_nearest_name(
        where->string, (const char *const *)ids->pdata, ids->len);
    g_autofree char *remedy =
        near ? g_strdup_printf("did you mean '%s'?", near)
             : g_strdup("'seatworth explain prior' lists them");
    sw_load_problem(load, SW_ERROR, "no-prior", where, remedy,
                    "there is no published estimate '%s'", where->string);
}

/* A pilot's own estimate is one of time: in minutes a week or, of tasks on the
 * log scale, the logarithm of a ratio. */
static bool is_comparable(const sw_load *load, const sw_prior *x,
                          const sw_json *where)
{
    static const char REMEDY[] =
        "name one of time on the pilot's scale; 'seatworth explain prior' "
        "lists them with theirs";
    bool on_scale =
        x->scale == SW_PRIOR_MINUTES ||
        (x->scale == SW_PRIOR_LOG_RATIO && has_log_outcome(load->pilot));
    if (!x->measures_time)
        sw_load_problem(load, SW_ERROR, "prior-scale", where, REMEDY,
                        "'%s' is no estimate of time: it cannot stand beside "
                        "the pilot's",
                        x->id);
    else if (!on_scale)
        sw_load_problem(load, SW_ERROR, "prior-scale", where, REMEDY,
                        "'%s' is on the scale %s, and the pilot has no "
                        "estimate on it: the two cannot be compared",
                        x->id, sw_prior_scale_name(x->scale));
    return x->measures_time && on_scale;
}

static void take_named(const sw_load *load, const sw_json *list)
{
    for (size_t i = 0; i < list->n_items; i++) {
        const sw_json *id = list->items[i];
        const sw_prior *x = sw_prior_find(load->pilot->priors, id->string);
        if (x == NULL)
            refuse_unknown(load, id);
        else if (is_comparable(load, x, id))
            g_ptr_array_add(load->pilot->published, (gpointer)x);
    }
}

static void take_current(sw_pilot *p)
{
    for (guint i = 0; i < p->priors->len; i++) {
        sw_prior *x = p->priors->pdata[i];
        if (x->measures_time && x->superseded_by == NULL &&
            isfinite(x->estimate))
            g_ptr_array_add(p->published, x);
    }
}

void sw_load_published(const sw_load *load)
{
    sw_pilot *p = load->pilot;
    const sw_json *list =
        sw_json_member(sw_json_member(load->root, "policy"), "priors");
    p->priors = sw_priors_load(load->opts->templates, load->d);
    p->published = g_ptr_array_new();
    if (list != NULL && list->type == SW_JSON_ARRAY)
        take_named(load, list);
    else
        take_current(p);
}
