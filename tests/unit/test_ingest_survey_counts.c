#include "ingest/survey_counts.h"
#include "ingest/csv_reader.h"
#include "sw_test.h"

#include <glib.h>

typedef struct reads {
    const char *name, *csv;
    const char *want; /* "count[low,high]" of each row, blanks between */
    const char *code; /* of a warning, or NULL */
} reads;

/* clang-format off */
static const reads READS[] = {
    {"counts",
     "item,wave,segment,answer,count\nq,after,all,Yes,12\nq,after,all,No,0\n",
     "12[12,12] 0[0,0]", NULL},
    {"percent of a small n leaves no doubt",
     "item,answer,percent,n\nq,a,33,3\nq,b,67,3\n",
     "1[1,1] 2[2,2]", NULL},
    {"percent of a large n leaves a range, and the whole is kept",
     "item,answer,percent,n\nq,a,33,1000\nq,b,33,1000\nq,c,33,1000\n",
     "334[325,335] 333[325,335] 333[325,335]", NULL},
    {"decimals narrow the range",
     "item,answer,percent,n\nq,a,33.3,1000\nq,b,66.7,1000\n",
     "333[333,333] 667[667,667]", NULL},
    {"shares",
     "item,answer,percent,n\nq,a,0.25,8\nq,b,0.75,8\n",
     "2[2,2] 6[6,6]", NULL},
    {"with a sign",
     "item,answer,percent,n\nq,a,25%,8\nq,b,75%,8\n",
     "2[2,2] 6[6,6]", NULL},
    {"several answers a person",
     "item,answer,percent,n\nq,a,80,10\nq,b,70,10\n",
     "8[8,8] 7[7,7]", "no-whole"},
    {"suppressed",
     "item,answer,count\nq,a,<5\nq,b,7\n",
     "?[0,4] 7[7,7]", NULL},
    {"groups apart",
     "item,wave,answer,percent,n\nq,before,a,50,4\nq,after,a,100,1\n"
     "q,before,b,50,4\n",
     "2[2,2] 1[1,1] 2[2,2]", NULL},
};
/* clang-format on */

static const sw_read_request REQUEST = {.name = "counts.csv"};

static char *text_of(const sw_survey_counts *c)
{
    GString *s = g_string_new(NULL);
    for (size_t i = 0; i < c->n; i++) {
        const sw_survey_count *x = &c->rows[i];
        g_string_append(s, i ? " " : "");
        if (isnan(x->count))
            g_string_append(s, "?");
        else
            g_string_append_printf(s, "%g", x->count);
        g_string_append_printf(s, "[%g,%g]", x->low, x->high);
    }
    return g_string_free(s, FALSE);
}

static void reads_counts(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(READS); i++) {
        sw_diagnostics *d = sw_diagnostics_new();
        sw_table *t =
            sw_csv_parse(READS[i].csv, strlen(READS[i].csv), &REQUEST, d);
        sw_survey_counts *c = sw_survey_counts_read(t, '.', d);
        assert_non_null(c);
        char *got = text_of(c);
        if (strcmp(got, READS[i].want) != 0)
            fail_msg("%s: got %s", READS[i].name, got);
        assert_int_equal(READS[i].code != NULL,
                         sw_diagnostics_count(d, SW_WARNING));
        g_free(got);
        sw_survey_counts_free(c);
        sw_table_free(t);
        sw_diagnostics_free(d);
    }
}

/* 50% of three people is nobody and nothing: the row is rejected. */
static void rejects_impossible_rows(void **state)
{
    static const char csv[] = "item,answer,percent,n\nq,a,50,3\nq,,10,10\n"
                              "q,b,120,10\nq,c,10,x\nq,d,10,10\n";
    (void)state;
    sw_diagnostics *d = sw_diagnostics_new();
    sw_table *t = sw_csv_parse(csv, strlen(csv), &REQUEST, d);
    sw_survey_counts *c = sw_survey_counts_read(t, '.', d);
    assert_int_equal(1, c->n);
    assert_int_equal(4, sw_table_n_rejected(t));
    assert_string_equal("d", c->rows[0].answer);
    sw_survey_counts_free(c);
    sw_table_free(t);
    sw_diagnostics_free(d);
}

static void needs_its_columns(void **state)
{
    static const char *const csv[] = {
        "item,count\nq,1\n", "answer,count\na,1\n", "item,answer\nq,a\n",
        "item,answer,percent\nq,a,10\n"};
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(csv); i++) {
        sw_diagnostics *d = sw_diagnostics_new();
        sw_table *t = sw_csv_parse(csv[i], strlen(csv[i]), &REQUEST, d);
        assert_null(sw_survey_counts_read(t, '.', d));
        assert_int_equal(1, sw_diagnostics_count(d, SW_ERROR));
        sw_table_free(t);
        sw_diagnostics_free(d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_counts),
        cmocka_unit_test(rejects_impossible_rows),
        cmocka_unit_test(needs_its_columns),
    };
    return cmocka_run_group_tests_name("ingest/survey_counts", tests, NULL,
                                       NULL);
}
