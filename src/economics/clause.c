#include "economics/clause.h"

#include <math.h>

#include "economics/invoice.h"
#include "economics/leaving.h"
#include "economics/value.h"

/* A model of its own on a contract that may differ in one clause: contracts
 * alone, since nothing else is billed. */
typedef struct trial {
    const sw_economics *of;
    size_t k;
    sw_pilot pilot;
    sw_economics *e; /* NULL until it is built */
    double seats;    /* of contract k; NaN: as it says */
    sw_day seats_from;
} trial;

static double value_at(const sw_economics *e, size_t id)
{
    double x = id == SIZE_MAX ? NAN : e->mean[id];
    return isnan(x) ? 0.0 : x;
}

static const sw_contract *contract_of(const sw_economics *e, size_t k)
{
    return &e->pilot->contracts[k];
}

static double purchased(const sw_economics *e, size_t k)
{
    return value_at(e, contract_of(e, k)->seats_purchased);
}

/* Seats of a contract that somebody has. */
static double assigned(const sw_economics *e, size_t k)
{
    return sw_seats_for(e, k, value_at(e, SW_IN_SEATS_ASSIGNED));
}

/* Seats of a contract that somebody uses, or at least has. */
static double in_use(const sw_economics *e, size_t k)
{
    double needed = e->evidence->seats.needed;
    double used = needed > 0.0 ? sw_seats_for(e, k, needed) : assigned(e, k);
    return fmin(used, purchased(e, k));
}

/* Something that a rise makes dearer: seats, or units that are metered. */
static bool has_price(const sw_economics *e, size_t k)
{
    bool any = value_at(e, contract_of(e, k)->price) > 0.0;
    for (size_t i = 0; i < e->pilot->n_meters; i++) {
        const sw_meter *m = &e->pilot->meters[i];
        any = any || (m->contract == k && value_at(e, m->unit_price) > 0.0);
    }
    return any;
}

static bool rises(const sw_economics *e, size_t k)
{
    return has_price(e, k) &&
           fabs(value_at(e, contract_of(e, k)->uplift)) > 0.0;
}

/* The contract's first meter with a commitment from `i` on; n_meters: none. */
static size_t committed_meter(const sw_economics *e, size_t k, size_t i)
{
    const sw_meter *m = e->pilot->meters;
    while (i < e->pilot->n_meters &&
           !(m[i].contract == k && value_at(e, m[i].commit) > 0.0))
        i++;
    return i;
}

static bool has_seats(const sw_economics *e, size_t k, sw_clause_kind kind)
{
    return kind == SW_CLAUSE_MIN_SEATS
               ? value_at(e, contract_of(e, k)->min_seats) > purchased(e, k)
               : purchased(e, k) > assigned(e, k);
}

static bool has_right(const sw_contract *c, sw_clause_kind kind)
{
    switch (kind) {
    case SW_CLAUSE_CAP:
        return !isnan(c->renewal_cap) || (c->rights & SW_RIGHT_UPLIFT_CAP) != 0;
    case SW_CLAUSE_LOCK:
        return c->price_lock_until != SW_DAY_NONE ||
               (c->rights & SW_RIGHT_PRICE_LOCK) != 0;
    case SW_CLAUSE_SWAP:
        return (c->rights & SW_RIGHT_SWAP) != 0;
    case SW_CLAUSE_NOTICE:
        return (c->rights & SW_RIGHT_SHORTER_NOTICE) != 0;
    case SW_CLAUSE_REDUCTION:
        return (c->rights & SW_RIGHT_SEAT_REDUCTION) != 0;
    case SW_CLAUSE_FAVOURED:
        return (c->rights & SW_RIGHT_MOST_FAVOURED) != 0;
    default:
        return false;
    }
}

