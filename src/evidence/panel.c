/*
 * panel.c - building panels and taking complete rows out of them.
 */
#include "evidence/panel.h"

#include <math.h>

sw_panel *sw_panel_new(const sw_pilot *pilot, size_t capacity)
{
    sw_panel *panel = g_new0(sw_panel, 1);
    panel->pilot = pilot;
    panel->person = g_new(int, capacity);
    panel->before = g_new(double, capacity);
    panel->after = g_new(double, capacity);
    panel->treated = g_new(bool, capacity);
    panel->cluster = g_new(size_t, capacity);
    return panel;
}

void sw_panel_free(sw_panel *panel)
{
    if (!panel)
        return;
    g_free(panel->person);
    g_free(panel->before);
    g_free(panel->after);
    g_free(panel->treated);
    g_free(panel->cluster);
    g_free(panel);
}

void sw_panel_add(sw_panel *panel, int person, double before, double after,
                  bool treated)
{
    const sw_roster *roster = &panel->pilot->roster;
    size_t i = panel->n++;
    panel->person[i] = person;
    panel->before[i] = before;
    panel->after[i] = after;
    panel->treated[i] = treated;
    /* People of whom nothing is known are clusters of their own. */
    panel->cluster[i] = person >= 0 ? sw_cluster_of(roster, person)
                                    : roster->n_teams + roster->n + i;
}

sw_panel *sw_panel_select(const sw_panel *panel, bool before, bool after,
                          bool treated, bool control)
{
    sw_panel *out = sw_panel_new(panel->pilot, panel->n);
    for (size_t i = 0; i < panel->n; i++) {
        if (before && isnan(panel->before[i]))
            continue;
        if (after && isnan(panel->after[i]))
            continue;
        if (panel->treated[i] ? treated : control)
            sw_panel_add(out, panel->person[i], panel->before[i],
                         panel->after[i], panel->treated[i]);
    }
    out->clustered = sw_teams_are_clusters(out->pilot, out->person, out->n);
    return out;
}

size_t sw_panel_count(const sw_panel *panel, bool treated)
{
    size_t n = 0;
    for (size_t i = 0; i < panel->n; i++)
        n += panel->treated[i] == treated;
    return n;
}

size_t sw_panel_clusters(const sw_panel *panel, bool treated)
{
    g_autofree size_t *labels = g_new(size_t, panel->n);
    size_t n = 0;
    for (size_t i = 0; i < panel->n; i++)
        if (panel->treated[i] == treated)
            labels[n++] = panel->cluster[i];
    return sw_count_clusters(labels, n);
}
