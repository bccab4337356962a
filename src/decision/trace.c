#include "decision/trace.h"

#include <math.h>

void sw_trace_add(sw_trace *t, sw_rule row, const char *rule, sw_message *note)
{
    row.note = note;
    row.rule = rule;
    g_array_append_val(t->rows, row);
}

sw_rule sw_trace_step(double value, double threshold, bool passed)
{
    return (sw_rule){.value = value,
                     .threshold = threshold,
                     .applies = true,
                     .passed = passed};
}

sw_rule sw_trace_money(double value, double threshold, bool passed)
{
    sw_rule row = sw_trace_step(value, threshold, passed);
    row.is_money = true;
    return row;
}

sw_rule sw_trace_price(double value, double threshold, bool passed)
{
    sw_rule row = sw_trace_step(value, threshold, passed);
    row.is_price = true;
    return row;
}

void sw_trace_skip(sw_trace *t, size_t from, const char *why)
{
    static const char *const STEPS[] = {
        "1. Best option in expectation", "2. Probability that it pays",
        "3. Extend with a study", "4. Renegotiate the price",
        "5. Keep the segments that pay"};
    for (size_t k = from; k <= G_N_ELEMENTS(STEPS); k++)
        sw_trace_add(t, (sw_rule){.value = NAN, .threshold = NAN}, STEPS[k - 1],
                     sw_message_word(why));
}
