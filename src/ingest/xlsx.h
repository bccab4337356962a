/*
 * xlsx.h - what the files that read a workbook share.
 */
#ifndef SW_INGEST_XLSX_H
#define SW_INGEST_XLSX_H

#include <glib.h>

#include "ingest/records.h"
#include "ingest/xlsx_zip.h"

/* Beyond each a workbook is refused. */
enum {
    SW_XLSX_MAX_SHEETS = 4096,
    SW_XLSX_MAX_RELATIONS = SW_ZIP_MAX_PARTS, /* of one part to others */
    SW_XLSX_MAX_STYLES = 65536,               /* and as many number formats */
    SW_XLSX_MAX_STRINGS = SW_RECORDS_MAX_CELLS
};

/* What the number format of a cell makes of its number. */
typedef enum sw_xlsx_style {
    SW_XLSX_PLAIN,
    SW_XLSX_DATE, /* with or without a time of day */
    SW_XLSX_TIME, /* of day, or a duration */
    SW_XLSX_PERCENT
} sw_xlsx_style;

typedef struct sw_xlsx_sheet {
    char *name, *part;
    bool visible;
} sw_xlsx_sheet;

typedef struct sw_xlsx_book {
    bool from_1904;
    GArray *sheets;     /* of sw_xlsx_sheet */
    char *strings_part; /* NULL: none */
    char *styles_part;  /* NULL: none */
    GArray *styles;     /* of sw_xlsx_style, by the number a cell gives */
    GString *text;      /* the shared strings, a NUL behind each */
    GArray *strings;    /* of size_t: where in text each begins */
} sw_xlsx_book;

void sw_xlsx_book_init(sw_xlsx_book *book);
void sw_xlsx_book_clear(sw_xlsx_book *book);
/* Sheets and parts of the workbook at `part`. */
bool sw_xlsx_read_book(sw_xlsx_book *book, sw_zip *zip, const char *part);
/* Part of the workbook in the archive ("xl/workbook.xml"), or NULL; the caller
 * frees it. */
char *sw_xlsx_find_book(sw_zip *zip);
bool sw_xlsx_read_styles(sw_xlsx_book *book, sw_zip *zip);
bool sw_xlsx_read_strings(sw_xlsx_book *book, sw_zip *zip);

/* What a format code ("m/d/yy h:mm") or the number of a built-in one makes of a
 * number. */
sw_xlsx_style sw_xlsx_style_of_code(const char *code);
sw_xlsx_style sw_xlsx_style_of_number(long number);

/* A number as written in a sheet to the text of its cell: a date as YYYY-MM-DD,
 * with HH:MM:SS behind it where there is a time; a percentage with its sign;
 * else the shortest number that reads back the same. */
void sw_xlsx_put_number(GString *out, const char *written, sw_xlsx_style style,
                        bool from_1904);
/* Text of a cell: _x000D_ and its like decoded. */
void sw_xlsx_put_text(GString *out, const char *text, size_t length);

typedef struct sw_xlsx_findings {
    size_t rows;       /* that hold something */
    size_t table_rows; /* with two cells or more */
    size_t hidden_rows;
    size_t no_value, no_value_row; /* formulas without a result, the first */
} sw_xlsx_findings;

/* The rows of one sheet below row `skip`, as records. */
bool sw_xlsx_read_sheet(sw_records *out, sw_xlsx_findings *found,
                        const sw_xlsx_book *book, const sw_xlsx_sheet *sheet,
                        size_t skip, sw_zip *zip);

#endif
