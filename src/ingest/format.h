/*
 * format.h - the export formats, each a JSON file in templates/formats.
 *
 * A format says by which headers it is known, which of its columns are which
 * canonical ones, and how it is to be read. All names are compared folded
 * (header_name.h); a name with `*` is a pattern.
 */
#ifndef SW_INGEST_FORMAT_H
#define SW_INGEST_FORMAT_H

#include <glib.h>
#include <stdbool.h>

#include "ingest/column.h"
#include "ingest/json.h"
#include "seatworth/diagnostic.h"

typedef enum sw_header_style {
    SW_HEADER_SINGLE,    /* one row */
    SW_HEADER_IMPORT_ID, /* codes, questions, import ids (Qualtrics) */
    SW_HEADER_SPANNED    /* questions over choices (SurveyMonkey) */
} sw_header_style;

/* A rule on the rows: those where `column` has one of `values` (folded). */
typedef struct sw_row_rule {
    char *column, *why;
    GPtrArray *values; /* of char * */
    char *code;        /* of what is said; NULL: the usual one */
    bool warns;        /* else it is a note */
    bool drop;         /* else the row is only counted */
} sw_row_rule;

/* Rows that stand in a file more than once, and what becomes of two that
 * differ: lists of columns, of char *. */
typedef struct sw_repeat_rule {
    char *what;           /* "seats" */
    GPtrArray *key;       /* what makes it the same row */
    GPtrArray *earliest;  /* the earlier of both is taken, */
    GPtrArray *latest;    /* the later, */
    GPtrArray *unanimous; /* the later, where both have one */
    GPtrArray *strongest; /* the row with more of the first that differs */
} sw_repeat_rule;

/* What a format says of a column. */
typedef struct sw_format_column {
    GPtrArray *names; /* of char *, folded */
    char *to;         /* canonical column, or NULL */
    char *also;       /* a second one that it is as well, or NULL */
    char *token;      /* units: the kind of token that it counts, or NULL */
    bool is_sum;      /* every column with one of the names adds up to it */
    bool is_cents;    /* money in hundredths */
    size_t at;        /* its place where the shape told the format, 0: none */
    sw_kind kind;
    bool has_kind;
    bool is_whole; /* counts: whole numbers */
} sw_format_column;

typedef struct sw_format {
    char *name, *title;
    char *path;            /* of its file, where a user named one; else NULL */
    char *table;           /* what its rows are: usage, roster, survey ... */
    char *source;          /* text, xlsx, json, or NULL for any */
    GPtrArray *signatures; /* of sw_signature, private to format.c */
    sw_header_style header;
    char decimal;            /* 0: decide */
    char *date_order;        /* NULL: decide */
    GPtrArray *columns;      /* of sw_format_column */
    bool has_items;          /* columns that are not named are questions */
    bool is_weak;            /* told by words that other tables have too */
    GPtrArray *quirks;       /* of char * */
    GPtrArray *rules;        /* of sw_row_rule */
    sw_repeat_rule *repeats; /* NULL: rows may be alike */
    GPtrArray *lists; /* of char *: lists of a row whose numbers are summed */
} sw_format;

typedef struct sw_formats sw_formats;

/* All formats, those of `folder` (NULL: none) in place of built-in ones of the
 * same file name. A file that is no format is an error in `d`, and left out. */
sw_formats *sw_formats_load(const char *folder, sw_diagnostics *d);
/* The same, and one format file more where `as` names one (".json"); the format
 * that `as` means is then found under that name too. */
sw_formats *sw_formats_load_with(const char *folder, const char *as,
                                 sw_diagnostics *d);
void sw_formats_free(sw_formats *f);
/* One format file more, unless it is there; a file that is no format is an
 * error in `d`. */
void sw_formats_add(sw_formats *f, const char *path, const char *folder,
                    sw_diagnostics *d);
/* Whether a format says that the numbers of a row's list of this name add up.
 */
bool sw_formats_sum_list(const sw_formats *f, const char *name);
const sw_format *sw_formats_find(const sw_formats *f, const char *name);
size_t sw_formats_count(const sw_formats *f);
const sw_format *sw_formats_at(const sw_formats *f, size_t i);

/* How well headers fit the best format. */
typedef struct sw_match {
    const sw_format *format; /* NULL: none fits */
    const sw_format *rival;  /* fits as well; NULL if none */
    bool by_shape;           /* told by its cells, not by its words */
    size_t words;            /* required words that were there */
} sw_match;

/* What is seen of a file. */
typedef struct sw_sight {
    const char *const *headers; /* [n], as in the file */
    size_t n;
    const char *source; /* "text", "xlsx" or "json" */
    const char *table;  /* as what it was given: "survey" ...; NULL: unknown */
    const struct sw_records *records; /* the cells; NULL: words alone count */
    size_t from, end;                 /* its rows of data */
} sw_sight;

/* The most specific format whose signature the headers meet; a weak one only
 * where the file was given as such a table, or as none. */
sw_match sw_formats_recognise(const sw_formats *f, const sw_sight *sight);

/* Whether the headers meet `format`, or where it is NULL any that is not weak.
 */
bool sw_formats_meet(const sw_formats *f, const sw_format *format,
                     const char *const *headers, size_t n, const char *source);

/* True if a format or the vocabulary of rosters, usage and surveys knows the
 * folded header. */
bool sw_formats_know(const sw_formats *f, const char *folded);

/* What the format says of the column with this header; NULL: nothing. */
const sw_format_column *sw_format_column_of(const sw_format *f,
                                            const char *header);
bool sw_format_has_quirk(const sw_format *f, const char *quirk);

#endif
