/* run_id.c - one name for all that a run's figures rest on */
#include "pilot/run_id.h"

#include <string.h>

static const char PREFIX[] = "run-";
enum { PREFIX_LENGTH = 4, DIGITS = 16 };

/* With its end, so that "ab", "c" is not "a", "bc"; absent is not empty. */
static void add(GChecksum *sum, const char *text)
{
    static const guchar ABSENT = 1;
    if (text == NULL)
        g_checksum_update(sum, &ABSENT, 1);
    else
        g_checksum_update(sum, (const guchar *)text, (gssize)strlen(text) + 1);
}

static void add_number(GChecksum *sum, size_t n)
{
    g_autofree char *text = g_strdup_printf("%zu", n);
    add(sum, text);
}

static void add_resolved(GChecksum *sum, const sw_json *resolved)
{
    if (resolved == NULL)
        return;
    sw_json_writer w;
    sw_json_writer_init(&w);
    sw_json_write(&w, resolved);
    g_autofree char *text = sw_json_writer_take(&w, NULL);
    add(sum, text);
}

static void add_file(GChecksum *sum, const sw_input_file *f)
{
    add(sum, f->file);
    add(sum, f->sha256);
    add(sum, f->format);
    add(sum, f->readings);
    add_number(sum, f->rows);
    add_number(sum, f->rejected);
}

void sw_run_id(char id[SW_RUN_ID], const sw_pilot *p)
{
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    add(sum, sw_version());
    add_resolved(sum, p->resolved);
    add(sum, p->loaded_with.scenario);
    char day[SW_DATE_TEXT];
    add(sum, p->as_of == SW_DAY_NONE ? NULL : sw_date_format(p->as_of, day));
    for (size_t i = 0; i < p->n_files; i++)
        add_file(sum, &p->files[i]);
    g_snprintf(id, SW_RUN_ID, "%s%.*s", PREFIX, DIGITS,
               g_checksum_get_string(sum));
    g_checksum_free(sum);
}

static bool is_id(const char *text)
{
    if (memcmp(text, PREFIX, PREFIX_LENGTH) != 0)
        return false;
    for (size_t i = PREFIX_LENGTH; i < SW_RUN_ID - 1; i++)
        if (!g_ascii_isdigit(text[i]) && !(text[i] >= 'a' && text[i] <= 'f'))
            return false;
    return true;
}

bool sw_run_id_find(char id[SW_RUN_ID], const char *text, size_t length)
{
    for (size_t end = length; end >= SW_RUN_ID - 1; end--) {
        const char *at = text + end - (SW_RUN_ID - 1);
        if (!is_id(at))
            continue;
        memcpy(id, at, SW_RUN_ID - 1);
        id[SW_RUN_ID - 1] = '\0';
        return true;
    }
    return false;
}