static bool has(const sw_economics *e, size_t k, sw_clause_kind kind)
{
    const sw_contract *c = contract_of(e, k);
    switch (kind) {
    case SW_CLAUSE_UPLIFT:
        return rises(e, k);
    case SW_CLAUSE_SURCHARGE:
        return c->billing == SW_BILL_ANNUAL_MONTHLY &&
               value_at(e, c->surcharge) > 0.0;
    case SW_CLAUSE_ADVANCE:
        return c->billing == SW_BILL_ANNUAL_UPFRONT;
    case SW_CLAUSE_MIN_SEATS:
    case SW_CLAUSE_UNASSIGNED:
        return has_seats(e, k, kind);
    case SW_CLAUSE_TIERS:
        return c->n_tiers > 0;
    case SW_CLAUSE_PROMOTION:
        return !isnan(c->promotion_price);
    case SW_CLAUSE_MULTI_YEAR:
        return c->multi_year_discount > 0.0 && c->term_months > 12;
    case SW_CLAUSE_TAX:
        return value_at(e, c->vat) > 0.0;
    case SW_CLAUSE_COMMIT:
        return committed_meter(e, k, 0) < e->pilot->n_meters;
    default:
        return has_right(c, kind);
    }
}

/* Whether one can ask for it. */
static bool is_right(sw_clause_kind kind)
{
    return kind == SW_CLAUSE_LOCK || kind >= SW_CLAUSE_CAP;
}

/* ---- the trial ---- */

static void trial_open(trial *t, const sw_economics *e, size_t k)
{
    *t = (trial){.of = e, .k = k, .pilot = *e->pilot, .seats = NAN};
    t->pilot.contracts =
        g_memdup2(e->pilot->contracts, e->n_contracts * sizeof(sw_contract));
    t->pilot.n_risks = t->pilot.n_lines = 0;
}

static void trial_close(trial *t)
{
    sw_economics_free(t->e);
    g_free(t->pilot.contracts);
}

/* What a contract says itself, before the trial is built. */
static void change_text(trial *t, sw_clause_kind kind, bool lacked)
{
    sw_contract *c = &t->pilot.contracts[t->k];
    switch (kind) {
    case SW_CLAUSE_LOCK:
        c->price_lock_until =
            lacked ? t->of->renew[SW_VIEW_PROGRAMME].to : SW_DAY_NONE;
        break;
    case SW_CLAUSE_CAP:
        c->renewal_cap = lacked ? SW_CAP_OF_A_RENEWAL : NAN;
        break;
    case SW_CLAUSE_ADVANCE:
        c->billing = SW_BILL_MONTHLY;
        break;
    case SW_CLAUSE_TIERS:
        c->n_tiers = 0;
        break;
    case SW_CLAUSE_PROMOTION:
        c->promotion_price = NAN;
        break;
    case SW_CLAUSE_MULTI_YEAR:
        c->multi_year_discount = 0.0;
        break;
    default:
        break;
    }
}

static void change_seats(trial *t, double seats, sw_day from)
{
    t->seats = seats;
    t->seats_from = from;
}

/* Idle seats that go at once, or at the month's end, are paid back by days. */
static void drop_idle(trial *t, sw_day from)
{
    change_seats(t, in_use(t->e, t->k), from);
    t->e->clock[t->k].reduced_from = from;
    t->e->clock[t->k].reduce_refunds = true;
}

static sw_day after_month(sw_day day)
{
    sw_ymd at = sw_date_to_ymd(day);
    sw_day first = sw_date_from_ymd(at.year, at.month, 1);
    return sw_date_add_months(first - 1, 1) + 1;
}

/* Figures and seats, once it is built. */
static void change_figures(trial *t, sw_clause_kind kind)
{
    const sw_contract *c = contract_of(t->e, t->k);
    switch (kind) {
    case SW_CLAUSE_UPLIFT:
        t->e->mean[c->uplift] = 0.0;
        break;
    case SW_CLAUSE_SURCHARGE:
        t->e->mean[c->surcharge] = 0.0;
        break;
    case SW_CLAUSE_TAX:
        t->e->mean[c->vat] = 0.0;
        break;
    case SW_CLAUSE_COMMIT:
        for (size_t i = 0;
             (i = committed_meter(t->e, t->k, i)) < t->e->pilot->n_meters;)
            t->e->mean[t->e->pilot->meters[i].commit] = 0.0;
        break;
    case SW_CLAUSE_MIN_SEATS:
        t->e->mean[c->min_seats] = 0.0;
        change_seats(t, purchased(t->e, t->k), t->e->as_of);
        break;
    case SW_CLAUSE_UNASSIGNED:
        change_seats(t,
                     fmax(value_at(t->e, c->min_seats), assigned(t->e, t->k)),
                     t->e->as_of);
        break;
    case SW_CLAUSE_SWAP:
        drop_idle(t, t->e->as_of + 1);
        break;
    case SW_CLAUSE_REDUCTION:
        drop_idle(t, after_month(t->e->as_of));
        break;
    default:
        break;
    }
}

