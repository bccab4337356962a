#include "ingest/sums_file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/csv_reader.h"

enum {
    BUFFER = SW_SUMS_CHUNK + SW_SUMS_RECORD, /* a chunk and its last record */
    TAIL = 4096 /* bytes that are read at a time to end the last record */
};

static sw_status cannot_read(const sw_sums_file *f, sw_error *err)
{
    return sw_fail(err, SW_EIO, "%s: cannot be read: %s", f->name,
                   g_strerror(errno));
}

/* Bytes read; short only at the file's end, -1 where reading failed. */
static ssize_t read_at(const sw_sums_file *f, char *to, size_t n, size_t at)
{
    size_t done = 0;
    while (done < n) {
        ssize_t got = pread(f->fd, to + done, n - done, (off_t)(at + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        done += (size_t)got;
    }
    return (ssize_t)done;
}

static size_t column_of(const sw_records *header, const char *name)
{
    for (size_t i = 0; i < sw_records_width(header, 0); i++) {
        g_autofree char *text = g_strdup(sw_records_text(header, 0, i));
        if (strcmp(g_strstrip(text), name) == 0)
            return i;
    }
    return SIZE_MAX;
}

static sw_status find_columns(sw_person_columns *c, const sw_records *header,
                              const sw_sums_request *request, sw_error *err)
{
    *c = (sw_person_columns){.n = sw_records_width(header, 0),
                             .split = request->split};
    const char *wanted[2 + SW_PERSON_VALUES] = {request->person,
                                                request->period};
    size_t found[2 + SW_PERSON_VALUES] = {0};
    for (size_t v = 0; v < SW_PERSON_VALUES; v++)
        if (request->value[v] != NULL) {
            c->which[c->n_values] = v;
            wanted[2 + c->n_values++] = request->value[v];
        }
    for (size_t i = 0; i < 2 + c->n_values; i++) {
        found[i] = column_of(header, wanted[i]);
        if (found[i] == SIZE_MAX)
            return sw_fail(err, SW_ESCHEMA, "%s: there is no column '%s'",
                           request->name, wanted[i]);
    }
    c->person = found[0];
    c->period = found[1];
    for (size_t v = 0; v < SW_PERSON_VALUES; v++)
        c->value[v] = v < c->n_values ? found[2 + v] : SIZE_MAX;
    return SW_OK;
}

/* Behind a byte order mark, the first line that is not blank. */
static sw_status read_header(sw_sums_file *f, sw_person_columns *columns,
                             const sw_sums_request *request, sw_error *err)
{
    g_autofree char *text = g_malloc(SW_SUMS_RECORD + 1);
    ssize_t n = read_at(f, text, SW_SUMS_RECORD, 0);
    if (n < 0)
        return cannot_read(f, err);
    if ((size_t)n == f->size)
        text[n++] = '\n';
    sw_records *header = sw_records_new();
    size_t at = n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    size_t taken = 0;
    sw_csv_outcome outcome = SW_CSV_ROW;
    while (outcome == SW_CSV_ROW && sw_records_count(header) == 0 &&
           at < (size_t)n) {
        outcome = sw_csv_record(header, &taken, text + at, (size_t)n - at,
                                f->delimiter);
        at += taken;
    }
    f->start = MIN(at, f->size);
    sw_status s =
        sw_records_count(header) == 0
            ? sw_fail(err, SW_EPARSE, "%s: there is no header", f->name)
            : find_columns(columns, header, request, err);
    sw_records_free(header);
    return s;
}

sw_status sw_sums_file_open(sw_sums_file *f, sw_person_columns *columns,
                            const sw_sums_request *request, sw_error *err)
{
    struct stat about;
    *f = (sw_sums_file){.fd = open(request->path, O_RDONLY | O_CLOEXEC),
                        .name = request->name,
                        .delimiter = request->delimiter};
    if (f->fd < 0 || fstat(f->fd, &about) != 0)
        return cannot_read(f, err);
    if (!S_ISREG(about.st_mode))
        return sw_fail(err, SW_EIO, "%s: is no regular file", f->name);
    f->size = (size_t)about.st_size;
    return read_header(f, columns, request, err);
}

void sw_sums_file_close(sw_sums_file *f)
{
    if (f->fd >= 0)
        close(f->fd);
    f->fd = -1;
}

/* Records that end before anything strange. */
static size_t well_formed(const sw_record_scan *scan)
{
    size_t n = scan->n_records;
    while (n > 0 && scan->strange != SIZE_MAX &&
           scan->cell[scan->record[n - 1]] >= scan->strange)
        n--;
    return n;
}

/* One strange record. False where it does not end within the text. */
static bool take_exotic(const sw_sums_file *f, sw_person_rows *rows,
                        const char *text, size_t length, size_t *taken)
{
    sw_records *records = sw_records_new();
    sw_csv_outcome outcome =
        sw_csv_record(records, taken, text, length, f->delimiter);
    if (outcome == SW_CSV_ROW)
        sw_person_rows_take_exotic(rows, records);
    if (outcome == SW_CSV_FAULT) {
        rows->counts.rows++;
        rows->counts.faulty++;
    }
    sw_records_free(records);
    return outcome != SW_CSV_MORE;
}

/* All records that are whole; returns the bytes they take. */
static size_t take_whole(const sw_sums_file *f, sw_record_scan *scan,
                         sw_person_rows *rows, char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        size_t taken;
        sw_record_scan_text(scan, text + at, length - at, f->delimiter);
        size_t n = well_formed(scan);
        if (n > 0) {
            sw_person_rows_take(rows, text + at, scan, n);
            taken = (size_t)scan->cell[scan->record[n - 1]] + 1;
        } else if (scan->strange == SIZE_MAX ||
                   !take_exotic(f, rows, text + at, length - at, &taken)) {
            break;
        }
        at += taken;
    }
    sw_person_rows_flush(rows);
    return at;
}

/* Why a record does not end. */
static sw_status endless(const sw_sums_file *f, sw_error *err)
{
    return sw_fail(err, SW_EPARSE,
                   "%s: a record has more than 1 MiB or 16,384 cells, or a "
                   "quote opens and never closes",
                   f->name);
}

sw_status sw_sums_read_all(const sw_sums_file *f, sw_person_rows *rows,
                           sw_error *err)
{
    sw_chunk_reader c;
    sw_chunk_reader_init(&c);
    sw_status s = SW_OK;
    bool more = true;
    for (size_t at = f->start, n = 0; s == SW_OK && more;) {
        ssize_t got = read_at(f, c.buffer + n, SW_SUMS_CHUNK, at);
        if (got < 0) {
            s = cannot_read(f, err);
            break;
        }
        at += (size_t)got;
        n += (size_t)got;
        more = got == SW_SUMS_CHUNK;
        if (!more && n > 0 && c.buffer[n - 1] != '\n')
            c.buffer[n++] = '\n';
        size_t taken = take_whole(f, c.scan, rows, c.buffer, n);
        n -= taken;
        memmove(c.buffer, c.buffer + taken, n);
        if (n > (more ? (size_t)SW_SUMS_RECORD : 0))
            s = endless(f, err);
    }
    sw_chunk_reader_clear(&c);
    return s;
}

void sw_chunk_reader_init(sw_chunk_reader *c)
{
    /* A newline may be added, and the scan reads whole blocks. */
    c->buffer = g_malloc0(BUFFER + TAIL + 1 + SW_SCAN_BLOCK);
    c->scan = g_new(sw_record_scan, 1);
}

void sw_chunk_reader_clear(sw_chunk_reader *c)
{
    g_free(c->buffer);
    g_free(c->scan);
}

/* Reads on until the record in buffer[n] ends. */
static sw_status end_record(const sw_sums_file *f, char *buffer, size_t *n,
                            size_t at, sw_error *err)
{
    while (buffer[*n - 1] != '\n') {
        if (*n > BUFFER)
            return endless(f, err);
        ssize_t got = read_at(f, buffer + *n, TAIL, at);
        if (got < 0)
            return cannot_read(f, err);
        char *end = memchr(buffer + *n, '\n', (size_t)got);
        *n = end != NULL ? (size_t)(end - buffer) + 1 : *n + (size_t)got;
        if (end == NULL && got < TAIL)
            buffer[(*n)++] = '\n';
        at += (size_t)got;
    }
    return SW_OK;
}

sw_status sw_sums_read_chunk(const sw_sums_file *f, sw_chunk_reader *c,
                             size_t chunk, sw_person_rows *rows, bool *quotes,
                             sw_error *err)
{
    /* From one byte before: a record begins behind a newline. */
    size_t from = f->start + chunk * SW_SUMS_CHUNK, before = chunk > 0;
    size_t length = MIN((size_t)SW_SUMS_CHUNK, f->size - from) + before;
    ssize_t got = read_at(f, c->buffer, length, from - before);
    if (got < 0)
        return cannot_read(f, err);
    size_t n = (size_t)got, at = 0;
    if (before) {
        char *end = memchr(c->buffer, '\n', n);
        at = end != NULL ? (size_t)(end - c->buffer) + 1 : n;
    }
    if (at >= n)
        return SW_OK;
    sw_status s = end_record(f, c->buffer, &n, from - before + n, err);
    while (s == SW_OK && at < n) {
        sw_record_scan_text(c->scan, c->buffer + at, n - at, f->delimiter);
        if (c->scan->quotes || c->scan->strange != SIZE_MAX) {
            *quotes = true;
            return SW_OK;
        }
        if (c->scan->n_records == 0)
            return endless(f, err);
        sw_person_rows_take(rows, c->buffer + at, c->scan, c->scan->n_records);
        at +=
            (size_t)c->scan->cell[c->scan->record[c->scan->n_records - 1]] + 1;
    }
    sw_person_rows_flush(rows);
    return s;
}
