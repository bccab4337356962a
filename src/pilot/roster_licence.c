/* roster_licence.c - who holds a licence now, where that tells the arms */
#include <string.h>

#include "pilot/roster.h"

/* Copilots that are bought by themselves and are not the one for office work.
 */
static bool is_other_copilot(const char *product)
{
    static const char *const words[] = {"studio", "sales", "service",
                                        "security", "github"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(product, words[i]) != NULL)
            return true;
    return false;
}

bool sw_products_have_copilot(const char *products)
{
    g_autofree char *lower = g_utf8_strdown(products, -1);
    g_auto(GStrv) list = g_strsplit(lower, "+", -1);
    for (char **product = list; *product != NULL; product++)
        if (strstr(*product, "copilot") != NULL && !is_other_copilot(*product))
            return true;
    return false;
}

/* Licences of which nobody holds one are of another product: they say nothing
 * of this one's seats. */
static void check_licences(sw_roster_reading *r)
{
    bool held = false;
    for (guint i = 0; i < r->people->len; i++)
        held |= g_array_index(r->people, sw_person, i).licence ==
                SW_LICENCE_HELD;
    if (held || !r->any_licence || !r->any_arm)
        return;
    for (guint i = 0; i < r->people->len; i++)
        g_array_index(r->people, sw_person, i).licence = SW_LICENCE_UNKNOWN;
    r->any_licence = false;
    sw_load_problem(r->load, SW_WARNING, "no-licence",
                    sw_json_member(r->load->root, "roster"),
                    "check which column says who holds a licence",
                    "by its licences nobody holds a seat: they are left out of "
                    "account, and arm says who holds one");
}

void sw_roster_arms(sw_roster_reading *r)
{
    sw_roster *roster = &r->load->pilot->roster;
    size_t held = 0, unknown = 0, others = 0;
    check_licences(r);
    if (r->any_arm || !r->any_licence)
        return;
    for (guint i = 0; i < r->people->len; i++) {
        sw_person *p = &g_array_index(r->people, sw_person, i);
        if (p->status == SW_PERSON_OUTSIDE)
            continue;
        others += p->licence != SW_LICENCE_HELD;
        p->arm = p->licence == SW_LICENCE_HELD ? SW_ARM_PILOT : SW_ARM_CONTROL;
        held += p->licence == SW_LICENCE_HELD;
        unknown += p->licence == SW_LICENCE_UNKNOWN;
    }
    roster->has_arm = held > 0 && others > 0;
    sw_load_problem_say(
        r->load, SW_WARNING, "arm-by-licence",
        sw_json_member(r->load->root, "roster"),
        "give the roster a column arm to say it yourself",
        sw_message_of("the %zu people who hold a licence now are taken as the "
                      "pilot, the other %u as its control group%s",
                      sw_as_count(held), sw_as_count(others),
                      sw_as_word(unknown > 0 ? ", also those whom no file of "
                                               "licences has"
                                             : "")));
}
