#include "ingest/person_sums.h"

#include <glib.h>
#include <string.h>

#include "ingest/sums_file.h"

struct sw_person_sums {
    sw_person_table *table;
    uint32_t *order; /* entries by key */
    sw_person_rows rows;
};

/* Threads have tables of their own, moved into the common one when they reach
 * their share of this: memory does not grow with the threads. */
enum { PRIVATE_BYTES = 40 * 1024 * 1024 };

typedef struct job {
    const sw_sums_file *file;
    sw_person_sums *sums;
    size_t chunks, share;
    bool over; /* a quote or an error was met: start again, in order */
} job;

static bool is_over(job *j)
{
    bool over;
#pragma omp atomic read
    over = j->over;
    return over;
}

static void hand_over(job *j, sw_person_table *from)
{
#pragma omp critical(sw_person_sums)
    sw_person_table_move(j->sums->table, from);
}

static void work(job *j, size_t chunk, sw_chunk_reader *reader,
                 sw_person_rows *rows)
{
    bool quotes = false;
    if (is_over(j))
        return;
    sw_status s =
        sw_sums_read_chunk(j->file, reader, chunk, rows, &quotes, NULL);
    if (s != SW_OK || quotes) {
#pragma omp atomic write
        j->over = true;
    } else if (sw_person_table_bytes(rows->table) > j->share) {
        hand_over(j, rows->table);
    }
}

static void read_chunks(job *j, int threads)
{
    j->share = PRIVATE_BYTES / (size_t)threads;
#pragma omp parallel num_threads(threads)
    {
        sw_chunk_reader reader;
        sw_person_rows *rows = g_new0(sw_person_rows, 1);
        sw_chunk_reader_init(&reader);
        rows->at = j->sums->rows.at;
        rows->table = sw_person_table_new(rows->at.n_values);
#pragma omp for schedule(dynamic)
        for (size_t i = 0; i < j->chunks; i++)
            work(j, i, &reader, rows);
        if (!is_over(j))
            hand_over(j, rows->table);
#pragma omp critical(sw_person_sums)
        sw_person_rows_merge(&j->sums->rows, rows);
        sw_person_table_free(rows->table);
        sw_chunk_reader_clear(&reader);
        g_free(rows);
    }
}

static void reset(sw_person_sums *s)
{
    sw_person_columns at = s->rows.at;
    sw_person_table_free(s->table);
    s->rows = (sw_person_rows){.at = at};
    s->rows.table = s->table = sw_person_table_new(at.n_values);
}

/* By chunks while no quote is seen; else from the beginning, in order. */
static sw_status read_rows(sw_person_sums *s, const sw_sums_file *f,
                           int threads, sw_error *err)
{
    job j = {.file = f, .sums = s};
    j.chunks = (f->size - f->start + SW_SUMS_CHUNK - 1) / SW_SUMS_CHUNK;
    reset(s);
    if (threads > 1 && j.chunks > 1) {
        read_chunks(&j, threads);
        if (!j.over)
            return SW_OK;
        reset(s);
    }
    return sw_sums_read_all(f, &s->rows, err);
}

/* The amounts bound every partial sum, in whatever order it was made. */
static sw_status check_range(const sw_person_sums *s, const char *name,
                             sw_error *err)
{
    for (size_t v = 0; v < s->rows.at.n_values; v++)
        if (s->rows.total[v] > INT64_MAX)
            return sw_fail(err, SW_EDOMAIN,
                           "%s: the amounts are too large to add up exactly",
                           name);
    if (s->rows.counts.rows > UINT32_MAX)
        return sw_fail(err, SW_EDOMAIN, "%s: there are more than 2^32 rows",
                       name);
    return SW_OK;
}

/* The first eight bytes decide most comparisons without a look at the key. */
typedef struct rank {
    uint64_t prefix;
    uint32_t entry;
} rank;

static int by_key(const void *a, const void *b, void *data)
{
    const rank *x = a, *y = b;
    const sw_person_table *t = data;
    if (x->prefix != y->prefix)
        return x->prefix < y->prefix ? -1 : 1;
    const sw_person_entry *p = sw_person_table_at(t, x->entry);
    const sw_person_entry *q = sw_person_table_at(t, y->entry);
    int c = memcmp(sw_person_table_key(t, p), sw_person_table_key(t, q),
                   MIN(p->key_length, q->key_length));
    return c != 0 ? c
                  : (p->key_length > q->key_length) -
                        (p->key_length < q->key_length);
}

