#include "decision/rightsize.h"

#include "decision/min_change.h"
#include "decision/option.h"
#include "decision/words.h"
#include "economics/invoice.h"

#include <math.h>
#include <stdlib.h>

/* People who start to use a seat later need one then. */
static double adoption_growth(const sw_economics *e)
{
    const sw_inputs *in = &e->inputs;
    double now = sw_inputs_value(in, SW_IN_ADOPTION_PILOT);
    if (!sw_inputs_at(in, SW_IN_ADOPTION)->known || !(now > 0.0))
        return 1.0;
    return fmax(1.0, sw_inputs_value(in, SW_IN_ADOPTION) / now);
}

static double in_use(const sw_economics *e, double eligible, double active)
{
    if (isnan(active))
        return eligible;
    return fmin(eligible, ceil(active * adoption_growth(e)));
}

/* Every seat that is not known to be idle, with those that adoption will need;
 * NaN where no seat is. Nobody needs the seats that nobody has. */
static double seats_kept(const sw_economics *e)
{
    const sw_seat_counts *s = &e->evidence->seats;
    if (isnan(s->idle))
        return s->unassigned > 0.0 ? s->needed : NAN;
    double more = in_use(e, s->eligible, s->active) - s->active;
    return s->needed > 0.0 ? fmin(s->assigned, s->needed + fmax(0.0, more))
                           : NAN;
}

/* First day on which some contract can have fewer seats; NONE. */
static sw_day first_cut(const sw_economics *e)
{
    sw_day first = SW_DAY_NONE;
    for (size_t k = 0; k < e->n_contracts; k++) {
        sw_day day = sw_seats_change(e, k, 0.0);
        if (day != SW_DAY_NONE && (first == SW_DAY_NONE || day < first))
            first = day;
    }
    return first;
}

static void set_terms(sw_rightsizing *r, const sw_economics *e)
{
    sw_day first = first_cut(e);
    r->terms = sw_terms_as_now(e);
    r->terms.seats_from = first != SW_DAY_NONE ? first : sw_signed_from(e);
    if (first == SW_DAY_NONE)
        r->why_not =
            sw_message_word("the contract gives no day on which seats can be "
                            "reduced");
    else if (first > e->renew[SW_VIEW_COMMITMENT].to)
        r->why_not =
            sw_message_word("seats can be reduced only after the term being "
                            "signed");
}

static const char *why_no_segments(const sw_economics *e)
{
    const sw_evidence *ev = e->evidence;
    if (ev->n_segments < 2)
        return "the seats are not known by segment";
    if (ev->posterior == NULL)
        return "no effect could be estimated by segment";
    if (!e->has_time_saved)
        return "no saved time is priced";
    return NULL;
}

static sw_status value_segments(sw_rightsizing *r, const sw_economics *e,
                                sw_error *err)
{
    const sw_evidence *ev = e->evidence;
    const char *why = why_no_segments(e);
    if (why != NULL) {
        r->why_no_segments = sw_message_word(why);
        return SW_OK;
    }
    g_autofree double *paid = g_new(double, ev->n_segments);
    for (size_t g = 0; g < ev->n_segments; g++)
        paid[g] = in_use(e, ev->segments[g].seats * sw_segment_coverage(e),
                         ev->segments[g].active_seats) +
                  ev->segments[g].waiting;
    return sw_segment_worth_new(&r->worth, e, &r->terms, paid, err);
}

sw_status sw_rightsizing_new(sw_rightsizing **out, const sw_economics *e,
                             sw_error *err)
{
    sw_rightsizing *r = g_new0(sw_rightsizing, 1);
    set_terms(r, e);
    r->active = seats_kept(e);
    sw_status st = value_segments(r, e, err);
    if (st != SW_OK) {
        sw_rightsizing_free(r);
        return st;
    }
    *out = r;
    return SW_OK;
}

