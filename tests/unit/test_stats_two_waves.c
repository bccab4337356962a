#include <string.h>

#include "seatworth/stats.h"
#include "stats_reference.h"

#include "../reference/stats_linear.h"

enum { N = COUNT(AFTER) };

static void ancova_agrees_with_r(void **state)
{
    (void)state;
    sw_estimate e;
    reference want = PLAIN_HC2[1];
    want.effect_size = NAN;
    assert_int_equal(
        SW_OK, sw_stats_ancova(&e, BEFORE, AFTER, TREATED, NULL, N, .95, NULL));
    double effect_size = e.effect_size;
    e.effect_size = NAN;
    assert_estimate(&e, &want, 1e-9, 1e-15);
    assert_int_equal(
        SW_OK, sw_stats_ancova(&e, BEFORE, AFTER, TREATED, TEAM, N, .95, NULL));
    /* Estimate over Welch's pooled sd, which g gives with its factor J. */
    double sd = T_TEST[0].estimate / T_TEST[0].effect_size *
                (1 - 3. / (4 * (N - 2) - 1));
    assert_close(effect_size, want.estimate / sd, 1e-12, 0, "effect size");
    assert_close(e.effect_size, effect_size, 1e-12, 0, "effect size");
    e.effect_size = NAN;
    assert_estimate(&e, &PLAIN_CR2[1], 1e-8, 1e-7);
}

static void did_agrees_with_clubsandwich(void **state)
{
    (void)state;
    sw_estimate e;
    assert_int_equal(
        SW_OK, sw_stats_did(&e, BEFORE, AFTER, TREATED, TEAM, N, .95, NULL));
    assert_estimate(&e, &DID[0], 1e-8, 1e-7);
    assert_int_equal(
        SW_OK, sw_stats_did(&e, BEFORE, AFTER, TREATED, NULL, N, .95, NULL));
    assert_estimate(&e, &DID[1], 1e-8, 1e-7);
}

static void a_cluster_for_each_unit_is_no_cluster(void **state)
{
    (void)state;
    size_t unit[N];
    for (size_t i = 0; i < N; i++)
        unit[i] = i;
    sw_estimate e, f;
    assert_int_equal(
        SW_OK, sw_stats_did(&e, BEFORE, AFTER, TREATED, unit, N, .95, NULL));
    assert_int_equal(
        SW_OK, sw_stats_did(&f, BEFORE, AFTER, TREATED, NULL, N, .95, NULL));
    assert_close(e.se, f.se, 1e-12, 0, "se");
    assert_close(e.df, f.df, 1e-11, 0, "df");
}

static void swapping_labels_flips_the_sign(void **state)
{
    (void)state;
    bool other[N];
    for (size_t i = 0; i < N; i++)
        other[i] = !TREATED[i];
    sw_estimate e, f;
    assert_int_equal(
        SW_OK, sw_stats_did(&e, BEFORE, AFTER, TREATED, TEAM, N, .95, NULL));
    assert_int_equal(
        SW_OK, sw_stats_did(&f, BEFORE, AFTER, other, TEAM, N, .95, NULL));
    assert_close(e.estimate, -f.estimate, 1e-13, 0, "did");
    assert_close(e.df, f.df, 1e-12, 0, "did df");
    assert_int_equal(
        SW_OK, sw_stats_ancova(&e, BEFORE, AFTER, TREATED, TEAM, N, .95, NULL));
    assert_int_equal(
        SW_OK, sw_stats_ancova(&f, BEFORE, AFTER, other, TEAM, N, .95, NULL));
    assert_close(e.estimate, -f.estimate, 1e-12, 0, "ancova");
    assert_close(e.p, f.p, 1e-11, 0, "ancova p");
}

static const struct {
    const char *says;
    double before[6], after[6];
    bool treated[6];
    size_t cluster[6];
    sw_status ancova, did;
} REFUSES[] = {
    {"before[1]",
     {1, NAN, 3, 4, 5, 7},
     {2, 3, 1, 5, 6, 2},
     {1, 1, 1},
     {1, 1, 2, 3, 4, 4},
     SW_EDOMAIN,
     SW_EDOMAIN},
    {"after[2]",
     {1, 2, 3, 4, 5, 7},
     {2, 3, INFINITY, 5, 6, 2},
     {1, 1, 1},
     {1, 1, 2, 3, 4, 4},
     SW_EDOMAIN,
     SW_EDOMAIN},
    {"treated: 1 units",
     {1, 2, 3, 4, 5, 7},
     {2, 3, 1, 5, 6, 2},
     {1},
     {1, 1, 2, 3, 4, 4},
     SW_ENODATA,
     SW_ENODATA},
    {"treated: all units are in one cluster",
     {1, 2, 3, 4, 5, 7},
     {2, 3, 1, 5, 6, 2},
     {1, 1, 1},
     {1, 1, 1, 3, 4, 4},
     SW_ENODATA,
     SW_ENODATA},
    {"constant",
     {1, 2, 3, 4, 5, 6},
     {2, 3, 4, 6, 7, 8},
     {1, 1, 1},
     {1, 1, 2, 3, 4, 4},
     SW_OK,
     SW_ENODATA},
    {"all values are equal",
     {4, 4, 4, 4, 4, 4},
     {2, 3, 1, 6, 6, 2},
     {1, 1, 1},
     {1, 1, 2, 3, 4, 4},
     SW_ENODATA,
     SW_OK},
};

static void refuses_and_leaves_output_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(REFUSES); i++) {
        for (int did = 0; did < 2; did++) {
            sw_estimate e = {.estimate = -99};
            sw_error err = {0};
            sw_status st = (did ? sw_stats_did : sw_stats_ancova)(
                &e, REFUSES[i].before, REFUSES[i].after, REFUSES[i].treated,
                REFUSES[i].cluster, 6, .95, &err);
            sw_status want = did ? REFUSES[i].did : REFUSES[i].ancova;
            if (want == SW_OK)
                continue;
            if (st != want || strstr(err.message, REFUSES[i].says) == NULL)
                fail_msg("%s: got %s: %s", REFUSES[i].says, sw_status_name(st),
                         err.message);
            assert_close(e.estimate, -99, 0, 0, REFUSES[i].says);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ancova_agrees_with_r),
        cmocka_unit_test(did_agrees_with_clubsandwich),
        cmocka_unit_test(a_cluster_for_each_unit_is_no_cluster),
        cmocka_unit_test(swapping_labels_flips_the_sign),
        cmocka_unit_test(refuses_and_leaves_output_alone),
    };
    sw_init();
    return cmocka_run_group_tests_name("stats/two_waves", tests, NULL, NULL);
}
