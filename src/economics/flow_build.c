#include "economics/flow_build.h"

#include <math.h>

/* Takes the label over; the formula is a literal. */
static sw_flow *add_flow(GArray *flows, sw_flow_kind kind, const char *id,
                         sw_message *label, const char *formula)
{
    sw_flow f = {.kind = kind,
                 .id = g_strdup(id),
                 .label = label,
                 .formula = formula,
                 .class_ = SW_CLASS_CASHABLE,
                 .provenance = SW_ASSUMPTION};
    g_array_append_val(flows, f);
    return &g_array_index(flows, sw_flow, flows->len - 1);
}

/* What %s prints is the user's. */
static void warn(sw_economics *e, const char *fmt, ...) G_GNUC_PRINTF(2, 3);
static void warn(sw_economics *e, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    g_ptr_array_add(e->warnings, sw_message_args(fmt, args));
    va_end(args);
}

static bool is_known(const sw_economics *e, size_t id)
{
    return id != SIZE_MAX && sw_inputs_at(&e->inputs, id)->known;
}

/* Seats that cost something, now or by a schedule or an offer. */
static bool has_price(const sw_economics *e, const sw_contract *c)
{
    bool any =
        is_known(e, c->price) && sw_inputs_value(&e->inputs, c->price) > 0.0;
    for (size_t i = 0; i < c->n_price_steps; i++)
        any = any || c->price_steps[i].value > 0.0;
    for (size_t i = 0; i < c->n_offers; i++)
        any = any || c->offers[i].price > 0.0;
    return any;
}

/* The first contract is plainly "licences"; others are named by their sku. */
static void add_licences(sw_economics *e, GArray *flows, size_t k)
{
    const sw_contract *c = &e->pilot->contracts[k];
    if (!has_price(e, c))
        return;
    bool several = e->n_contracts > 1 && c->sku != NULL;
    g_autofree char *id =
        k == 0 ? g_strdup("licences") : g_strdup_printf("licences:%s", c->sku);
    sw_message *label = several ? sw_message_new("Licences, %s", c->sku)
                                : sw_message_word("Licences");
    sw_flow *f = add_flow(flows, SW_FLOW_LICENCE, id, label,
                          "seats x price x contract months invoiced");
    f->start_dated = true;
    f->provenance = SW_MEASURED;
    f->contract = k;
    if (c->seat_growth == SIZE_MAX)
        return;
    g_autofree char *added = g_strdup_printf("%s:added", id);
    f = add_flow(flows, SW_FLOW_ADDED_SEATS, added,
                 sw_message_of("%s, added seats",
                               sw_as_message(sw_message_share(label))),
                 "seats added a month x price x seat-months billed");
    f->start_dated = true;
    f->contract = k;
}

/* A meter's usage by the month, and its packs when they are bought. */
static void add_meter(sw_economics *e, GArray *flows, size_t i)
{
    const sw_meter *m = &e->pilot->meters[i];
    bool several = e->pilot->n_meters > 1;
    g_autofree char *id =
        several ? g_strdup_printf("metered:%s", m->name) : g_strdup("metered");
    if (!is_known(e, m->units)) {
        warn(e, "metered usage has no usage file: its overage is unknown and "
                "left out");
        return;
    }
    sw_message *label = several ? sw_message_new("Metered usage, %s", m->name)
                                : sw_message_word("Metered usage");
    sw_flow *f = add_flow(flows, SW_FLOW_METERED, id, label,
                          "the mean over a month's use of the larger of the "
                          "commitment and (units - included units) x unit "
                          "price");
    f->provenance = SW_MEASURED;
    f->contract = m->contract;
    f->meter = i;
    if (m->n_sources == 0)
        return;
    g_autofree char *packs = g_strdup_printf("%s:prepaid", id);
    f = add_flow(
        flows, SW_FLOW_PREPAID, packs,
        sw_message_of("%s, prepaid", sw_as_message(sw_message_share(label))),
        "units of a pack x its unit price, when it is bought");
    f->start_dated = true;
    f->provenance = SW_MEASURED;
    f->contract = m->contract;
    f->meter = i;
}

static void add_contracts(sw_economics *e, GArray *flows)
{
    for (size_t k = 0; k < e->n_contracts; k++)
        add_licences(e, flows, k);
    for (size_t i = 0; i < e->pilot->n_meters; i++)
        add_meter(e, flows, i);
}

