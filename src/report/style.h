/*
 * style.h - the few looks and number formats that all sheets share.
 *
 * A cell's format is a look (font, fill, border) and a number format; each
 * pair is made once. The palette is navy, teal, ochre and grey, which the
 * common colour blindnesses keep apart; a colour never speaks alone.
 */
#ifndef SW_REPORT_STYLE_H
#define SW_REPORT_STYLE_H

#include <xlsxwriter.h>

#include "pilot/pilot.h"

enum {
    SW_NAVY = 0x1F3A5F,
    SW_TEAL = 0x1B7F79,
    SW_OCHRE = 0xB7791F,
    SW_BRICK = 0x9B3A2E,
    SW_GREY = 0x5F6B7A,
    SW_PALE = 0xF2F4F8,
    SW_LINE = 0xC9D0DA,
    SW_BAR = 0x9CC7C3,  /* teal, pale: an interval round a dark mark */
    SW_LOSS = 0xE3B9A9, /* brick, pale: a bar below zero */
    SW_INPUT_FILL = 0xFFF6E0,
    SW_DARK = 0x24303F,       /* texts */
    SW_INPUT_TEXT = 0x1F4E9E, /* what the reader may change */
    SW_PAYS_FILL = 0xD5ECE9,
    SW_GRID = 0xE6E9EF
};

typedef enum sw_look {
    SW_LOOK_PLAIN,
    SW_LOOK_TITLE,      /* a sheet's name, navy and large */
    SW_LOOK_SUBTITLE,   /* the line below it */
    SW_LOOK_SECTION,    /* a block's heading, teal with a rule below */
    SW_LOOK_HEAD,       /* column heads: white on navy */
    SW_LOOK_HEAD_RIGHT, /* over numbers */
    SW_LOOK_CELL,       /* a table's cell, hairline below */
    SW_LOOK_CELL_AFTER, /* a text right of a number */
    SW_LOOK_CELL_WRAP,
    SW_LOOK_TOTAL,  /* bold with a rule above */
    SW_LOOK_NOTE,   /* grey, wrapped */
    SW_LOOK_INPUT,  /* unlocked; the reader may change it */
    SW_LOOK_SET,    /* a number that a scenario sets */
    SW_LOOK_PAYS,   /* conditional: above zero */
    SW_LOOK_CHOICE, /* the scenario's dropdown */
    SW_LOOK_LIVE,   /* the input as the model reads it */
    SW_LOOK_LOCKED, /* from the data: evaluate again */
    SW_LOOK_BAND,   /* page one: white on navy, large */
    SW_LOOK_BAND_SMALL,
    SW_LOOK_BANNER, /* page one: assumptions only */
    SW_LOOK_GO,     /* verdicts: word and colour */
    SW_LOOK_CHANGE,
    SW_LOOK_STOP,
    SW_LOOK_UNKNOWN,
    SW_LOOK_ORDER,    /* the order-form sentence */
    SW_LOOK_HEADLINE, /* the verdict's sentence below it */
    SW_LOOK_TILE_LABEL,
    SW_LOOK_TILE_VALUE,
    SW_LOOK_TILE_NOTE,
    SW_LOOK_LEAD,       /* heading at the left of a statement */
    SW_LOOK_SAYS,       /* a statement */
    SW_LOOK_SMALL_HEAD, /* table on page one */
    SW_LOOK_SMALL_HEAD_RIGHT,
    SW_LOOK_SMALL_CELL,
    SW_LOOK_SMALL_CHOSEN,
    SW_LOOK_SMALL_PRINT,
    SW_LOOK_SMALL_WRAP,
    SW_LOOK_SMALL_FIGURE, /* chosen, and as small as it must be to fit */
    SW_LOOK_WORDS,        /* words in a sentence of cells */
    SW_LOOK_FIGURE,       /* a number in a sentence of cells */
    SW_LOOK_STALE,        /* conditional: as evaluated, and inputs changed */
    SW_LOOK_UNMARKED,     /* conditional: no longer chosen */
    SW_LOOK_BAND_FIGURE,  /* a number in page one's heading */
    SW_LOOK_CHART_TITLE,  /* above a chart */
    SW_LOOK_SIGN_LABEL,   /* left of a line to sign on */
    SW_LOOK_SIGN,         /* unlocked: a line to sign on */
    SW_LOOK_LINK,         /* to another sheet */
    SW_LOOK_LINK_CELL,
    SW_LOOK_N
} sw_look;

typedef enum sw_number {
    SW_NUM_GENERAL,
    SW_NUM_KEEP,        /* conditional formats: the cell's own */
    SW_NUM_MONEY,       /* whole currency units, negatives red with a minus */
    SW_NUM_MONEY_SHORT, /* page one: thousands or millions where large */
    SW_NUM_PRICE,       /* with cents */
    SW_NUM_UNIT_PRICE,  /* per metered unit, six decimals */
    SW_NUM_PERCENT,
    SW_NUM_PERCENT_1,
    SW_NUM_CHANCE, /* no draws show that nothing else can be */
    SW_NUM_COUNT,
    SW_NUM_SEATS, /* with the word */
    SW_NUM_YEAR,  /* "Year 1" */
    SW_NUM_DECIMAL_1,
    SW_NUM_DECIMAL_2,
    SW_NUM_DECIMAL_4,
    SW_NUM_P_VALUE,
    SW_NUM_DATE,
    SW_NUM_TEXT,     /* what is typed stays a text */
    SW_NUM_RESIDUAL, /* differences that should be nothing */
    SW_NUM_FAILS,    /* 0 with a tick, anything else with a cross */
    SW_NUM_N
} sw_number;

enum { SW_COLOURS = 14 };

typedef struct sw_style {
    lxw_workbook *workbook;
    int palette[SW_COLOURS]; /* the theme's, in the order of style_theme.c */
    const char *font;        /* NULL: the reader's usual one; borrowed */
    char *number[SW_NUM_N];  /* number format codes */
    lxw_format *format[SW_LOOK_N][SW_NUM_N]; /* owned by the workbook */
} sw_style;

/* Colours, font and number formats come from the pilot's theme and language.
 * @param largest the largest amount that SW_NUM_MONEY_SHORT will show */
void sw_style_init(sw_style *s, lxw_workbook *workbook, const sw_pilot *pilot,
                   double largest);
void sw_style_clear(sw_style *s);
/* The theme's colour for one of the palette above; others stay. */
lxw_color_t sw_style_colour(const sw_style *s, int colour);
/* What a colour of the palette above is for, "accent", as themes name it; NULL:
 * it is none of them. */
const char *sw_style_role(int colour);
/* Role i of SW_COLOURS, and the theme's colour for it. */
const char *sw_style_role_at(size_t i);
/* Sets palette, font and number formats: the part of sw_style_init that reads
 * the theme. */
void sw_style_read_theme(sw_style *s, const sw_pilot *pilot, double largest);
/* NULL when memory is out. */
lxw_format *sw_style_format(sw_style *s, sw_look look, sw_number number);

#endif
