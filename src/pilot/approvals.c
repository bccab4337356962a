/* approvals.c - approvals.json, which stands beside the pilot */
#include "pilot/approvals.h"

#include <string.h>

static const char FILE_NAME[] = "approvals.json";

static bool refuse(const sw_load *load, const sw_json *where, const char *what)
{
    sw_place place = {
        .file = FILE_NAME, .line = where->line, .column = where->column};
    sw_diagnose(load->d, SW_ERROR, "bad-approval", place,
                "write [{\"role\": ..., \"name\": ..., \"date\": "
                "\"YYYY-MM-DD\", \"result\": \"run-...\"}]",
                "%s", what);
    return false;
}

static bool check_one(const sw_load *load, const sw_json *one)
{
    static const char *const KEYS[] = {"role", "name", "date", "result", NULL};
    sw_day day;
    if (one->type != SW_JSON_OBJECT)
        return refuse(load, one, "an approval is an object");
    for (size_t i = 0; KEYS[i] != NULL; i++)
        if (sw_member_text(one, KEYS[i]) == NULL)
            return refuse(load, one,
                          "an approval has the texts role, name, date and "
                          "result");
    for (size_t i = 0; i < one->n_items; i++)
        if (!g_strv_contains(KEYS, one->items[i]->key))
            return refuse(load, one->items[i],
                          "an approval has no such key: role, name, date and "
                          "result are known");
    if (!sw_date_parse(&day, sw_member_text(one, "date")))
        return refuse(load, sw_json_member(one, "date"),
                      "the date of an approval is no date");
    return true;
}

void sw_load_approvals(const sw_load *load)
{
    sw_pilot *p = load->pilot;
    g_autofree char *path = g_build_filename(p->folder, FILE_NAME, NULL);
    if (load->without_files || !g_file_test(path, G_FILE_TEST_EXISTS))
        return;
    p->approvals = sw_json_read(path, true, load->d);
    if (p->approvals == NULL)
        return;
    bool good = p->approvals->type == SW_JSON_ARRAY ||
                refuse(load, p->approvals, "approvals are an array");
    for (size_t i = 0; good && i < p->approvals->n_items; i++)
        check_one(load, p->approvals->items[i]);
}
