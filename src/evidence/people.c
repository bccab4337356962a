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
