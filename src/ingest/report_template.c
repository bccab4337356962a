#include "ingest/report_template.h"

#include <glib.h>
#include <string.h>

#include "ingest/schema.h"
#include "ingest/template.h"

static const char DEFAULT_THEME[] = "default";
static const char THEME_SCHEMA[] = "schemas/theme.schema.json";
static const char LANGUAGE_SCHEMA[] = "schemas/language.schema.json";

/* True when `v` is there and fits the schema of this name. */
static bool fits(const sw_json *v, const char *schema_name, const char *file,
                 const char *folder, sw_diagnostics *d)
{
    if (v == NULL)
        return false;
    sw_json *schema = sw_template_json(schema_name, folder, d);
    bool ok = schema != NULL && sw_schema_check(schema, v, file, d);
    sw_json_free(schema);
    return ok;
}

static bool is_file(const char *theme)
{
    return strchr(theme, G_DIR_SEPARATOR) != NULL ||
           g_str_has_suffix(theme, ".json");
}

/* The template that has the theme of a name. */
static char *template_of(const char *theme)
{
    return strcmp(theme, DEFAULT_THEME) == 0
               ? g_strdup("report/default.json")
               : g_strdup_printf("report/theme/%s.json", theme);
}

/* By the first bytes: what a workbook can hold as a picture. */
static bool is_picture(const char *path)
{
    g_autofree char *bytes = NULL;
    gsize n = 0;
    return g_file_get_contents(path, &bytes, &n, NULL) && n > 8 &&
           (memcmp(bytes, "\x89PNG", 4) == 0 ||
            memcmp(bytes, "\xff\xd8\xff", 3) == 0);
}

/* The logo's file stands beside the theme's. */
static bool place_logo(sw_json *theme, const char *file, sw_diagnostics *d)
{
    sw_json *logo = (sw_json *)sw_json_member(theme, "logo");
    if (logo == NULL || logo->type != SW_JSON_STRING)
        return true;
    if (!g_path_is_absolute(logo->string)) {
        g_autofree char *beside = g_path_get_dirname(file);
        char *path = g_build_filename(beside, logo->string, NULL);
        g_free(logo->string);
        logo->string = path;
    }
    if (is_picture(logo->string))
        return true;
    sw_diagnose(d, SW_ERROR, "no-logo",
                (sw_place){.file = file,
                           .line = logo->line,
                           .column = logo->column,
                           .pointer = "/logo"},
                "name a PNG or JPEG beside the theme",
                "the logo '%s' is not there, or no picture", logo->string);
    return false;
}

/* "first, a, b": what is always there and the files of a subfolder. */
static char *names_in(const char *first, const char *subfolder,
                      const char *folder)
{
    g_autoptr(GPtrArray) files = sw_template_list(subfolder, folder);
    GString *known = g_string_new(first);
    for (guint i = 0; i < files->len; i++) {
        g_autofree char *name = g_path_get_basename(files->pdata[i]);
        if (g_str_has_suffix(name, ".json"))
            name[strlen(name) - strlen(".json")] = '\0';
        g_string_append_printf(known, ", %s", name);
    }
    return g_string_free(known, FALSE);
}

static void report_unknown(const char *theme, const char *folder,
                           sw_diagnostics *d)
{
    g_autofree char *known = names_in("default", "report/theme", folder);
    g_autofree char *remedy =
        g_strdup_printf("known are %s; or name a file", known);
    sw_diagnose(d, SW_ERROR, "no-theme", (sw_place){.file = NULL}, remedy,
                "there is no theme '%s'", theme);
}

static bool is_known(const char *name, const char *folder)
{
    GBytes *bytes = sw_template_read(name, folder, NULL);
    if (bytes != NULL)
        g_bytes_unref(bytes);
    return bytes != NULL;
}

/* One theme without what it inherits. */
static sw_json *read_theme(const char *theme, const char *folder,
                           sw_diagnostics *d)
{
    g_autofree char *name =
        is_file(theme) ? g_strdup(theme) : template_of(theme);
    if (!is_file(theme) && !is_known(name, folder)) {
        report_unknown(theme, folder, d);
        return NULL;
    }
    sw_json *v = is_file(theme) ? sw_json_read(name, true, d)
                                : sw_template_json(name, folder, d);
    g_autofree char *in_folder = is_file(theme) || folder == NULL
                                     ? g_strdup(name)
                                     : g_build_filename(folder, name, NULL);
    if (fits(v, THEME_SCHEMA, name, folder, d) && place_logo(v, in_folder, d))
        return v;
    sw_json_free(v);
    return NULL;
}

