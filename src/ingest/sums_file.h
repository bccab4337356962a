/*
 * sums_file.h - the bytes of a file of person-weeks, in parts, to its rows.
 */
#ifndef SW_INGEST_SUMS_FILE_H
#define SW_INGEST_SUMS_FILE_H

#include "ingest/person_sums.h"

typedef struct sw_sums_file {
    int fd;
    const char *name;
    char delimiter;
    size_t start, size; /* of the records, behind the header; of the file */
} sw_sums_file;

enum { SW_SUMS_CHUNK = 1024 * 1024, SW_SUMS_RECORD = 1024 * 1024 };

/* Opens the file and finds the columns by its header. */
sw_status sw_sums_file_open(sw_sums_file *f, sw_person_columns *columns,
                            const sw_sums_request *request, sw_error *err);
void sw_sums_file_close(sw_sums_file *f);

/* All records in their order, quoted ones and strange ones too. */
sw_status sw_sums_read_all(const sw_sums_file *f, sw_person_rows *rows,
                           sw_error *err);

/* What a thread needs to read chunks. */
typedef struct sw_chunk_reader {
    char *buffer;
    sw_record_scan *scan;
} sw_chunk_reader;

void sw_chunk_reader_init(sw_chunk_reader *c);
void sw_chunk_reader_clear(sw_chunk_reader *c);

/* The records that begin in chunk `chunk`. *quotes where one of them holds a
 * quote or a lone CR: where records begin is not known then, and the rows are
 * worth nothing. */
sw_status sw_sums_read_chunk(const sw_sums_file *f, sw_chunk_reader *c,
                             size_t chunk, sw_person_rows *rows, bool *quotes,
                             sw_error *err);

#endif
