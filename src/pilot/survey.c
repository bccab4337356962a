/* survey.c - the responses: who answered, in which wave, the last one kept */
#include "pilot/survey.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pilot/join.h"

static bool parse_wave(int *out, const char *text)
{
    static const char *const BEFORE[] = {"before", "pre", "baseline"};
    static const char *const AFTER[] = {"after", "post"};
    for (size_t i = 0; i < G_N_ELEMENTS(BEFORE); i++)
        if (g_ascii_strcasecmp(text, BEFORE[i]) == 0) {
            *out = SW_WAVE_BEFORE;
            return true;
        }
    for (size_t i = 0; i < G_N_ELEMENTS(AFTER); i++)
        if (g_ascii_strcasecmp(text, AFTER[i]) == 0) {
            *out = SW_WAVE_AFTER;
            return true;
        }
    gint64 number;
    if (!g_ascii_string_to_signed(text, 10, G_MININT16, G_MAXINT16, &number,
                                  NULL))
        return false;
    *out = (int)number;
    return true;
}

/* The wave the file's entry states: a word or an integer. */
static bool entry_wave(const sw_json *spec, int *out)
{
    const sw_json *v = sw_json_member(spec, "wave");
    if (v == NULL)
        return false;
    if (v->type == SW_JSON_NUMBER) {
        *out = sw_member_int(spec, "wave", SW_WAVE_AFTER);
        return true;
    }
    return v->type == SW_JSON_STRING && parse_wave(out, v->string);
}

typedef struct file_reading {
    sw_survey_reading *all;
    size_t number; /* of the file */
    size_t person, date, wave;
    bool entry_says_wave;
    int entry_wave;
    sw_joiner joiner;
} file_reading;

static bool wave_of(file_reading *r, size_t row, int *out)
{
    sw_data_file *f = &r->all->files[r->number];
    *out = r->entry_wave;
    if (r->entry_says_wave)
        return true;
    if (parse_wave(out, sw_data_text(f, row, r->wave)))
        return true;
    sw_data_reject(f, row, r->wave, "bad-wave",
                   "is neither before, after nor a whole number");
    return false;
}

static void read_response(file_reading *r, size_t row)
{
    sw_data_file *f = &r->all->files[r->number];
    sw_response out = {.file = r->number,
                       .row = row,
                       .person = SW_NOBODY,
                       .date = SW_DAY_NONE};
    if (!wave_of(r, row, &out.wave))
        return;
    const char *text = sw_data_text(f, row, r->person);
    int person = sw_joiner_person(&r->joiner, text);
    if (person != SW_NO_NAME) {
        out.person = person;
        g_autofree char *key = sw_person_key(text);
        out.who = sw_keep(r->all->load, key);
    }
    sw_day day;
    if (sw_data_date(f, row, r->date, &day) == SW_CELL_OK)
        out.date = day;
    g_array_append_val(r->all->responses, out);
}

/* The column of persons: as survey.person names it, or `person`. */
static size_t person_column(const sw_load *load, const sw_data_file *f)
{
    const char *name =
        sw_member_text(sw_json_member(load->root, "survey"), "person");
    size_t column = sw_data_find(f, "person");
    if (column != SIZE_MAX || name == NULL)
        return column;
    column = sw_data_find(f, name);
    return column != SIZE_MAX ? column : sw_data_need(f, name);
}

static bool find_columns(file_reading *r)
{
    const sw_load *load = r->all->load;
    const sw_data_file *f = &r->all->files[r->number];
    r->person = person_column(load, f);
    r->date = sw_data_find(f, "date");
    r->wave = sw_data_find(f, "wave");
    r->entry_says_wave = entry_wave(f->spec, &r->entry_wave);
    if (r->person == SIZE_MAX)
        sw_diagnose(load->d, SW_NOTE, "anonymous-survey",
                    (sw_place){.file = f->name}, NULL,
                    "the responses name no person: waves cannot be paired");
    if (r->entry_says_wave || r->wave != SIZE_MAX)
        return true;
    sw_load_problem(load, SW_ERROR, "no-wave", f->spec,
                    "give \"wave\": \"before\" or \"after\"",
                    "nothing says which wave %s is", f->name);
    return false;
}

