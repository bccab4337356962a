#include "pilot/survey_wave.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Words of FORMATS 5.7, folded; t0 and wave1 are the first waves. */
static const struct {
    const char *word;
    int wave;
} WORDS[] = {
    {"before", SW_WAVE_BEFORE},      {"pre", SW_WAVE_BEFORE},
    {"baseline", SW_WAVE_BEFORE},    {"t0", SW_WAVE_BEFORE},
    {"wave1", SW_WAVE_BEFORE},       {"vorher", SW_WAVE_BEFORE},
    {"avant", SW_WAVE_BEFORE},       {"after", SW_WAVE_AFTER},
    {"post", SW_WAVE_AFTER},         {"t1", SW_WAVE_AFTER},
    {"followup", SW_WAVE_AFTER},     {"endline", SW_WAVE_AFTER},

    {"wave2", SW_WAVE_AFTER},        {"nachher", SW_WAVE_AFTER},
    {"apr\xC3\xA8s", SW_WAVE_AFTER}, {"apres", SW_WAVE_AFTER},
};

static bool find_word(int *out, const char *word)
{
    for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++)
        if (strcmp(word, WORDS[i].word) == 0) {
            *out = WORDS[i].wave;
            return true;
        }
    return false;
}

/* "baseline_arm_1", "Baseline (Arm 1: Pilot)": REDCap's event of an arm. */
static void cut_arm(char *lower)
{
    static const char *const arms[] = {"_arm_", " (arm "};
    for (size_t i = 0; i < G_N_ELEMENTS(arms); i++) {
        char *at = strstr(lower, arms[i]);
        if (at != NULL && at > lower)
            *at = '\0';
    }
}

bool sw_wave_parse(int *out, const char *text)
{
    gint64 number;
    g_autofree char *lower = g_utf8_strdown(text, -1);
    cut_arm(lower);
    g_auto(GStrv) parts = g_strsplit_set(lower, " _-", -1);
    g_autofree char *joined = g_strjoinv("", parts);
    if (find_word(out, joined))
        return true;
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
    return v->type == SW_JSON_STRING && sw_wave_parse(out, v->string);
}

/* The wave that the words of a file's name say; false where none or two do. */
static bool name_wave(const char *file, int *out)
{
    g_autofree char *base = g_path_get_basename(file);
    g_autofree char *lower = g_utf8_strdown(base, -1);
    size_t found = 0;
    int wave = 0;
    g_auto(GStrv) words = g_strsplit_set(lower, " _-.()[]", -1);
    for (char **word = words; *word != NULL; word++) {
        g_autofree char *two = word[1] != NULL
                                   ? g_strconcat(word[0], word[1], NULL)
                                   : g_strdup("");
        int here;
        bool pair = strcmp(*word, "wave") == 0 && find_word(&here, two);
        if (!pair && !find_word(&here, *word))
            continue;
        found += found == 0 || here != wave;
        wave = here;
    }
    *out = wave;
    return found == 1;
}

/* Whether every filled cell of the column says a wave, and one is filled. */
static bool tells_waves(const sw_data_file *f, size_t column)
{
    size_t filled = 0;
    for (size_t i = 0; column != SIZE_MAX && i < sw_table_rows(f->table); i++) {
        int wave;
        const char *text = sw_data_text(f, i, column);
        if (sw_cell_is_missing(text))
            continue;
        if (!sw_wave_parse(&wave, text))
            return false;
        filled++;
    }
    return filled > 0;
}

static int by_day(const void *a, const void *b)
{
    sw_day x = *(const sw_day *)a, y = *(const sw_day *)b;
    return (x > y) - (x < y);
}

/* A gap of two weeks with the pilot's start in it, or all responses on one side
 * of the start. */
static bool gap_round_start(const sw_data_file *f, size_t date, sw_day start)
{
    enum { TWO_WEEKS = 14 };
    size_t rows = sw_table_rows(f->table), n = 0;
    g_autofree sw_day *day = g_new(sw_day, rows + 1);
    for (size_t i = 0; i < rows; i++) {
        sw_day one;
        if (sw_cell_date(&one, sw_data_text(f, i, date)) == SW_CELL_OK)
            day[n++] = one;
    }
    if (n == 0)
        return false;
    qsort(day, n, sizeof *day, by_day);
    if (day[n - 1] < start || day[0] >= start)
        return true;
    for (size_t i = 1; i < n; i++)
        if (day[i - 1] < start && day[i] >= start)
            return day[i] - day[i - 1] >= TWO_WEEKS;
    return false;
}

static void tell(const sw_data_file *f, const char *how)
{
    sw_diagnose(f->load->d, SW_NOTE, "wave", (sw_place){.file = f->name}, NULL,
                "the wave of its responses is told by %s", how);
}

bool sw_wave_find(sw_wave_finder *out, sw_data_file *f, size_t date)
{
    *out = (sw_wave_finder){.column = sw_data_find(f, "wave"),
                            .date = date,
                            .start = f->load->pilot->start};
    if (entry_wave(f->spec, &out->wave)) {
        out->rule = SW_WAVE_BY_ENTRY;
    } else if (f->format == NULL ? out->column != SIZE_MAX
                                 : tells_waves(f, out->column)) {
        out->rule = SW_WAVE_BY_COLUMN;
    } else if (name_wave(f->name, &out->wave)) {
        out->rule = SW_WAVE_BY_NAME;
        tell(f, "the name of the file");
    } else if (out->date != SIZE_MAX &&
               gap_round_start(f, out->date, out->start)) {
        out->rule = SW_WAVE_BY_DATE;
        tell(f, "their dates, before or after the start of the pilot");
    } else if (out->column != SIZE_MAX) {
        out->rule = SW_WAVE_BY_COLUMN;
    }
    if (out->rule != SW_WAVE_UNKNOWN)
        return true;
    sw_load_problem(f->load, SW_ERROR, "no-wave", f->spec,
                    "give \"wave\": \"before\" or \"after\"",
                    "nothing says which wave %s is", f->name);
    return false;
}

bool sw_wave_of(const sw_wave_finder *w, sw_data_file *f, size_t row, int *out)
{
    sw_day day;
    *out = w->wave;
    switch (w->rule) {
    case SW_WAVE_BY_COLUMN:
        if (sw_wave_parse(out, sw_data_text(f, row, w->column)))
            return true;
        sw_data_reject(f, row, w->column, "bad-wave",
                       "is neither before, after nor a whole number");
        return false;
    case SW_WAVE_BY_DATE:
        if (sw_data_date(f, row, w->date, &day) == SW_CELL_OK) {
            *out = day < w->start ? SW_WAVE_BEFORE : SW_WAVE_AFTER;
            return true;
        }
        sw_data_reject(f, row, w->date, "no-wave",
                       "does not tell the wave of the response");
        return false;
    case SW_WAVE_UNKNOWN:
    case SW_WAVE_BY_ENTRY:
    case SW_WAVE_BY_NAME:
        break;
    }
    return true;
}