void sw_rightsizing_free(sw_rightsizing *r)
{
    if (r == NULL)
        return;
    sw_segment_worth_free(r->worth);
    sw_message_free(r->why_not);
    sw_message_free(r->why_no_segments);
    g_free(r);
}

static sw_candidate *ledgers_of(const sw_economics *e, sw_option_terms terms)
{
    sw_candidate *c = g_new0(sw_candidate, 1);
    for (int v = 0; v < SW_VIEWS; v++)
        sw_ledger_init(&c->own[v], e, &terms, v);
    return c;
}

static sw_option not_open(const sw_economics *e, const char *direction,
                          const char *why)
{
    sw_option_terms now = sw_terms_as_now(e);
    sw_option o = {.kind = SW_OPTION_RIGHTSIZE,
                   .why_not = sw_message_word(why),
                   .seats = NAN,
                   .seats_from = sw_seats_now(e),
                   .direction = direction,
                   .from = SW_DAY_NONE,
                   .price = NAN,
                   .year_spend = NAN,
                   .cost = NAN,
                   .simulated = SW_NO_OPTION};
    sw_option_bind(&o, e, sw_bound_day(e, &now),
                   e->renew[SW_VIEW_COMMITMENT].to);
    return o;
}

/* A cut below policy.min_change is renewing, with a note. */
static sw_option too_small(sw_option *cut, const sw_economics *e)
{
    sw_option o = not_open(e, "down", NULL);
    o.note = sw_small_cut_note(cut->seats_from - cut->seats, cut->by_usage);
    o.why_not =
        sw_message_of("%s: a change below policy.min_change is to renew",
                      sw_as_message(sw_message_share(o.note)));
    sw_option_clear(cut);
    return o;
}

static sw_option fewer(const sw_rightsizing *r, const sw_economics *e,
                       double seats, const bool *keep)
{
    sw_option_terms terms = r->terms;
    terms.seats = fmax(seats, sw_fewest_people(e));
    terms.keep = keep;
    sw_option o = not_open(e, "down", NULL);
    if (!(terms.seats < o.seats_from)) {
        o.why_not = sw_message_word("no fewer seats than now");
        return o;
    }
    o.evaluated = o.feasible = true;
    o.seats = terms.seats;
    o.from = terms.seats_from;
    o.price = sw_option_price(e, o.seats);
    o.by_usage = keep == NULL;
    if (keep != NULL)
        o.keep = g_memdup2(keep, e->evidence->n_segments * sizeof *keep);
    o.ledgers = ledgers_of(e, terms);
    return sw_cut_is_small(&o, e, &o.ledgers->own[SW_VIEW_PROGRAMME])
               ? too_small(&o, e)
               : o;
}

sw_option sw_rightsize_to(const sw_rightsizing *r, const sw_economics *e,
                          const bool *keep)
{
    const sw_segment_worth *w = r->worth;
    double seats = 0.0;
    for (size_t g = 0; g < w->n_segments; g++)
        seats += keep[g] ? w->paid[g] : 0.0;
    return fewer(r, e, seats, keep);
}

/* Which seats a cut by usage keeps beside those in use; NULL: no others. */
static sw_message *kept_note(const sw_seat_counts *s)
{
    double waiting = s->newcomers + s->on_leave;
    if (isnan(s->idle))
        return sw_message_new("%.0f seats have no holder; of the others no "
                              "usage is known",
                              s->unassigned);
    if (!(waiting > 0.0))
        return NULL;
    return sw_message_new("%.0f seats in use are kept, and %.0f of newcomers "
                          "and of people on leave",
                          s->active, waiting);
}

static sw_option by_usage(const sw_rightsizing *r, const sw_economics *e)
{
    const sw_seat_counts *s = &e->evidence->seats;
    if (isnan(r->active))
        return not_open(e, "down",
                        isnan(s->idle)
                            ? "no usage is known, so nobody can tell which "
                              "seats are idle"
                            : "nobody uses a seat: that is to cancel");
    sw_option o = fewer(r, e, r->active, NULL);
    if (o.note == NULL)
        o.note = kept_note(s);
    return o;
}

