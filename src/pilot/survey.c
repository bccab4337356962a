/* survey.c - the responses: who answered, in which wave, the last one kept */
#include "pilot/survey.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "ingest/column.h"
#include "ingest/file_bytes.h"
#include "pilot/join.h"
#include "pilot/survey_wave.h"

typedef struct file_reading {
    sw_survey_reading *all;
    size_t number;    /* of the file */
    size_t person[4]; /* columns that name the respondent, the best first */
    size_t date, complete;
    sw_wave_finder wave;
    sw_joiner joiner;
} file_reading;

/* The person of a row by the first of the columns that names somebody. */
static int person_of(file_reading *r, size_t row, const char **text)
{
    const sw_data_file *f = &r->all->files[r->number];
    int person = SW_NO_NAME;
    for (size_t k = 0; k < G_N_ELEMENTS(r->person); k++) {
        *text = sw_data_text(f, row, r->person[k]);
        if (r->person[k] != SIZE_MAX)
            person = sw_joiner_person(&r->joiner, *text);
        if (person != SW_NO_NAME)
            return person;
    }
    return person;
}

static void read_response(file_reading *r, size_t row)
{
    sw_data_file *f = &r->all->files[r->number];
    sw_response out = {.file = r->number,
                       .row = row,
                       .person = SW_NOBODY,
                       .date = SW_DAY_NONE};
    const char *text;
    if (!sw_wave_of(&r->wave, f, row, &out.wave))
        return;
    int person = person_of(r, row, &text);
    if (person != SW_NO_NAME) {
        g_autofree char *key = sw_person_key(text);
        out.person = person;
        out.who = person != SW_NOBODY
                      ? r->all->load->pilot->roster.people[person].key
                      : sw_keep(r->all->load, key);
    }
    sw_day day;
    if (sw_data_detail_date(f, row, r->date, &day) == SW_CELL_OK)
        out.date = day;
    bool complete;
    out.partial =
        r->complete != SIZE_MAX &&
        sw_cell_boolean(&complete, sw_data_text(f, row, r->complete)) ==
            SW_CELL_OK &&
        !complete;
    g_array_append_val(r->all->responses, out);
}

/* The columns of persons: as survey.person names it, else as the format or the
 * header says; an employee id or a UPN where the e-mail is blank. */
static bool person_columns(file_reading *r)
{
    const sw_load *load = r->all->load;
    const sw_data_file *f = &r->all->files[r->number];
    const char *name =
        sw_member_text(sw_json_member(load->root, "survey"), "person");
    size_t asked = SIZE_MAX;
    if (name != NULL)
        asked = sw_data_found(f, sw_table_find(f->table, name), "person");
    size_t known =
        name == NULL ? sw_data_find_person(f) : sw_data_find(f, "person");
    bool mapped =
        sw_json_member(sw_json_member(f->spec, "columns"), "person") != NULL;
    r->person[0] = asked != SIZE_MAX && !mapped ? asked : known;
    r->person[1] = sw_data_find(f, "employee_id");
    r->person[2] = sw_data_find(f, "upn");
    r->person[3] = r->person[0] != known ? known : SIZE_MAX;
    bool any = false;
    for (size_t k = 0; k < G_N_ELEMENTS(r->person); k++)
        any |= r->person[k] != SIZE_MAX;
    if (!any && name != NULL && f->format == NULL)
        any = sw_data_need(f, name) != SIZE_MAX;
    return any;
}

/* The one column of days that is no question, where no header says date. */
static size_t find_date(const sw_data_file *f)
{
    size_t at = sw_data_find(f, "date"), found = SIZE_MAX, n = 0;
    const sw_columns *c = sw_table_decisions(f->table);
    if (at != SIZE_MAX || f->format != NULL || c == NULL)
        return at;
    for (size_t i = 0; i < c->n; i++)
        if (c->column[i].kind == SW_KIND_DATE && !c->column[i].unread) {
            found = i;
            n++;
        }
    return n == 1 ? sw_data_found(f, found, "date") : SIZE_MAX;
}

static bool find_columns(file_reading *r)
{
    const sw_load *load = r->all->load;
    sw_data_file *f = &r->all->files[r->number];
    r->date = find_date(f);
    r->complete = sw_data_find(f, "complete");
    if (!person_columns(r))
        sw_diagnose(load->d, SW_NOTE, "anonymous-survey",
                    (sw_place){.file = f->name}, NULL,
                    "the responses name no person: waves cannot be paired");
    return sw_data_is_about(f, "survey") && sw_wave_find(&r->wave, f, r->date);
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
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
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
    survey->arm = g_new0(sw_arm, survey->n);
    for (size_t i = 0; i < survey->n; i++) {
        const sw_response *one = &g_array_index(r->responses, sw_response, i);
        survey->person[i] = one->person;
        survey->wave[i] = one->wave;
        survey->arm[i] = one->person == SW_NOBODY
                             ? SW_ARM_PILOT
                             : r->load->pilot->roster.people[one->person].arm;
    }
}

/* A wave that nobody was asked in may stand there with its header alone. */
static bool is_header_only(const sw_survey_reading *r, const sw_json *spec)
{
    enum { LONGEST = 64 * 1024 };
    const char *name = sw_member_text(spec, "file");
    if (name == NULL || g_str_has_prefix(name, "/dev/"))
        return false;
    g_autofree char *path =
        g_path_is_absolute(name)
            ? g_strdup(name)
            : g_build_filename(r->load->pilot->folder, name, NULL);
    size_t length = 0;
    g_autofree char *text = NULL;
    sw_diagnostics *d = sw_diagnostics_new(); /* who opens it says it */
    bool read = sw_file_bytes(&text, &length, path, name, LONGEST, d);
    sw_diagnostics_free(d);
    if (!read || strlen(text) != length)
        return false;
    char *end = text + strcspn(text, "\r\n");
    return end > text && *g_strstrip(end) == '\0';
}

static bool is_left_out(const sw_survey_reading *r, const sw_json *list,
                        size_t i)
{
    bool any = false;
    for (size_t k = 0; k < sw_json_length(list); k++)
        any = any || !is_header_only(r, list->items[k]);
    if (!any || !is_header_only(r, list->items[i]))
        return false;
    const char *name = sw_member_text(list->items[i], "file");
    sw_load_warn_file(r->load, "empty-wave", name, NULL,
                      "%s has a header and no answers: it is left out", name);
    return true;
}

static void open_files(sw_survey_reading *r, const sw_json *list)
{
    r->files = g_new0(sw_data_file, sw_json_length(list));
    for (size_t i = 0; i < sw_json_length(list); i++) {
        if (is_left_out(r, list, i))
            continue;
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
    if (sw_is_given(sw_json_member(survey, "counts"))) {
        sw_load_survey_counts(load);
        return;
    }
    sw_survey_reading r = {.load = load,
                           .responses =
                               g_array_new(FALSE, FALSE, sizeof(sw_response))};
    open_files(&r, sw_json_member(survey, "files"));
    for (size_t i = 0; i < r.n_files; i++)
        read_responses(&r, i);
    drop_superseded(&r);
    keep_responses(&r);
    sw_survey_read_items(&r);
    sw_survey_read_durations(&r);
    sw_survey_check_quality(&r);
    for (size_t i = 0; i < r.n_files; i++)
        sw_data_close(&r.files[i]);
    g_free(r.files);
    g_array_free(r.responses, TRUE);
}