static sw_message *line_label(const sw_line *line)
{
    return sw_message_text_of(line->id);
}

static bool needs_wage(const sw_line *line)
{
    return line->hours_per_seat != SIZE_MAX || line->hours_per_hire != SIZE_MAX;
}

static void add_cost_line(sw_economics *e, GArray *flows, const sw_line *line)
{
    if (needs_wage(line) && !is_known(e, SW_IN_HOURLY_COST)) {
        warn(e,
             "cost line \"%s\" counts staff hours, but the hourly cost is "
             "unknown: it is left out",
             line->id);
        return;
    }
    bool one_off = line->kind == SW_LINE_ONE_OFF;
    sw_flow *f = add_flow(flows, one_off ? SW_FLOW_ONE_OFF : SW_FLOW_RECURRING,
                          line->id, line_label(line),
                          one_off ? "amount + per seat x seats + hours x seats "
                                    "x hourly cost, once"
                                  : "(amount + per seat x seats + staff cost + "
                                    "hires x cost of a hire) / 12, per month");
    f->line = line;
    f->class_ = line->class_;
    f->start_dated = one_off;
}

/* A contingency that is a share has one line for each cost it is a share of:
 * it falls due with it, and in its class. */
static void add_contingency(GArray *flows, const sw_line *line)
{
    guint n = flows->len;
    for (guint i = 0; i < n; i++) {
        sw_flow cost = g_array_index(flows, sw_flow, i);
        if (cost.kind != SW_FLOW_ONE_OFF && cost.kind != SW_FLOW_RECURRING)
            continue;
        g_autofree char *id = g_strdup_printf("%s:%s", line->id, cost.id);
        sw_message *label =
            sw_message_of("%s as a share of %s", sw_as_text(line->id),
                          sw_as_message(sw_message_share(cost.label)));
        sw_flow *f = add_flow(flows, SW_FLOW_CONTINGENCY, id, label,
                              "share x that cost, when it falls due");
        f->line = line;
        f->class_ = cost.class_;
        f->start_dated = cost.start_dated;
        f->of_flow = i;
    }
}

static void add_costs(sw_economics *e, GArray *flows)
{
    const sw_pilot *p = e->pilot;
    for (size_t i = 0; i < p->n_lines; i++)
        if (!p->lines[i].is_benefit && p->lines[i].kind != SW_LINE_CONTINGENCY)
            add_cost_line(e, flows, &p->lines[i]);
    for (size_t i = 0; i < p->n_lines; i++)
        if (p->lines[i].kind == SW_LINE_CONTINGENCY)
            add_contingency(flows, &p->lines[i]);
}

static void add_risks(sw_economics *e, GArray *flows)
{
    for (size_t r = 0; r < e->pilot->n_risks; r++) {
        const sw_risk *risk = &e->pilot->risks[r];
        if (risk->cost == SIZE_MAX)
            continue;
        g_autofree char *id = g_strdup_printf("risk:%s", risk->id);
        sw_flow *f = add_flow(flows, SW_FLOW_RISK_COST, id,
                              sw_message_new("Event risk: %s", risk->id),
                              "events per year / 12 x cost of an event");
        f->risk = r;
    }
}

/* Why a time-saved line cannot be priced, or NULL. */
static const char *why_not_priced(const sw_economics *e)
{
    if (!is_known(e, SW_IN_EFFECT))
        return "no effect on time could be estimated from the data";
    if (!is_known(e, SW_IN_HOURLY_COST))
        return "the hourly cost is unknown: set assumptions.hourly_cost or "
               "give the roster an hourly_cost column";
    if (!is_known(e, SW_IN_REALISATION))
        return "the share of saved time that becomes value is unknown";
    const sw_inputs *in = &e->inputs;
    if (is_known(e, SW_IN_ADOPTION) &&
        !(sw_inputs_value(in, SW_IN_ADOPTION_PILOT) > 0.0))
        return "future adoption is given, but adoption in the pilot is unknown "
               "or zero, so the effect cannot be scaled";
    return NULL;
}

