/*
 * The parser beside cJSON, on documents made up at random and on damaged ones:
 * what it takes, cJSON takes too and reads the same. cJSON knows no places and
 * takes more than JSON is, so the other way round only whole documents count.
 */
#include <cjson/cJSON.h>
#include <glib.h>
#include <string.h>

#include "ingest/json.h"
#include "sw_test.h"

enum { DOCUMENTS = 3000, DEPTH = 5, DAMAGES = 4 };

static bool same(const sw_json *a, const cJSON *b)
{
    switch (a->type) {
    case SW_JSON_NULL:
        return cJSON_IsNull(b);
    case SW_JSON_BOOLEAN:
        return cJSON_IsBool(b) && a->boolean == cJSON_IsTrue(b);
    case SW_JSON_NUMBER:
        return cJSON_IsNumber(b) &&
               memcmp(&a->number, &b->valuedouble, sizeof a->number) == 0;
    case SW_JSON_STRING:
        return cJSON_IsString(b) && strcmp(a->string, b->valuestring) == 0;
    case SW_JSON_ARRAY:
    case SW_JSON_OBJECT:
        break;
    }
    const cJSON *item = b->child;
    if (a->type == SW_JSON_ARRAY ? !cJSON_IsArray(b) : !cJSON_IsObject(b))
        return false;
    for (size_t i = 0; i < a->n_items; i++, item = item->next)
        if (item == NULL || !same(a->items[i], item) ||
            (a->type == SW_JSON_OBJECT &&
             strcmp(a->items[i]->key, item->string) != 0))
            return false;
    return item == NULL;
}

static void put_string(GString *s, GRand *r)
{
    static const char *const parts[] = {
        "a",       "ä",    "\\u00e9", "\\ud83d\\ude00", "😀",    "\\n",
        "\\\\",    "\\\"", "\\/",     "\\b\\f\\r\\t",   "\x7f", "\xc2\xa0",
        "\\u0001", " ",    "{[,:]}"};
    g_string_append_c(s, '"');
    for (int n = g_rand_int_range(r, 0, 6); n > 0; n--)
        g_string_append(
            s, parts[g_rand_int_range(r, 0, (gint32)G_N_ELEMENTS(parts))]);
    g_string_append_c(s, '"');
}

static void put_number(GString *s, GRand *r)
{
    static const char *const odd[] = {"0",     "-0",     "1e5",
                                      "1E-7",  "2.5e+3", "123456789012345678",
                                      "1e308", "5e-324", "0.1"};
    if (g_rand_int_range(r, 0, 2) == 0)
        g_string_append(s,
                        odd[g_rand_int_range(r, 0, (gint32)G_N_ELEMENTS(odd))]);
    else
        g_string_append_printf(s, "%.17g", g_rand_double_range(r, -1e6, 1e6));
}

static void put_blank(GString *s, GRand *r)
{
    static const char *const blanks[] = {"", "", "", " ", "\n", "\r\n", "\t"};
    g_string_append(
        s, blanks[g_rand_int_range(r, 0, (gint32)G_N_ELEMENTS(blanks))]);
}

static void put_value(GString *s, GRand *r, int depth)
{
    int kind = g_rand_int_range(r, 0, depth > 0 ? 7 : 5);
    put_blank(s, r);
    if (kind == 0)
        g_string_append(s, "null");
    else if (kind == 1)
        g_string_append(s, g_rand_boolean(r) ? "true" : "false");
    else if (kind == 2)
        put_number(s, r);
    else if (kind < 5)
        put_string(s, r);
    else {
        int n = g_rand_int_range(r, 0, 5);
        g_string_append_c(s, kind == 5 ? '[' : '{');
        for (int i = 0; i < n; i++) {
            g_string_append(s, i > 0 ? "," : "");
            if (kind == 6)
                g_string_append_printf(s, "\"k%d\" :", i);
            put_value(s, r, depth - 1);
        }
        put_blank(s, r);
        g_string_append_c(s, kind == 5 ? ']' : '}');
    }
    put_blank(s, r);
}

/* A byte dropped, doubled or changed. */
static void damage(GString *s, GRand *r)
{
    if (s->len == 0)
        return;
    gint at = g_rand_int_range(r, 0, (gint32)s->len);
    switch (g_rand_int_range(r, 0, 3)) {
    case 0:
        g_string_erase(s, at, 1);
        break;
    case 1:
        g_string_insert_c(s, at, s->str[at]);
        break;
    default:
        s->str[at] = (char)g_rand_int_range(r, 1, 127);
        break;
    }
}

static bool agrees(const GString *s, bool whole)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *ours = sw_json_parse(s->str, s->len, "t", false, d);
    cJSON *theirs = cJSON_ParseWithLengthOpts(s->str, s->len + 1, NULL, true);
    bool good = ours != NULL ? theirs != NULL && same(ours, theirs) : !whole;
    sw_json_free(ours);
    cJSON_Delete(theirs);
    sw_diagnostics_free(d);
    if (!good)
        print_error("%s\n", s->str);
    return good;
}

static void reads_what_its_peer_reads(void **state)
{
    (void)state;
    GRand *r = g_rand_new_with_seed(20261201);
    for (int i = 0; i < DOCUMENTS; i++) {
        GString *s = g_string_new(NULL);
        put_value(s, r, DEPTH);
        assert_true(agrees(s, true));
        for (int k = 0; k < DAMAGES; k++) {
            damage(s, r);
            assert_true(agrees(s, false));
        }
        g_string_free(s, TRUE);
    }
    g_rand_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_its_peer_reads)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
