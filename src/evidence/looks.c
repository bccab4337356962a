/*
 * looks.c - looking again without cheating: which look this is, what alpha it
 * spends, and an interval that holds however often one looks.
 */
#include <math.h>
#include <string.h>

#include "evidence/scrutiny_steps.h"
#include "pilot/previous.h"
#include "seatworth/stats_design.h"
#include "stats/distribution.h"

static const double alpha = 0.05;
enum { LOOKS_MOST = 100, GROUP_MIN = 30 };

/* What an earlier result says of this estimate; 0 looks without one. */
typedef struct history {
    size_t looks;
    double information, alpha_spent; /* at the last of them; NaN unknown */
    bool unreadable;
} history;

static double number_at(const sw_json *x, const char *key)
{
    const sw_json *v = sw_json_member(x, key);
    return v && v->type == SW_JSON_NUMBER ? v->number : NAN;
}

/* Takes over an entry of the earlier evidence, if it is of this estimate and
 * counts more looks than what is known. */
static void take_entry(history *h, const sw_json *x, const char *id)
{
    const sw_json *name = sw_json_member(x, "id");
    double look = number_at(x, "look");
    if (!name || name->type != SW_JSON_STRING ||
        !g_str_equal(name->string, id) || !(look > (double)h->looks) ||
        !(look < LOOKS_MOST))
        return;
    h->looks = (size_t)look;
    h->information = number_at(x, "information");
    h->alpha_spent = number_at(x, "alpha_spent");
}

static history history_of(const sw_pilot *pilot, const char *id)
{
    history out = {.information = NAN, .alpha_spent = NAN};
    if (!sw_previous_is_named(pilot))
        return out;
    const sw_json *evidence = sw_json_member(pilot->previous, "evidence");
    out.unreadable = evidence == NULL;
    for (size_t i = 0; evidence && i < evidence->n_items; i++)
        take_entry(&out, evidence->items[i], id);
    return out;
}

/* The planned information fractions, 1 alone where none are planned. */
static size_t planned(double *fraction, const sw_pilot *pilot)
{
    const sw_json *looks = sw_json_at(pilot->resolved, "pilot.looks");
    size_t n = 0;
    for (size_t i = 0; looks && looks->type == SW_JSON_ARRAY &&
                       i < looks->n_items && n < LOOKS_MOST;
         i++)
        if (looks->items[i]->type == SW_JSON_NUMBER)
            fraction[n++] = looks->items[i]->number;
    if (n == 0)
        fraction[n++] = 1;
    return n;
}

/* Where the last look was taken at another information than planned, what was
 * spent there is spent; a later plan that lies below it is not looked at. */
static void keep_spent(double *fraction, size_t n, const history *h)
{
    size_t last = h->looks;
    bool kept = last > 0 && last <= n && h->information > 0 &&
                h->information <= 1 &&
                (last < 2 || h->information > fraction[last - 2]) &&
                (last == n || h->information < fraction[last]);
    if (kept)
        fraction[last - 1] = h->information;
}

/* |z| of the same two-sided p. */
static double z_of(const sw_effect *lead)
{
    double upper = sw_upper_tail(fabs(lead->estimate / lead->se), lead->df);
    if (!(upper > 0))
        return INFINITY;
    return copysign(-sw_quantile_normal(upper), lead->minutes);
}

/* The bound's t quantile: with few degrees of freedom z would let too much
 * through (method card 2.16). */
static void repeat(sw_looks *out, const sw_effect *lead)
{
    double tail = 0.5 * erfc(out->bound / sqrt(2));
    double q = isfinite(lead->df) ? -sw_quantile_t(tail, lead->df) : out->bound;
    double half = q * lead->minutes_se;
    out->repeated = (sw_minutes){lead->minutes, lead->minutes_se,
                                 lead->minutes - half, lead->minutes + half};
}

/*
 * Asymptotic confidence sequence with rho tuned to the planned n:
 *   half = se sqrt(n) sqrt(2 (n rho^2 + 1) / (n rho)^2 log(sqrt(n rho^2 + 1)
 *          / alpha)), rho^2 = (-2 log alpha + log(1 - 2 log alpha)) / planned n
 * Source: Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2024), Annals of
 * Statistics 52, 2613-2640, eq. 10 and B.2.
 */
static void always(sw_looks *out, const sw_effect *lead)
{
    double n = (double)(lead->n_pilot + lead->n_control);
    bool few = lead->n_pilot < GROUP_MIN ||
               (lead->n_control && lead->n_control < GROUP_MIN);
    if (few || !(out->information > 0))
        return;
    double last = n / fmin(out->information, 1);
    double rho2 = (-2 * log(alpha) + log(1 - 2 * log(alpha))) / last;
    double growth = n * rho2 + 1;
    double half = lead->minutes_se *
                  sqrt(2 * growth / (n * rho2) * log(sqrt(growth) / alpha));
    out->always = (sw_minutes){lead->minutes, lead->minutes_se,
                               lead->minutes - half, lead->minutes + half};
}

static sw_message *describe(const sw_looks *out, size_t n_planned,
                            const history *h)
{
    if (h->unreadable)
        return sw_message_word(
            "The previous result could not be read: earlier looks "
            "are not known.");
    if (out->look > n_planned)
        return sw_message_new("Look %zu, though %zu were planned: nothing is "
                              "left to spend; the always-valid interval "
                              "holds.",
                              out->look, n_planned);
    return sw_message_new("Look %zu of %zu planned, at %.0f %% of the "
                          "information; spending by O'Brien and Fleming. It "
                          "tells of significance and decides nothing.",
                          out->look, n_planned, 100 * out->information);
}

void sw_count_looks(sw_evidence *e, const sw_pilot *pilot)
{
    const sw_effect *lead = sw_evidence_lead(e);
    if (!lead || !(lead->se > 0) || !(lead->df > 0) || !(lead->minutes_se > 0))
        return;
    double fraction[LOOKS_MOST], bound[LOOKS_MOST], spent[LOOKS_MOST];
    size_t n = planned(fraction, pilot);
    history h = history_of(pilot, lead->id);
    keep_spent(fraction, n, &h);
    sw_looks *out = e->looks = g_new0(sw_looks, 1);
    out->look = h.looks + 1;
    out->repeated = out->always = SW_MINUTES_UNKNOWN;
    out->bound = out->alpha_spent = NAN;
    out->z = z_of(lead);
    out->information = fraction[MIN(out->look, n) - 1];
    if (out->look <= n && sw_stats_spending(bound, spent, fraction, out->look,
                                            alpha, NULL) == SW_OK) {
        out->bound = bound[out->look - 1];
        out->alpha_spent = spent[out->look - 1];
        out->crossed = fabs(out->z) > out->bound;
        repeat(out, lead);
    } else if (out->look > n) {
        out->alpha_spent = fmax(alpha, h.alpha_spent);
    }
    always(out, lead);
    out->note = describe(out, n, &h);
}