static void add_time(sw_economics *e, GArray *flows, const sw_line *line,
                     sw_flow_kind kind)
{
    bool added = kind == SW_FLOW_ADDED_TIME;
    g_autofree char *id =
        added ? g_strdup_printf("%s:added", line->id) : g_strdup(line->id);
    sw_flow *f = add_flow(
        flows, kind, id,
        sw_message_word(added ? "Time saved, added seats" : "Time saved"),
        added ? "seats added a month x months in use x minutes per seat-week x "
                "working weeks / 12 / 60 x hourly cost x realisation"
              : "seats x minutes per seat-week x working weeks / 12 / 60 x "
                "hourly cost x realisation, per month");
    f->line = line;
    f->is_benefit = true;
    f->class_ = line->class_;
    f->provenance = sw_inputs_at(&e->inputs, SW_IN_EFFECT)->provenance;
}

/* Seats planned to be added save time only where it is said how far the effect
 * carries over to their people. */
static void add_time_saved(sw_economics *e, GArray *flows, const sw_line *line)
{
    const char *why = why_not_priced(e);
    if (why == NULL && e->has_time_saved)
        why = "saved time is already counted by another line";
    if (why != NULL) {
        g_ptr_array_add(e->warnings,
                        sw_message_of("benefit line \"%s\" is left out: %s",
                                      sw_as_text(line->id), sw_as_word(why)));
        if (e->why_no_benefit == NULL)
            e->why_no_benefit = why;
        return;
    }
    add_time(e, flows, line, SW_FLOW_TIME_SAVED);
    if (sw_growing_contract(e) != SIZE_MAX && e->pilot->transport_given)
        add_time(e, flows, line, SW_FLOW_ADDED_TIME);
    e->has_time_saved = true;
}

static void add_benefit_line(sw_economics *e, GArray *flows,
                             const sw_line *line)
{
    if (line->kind == SW_LINE_TIME_SAVED) {
        add_time_saved(e, flows, line);
        return;
    }
    if (line->n_release == 0 && !is_known(e, line->amount) &&
        !is_known(e, line->per_seat) && !is_known(e, line->hours_per_seat) &&
        !is_known(e, line->hires)) {
        warn(e, "benefit line \"%s\" has no amount_per_year: it is left out",
             line->id);
        return;
    }
    if (needs_wage(line) && !is_known(e, SW_IN_HOURLY_COST)) {
        warn(e,
             "benefit line \"%s\" counts hours, but the hourly cost is "
             "unknown: it is left out",
             line->id);
        return;
    }
    sw_flow *f = add_flow(
        flows, SW_FLOW_OTHER_BENEFIT, line->id, line_label(line),
        needs_wage(line) ? "(amount + (per seat + hours x hourly cost x "
                           "realisation) x seats + hires x worth of a "
                           "hire) / 12, per month"
                         : "amount a year / 12, per month");
    f->line = line;
    f->is_benefit = true;
    f->class_ = line->class_;
}

/* An event takes benefit away while it lasts: one negative line per benefit. */
static void add_lost_benefits(sw_economics *e, GArray *flows)
{
    bool any = false;
    for (size_t r = 0; r < e->pilot->n_risks; r++)
        any = any || e->pilot->risks[r].benefit_months_lost != SIZE_MAX;
    size_t n = flows->len;
    for (size_t i = 0; any && i < n; i++) {
        sw_flow benefit = g_array_index(flows, sw_flow, i);
        if (!benefit.is_benefit)
            continue;
        g_autofree char *id = g_strdup_printf("lost:%s", benefit.id);
        sw_message *label =
            sw_message_of("%s lost to event risks",
                          sw_as_message(sw_message_share(benefit.label)));
        sw_flow *f = add_flow(flows, SW_FLOW_BENEFIT_LOST, id, label,
                              "- benefit x events per year / 12 x months of "
                              "benefit lost");
        f->is_benefit = true;
        f->class_ = benefit.class_;
        f->of_flow = i;
    }
}

void sw_flows_build(sw_economics *e)
{
    GArray *flows = g_array_new(FALSE, TRUE, sizeof(sw_flow));
    add_contracts(e, flows);
    add_costs(e, flows);
    add_risks(e, flows);
    guint costs = flows->len;
    for (size_t i = 0; i < e->pilot->n_lines; i++)
        if (e->pilot->lines[i].is_benefit)
            add_benefit_line(e, flows, &e->pilot->lines[i]);
    e->has_benefit = flows->len > costs;
    add_lost_benefits(e, flows);
    if (!e->has_benefit && e->why_no_benefit == NULL)
        e->why_no_benefit = "no benefit was measured or assumed";
    e->n_flows = flows->len;
    e->flows = (sw_flow *)(void *)g_array_free(flows, FALSE);
}
