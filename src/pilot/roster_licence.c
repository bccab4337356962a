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

void sw_roster_arms(sw_roster_reading *r)
{
    sw_roster *roster = &r->load->pilot->roster;
    size_t held = 0, unknown = 0;
    if (r->any_arm || !r->any_licence)
        return;
    for (guint i = 0; i < r->people->len; i++) {
        sw_person *p = &g_array_index(r->people, sw_person, i);
        p->arm = p->licence == SW_LICENCE_HELD ? SW_ARM_PILOT : SW_ARM_CONTROL;
        held += p->licence == SW_LICENCE_HELD;
        unknown += p->licence == SW_LICENCE_UNKNOWN;
    }
    roster->has_arm = held > 0 && held < r->people->len;
    sw_load_problem_say(
        r->load, SW_WARNING, "arm-by-licence",
        sw_json_member(r->load->root, "roster"),
        "give the roster a column arm to say it yourself",
        sw_message_of("the %zu people who hold a licence now are taken as the "
                      "pilot, the other %u as its control group%s",
                      sw_as_count(held), sw_as_count(r->people->len - held),
                      sw_as_word(unknown > 0 ? ", also those whom no file of "
                                               "licences has"
                                             : "")));
}
