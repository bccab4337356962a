#include "pilot/usage_stream.h"

#include <math.h>
#include <omp.h>
#include <stdio.h>
#include <string.h>

#include "ingest/file_bytes.h"
#include "ingest/csv_reader.h"
#include "ingest/decimal_fast.h"
#include "ingest/dialect.h"
#include "ingest/person_sums.h"
#include "pilot/data_record.h"
#include "pilot/join.h"

enum { HEAD = 64 * 1024, WEEK = 7 };

typedef struct stream {
    const sw_load *load;
    const sw_json *spec;
    const char *name;
    char *path;
    sw_records *header;
    char delimiter;
    const sw_format *format; /* NULL: none that is known */
    sw_sums_request request;
    sw_person_sums *sums;
    sw_day *days;
    size_t n_days;
    int period_days;
} stream;

static const char *const VALUES[SW_PERSON_VALUES] = {"active_days", "actions",
                                                     "minutes"};

/* What only the table path knows how to obey. */
static bool is_special(const sw_json *spec)
{
    static const char *const keys[] = {"format",     "encoding",  "decimal",
                                       "date_order", "skip_rows", "delimiter"};
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (sw_is_given(sw_json_member(spec, keys[i])))
            return true;
    return false;
}

static size_t size_of(FILE *f)
{
    if (fseek(f, 0, SEEK_END) != 0)
        return 0;
    long size = ftell(f);
    rewind(f);
    return size > 0 ? (size_t)size : 0;
}

/* The first record of a large file, and the delimiter that cuts it. */
static bool read_header(stream *s)
{
    FILE *f = sw_file_open(s->path);
    if (f == NULL)
        return false;
    g_autofree char *head = g_malloc(HEAD + 1);
    size_t n = size_of(f) > SW_LARGE_FILE ? fread(head, 1, HEAD, f) : 0, taken;
    fclose(f);
    head[n] = '\0';
    const char *text = head;
    if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        n -= 3;
    }
    while (n > 0 && text[n - 1] != '\n')
        n--;
    if (n == 0 || !g_utf8_validate(text, (gssize)n, NULL))
        return false;
    sw_dialect d = sw_dialect_find(text, n, 0, 0);
    s->delimiter = d.delimiter;
    s->header = sw_records_new();
    return d.rival == 0 && d.start == 0 &&
           sw_csv_record(s->header, &taken, text, n, d.delimiter) ==
               SW_CSV_ROW &&
           sw_records_count(s->header) == 1;
}

/* Whether a header stands for a column: as pilot.json maps it, else as the
 * format does, else by its own name. */
static bool stands_for(const stream *s, const char *header, const char *column)
{
    const char *mapped =
        sw_member_text(sw_json_member(s->spec, "columns"), column);
    if (mapped != NULL || s->format == NULL)
        return strcmp(header, mapped != NULL ? mapped : column) == 0;
    const sw_format_column *c = sw_format_column_of(s->format, header);
    return c != NULL && g_strcmp0(c->to, column) == 0;
}

/* The header that stands for a column; NULL: the file has none. */
static const char *header_of(const stream *s, const char *column)
{
    for (size_t i = 0; i < sw_records_width(s->header, 0); i++) {
        const char *header = sw_records_text(s->header, 0, i);
        if (stands_for(s, header, column))
            return header;
    }
    return NULL;
}

static bool find_columns(stream *s)
{
    bool metric = false;
    s->request = (sw_sums_request){.path = s->path,
                                   .name = s->name,
                                   .delimiter = s->delimiter,
                                   .person = header_of(s, "person"),
                                   .period = header_of(s, "period"),
                                   .split = s->load->pilot->start,
                                   .threads = omp_get_max_threads()};
    for (size_t v = 0; v < SW_PERSON_VALUES; v++) {
        s->request.value[v] = header_of(s, VALUES[v]);
        metric |= s->request.value[v] != NULL;
    }
    return metric && s->request.person != NULL && s->request.period != NULL &&
           header_of(s, "period_days") == NULL &&
           header_of(s, "last_activity") == NULL;
}

/* Rows after the day of the decision are left out, and said. */
static bool is_later(const stream *s)
{
    sw_day as_of = s->load->pilot->as_of;
    return as_of != SW_DAY_NONE && s->days[s->n_days - 1] > as_of;
}

/* Weeks begin on the same day each, so that weeks of the file and weeks of the
 * mask are the same. */
static bool has_whole_periods(stream *s)
{
    s->n_days = sw_person_sums_days(s->sums, &s->days);
    if (s->n_days == 0)
        return false;
    bool by_week = sw_person_sums_counts(s->sums)->written == SW_WRITTEN_WEEK;
    s->period_days = by_week ? WEEK : sw_period_days(s->days, s->n_days, "");
    for (size_t i = 1; i < s->n_days && s->period_days == WEEK; i++)
        if ((s->days[i] - s->days[0]) % WEEK != 0)
            return false;
    return s->period_days >= WEEK && !is_later(s);
}

