/*
 * evidence_published.c - published estimates beside the pilot's own.
 */
#include <math.h>

#include "report/evidence_blocks.h"

enum {
    STUDY,
    OF,
    VALUE,
    LOW,
    HIGH,
    N,
    YEAR,
    STANDS,
    TOOL,
    POPULATION,
    OUTCOME,
    SOURCE
};

static const char *stands_as(const sw_prior *x)
{
    return isfinite(x->se) ? "an estimate" : "a comparator: no standard error";
}

static void put_figure(sw_sheet *s, const sw_published_figure *f,
                       sw_number number)
{
    lxw_row_t r = s->row++;
    const sw_prior *x = f->prior;
    if (x == NULL)
        sw_put_text(s, r, STUDY, "This pilot", SW_LOOK_CELL);
    else
        sw_put_text(s, r, STUDY, x->study, SW_LOOK_CELL);
    sw_put_text(s, r, OF, x != NULL && x->per_user ? "users" : "seats",
                SW_LOOK_CELL);
    sw_put_number(s, r, VALUE, f->value, SW_LOOK_CELL, number);
    sw_put_number(s, r, LOW, f->lower, SW_LOOK_CELL, number);
    sw_put_number(s, r, HIGH, f->upper, SW_LOOK_CELL, number);
    if (x == NULL)
        return;
    sw_put_number(s, r, N, x->n, SW_LOOK_CELL, SW_NUM_COUNT);
    sw_put_number(s, r, YEAR, x->year, SW_LOOK_CELL, SW_NUM_GENERAL);
    sw_put_text(s, r, STANDS, stands_as(x), SW_LOOK_CELL);
    sw_put_text(s, r, TOOL, x->tool, SW_LOOK_CELL);
    sw_put_text(s, r, POPULATION, x->population, SW_LOOK_CELL);
    sw_put_text(s, r, OUTCOME, x->outcome, SW_LOOK_CELL);
    sw_put_text(s, r, SOURCE, x->source, SW_LOOK_PLAIN);
}

static char *heading(const sw_sheet *s, const sw_published *p)
{
    const sw_language *l = sw_sheet_language(s);
    double mine = p->figures[p->n - 1].value;
    if (p->scale == SW_PRIOR_MINUTES)
        return sw_say(l,
                      "Published trials: %.0f to %.0f minutes saved a week; "
                      "yours: %.0f",
                      p->least, p->most, mine);
    return sw_say(l,
                  "Published trials: the logarithm of the time a task takes "
                  "changed by %.2f to %.2f; yours: %.2f",
                  p->least, p->most, mine);
}

void sw_put_published(sw_sheet *s, const sw_evaluation *e)
{
    static const char *const HEADS[] = {"Study",
                                        "Of",
                                        ">Estimate",
                                        ">95% low",
                                        ">95% high",
                                        ">People",
                                        ">Year",
                                        "Stands as",
                                        "Tool",
                                        "Population",
                                        "What was measured",
                                        "Source",
                                        NULL};
    const sw_evidence *ev = e->evidence;
    for (size_t k = 0; k < ev->n_published; k++) {
        const sw_published *p = &ev->published[k];
        g_autofree char *says = heading(s, p);
        sw_put_data_section(s, says, SW_EVIDENCE_COLUMNS);
        sw_put_heads(s, HEADS);
        for (size_t i = 0; i < p->n; i++)
            put_figure(s, &p->figures[i],
                       p->scale == SW_PRIOR_MINUTES ? SW_NUM_COUNT
                                                    : SW_NUM_DECIMAL_2);
        sw_put_text(s, s->row++, 0,
                    "None of them enters the estimate: other people, other "
                    "tools, other tasks. 'seatworth explain prior' lists all.",
                    SW_LOOK_PLAIN);
        s->row++;
    }
}