/* What keeping a segment adds, where so many seats are paid for that nobody
 * has: its benefit, less the seats that it asks for beyond these. */
static double adds(const sw_segment_worth *w, size_t g, double unused)
{
    double cost = w->benefit[g] - w->mean[g];
    if (!(w->paid[g] > 0.0))
        return 0.0;
    return w->benefit[g] - cost * fmax(0.0, w->paid[g] - unused) / w->paid[g];
}

/* The best of those left out; SIZE_MAX where none is worth keeping. */
static size_t next_best(const sw_segment_worth *w, const bool *keep,
                        double unused)
{
    size_t best = SIZE_MAX;
    double most = 0.0;
    for (size_t g = 0; g < w->n_segments; g++)
        if (!keep[g] && adds(w, g, unused) > most) {
            most = adds(w, g, unused);
            best = g;
        }
    return best;
}

/* S*; the number of its segments. */
static size_t choose(bool *keep, const sw_segment_worth *w, double least)
{
    size_t n = 0;
    double seats = 0.0;
    for (size_t g = 0; g < w->n_segments; g++) {
        keep[g] = w->mean[g] > 0.0;
        n += keep[g];
        seats += keep[g] ? w->paid[g] : 0.0;
    }
    while (n > 0 && seats < least) {
        size_t g = next_best(w, keep, least - seats);
        if (g == SIZE_MAX)
            break;
        keep[g] = true;
        n++;
        seats += w->paid[g];
    }
    return n;
}

/* Why S* is all. */
static const char *why_all(const sw_segment_worth *w)
{
    for (size_t g = 0; g < w->n_segments; g++)
        if (!(w->mean[g] > 0.0))
            return "the contract's minimum of seats is paid in any case: "
                   "with it every segment is worth keeping";
    return "every segment is expected to pay for its seats";
}

sw_option sw_rightsize_down(const sw_rightsizing *r, const sw_economics *e)
{
    if (r->why_not != NULL) {
        sw_option o = not_open(e, "down", NULL);
        o.why_not = sw_message_share(r->why_not);
        return o;
    }
    if (r->worth == NULL || e->evidence->grade == 'D')
        return by_usage(r, e);
    const sw_segment_worth *w = r->worth;
    g_autofree bool *keep = g_new0(bool, w->n_segments);
    size_t n = choose(keep, w, sw_fewest_people(e));
    if (n == 0)
        return not_open(e, "down",
                        "no segment is expected to pay for its seats: that is "
                        "to cancel");
    if (n < w->n_segments)
        return sw_rightsize_to(r, e, keep);
    if (isnan(r->active))
        return not_open(e, "down", why_all(w));
    return by_usage(r, e);
}

static const char *why_not_up(const sw_economics *e)
{
    char grade = e->evidence->grade;
    if (grade != 'A' && grade != 'B')
        return "more seats need evidence of grade A or B";
    if (!e->pilot->transport_given)
        return "more seats need assumptions.transport: what the effect is "
               "worth to those who have no seat yet";
    if (!e->has_benefit)
        return "more seats need a benefit that is priced";
    return NULL;
}

bool sw_rightsize_up(sw_option *out, const sw_economics *e)
{
    double most = e->pilot->eligible_population, now = sw_seats_now(e);
    if (!(most > now))
        return false;
    const char *why = why_not_up(e);
    *out = not_open(e, "up", why);
    if (why != NULL)
        return true;
    sw_option_terms terms = sw_terms_as_now(e);
    terms.seats_from = sw_signed_from(e);
    terms.seats = terms.people = most;
    terms.new_seats = most - now;
    out->evaluated = out->feasible = true;
    out->seats = most;
    out->from = terms.seats_from;
    out->price = sw_option_price(e, most);
    out->ledgers = ledgers_of(e, terms);
    return true;
}