static void read_responses(sw_survey_reading *all, size_t number)
{
    file_reading r = {.all = all, .number = number};
    const sw_data_file *f = &all->files[number];
    if (!find_columns(&r))
        return;
    sw_joiner_init(&r.joiner, all->load);
    for (size_t i = 0; i < sw_table_rows(f->table); i++)
        read_response(&r, i);
    const sw_json *survey = sw_json_member(all->load->root, "survey");
    const sw_json *person = sw_json_member(survey, "person");
    sw_joiner_finish(&r.joiner, f->name, true,
                     person != NULL ? person : f->spec, "check survey.person");
}

/* Whether b supersedes a: a later date, or without dates a later row. */
static bool supersedes(const sw_response *b, const sw_response *a)
{
    if (a->date != SW_DAY_NONE && b->date != SW_DAY_NONE && a->date != b->date)
        return b->date > a->date;
    return true; /* responses are visited in order */
}

/* Keeps one response a person and wave, in the place of the first. */
static void drop_superseded(sw_survey_reading *r)
{
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    size_t kept = 0, n = r->responses->len;
    sw_response *all = (sw_response *)(void *)r->responses->data;
    for (size_t i = 0; i < n; i++) {
        if (all[i].who == NULL) {
            all[kept++] = all[i];
            continue;
        }
        char *key = g_strdup_printf("%d %s", all[i].wave, all[i].who);
        size_t at = GPOINTER_TO_SIZE(g_hash_table_lookup(seen, key));
        if (at == 0) {
            all[kept++] = all[i];
            g_hash_table_insert(seen, key, GSIZE_TO_POINTER(kept));
            continue;
        }
        g_free(key);
        if (supersedes(&all[i], &all[at - 1]))
            all[at - 1] = all[i];
    }
    g_array_set_size(r->responses, (guint)kept);
    sw_survey *survey = &r->load->pilot->survey;
    survey->n_duplicates = n - kept;
    if (n > kept)
        sw_load_problem(r->load, SW_WARNING, "duplicate-responses",
                        sw_json_member(r->load->root, "survey"), NULL,
                        "%zu earlier responses of the same person and wave "
                        "were replaced by the last one",
                        n - kept);
}

static void keep_responses(const sw_survey_reading *r)
{
    sw_survey *survey = &r->load->pilot->survey;
    survey->n = r->responses->len;
    survey->person = g_new(int, survey->n);
    survey->wave = g_new(int, survey->n);
    for (size_t i = 0; i < survey->n; i++) {
        const sw_response *one = &g_array_index(r->responses, sw_response, i);
        survey->person[i] = one->person;
        survey->wave[i] = one->wave;
    }
}

static void open_files(sw_survey_reading *r, const sw_json *list)
{
    r->files = g_new0(sw_data_file, sw_json_length(list));
    for (size_t i = 0; i < sw_json_length(list); i++) {
        const char *wave = sw_member_text(list->items[i], "wave");
        g_autofree char *kind = wave != NULL
                                    ? g_strdup_printf("survey %s", wave)
                                    : g_strdup("survey");
        sw_data_file *f = &r->files[r->n_files];
        if (sw_data_open(f, r->load, list->items[i], kind))
            r->n_files++;
    }
}

void sw_load_survey(const sw_load *load)
{
    const sw_json *survey = sw_json_member(load->root, "survey");
    if (!sw_is_given(survey))
        return;
    sw_survey_reading r = {.load = load,
                           .responses =
                               g_array_new(FALSE, FALSE, sizeof(sw_response))};
    open_files(&r, sw_json_member(survey, "files"));
    for (size_t i = 0; i < r.n_files; i++)
        read_responses(&r, i);
    drop_superseded(&r);
    keep_responses(&r);
    sw_survey_read_items(&r);
    for (size_t i = 0; i < r.n_files; i++)
        sw_data_close(&r.files[i]);
    g_free(r.files);
    g_array_free(r.responses, TRUE);
}
