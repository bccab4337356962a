/*
 * people.c - who counts, and in which cluster.
 */
#include "evidence/effect.h"

bool sw_person_counts(const sw_person *person)
{
    return person->arm == SW_ARM_PILOT ? person->eligible
                                       : person->status == SW_PERSON_ACTIVE;
}

size_t sw_people_of_arm(const sw_roster *roster, sw_arm arm)
{
    if (roster->count_only)
        return arm == SW_ARM_PILOT ? roster->assigned : 0;
    size_t n = 0;
    for (size_t i = 0; i < roster->n; i++)
        n += roster->people[i].arm == arm &&
             sw_person_counts(&roster->people[i]);
    return n;
}

size_t sw_cluster_of(const sw_roster *roster, int person)
{
    int team = roster->people[person].team;
    return team >= 0 ? (size_t)team : roster->n_teams + (size_t)person;
}

size_t sw_count_clusters(const size_t *cluster, size_t n)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    for (size_t i = 0; i < n; i++)
        g_hash_table_add(seen, GSIZE_TO_POINTER(cluster[i]));
    return g_hash_table_size(seen);
}

bool sw_teams_known(const sw_roster *roster, const int *person, size_t n)
{
    int first = -1;
    for (size_t i = 0; i < n; i++) {
        int team = person[i] >= 0 ? roster->people[person[i]].team : -1;
        if (team >= 0 && first >= 0 && team != first)
            return true;
        if (team >= 0)
            first = team;
    }
    return false;
}

/* Marks the arms that each team has people in: bit 0 control, bit 1 pilot; and
 * bit 2 where it has two people or more. */
static unsigned char *arms_of_teams(const sw_roster *roster)
{
    enum { SEVERAL = 4 };
    unsigned char *arms = g_new0(unsigned char, roster->n_teams + 1);
    for (size_t i = 0; i < roster->n; i++) {
        const sw_person *person = &roster->people[i];
        if (person->team < 0 || !sw_person_counts(person))
            continue;
        unsigned char *team = &arms[person->team];
        *team |= (unsigned char)((*team ? SEVERAL : 0U) | 1U << person->arm);
    }
    return arms;
}

sw_team_arms sw_arms_of_teams(const sw_roster *roster)
{
    enum { CONTROL = 1, PILOT = 2, SEVERAL = 4 };
    sw_team_arms out = {0};
    g_autofree unsigned char *arms = arms_of_teams(roster);
    for (size_t t = 0; t < roster->n_teams; t++) {
        out.control += (arms[t] & CONTROL) != 0;
        out.pilot += (arms[t] & PILOT) != 0;
        out.several += (arms[t] & SEVERAL) != 0;
        out.mixed += (arms[t] & CONTROL) && (arms[t] & PILOT);
    }
    return out;
}

bool sw_randomised_one_by_one(const sw_pilot *pilot)
{
    sw_team_arms teams = sw_arms_of_teams(&pilot->roster);
    return pilot->assignment == SW_ASSIGN_RANDOMISED &&
           2 * teams.mixed > teams.several;
}

bool sw_teams_are_clusters(const sw_pilot *pilot, const int *person, size_t n)
{
    return sw_teams_known(&pilot->roster, person, n) &&
           !sw_randomised_one_by_one(pilot);
}
