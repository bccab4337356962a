#include "evidence/stored_numbers.h"

#include <stddef.h>

#define AT(type, member)                                                       \
    {                                                                          \
#member, offsetof(type, member)                                        \
    }

static const sw_number_at SEGMENT[] = {
    AT(sw_segment, seats),
    AT(sw_segment, active_share),
    AT(sw_segment, active_seats),
    AT(sw_segment, known_seats),
    AT(sw_segment, waiting),
    AT(sw_segment, hourly_cost),
    AT(sw_segment, minutes),
    AT(sw_segment, se),
    AT(sw_segment, df),
    AT(sw_segment, pooling_df),
    AT(sw_segment, silent.share),
    AT(sw_segment, silent.missing),
    AT(sw_segment, silent.missing_control),
};

static const sw_number_at EFFECT[] = {
    AT(sw_effect, minutes),
    AT(sw_effect, minutes_se),
    AT(sw_effect, minutes_df),
};

/* Who holds a seat, and how seats are used. */
static const sw_number_at HELD[] = {
    AT(sw_seat_counts, purchased),
    AT(sw_seat_counts, unassigned),
    AT(sw_seat_counts, assigned),
    AT(sw_seat_counts, eligible),
    AT(sw_seat_counts, newcomers),
    AT(sw_seat_counts, on_leave),
    AT(sw_seat_counts, reducible_at_renewal),
};
static const sw_number_at USED[] = {
    AT(sw_seat_counts, ever_active), AT(sw_seat_counts, active),
    AT(sw_seat_counts, idle),        AT(sw_seat_counts, use_unknown),
    AT(sw_seat_counts, habitual),    AT(sw_seat_counts, reclaimable),
    AT(sw_seat_counts, needed),
};

static const sw_number_at BOUNDS[] = {
    AT(sw_evidence_bounds, least),
    AT(sw_evidence_bounds, most),
};

static const sw_number_at NONRESPONSE[] = {
    AT(sw_nonresponse, raked.minutes),       AT(sw_nonresponse, raked.se),
    AT(sw_nonresponse, as_answered.minutes), AT(sw_nonresponse, lee_lower),
    AT(sw_nonresponse, lee_upper),
};

#define LIST(name)                                                             \
    {                                                                          \
        name, G_N_ELEMENTS(name)                                               \
    }

const sw_numbers_at SW_STORED_SEGMENT = LIST(SEGMENT);
const sw_numbers_at SW_STORED_EFFECT = LIST(EFFECT);
const sw_numbers_at SW_STORED_HELD = LIST(HELD);
const sw_numbers_at SW_STORED_USED = LIST(USED);
const sw_numbers_at SW_STORED_BOUNDS = LIST(BOUNDS);
const sw_numbers_at SW_STORED_NONRESPONSE = LIST(NONRESPONSE);
