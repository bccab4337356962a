/* cohorts.c - what became of the seats of an earlier roster: two rosters, the
 * use that each knows, and one row a person. */
#include "base/hash.h"
#include "pilot/activity.h"
#include "pilot/join.h"
#include "pilot/roster.h"

/* A person at one of the two dates. */
typedef enum state {
    NO_SEAT,
    USES_IT,
    LEAVES_IT_IDLE,
    NOT_KNOWN /* holds a seat: a newcomer, on leave, or no file tells */
} state;

/* Pairs of states are cohorts; those of NO_SEAT twice are none. */
static size_t *cohort_of(sw_cohorts *c, state then, state now)
{
    if (then == NO_SEAT)
        return now == NO_SEAT ? NULL : &c->newly_assigned;
    if (now == NO_SEAT)
        return &c->reclaimed;
    if (then == NOT_KNOWN || now == NOT_KNOWN)
        return &c->not_known;
    if (then == USES_IT)
        return now == USES_IT ? &c->retained : &c->lapsed;
    return now == USES_IT ? &c->reactivated : &c->still_idle;
}

static void count(sw_cohorts *c, state then, state now)
{
    size_t *cohort = cohort_of(c, then, now);
    if (cohort != NULL)
        ++*cohort;
    c->held_then += then != NO_SEAT;
    c->held_now += now != NO_SEAT;
}

static state now_of(const sw_person *p, const sw_activity *a, size_t i)
{
    if (!p->holds_seat)
        return NO_SEAT;
    if (!p->eligible || a == NULL || a->use[i] == SW_USE_UNKNOWN)
        return NOT_KNOWN;
    return a->use[i] == SW_USE_ACTIVE ? USES_IT : LEAVES_IT_IDLE;
}

static state then_of(const sw_pilot *pilot, const sw_person *p, sw_day day)
{
    bool held =
        p->arm == SW_ARM_PILOT &&
        (p->status == SW_PERSON_ACTIVE || p->status == SW_PERSON_ON_LEAVE) &&
        p->licence != SW_LICENCE_NONE &&
        (p->seat_from == SW_DAY_NONE || p->seat_from <= day) &&
        (p->seat_to == SW_DAY_NONE || p->seat_to >= day);
    bool newcomer =
        p->seat_from != SW_DAY_NONE && day - p->seat_from < pilot->grace_days;
    if (!held)
        return NO_SEAT;
    if (newcomer || p->status == SW_PERSON_ON_LEAVE ||
        p->activity == SW_ACTIVITY_UNKNOWN || p->use_doubtful)
        return NOT_KNOWN;
    return p->activity == SW_ACTIVITY_DATED &&
                   p->last_activity > day - pilot->policy.idle_days
               ? USES_IT
               : LEAVES_IT_IDLE;
}

/* Everybody of the earlier roster once, by the key of the present one. */
static void read_earlier(sw_roster_reading *r, sw_data_file *f,
                         GHashTable *number)
{
    const sw_roster *roster = &r->load->pilot->roster;
    sw_roster_columns at = sw_roster_columns_of(f);
    r->any_arm = at.arm != SIZE_MAX;
    sw_roster_open_activity(r, f, &at);
    for (size_t i = 0; i < sw_table_rows(f->table); i++) {
        sw_person p = sw_roster_blank();
        char *key = sw_person_key(sw_data_text(f, i, at.person));
        int who = sw_roster_find(roster, key);
        if (*key == '\0' || !sw_roster_row(r, f, &at, i, &p)) {
            g_free(key);
            continue;
        }
        if (who != SW_NOBODY) {
            g_free(key);
            key = g_strdup(roster->people[who].key);
        }
        p.key = sw_keep(r->load, key);
        size_t k = GPOINTER_TO_SIZE(g_hash_table_lookup(number, key));
        if (k > 0) {
            sw_person_merge(&g_array_index(r->people, sw_person, k - 1), &p);
            g_free(key);
            continue;
        }
        g_array_append_val(r->people, p);
        g_hash_table_insert(number, key, GSIZE_TO_POINTER(r->people->len));
    }
}

static void compare(const sw_load *load, const GArray *earlier,
                    GHashTable *number)
{
    sw_pilot *p = load->pilot;
    sw_cohorts *c = &p->cohorts;
    g_autoptr(sw_activity) activity = sw_activity_of(p);
    for (guint i = 0; i < earlier->len; i++) {
        const sw_person *one = &g_array_index(earlier, sw_person, i);
        int who = sw_roster_find(&p->roster, one->key);
        state now = who == SW_NOBODY
                        ? NO_SEAT
                        : now_of(&p->roster.people[who], activity, (size_t)who);
        count(c, then_of(p, one, c->from), now);
    }
    for (size_t i = 0; i < p->roster.n; i++)
        if (!g_hash_table_contains(number, p->roster.people[i].key))
            count(c, NO_SEAT, now_of(&p->roster.people[i], activity, i));
}

static void read_cohorts(const sw_load *load, sw_data_file *f)
{
    sw_roster *roster = &load->pilot->roster;
    bool has_activity = roster->has_activity; /* the present roster's */
    sw_day activity_day = roster->activity_day;
    sw_roster_reading r = {
        .load = load,
        .people = g_array_new(FALSE, TRUE, sizeof(sw_person)),
        .department = g_hash_table_new(sw_hash_text, g_str_equal),
        .team = g_hash_table_new(sw_hash_text, g_str_equal)};
    g_autoptr(GHashTable) number =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    read_earlier(&r, f, number);
    roster->has_activity = has_activity;
    roster->activity_day = activity_day;
    compare(load, r.people, number);
    g_array_free(r.people, TRUE);
    g_hash_table_unref(r.department);
    g_hash_table_unref(r.team);
}

void sw_load_cohorts(const sw_load *load)
{
    sw_pilot *p = load->pilot;
    const sw_json *spec = sw_json_at(load->root, "roster.before");
    const char *day = sw_member_text(spec, "as_of");
    sw_data_file f;
    p->cohorts.from = SW_DAY_NONE;
    if (!sw_is_given(spec))
        return;
    if (day == NULL || !sw_date_parse(&p->cohorts.from, day) ||
        p->cohorts.from >= p->as_of) {
        p->cohorts.from = SW_DAY_NONE;
        sw_load_problem(load, SW_ERROR, "no-earlier-day", spec,
                        "give it \"as_of\": \"YYYY-MM-DD\"",
                        "the earlier roster needs its day, before as_of");
        return;
    }
    if (!sw_data_open(&f, load, spec, "earlier roster"))
        return;
    if (sw_data_need(&f, "person") != SIZE_MAX)
        read_cohorts(load, &f);
    sw_data_close(&f);
}
