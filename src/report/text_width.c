#include "report/text_width.h"

#include <glib.h>

enum { FIRST = 0x20, LAST = 0x7e, EM = 2048, OTHER = 1060, WIDE = 2048 };

/* Advance of ' ' to '~' in units of an em / 2048. */
static const short REGULAR[LAST - FIRST + 1] = {
    463,  667,  821,  1020, 1038, 1464, 1397, 452,  621,  621,  1020, 1020,
    511,  627,  517,  791,  1038, 1038, 1038, 1038, 1038, 1038, 1038, 1038,
    1038, 1038, 548,  548,  1020, 1020, 1020, 949,  1831, 1185, 1114, 1092,
    1260, 1000, 941,  1292, 1276, 516,  653,  1064, 861,  1751, 1322, 1356,
    1058, 1378, 1112, 941,  998,  1314, 1162, 1822, 1063, 998,  959,  628,
    791,  628,  1020, 1020, 596,  981,  1076, 866,  1076, 1019, 625,  964,
    1076, 470,  490,  931,  470,  1636, 1076, 1080, 1076, 1076, 714,  801,
    686,  1076, 925,  1464, 887,  927,  809,  644,  943,  644,  1020};
static const short BOLD[LAST - FIRST + 1] = {
    463,  667,  898,  1020, 1038, 1493, 1443, 478,  638,  638,  1020, 1020,
    528,  627,  547,  880,  1038, 1038, 1038, 1038, 1038, 1038, 1038, 1038,
    1038, 1038, 565,  565,  1020, 1020, 1020, 949,  1840, 1241, 1148, 1084,
    1291, 999,  940,  1305, 1292, 546,  678,  1120, 866,  1790, 1349, 1385,
    1090, 1405, 1153, 968,  1014, 1337, 1211, 1856, 1128, 1064, 979,  665,
    880,  665,  1020, 1020, 615,  1011, 1099, 857,  1099, 1031, 648,  971,
    1099, 503,  523,  983,  503,  1666, 1099, 1101, 1099, 1099, 728,  817,
    710,  1099, 969,  1526, 941,  970,  814,  704,  973,  704,  1020};

static double em_pixels(sw_type_face face)
{
    static const double PIXELS_PER_POINT = 96.0 / 72.0;
    return face.points * PIXELS_PER_POINT;
}

/* Other scripts than Latin are taken as square. */
static int advance(gunichar c, bool bold)
{
    enum { END_OF_LATIN = 0x250, PUNCTUATION = 0x2000, SYMBOLS = 0x2e80 };
    if (c >= FIRST && c <= LAST)
        return (bold ? BOLD : REGULAR)[c - FIRST];
    if (c < END_OF_LATIN || (c >= PUNCTUATION && c < SYMBOLS))
        return OTHER;
    return g_unichar_iszerowidth(c) ? 0 : WIDE;
}

double sw_text_width(const char *text, sw_type_face face)
{
    long sum = 0;
    for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c))
        sum += advance(g_utf8_get_char(c), face.bold);
    return (double)sum / EM * em_pixels(face);
}

/* Lines of a word that alone may be wider than the column. */
static size_t lines_of_word(double width, double pixels)
{
    return width > pixels ? (size_t)(width / pixels) : 0;
}

size_t sw_text_lines(const char *text, double pixels, sw_type_face face)
{
    double blank = (double)advance(' ', face.bold) / EM * em_pixels(face);
    double at = 0.0, word = 0.0;
    size_t lines = 1;
    for (const char *c = text;; c = g_utf8_next_char(c)) {
        gunichar x = g_utf8_get_char(c);
        if (x != '\0' && x != ' ' && x != '\n') {
            word += (double)advance(x, face.bold) / EM * em_pixels(face);
            continue;
        }
        bool fits = at + word <= pixels || at <= 0;
        lines += (fits ? 0 : 1) + lines_of_word(word, pixels);
        at = (fits ? at : 0.0) + word + blank;
        word = 0.0;
        if (x == '\0')
            return lines;
        if (x == '\n') {
            lines++;
            at = 0.0;
        }
    }
}

double sw_column_pixels(double characters)
{
    enum { DIGIT = 7, PADDING = 5 }; /* of Calibri 11, as Excel counts */
    return characters * DIGIT + PADDING;
}