/* Present value of what contracts bill. */
static double billed(const sw_economics *e, const sw_option_terms *terms,
                     int view)
{
    sw_ledger l;
    double total = 0.0;
    sw_ledger_init(&l, e, terms, view);
    for (size_t i = 0; i < l.n; i++) {
        const sw_flow *f = &e->flows[e->parts[l.entry[i].part].flow];
        sw_timing at = sw_timing_of(e, f->start_dated, l.entry[i].month);
        if (sw_flow_is_billed(f) && l.entry[i].month >= 1)
            total += sw_ledger_amount(e, &l, &l.entry[i]) *
                     sw_discount_factor(e, at);
    }
    sw_ledger_clear(&l);
    return total;
}

static double renewed_less_left(const trial *t, int view)
{
    sw_option_terms stay = sw_terms_as_now(t->e), leave = stay;
    leave.leaves = true;
    if (!isnan(t->seats)) {
        stay.seats = t->seats;
        stay.seats_of = t->k;
        stay.seats_from = t->seats_from;
    }
    return billed(t->e, &stay, view) - billed(t->e, &leave, view);
}

static bool built(trial *t)
{
    return sw_economics_new(&t->e, &t->pilot, t->of->evidence, NULL, NULL) ==
           SW_OK;
}

/* With the change made; SW_CLAUSES: without any. NaN: it cannot be built. */
static double price_changed(const sw_economics *e, size_t k,
                            sw_clause_kind kind, bool lacked, int view)
{
    trial t;
    double pv = NAN;
    trial_open(&t, e, k);
    change_text(&t, kind, lacked);
    if (built(&t)) {
        change_figures(&t, kind);
        pv = renewed_less_left(&t, view);
    }
    trial_close(&t);
    return pv;
}

/* Idle seats that go when the contract lets one reduce, for nothing. */
static double price_reduced_as_permitted(const sw_economics *e, size_t k,
                                         int view)
{
    trial t;
    double pv = NAN;
    trial_open(&t, e, k);
    if (built(&t)) {
        if (t.e->clock[k].reduced_from != SW_DAY_NONE)
            change_seats(&t, in_use(t.e, k), t.e->clock[k].reduced_from);
        pv = renewed_less_left(&t, view);
    }
    trial_close(&t);
    return pv;
}

/* What leaving costs, with or without the notice. */
static double price_left(const sw_economics *e, size_t k, bool without_notice)
{
    trial t;
    double pv = NAN;
    sw_option_terms leave = sw_terms_as_now(e);
    leave.leaves = true;
    trial_open(&t, e, k);
    sw_contract *c = &t.pilot.contracts[k];
    g_autofree sw_exit *exits =
        g_memdup2(c->exits, c->n_exits * sizeof *c->exits);
    for (size_t i = 0; without_notice && i < c->n_exits; i++)
        if (exits[i].action == SW_EXIT_CANCEL && exits[i].to_days < 0)
            exits[i].to_days = 0;
    c->exits = exits;
    if (built(&t))
        pv = billed(t.e, &leave, SW_VIEW_COMMITMENT);
    trial_close(&t);
    return pv;
}

/* ---- clauses ---- */

static int view_of(sw_clause_kind kind, bool had)
{
    bool later = kind == SW_CLAUSE_CAP || (kind == SW_CLAUSE_LOCK && !had);
    return later ? SW_VIEW_PROGRAMME : SW_VIEW_COMMITMENT;
}

