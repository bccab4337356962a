/*
 * evidence_facts.c - rows of a name, a figure with its interval, and a note.
 */
#include "report/evidence_blocks.h"

enum { NAME, VALUE, LOW, HIGH, NOTE };

static lxw_row_t put_fact(sw_sheet *s, const char *name, double value,
                          sw_number number)
{
    lxw_row_t r = s->row++;
    sw_put_text(s, r, NAME, name, SW_LOOK_CELL);
    sw_put_number(s, r, VALUE, value, SW_LOOK_CELL, number);
    sw_put_text(s, r, LOW, "", SW_LOOK_CELL);
    sw_put_text(s, r, HIGH, "", SW_LOOK_CELL);
    return r;
}

void sw_put_fact(sw_sheet *s, const char *name, double value, sw_number number,
                 const char *note)
{
    lxw_row_t r = put_fact(s, name, value, number);
    if (note != NULL)
        sw_put_text(s, r, NOTE, note, SW_LOOK_PLAIN);
}

void sw_put_fact_of(sw_sheet *s, const char *name, double value,
                    sw_number number, const sw_message *note)
{
    lxw_row_t r = put_fact(s, name, value, number);
    if (note != NULL)
        sw_put_message(s, r, NOTE, note, SW_LOOK_PLAIN);
}

static lxw_row_t put_minutes(sw_sheet *s, const char *name, const sw_minutes *m)
{
    lxw_row_t r = s->row++;
    const double value[] = {m->minutes, m->lower, m->upper};
    sw_put_text(s, r, NAME, name, SW_LOOK_CELL);
    for (lxw_col_t c = 0; c < 3; c++)
        sw_put_number(s, r, (lxw_col_t)(VALUE + c), value[c], SW_LOOK_CELL,
                      SW_NUM_DECIMAL_2);
    return r;
}

void sw_put_minutes(sw_sheet *s, const char *name, const sw_minutes *m,
                    const char *note)
{
    lxw_row_t r = put_minutes(s, name, m);
    if (note != NULL)
        sw_put_text(s, r, NOTE, note, SW_LOOK_PLAIN);
}

void sw_put_minutes_of(sw_sheet *s, const char *name, const sw_minutes *m,
                       const sw_message *note)
{
    lxw_row_t r = put_minutes(s, name, m);
    if (note != NULL)
        sw_put_message(s, r, NOTE, note, SW_LOOK_PLAIN);
}

void sw_put_fact_heads(sw_sheet *s, const char *what)
{
    const char *const heads[] = {what,        ">Value",       ">95% low",
                                 ">95% high", "What it says", NULL};
    sw_put_heads(s, heads);
}