static bool is_plain(stream *s)
{
    const sw_rows_counts *c = sw_person_sums_counts(s->sums);
    if (c->nameless + c->undated + c->bad + c->negative + c->ragged +
                c->faulty >
            0 ||
        (c->written != SW_WRITTEN_DATE && c->written != SW_WRITTEN_WEEK))
        return false;
    for (size_t i = 0; i < sw_person_sums_size(s->sums); i++) {
        sw_person_sum p = sw_person_sums_at(s->sums, i);
        if (!g_utf8_validate(p.key, (gssize)p.key_length, NULL))
            return false;
    }
    return has_whole_periods(s);
}

/* Exports that are read as they stand: a row a person and period, no rule on
 * the rows, no quirk but that a comma apart from cells is no decimal comma. */
static bool is_as_it_stands(stream *s)
{
    const sw_format *f = s->format = sw_data_peek(s->load, s->spec, "usage");
    if (f == NULL)
        return true;
    bool decimal = sw_format_has_quirk(f, "decimal-by-delimiter");
    return strcmp(f->table, "usage") == 0 && f->rules->len == 0 &&
           f->header == SW_HEADER_SINGLE && f->date_order == NULL &&
           f->quirks->len == (decimal ? 1 : 0) &&
           (!decimal || s->delimiter == ',');
}

static bool read_sums(stream *s)
{
    return !is_special(s->spec) && read_header(s) && is_as_it_stands(s) &&
           find_columns(s) &&
           sw_person_sums_read(&s->sums, &s->request, NULL) == SW_OK &&
           is_plain(s);
}

static void summarise(const stream *s, GPtrArray *names)
{
    sw_usage *u = &s->load->pilot->usage;
    sw_joiner joiner;
    size_t n = sw_person_sums_size(s->sums);
    u->summary = g_new0(sw_usage_summary, n);
    sw_joiner_init(&joiner, s->load);
    for (size_t i = 0; i < n; i++) {
        sw_person_sum p = sw_person_sums_at(s->sums, i);
        char *who = g_strndup(p.key, p.key_length);
        int person = sw_joiner_person(&joiner, who);
        if (person == SW_NO_NAME) {
            g_free(who);
            continue;
        }
        g_ptr_array_add(names, who);
        u->summary[u->n_summary++] = (sw_usage_summary){
            .person = person,
            .first_active = p.first_active,
            .last_active = p.last_active,
            .last_row = p.last_row,
            .weeks = p.weeks,
            .recent_days =
                p.recent_days == SIZE_MAX ? NAN : (double)p.recent_days};
    }
    u->first_day = s->days[0];
    u->last_day = s->days[s->n_days - 1];
    u->period_days = s->period_days;
    u->concealed = sw_joiner_is_concealed(&joiner);
    sw_joiner_finish(&joiner, s->name, true, s->spec,
                     "check which column is mapped to person");
}

static void hash_file(char out[65], const char *path)
{
    enum { PART = 1024 * 1024 };
    g_autofree guchar *bytes = g_malloc(PART);
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    FILE *f = sw_file_open(path);
    for (size_t n; f != NULL && (n = fread(bytes, 1, PART, f)) > 0;)
        g_checksum_update(sum, bytes, (gssize)n);
    if (f != NULL)
        fclose(f);
    g_strlcpy(out, g_checksum_get_string(sum), 65);
}

/* What the column is used as; NULL: as nothing. */
static const char *role_of(const stream *s, const char *header)
{
    static const char *const roles[] = {"person", "period"};
    const char *const named[] = {s->request.person, s->request.period};
    for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
        if (named[i] == header)
            return roles[i];
    for (size_t v = 0; v < SW_PERSON_VALUES; v++)
        if (s->request.value[v] == header)
            return VALUES[v];
    return NULL;
}

static void record_columns(sw_input_file *out, const stream *s)
{
    sw_column_uses uses = sw_column_uses_begin();
    for (size_t i = 0; i < sw_records_width(s->header, 0); i++) {
        const char *header = sw_records_text(s->header, 0, i);
        sw_column_uses_add(&uses, header, role_of(s, header));
    }
    sw_column_uses_end(&uses, out);
}

static void record_file(const stream *s)
{
    sw_pilot *p = s->load->pilot;
    p->files = g_renew(sw_input_file, p->files, p->n_files + 1);
    sw_input_file *out = &p->files[p->n_files++];
    *out = (sw_input_file){
        .file = sw_keep(s->load, s->name),
        .kind = sw_keep(s->load, "usage"),
        .format = sw_keep(s->load, s->format != NULL ? s->format->name : ""),
        .encoding = sw_keep(s->load, "utf-8"),
        .rows = sw_person_sums_counts(s->sums)->rows,
        .readings = sw_keep(s->load, "summed by person as it was read")};
    hash_file(out->sha256, s->path);
    record_columns(out, s);
}

bool sw_usage_stream(GPtrArray *names, const sw_load *load, const sw_json *spec)
{
    const char *name = sw_member_text(spec, "file");
    if (name == NULL)
        return false;
    stream s = {.load = load, .spec = spec, .name = name};
    s.path = g_path_is_absolute(name)
                 ? g_strdup(name)
                 : g_build_filename(load->pilot->folder, name, NULL);
    bool good = read_sums(&s);
    if (good) {
        g_ptr_array_set_free_func(names, g_free);
        summarise(&s, names);
        record_file(&s);
    }
    sw_person_sums_free(s.sums);
    if (s.header != NULL)
        sw_records_free(s.header);
    g_free(s.days);
    g_free(s.path);
    return good;
}