/* What stands against pricing a right, or NULL. */
static const char *why_not(const sw_economics *e, size_t k, sw_clause_kind kind)
{
    const sw_contract *c = contract_of(e, k);
    switch (kind) {
    case SW_CLAUSE_CAP:
    case SW_CLAUSE_LOCK:
        return rises(e, k) ? NULL : "no rise at a renewal is given";
    case SW_CLAUSE_SWAP:
    case SW_CLAUSE_REDUCTION:
        return in_use(e, k) < purchased(e, k) ? NULL : "no idle seat is known";
    case SW_CLAUSE_NOTICE:
        return c->n_exits > 0 && e->clock[k].runs
                   ? NULL
                   : "the contract's dates are not known";
    case SW_CLAUSE_FAVOURED:
        return "what other customers pay is not known";
    default:
        return NULL;
    }
}

/* A right is priced by what it would save: with it less without it. */
static double right_worth(const sw_economics *e, size_t k, sw_clause_kind kind)
{
    int view = view_of(kind, false);
    if (kind == SW_CLAUSE_NOTICE)
        return price_left(e, k, true) - price_left(e, k, false);
    if (kind == SW_CLAUSE_REDUCTION)
        return price_changed(e, k, kind, true, view) -
               price_reduced_as_permitted(e, k, view);
    return price_changed(e, k, kind, true, view) -
           price_changed(e, k, SW_CLAUSES, true, view);
}

/* Whether the contract's own text states it: it is then taken out. */
static bool is_written(const sw_contract *c, sw_clause_kind kind)
{
    if (kind == SW_CLAUSE_CAP)
        return !isnan(c->renewal_cap);
    if (kind == SW_CLAUSE_LOCK)
        return c->price_lock_until != SW_DAY_NONE;
    return !is_right(kind);
}

static sw_clause price(const sw_economics *e, size_t k, sw_clause_kind kind)
{
    sw_clause x = {kind, k, has(e, k, kind), NAN, NULL};
    int view = view_of(kind, x.has);
    x.why_not = why_not(e, k, kind);
    if (x.why_not != NULL)
        return x;
    x.pv = x.has && is_written(contract_of(e, k), kind)
               ? price_changed(e, k, SW_CLAUSES, false, view) -
                     price_changed(e, k, kind, false, view)
               : right_worth(e, k, kind);
    return x;
}

size_t sw_clauses_price(sw_clause out[SW_CLAUSES], const sw_economics *e,
                        size_t contract)
{
    size_t n = 0;
    for (int i = 0; i < SW_CLAUSES; i++) {
        sw_clause_kind kind = (sw_clause_kind)i;
        if (is_right(kind) || has(e, contract, kind))
            out[n++] = price(e, contract, kind);
    }
    return n;
}

const char *sw_clause_name(sw_clause_kind kind)
{
    static const char *const NAME[] = {
        [SW_CLAUSE_UPLIFT] = "renewal-uplift",
        [SW_CLAUSE_LOCK] = "price-lock",
        [SW_CLAUSE_SURCHARGE] = "monthly-billing",
        [SW_CLAUSE_ADVANCE] = "paid-in-advance",
        [SW_CLAUSE_MIN_SEATS] = "min-seats",
        [SW_CLAUSE_UNASSIGNED] = "unassigned-seats",
        [SW_CLAUSE_TIERS] = "tiers",
        [SW_CLAUSE_PROMOTION] = "promotion",
        [SW_CLAUSE_MULTI_YEAR] = "multi-year-discount",
        [SW_CLAUSE_TAX] = "tax",
        [SW_CLAUSE_COMMIT] = "commitment",
        [SW_CLAUSE_CAP] = "uplift-cap",
        [SW_CLAUSE_SWAP] = "swap",
        [SW_CLAUSE_NOTICE] = "shorter-notice",
        [SW_CLAUSE_REDUCTION] = "seat-reduction",
        [SW_CLAUSE_FAVOURED] = "most-favoured-customer",
    };
    return NAME[kind];
}
