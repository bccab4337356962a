/*
 * evidence_habits.c - who uses it: people, not actions; how soon, how long, and
 * where the active share is heading. Every eligible seat is below the line.
 */
#include <math.h>

#include "report/evidence_blocks.h"

static void put_people(sw_sheet *s, const sw_habits *x)
{
    static const char *const HEADS[] = {"People", ">Number",
                                        ">Of eligible seats", NULL};
    const struct {
        const char *name;
        double n;
    } row[] = {{"Eligible seats", (double)x->seats},
               {"Ever used it", (double)x->ever},
               {"Active of late", (double)x->active},
               {"Habitual (9 of 12 weeks)", x->habitual},
               {"Power (habitual, on many days)", x->power},
               {"Lapsed", (double)x->lapsed},
               {"Never used it", (double)x->never}};
    sw_put_heads(s, HEADS);
    lxw_row_t seats = s->row;
    for (size_t i = 0; i < G_N_ELEMENTS(row); i++) {
        lxw_row_t r = s->row++;
        sw_put_text(s, r, 0, row[i].name, SW_LOOK_CELL);
        sw_put_number(s, r, 1, row[i].n, SW_LOOK_CELL, SW_NUM_COUNT);
        if (isnan(row[i].n))
            sw_put_text(s, r, 2, "n/a", SW_LOOK_CELL);
        else
            sw_put_formula(s, r, 2, row[i].n / (double)x->seats, SW_LOOK_CELL,
                           SW_NUM_PERCENT_1, "=%s/%s",
                           sw_at(r, 1, SW_FIX_NONE).text,
                           sw_at(seats, 1, SW_FIX_NONE).text);
    }
}

static void put_ceiling(sw_sheet *s, const sw_habits *x)
{
    lxw_row_t r;
    sw_put_fact_heads(s, "Curves");
    sw_put_fact(s, "Weeks to first use, median", x->first_use_median,
                SW_NUM_DECIMAL_1, "of all seats; n/a: not half of them began");
    sw_put_fact(s, "Have used it by the end", x->first_use_share,
                SW_NUM_PERCENT_1, "Kaplan-Meier");
    r = s->row;
    sw_put_fact_of(s, "Ceiling of the active share", x->ceiling,
                   SW_NUM_PERCENT_1, x->note);
    sw_put_number(s, r, 2, x->ceiling_lower, SW_LOOK_CELL, SW_NUM_PERCENT_1);
    sw_put_number(s, r, 3, x->ceiling_upper, SW_LOOK_CELL, SW_NUM_PERCENT_1);
}

static void put_curve(sw_sheet *s, const char *title, const sw_habit_point *x,
                      size_t n, bool is_fitted)
{
    const char *const heads[] = {
        title,      ">Week",     ">Share",
        ">95% low", ">95% high", is_fitted ? ">Fitted curve" : NULL,
        NULL};
    if (n == 0)
        return;
    sw_put_heads(s, heads);
    for (size_t i = 0; i < n; i++) {
        lxw_row_t r = s->row++;
        const double share[] = {x[i].share, x[i].lower, x[i].upper,
                                x[i].fitted};
        sw_put_text(s, r, 0, "", SW_LOOK_CELL);
        sw_put_number(s, r, 1, x[i].week, SW_LOOK_CELL, SW_NUM_DECIMAL_1);
        for (lxw_col_t c = 0; c < (is_fitted ? 4 : 3); c++)
            sw_put_number(s, r, (lxw_col_t)(2 + c), share[c], SW_LOOK_CELL,
                          SW_NUM_PERCENT_1);
    }
}

void sw_put_habits(sw_sheet *s, const sw_evaluation *e)
{
    const sw_habits *x = e->evidence->habits;
    if (x == NULL || x->seats < (size_t)MAX(e->pilot->min_group, 1))
        return;
    const sw_language *l = e->pilot->language;
    g_autofree char *says =
        isnan(x->habitual)
            ? sw_say(l,
                     "Habits: %zu of %zu seats were active in the last %d "
                     "days, %zu never were; weeks are not known",
                     x->active, x->seats, x->active_days, x->never)
            : sw_say(l,
                     "Habits: %zu of %zu seats were active in the last %d "
                     "days, %.0f use it out of habit, %zu never did",
                     x->active, x->seats, x->active_days, x->habitual,
                     x->never);
    sw_put_data_section(s, says, SW_EVIDENCE_COLUMNS);
    put_people(s, x);
    put_ceiling(s, x);
    put_curve(s, "Active share by week", x->adoption, x->n_adoption,
              x->curve != NULL);
    put_curve(s, "Still using it, weeks after their first use", x->retention,
              x->n_retention, false);
    s->row++;
}
