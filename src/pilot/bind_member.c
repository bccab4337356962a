/* bind_member.c - numbers of contracts and meters become inputs */
#include "pilot/contract_load.h"

#include <stdint.h>

/* Takes over the label. */
static sw_message *labelled(const char *who, sw_message *label)
{
    return who == NULL
               ? label
               : sw_message_of("%s: %s", sw_as_text(who), sw_as_message(label));
}

size_t sw_bind_fixed(const sw_written *w, sw_input_id fixed, const char *member,
                     const sw_json *v)
{
    sw_inputs *in = &w->load->pilot->inputs;
    sw_input *usual = sw_inputs_at(in, fixed);
    size_t id = fixed;
    g_autofree char *key = g_strdup_printf("%s.%s", w->path, member);
    if (w->first) {
        g_free(usual->key);
        usual->key = g_steal_pointer(&key);
    } else {
        sw_message *label = labelled(w->who != NULL ? w->who : key,
                                     sw_message_share(usual->label));
        id = sw_inputs_add_named(in, key, label, usual->unit);
    }
    sw_bind_input(w->load, id, v, SW_MEASURED);
    return id;
}

size_t sw_bind_own(const sw_written *w, const char *member, const char *label,
                   sw_unit unit, sw_provenance given)
{
    const sw_json *v = sw_json_at(w->v, member);
    if (v == NULL || v->type == SW_JSON_NULL)
        return SIZE_MAX;
    g_autofree char *key = g_strdup_printf("%s.%s", w->path, member);
    size_t id =
        sw_inputs_add_named(&w->load->pilot->inputs, key,
                            labelled(w->who, sw_message_word(label)), unit);
    sw_bind_input(w->load, id, v, given);
    return id;
}
