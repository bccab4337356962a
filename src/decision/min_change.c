#include "decision/min_change.h"

#include <math.h>

#include "decision/words.h"

bool sw_cut_is_small(const sw_option *o, const sw_economics *e,
                     const sw_ledger *cut)
{
    const sw_policy *policy = &e->pilot->policy;
    double seats = o->seats_from - o->seats;
    double least = fmax(policy->min_change_seats,
                        policy->min_change_seats_share * o->seats_from);
    double now = sw_ledger_spending(e, &e->renew[SW_VIEW_PROGRAMME]).year;
    double saved = now - sw_ledger_spending(e, cut).year;
    return seats < least || saved < policy->min_change_spend_share * now;
}

sw_message *sw_small_cut_note(double seats, bool idle)
{
    if (seats > 1.0)
        return sw_message_of(idle ? "%s idle seats can be returned"
                                  : "%s seats can be returned",
                             sw_as_seats(seats));
    return sw_message_word(idle ? "one idle seat can be returned"
                                : "one seat can be returned");
}