static void put_in_order(sw_person_sums *s)
{
    size_t n = sw_person_table_size(s->table);
    rank *ranks = g_new(rank, n);
    for (size_t i = 0; i < n; i++) {
        const sw_person_entry *p = sw_person_table_at(s->table, i);
        uint64_t word = 0;
        memcpy(&word, sw_person_table_key(s->table, p),
               MIN(p->key_length, sizeof word));
        ranks[i] = (rank){GUINT64_FROM_BE(word), (uint32_t)i};
    }
    g_qsort_with_data(ranks, (gint)n, sizeof *ranks, by_key, s->table);
    s->order = g_new(uint32_t, n);
    for (size_t i = 0; i < n; i++)
        s->order[i] = ranks[i].entry;
    g_free(ranks);
}

sw_status sw_person_sums_read(sw_person_sums **out,
                              const sw_sums_request *request, sw_error *err)
{
    sw_sums_file file;
    sw_person_sums *s = g_new0(sw_person_sums, 1);
    sw_status status = sw_sums_file_open(&file, &s->rows.at, request, err);
    if (status == SW_OK)
        status = read_rows(s, &file, MAX(request->threads, 1), err);
    if (status == SW_OK)
        status = check_range(s, request->name, err);
    sw_sums_file_close(&file);
    if (status != SW_OK) {
        sw_person_sums_free(s);
        return status;
    }
    put_in_order(s);
    *out = s;
    return SW_OK;
}

void sw_person_sums_free(sw_person_sums *s)
{
    if (s == NULL)
        return;
    sw_person_table_free(s->table);
    g_free(s->order);
    g_free(s);
}

size_t sw_person_sums_size(const sw_person_sums *s)
{
    return sw_person_table_size(s->table);
}

const sw_rows_counts *sw_person_sums_counts(const sw_person_sums *s)
{
    return &s->rows.counts;
}

static bool has_day(const sw_person_sums *s, int day)
{
    return s->rows.days[day / 64] >> day % 64 & 1;
}

size_t sw_person_sums_days(const sw_person_sums *s, sw_day **days)
{
    size_t n = 0;
    GArray *all = g_array_new(FALSE, FALSE, sizeof(sw_day));
    for (sw_day day = 0; day < SW_ROWS_DAYS; day++)
        if (has_day(s, day))
            g_array_append_val(all, day);
    n = all->len;
    *days = (sw_day *)(void *)g_array_free(all, FALSE);
    return n;
}

static int last_day(const sw_person_sums *s)
{
    size_t w = SW_ROWS_DAY_WORDS - 1;
    while (w > 0 && s->rows.days[w] == 0)
        w--;
    if (s->rows.days[w] == 0)
        return 0;
    return (int)(w * 64) + 63 - __builtin_clzll(s->rows.days[w]);
}

sw_person_sum sw_person_sums_at(const sw_person_sums *s, size_t i)
{
    const sw_person_entry *p = sw_person_table_at(s->table, s->order[i]);
    sw_person_sum out = {.key = sw_person_table_key(s->table, p),
                         .key_length = p->key_length,
                         .rows = p->rows,
                         .active_rows = p->active_rows,
                         .first_active = SW_DAY_NONE,
                         .last_active = SW_DAY_NONE,
                         .last_row = (sw_day)sw_person_last_row(p)};
    if (p->last_active != SW_NO_PERIOD) {
        enum { WEEKS = 64 };
        int late = sw_week_of(last_day(s)) - sw_week_of(p->last_active);
        out.first_active = p->first_active;
        out.last_active = p->last_active;
        out.weeks = late < WEEKS ? p->weeks << late : 0;
        out.recent_days = sw_person_recent_days(p, late);
    }
    for (size_t v = 0; v < s->rows.at.n_values; v++) {
        out.before[s->rows.at.which[v]] = (int64_t)p->sum[2 * v];
        out.after[s->rows.at.which[v]] = (int64_t)p->sum[2 * v + 1];
    }
    return out;
}
