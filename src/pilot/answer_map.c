/* answer_map.c - what pilot.json says that answers mean, and those that nobody
 * can read. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "ingest/answer_words.h"
#include "pilot/survey.h"

/* [low, high]; no high is an open top. NaN in low: neither. */
static sw_duration range_of(const sw_json *pair)
{
    const sw_json *low = pair->items[0], *high = pair->items[1];
    sw_duration out = {NAN, NAN, SW_PERIOD_UNKNOWN};
    if (low->type != SW_JSON_NUMBER)
        return out;
    out.lower = low->number;
    out.upper = high->type == SW_JSON_NUMBER ? high->number : INFINITY;
    return out;
}

static void add_label(GHashTable *out, const sw_load *load,
                      const sw_json *label)
{
    sw_duration x = {NAN, NAN, SW_PERIOD_UNKNOWN}; /* null: not known */
    if (label->type == SW_JSON_NUMBER)
        x.lower = x.upper = label->number;
    else if (label->type == SW_JSON_ARRAY && label->n_items == 2)
        x = range_of(label);
    if (x.upper < x.lower) {
        sw_load_problem(
            load, SW_ERROR, "bad-range", label, "write [lowest, highest]",
            "the range of answer '%s' ends below its start", label->key);
        return;
    }
    g_hash_table_insert(out, sw_answer_fold(label->key),
                        g_memdup2(&x, sizeof x));
}

GHashTable *sw_answer_map_new(const sw_load *load, const sw_json *spec)
{
    const sw_json *answers = sw_json_member(spec, "answers");
    if (answers == NULL || answers->type != SW_JSON_OBJECT)
        return NULL;
    GHashTable *out =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, g_free);
    for (size_t i = 0; i < answers->n_items; i++)
        add_label(out, load, answers->items[i]);
    return out;
}

const sw_duration *sw_answer_mapped(GHashTable *map, const char *text)
{
    if (map == NULL)
        return NULL;
    g_autofree char *folded = sw_answer_fold(text);
    return g_hash_table_lookup(map, folded);
}

void sw_item_unread(sw_item *item, size_t response, const char *text)
{
    size_t k = 0;
    item->unread[response] = true;
    while (k < item->n_unread && strcmp(item->unread_answer[k].text, text) != 0)
        k++;
    if (k == item->n_unread) {
        item->unread_answer =
            g_renew(sw_unread_answer, item->unread_answer, k + 1);
        item->unread_answer[item->n_unread++] = (sw_unread_answer){text, 0};
    }
    item->unread_answer[k].count++;
}

/* The most frequent first, then by text. */
static int by_count(const void *a, const void *b)
{
    const sw_unread_answer *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return strcmp(x->text, y->text);
}

/* The text as a JSON string, so that the remedy can be pasted. */
static void append_text(GString *out, const char *text)
{
    enum { LONGEST = 60 };
    const char *c = text;
    g_string_append_c(out, '"');
    for (int n = 0; *c != '\0' && n < LONGEST; c = g_utf8_next_char(c), n++) {
        gunichar u = g_utf8_get_char(c);
        if (u == '"' || u == '\\')
            g_string_append_c(out, '\\');
        g_string_append_unichar(out, g_unichar_iscntrl(u) ? ' ' : u);
    }
    g_string_append(out, *c != '\0' ? "...\"" : "\"");
}

enum { SHOWN = 20 };

static char *list_of(const sw_item *item)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < item->n_unread && i < SHOWN; i++) {
        g_string_append(out, i > 0 ? ", " : "");
        append_text(out, item->unread_answer[i].text);
        g_string_append_printf(out, " (%zu)", item->unread_answer[i].count);
    }
    if (item->n_unread > SHOWN)
        g_string_append_printf(out, " ... (%zu)", item->n_unread - SHOWN);
    return g_string_free(out, FALSE);
}

static char *mapping_of(const sw_item *item)
{
    const char *unit = item->kind == SW_ITEM_LIKERT ? "POINT" : "MINUTES";
    GString *out =
        g_string_new("say in the item what they mean: \"answers\": {");
    append_text(out, item->unread_answer[0].text);
    g_string_append_printf(out, ": %s, ...}", unit);
    if (item->kind != SW_ITEM_LIKERT)
        g_string_append(out, "; [LOW, HIGH] is a range");
    return g_string_free(out, FALSE);
}

static bool any_read(const sw_item *item, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isnan(item->lower[i]))
            return true;
    return false;
}

/* The report counts them; their texts, which may be one person's, stay with
 * whoever runs the program. */
void sw_item_tell_unread(const sw_load *load, const sw_json *spec,
                         sw_item *item)
{
    size_t total = 0;
    if (item->n_unread == 0)
        return;
    qsort(item->unread_answer, item->n_unread, sizeof *item->unread_answer,
          by_count);
    for (size_t i = 0; i < item->n_unread; i++)
        total += item->unread_answer[i].count;
    bool none = !any_read(item, load->pilot->survey.n);
    g_autofree char *list = list_of(item), *remedy = mapping_of(item);
    g_autofree char *pointer = sw_json_pointer(spec);
    sw_place place = {.file = load->file,
                      .line = spec->line,
                      .column = spec->column,
                      .pointer = pointer};
    sw_diagnose(load->d, none ? SW_ERROR : SW_WARNING, "unread-answers", place,
                remedy, "answers to '%s' that cannot be read: %s", item->id,
                list);
    if (!none)
        g_ptr_array_add(load->pilot->warnings,
                        sw_message_of("%zu answers to '%s' could not be read "
                                      "and are left out",
                                      sw_as_count(total),
                                      sw_as_text(item->id)));
}