sw_json *sw_theme_load(const char *theme, const char *folder, sw_diagnostics *d)
{
    enum { DEEPEST = 8 }; /* themes that inherit; more would be a circle */
    sw_json *whole = NULL;
    g_autofree char *next = g_strdup(theme != NULL ? theme : DEFAULT_THEME);
    for (int depth = 0; next != NULL; depth++) {
        sw_json *v = depth < DEEPEST ? read_theme(next, folder, d) : NULL;
        if (v == NULL) {
            if (depth == DEEPEST)
                sw_diagnose(d, SW_ERROR, "theme-circle",
                            (sw_place){.file = next}, NULL,
                            "themes inherit each other in a circle");
            sw_json_free(whole);
            return NULL;
        }
        const char *from = sw_member_text(v, "inherits");
        bool last = strcmp(next, DEFAULT_THEME) == 0;
        g_free(next);
        next = last ? NULL : g_strdup(from != NULL ? from : DEFAULT_THEME);
        if (whole != NULL)
            sw_json_merge_defaults(whole, v);
        if (whole == NULL)
            whole = v;
        else
            sw_json_free(v);
    }
    return whole;
}

static bool add_texts(sw_language *l, const sw_json *texts, const char *file,
                      sw_diagnostics *d)
{
    bool ok = true;
    for (size_t i = 0; texts != NULL && i < texts->n_items; i++) {
        const sw_json *t = texts->items[i];
        if (t->type != SW_JSON_STRING || sw_language_add(l, t->key, t->string))
            continue;
        sw_diagnose(
            d, SW_ERROR, "bad-text",
            (sw_place){.file = file, .line = t->line, .column = t->column},
            "use the same %s and %zu, in another order as %2$s",
            "the text for \"%s\" does not print the same values", t->key);
        ok = false;
    }
    return ok;
}

static void set_numbers(sw_language *l, const sw_json *v)
{
    if (v == NULL)
        return;
    const char *money = sw_member_text(v, "money");
    bool after = money != NULL ? strcmp(money, "after") == 0
                               : sw_language_numbers(l)->money_after;
    sw_number_words words = {.decimal = sw_member_text(v, "decimal"),
                             .thousands = sw_member_text(v, "thousands"),
                             .percent = sw_member_text(v, "percent"),
                             .money_after = after,
                             .thousand = sw_member_text(v, "thousand"),
                             .million = sw_member_text(v, "million"),
                             .date_code = sw_member_text(v, "date"),
                             .month_code = sw_member_text(v, "month")};
    sw_language_set_numbers(l, &words);
}

static bool add_language(sw_language *l, const char *name, const char *folder,
                         sw_diagnostics *d)
{
    sw_json *v = sw_template_json(name, folder, d);
    bool ok = fits(v, LANGUAGE_SCHEMA, name, folder, d);
    if (ok) {
        set_numbers(l, sw_json_member(v, "numbers"));
        ok = add_texts(l, sw_json_member(v, "texts"), name, d);
    }
    sw_json_free(v);
    return ok;
}

/* The built-in texts first: a folder's may change some of them. */
static bool add_languages(sw_language *l, const char *code, const char *folder,
                          sw_diagnostics *d)
{
    g_autofree char *name = g_strdup_printf("report/language/%s.json", code);
    g_autofree char *own =
        folder != NULL ? g_build_filename(folder, name, NULL) : NULL;
    bool has_own = own != NULL && g_file_test(own, G_FILE_TEST_EXISTS);
    bool built_in = is_known(name, NULL);
    if (!built_in && !has_own && strcmp(code, "en") != 0) {
        g_autofree char *known = names_in("en", "report/language", NULL);
        g_autofree char *remedy = g_strdup_printf("built in are %s", known);
        sw_diagnose(d, SW_ERROR, "no-language", (sw_place){.file = NULL},
                    remedy, "there is no language '%s'", code);
        return false;
    }
    return (!built_in || add_language(l, name, NULL, d)) &&
           (!has_own || add_language(l, name, folder, d));
}

sw_language *sw_language_load(const char *code, const sw_json *theme,
                              const char *folder, sw_diagnostics *d)
{
    sw_language *l = sw_language_new(code);
    bool ok = add_languages(l, code, folder, d);
    if (ok) {
        set_numbers(l, sw_json_member(theme, "numbers"));
        ok = add_texts(l, sw_json_member(theme, "texts"), "theme", d);
    }
    if (ok)
        return l;
    sw_language_free(l);
    return NULL;
}
