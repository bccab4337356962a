#include "pilot/metered_rows.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

/* Headers that say what is billed (FORMATS 6.4, 6.5). The consumed service
 * alone says too much: a machine beside a model has the model's. */
static const char *const SAYS[] = {"ServiceCategory", "MeterCategory",
                                   "MeterSubCategory", "Product",
                                   "ProductName"};

void sw_metered_rows_init(sw_metered_rows *m, sw_data_file *f)
{
    const char *table = f->format != NULL ? f->format->table : "metered";
    size_t kind = sw_table_find(f->table, "ChargeCategory");
    *m = (sw_metered_rows){
        .file = f,
        .say = g_array_new(FALSE, FALSE, sizeof(size_t)),
        .unit = sw_data_find(f, "unit"),
        .kind = sw_data_found(f, kind, "kind"),
        .is_bill = strcmp(table, "cost") == 0,
        .is_github = sw_data_has_quirk(f, "requests-are-no-credits"),
        .meters = g_hash_table_new(sw_hash_text, g_str_equal),
        .units =
            g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL)};
    if (m->is_github)
        m->unit =
            sw_data_found(f, sw_table_find(f->table, "unit_type"), "unit");
    if (m->is_github && m->unit == SIZE_MAX)
        m->unit = sw_data_find(f, "unit");
    for (size_t i = 0; m->is_bill && i < G_N_ELEMENTS(SAYS); i++) {
        size_t column =
            sw_data_found(f, sw_table_find(f->table, SAYS[i]), "product");
        if (column != SIZE_MAX)
            g_array_append_val(m->say, column);
        if (column != SIZE_MAX && i == 0)
            break; /* what seats cost is another category there */
    }
    size_t product = sw_data_find(f, "product");
    if (m->is_github && product != SIZE_MAX)
        g_array_append_val(m->say, product);
}

static bool mentions(const char *text, const char *const *words)
{
    g_autofree char *lower = g_utf8_strdown(text, -1);
    for (; *words != NULL; words++)
        if (strstr(lower, *words) != NULL)
            return true;
    return false;
}

static const char *said(const sw_metered_rows *m, size_t row)
{
    static const char *const ai[] = {
        "openai", "copilot", "foundry", "cognitive", "ai and machine learning",
        NULL};
    static const char *const github[] = {"copilot", "spark", "code quality",
                                         "code_quality", NULL};
    for (guint k = 0; k < m->say->len; k++) {
        const char *text =
            sw_data_text(m->file, row, g_array_index(m->say, size_t, k));
        if (mentions(text, m->is_github ? github : ai))
            return text;
    }
    return NULL;
}

/* "1K" is a thousand of a unit without a name, "100 Hours" a hundred hours. */
static double scale_of(const char *text, char **unit)
{
    enum { THOUSAND = 1000, MILLION = 1000000 };
    char *end;
    double scale = g_ascii_strtod(text, &end);
    if (end == text || !(scale > 0))
        scale = 1;
    if (*end == 'K' || *end == 'M') {
        scale *= *end == 'K' ? THOUSAND : MILLION;
        end++;
    }
    *unit = g_strstrip(g_ascii_strdown(end, -1));
    return scale;
}

bool sw_metered_rows_take(sw_metered_rows *m, size_t row, double *scale)
{
    const char *what = said(m, row);
    const char *kind = sw_data_text(m->file, row, m->kind);
    char *unit;
    *scale = 1;
    if ((m->is_bill || m->is_github) && m->say->len > 0 &&
        (what == NULL || g_ascii_strcasecmp(kind, "tax") == 0)) {
        m->left_out++;
        return false;
    }
    size_t product = sw_data_find(m->file, "product");
    if (what != NULL && product != SIZE_MAX)
        what = sw_data_text(m->file, row, product);
    if (what != NULL)
        g_hash_table_add(m->meters, (gpointer)(guintptr)what);
    if (m->unit == SIZE_MAX)
        return true;
    double factor = scale_of(sw_data_text(m->file, row, m->unit), &unit);
    if (sw_data_has_quirk(m->file, "unit-scales-quantity"))
        *scale = factor;
    g_hash_table_add(m->units, unit);
    return true;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The first of a set of texts, in order, apart by commas. */
static sw_message *list_of(GHashTable *set)
{
    enum { ENOUGH = 6 };
    guint n;
    g_autofree gpointer *keys = g_hash_table_get_keys_as_array(set, &n);
    qsort(keys, n, sizeof *keys, by_text);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < n && i < ENOUGH; i++)
        g_string_append_printf(out, "%s'%s'", i ? ", " : "", (char *)keys[i]);
    g_autofree char *first = g_string_free(out, FALSE);
    sw_message *const parts[] = {
        sw_message_text_of(first),
        n > ENOUGH ? sw_message_new(" and %u more", n - ENOUGH) : NULL};
    return sw_message_join("", parts, G_N_ELEMENTS(parts));
}

static void tell(const sw_metered_rows *m)
{
    const sw_data_file *f = m->file;
    if (!m->is_bill && m->left_out == 0)
        return;
    sw_value taken = g_hash_table_size(m->meters) > 0
                         ? sw_as_message(list_of(m->meters))
                         : sw_as_word("none");
    sw_load_warn_file_say(
        f->load, "metered-rows", f->name,
        "check that these are the services that are meant",
        sw_message_of("%zu rows of %s are for something else and left out; "
                      "taken are %s",
                      sw_as_count(m->left_out), sw_as_text(f->name), taken));
}

bool sw_metered_rows_finish(sw_metered_rows *m)
{
    const sw_data_file *f = m->file;
    bool one_unit = g_hash_table_size(m->units) <= 1;
    sw_value units = sw_as_message(one_unit ? NULL : list_of(m->units));
    tell(m);
    if (!one_unit && m->is_github)
        sw_load_problem_say(f->load, SW_ERROR, "mixed-units", f->spec,
                            "give one file for each",
                            sw_message_of("%s counts %s, which cannot be added",
                                          sw_as_text(f->name), units));
    else if (!one_unit)
        sw_load_warn_file_say(
            f->load, "mixed-units", f->name,
            "give a file with units of one kind",
            sw_message_of("%s counts units of several kinds (%s): only its "
                          "amounts are used",
                          sw_as_text(f->name), units));
    g_array_unref(m->say);
    g_hash_table_unref(m->meters);
    g_hash_table_unref(m->units);
    return one_unit;
}
