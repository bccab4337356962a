#include "pilot/usage_people.h"

#include "base/hash.h"
#include "pilot/activity.h"
#include "pilot/join.h"

void sw_usage_people_init(sw_usage_people *all)
{
    all->who = g_ptr_array_new();
    all->texts = g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    all->end = g_array_new(FALSE, FALSE, sizeof(size_t));
}

void sw_usage_mention(sw_usage_people *all, const char *who)
{
    char *text = g_hash_table_lookup(all->texts, who);
    if (text == NULL) {
        text = g_strdup(who);
        g_hash_table_add(all->texts, text);
    }
    g_ptr_array_add(all->who, text);
}

void sw_usage_people_close(sw_usage_people *all, size_t n)
{
    g_array_append_val(all->end, n);
}

/* People who cannot be found on a roster are counted by their names. */
static void count_name(GHashTable *all, GHashTable *active, const char *who,
                       bool is_active)
{
    g_hash_table_add(all, sw_person_key(who));
    if (is_active)
        g_hash_table_add(active, sw_person_key(who));
}

static void count_names(sw_pilot *p, const GPtrArray *who)
{
    sw_usage *u = &p->usage;
    sw_day first, end;
    sw_usage_span(u, &first, &end);
    if (end == SW_DAY_NONE || !(p->roster.count_only || u->concealed))
        return;
    sw_day from = end - sw_activity_days(p);
    g_autoptr(GHashTable) all =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) active =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < u->n; i++)
        if (u->day[i] + sw_usage_days(u, i) > from)
            count_name(all, active, who->pdata[i], sw_usage_is_use(u, i));
    for (size_t i = 0; i < u->n_summary; i++) {
        const sw_usage_summary *one = &u->summary[i];
        if (one->last_row + u->period_days > from)
            count_name(all, active, who->pdata[i],
                       one->last_active != SW_DAY_NONE &&
                           one->last_active + u->period_days > from);
    }
    u->named = g_hash_table_size(all);
    u->named_active = g_hash_table_size(active);
}

/* Adds one to count[person] of everybody who used it of late by the rows from
 * `first` on. */
static void count_source(size_t *count, const sw_pilot *p, size_t first,
                         size_t end, sw_day from)
{
    const sw_usage *u = &p->usage;
    g_autofree bool *seen = g_new0(bool, p->roster.n + 1);
    for (size_t i = first; i < end; i++) {
        int who = u->person[i];
        if (who == SW_NOBODY || seen[who] || !sw_usage_is_use(u, i) ||
            u->day[i] + sw_usage_days(u, i) <= from)
            continue;
        seen[who] = true;
        count[who]++;
    }
}

/* Who uses several of the assistants is one person: said, and counted. */
static void count_overlap(const sw_usage_people *all, const sw_load *load)
{
    sw_pilot *p = load->pilot;
    sw_day first, end;
    sw_usage_span(&p->usage, &first, &end);
    if (all->end->len < 2 || end == SW_DAY_NONE)
        return;
    g_autofree size_t *count = g_new0(size_t, p->roster.n + 1);
    size_t from = 0;
    for (guint k = 0; k < all->end->len; k++) {
        size_t to = g_array_index(all->end, size_t, k);
        count_source(count, p, from, to, end - sw_activity_days(p));
        from = to;
    }
    for (size_t i = 0; i < p->roster.n; i++)
        p->usage.in_several += count[i] > 1;
    if (p->usage.in_several > 0)
        sw_load_problem(load, SW_WARNING, "several-assistants",
                        sw_json_member(load->root, "usage"), NULL,
                        "%zu people are active by more than one of the usage "
                        "files: each is counted once",
                        p->usage.in_several);
}

void sw_usage_people_finish(sw_usage_people *all, const sw_load *load)
{
    count_names(load->pilot, all->who);
    count_overlap(all, load);
    g_ptr_array_unref(all->who);
    g_hash_table_unref(all->texts);
    g_array_unref(all->end);
}
