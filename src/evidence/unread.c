/*
 * unread.c - the mean with the answers that nobody can read taken as none: the
 * least that they can mean for time saved.
 */
#include "evidence/survey.h"

#include <math.h>

/* The item with every unread answer as [0, 0]; the caller frees the bounds. */
static sw_item with_none(const sw_item *item, size_t n)
{
    sw_item out = *item;
    out.lower = g_memdup2(item->lower, n * sizeof *item->lower);
    out.upper = g_memdup2(item->upper, n * sizeof *item->upper);
    for (size_t i = 0; i < n; i++)
        if (item->unread[i])
            out.lower[i] = out.upper[i] = 0;
    return out;
}

void sw_effect_unread(sw_effect *effect, const sw_responses *responses,
                      const sw_item *item, double cap)
{
    if (item->n_unread == 0)
        return;
    sw_item none = with_none(item, responses->pilot->survey.n);
    g_autoptr(sw_answers) answers =
        sw_answers_of(responses, &none, responses->after, SW_ARM_PILOT);
    sw_estimate mean = {.estimate = NAN};
    sw_message *method = NULL;
    effect->unread = answers->n - effect->n_pilot;
    if (effect->unread > 0 &&
        sw_answers_mean(&mean, &method, effect, answers, cap))
        effect->unread_as_none = mean.estimate;
    if (!isnan(effect->unread_as_none))
        sw_effect_say(effect,
                      sw_message_of("%zu answers could not be read; taken as "
                                    "none they make it %.1f",
                                    sw_as_count(effect->unread),
                                    sw_as_real(effect->unread_as_none)));
    sw_message_free(method);
    g_free(none.lower);
    g_free(none.upper);
}
