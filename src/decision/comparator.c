#include "decision/comparator.h"

#include "decision/words.h"
#include "economics/calendar.h"
#include "economics/invoice.h"
#include "economics/leaving.h"

double sw_comparator_seats(const sw_economics *e)
{
    double seats = 0.0;
    for (size_t k = 0; k < e->n_contracts; k++) {
        sw_course left = sw_course_left(e, k, e->clock[k].leaves_on + 1);
        if (!left.leaves)
            seats += sw_paid_seats(e, k, &left, e->clock[k].leaves_on + 1);
    }
    return seats;
}

bool sw_comparator_reduces(const sw_economics *e)
{
    for (size_t k = 0; k < e->n_contracts; k++)
        if (e->clock[k].leaving == SW_REDUCES)
            return true;
    return false;
}

sw_message *sw_why_not_cancel(const sw_economics *e)
{
    sw_value seats = sw_as_seats(sw_comparator_seats(e));
    return sw_comparator_reduces(e)
               ? sw_message_of("the contract can be reduced, not cancelled: "
                               "options are compared with %s seats",
                               seats)
               : sw_message_of("the contract gives no day on which it can be "
                               "cancelled or reduced: options are compared "
                               "with its %s seats",
                               seats);
}

sw_day sw_comparator_bound(const sw_economics *e)
{
    sw_day bound = SW_DAY_NONE;
    for (size_t k = 0; k < e->n_contracts; k++)
        if (e->clock[k].leaving == SW_REDUCES)
            bound = sw_later(bound, e->clock[k].bound_until);
    return bound;
}
