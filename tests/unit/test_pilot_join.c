#include <glib.h>

#include "pilot/join.h"
#include "sw_test.h"

static const struct {
    const char *text, *key;
} KEYS[] = {
    {"u1@example.com", "u1@example.com"},
    {"  U1@Example.COM \t", "u1@example.com"},
    {"mailto:U1@example.com", "u1@example.com"},
    {"MAILTO: u1@example.com", "u1@example.com"},
    {"User One <U1@example.com>", "u1@example.com"},
    {"User One <mailto:u1@example.com>", "u1@example.com"},
    {"User One <u1@example.com", "u1@example.com"},
    {"u1@example.com; u2@example.com", "u1@example.com"},
    {"E1042", "e1042"},
    {"J\xc3\x96RG@example.com", "j\xc3\xb6rg@example.com"},
    {"I\xc4\xb0", "ii"},
    {"   ", ""},
    {"", ""},
    {";", ""},
    {"<>", ""},
};

static void keys_are_what_people_mean(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(KEYS); i++) {
        char *key = sw_person_key(KEYS[i].text);
        if (g_strcmp0(key, KEYS[i].key) != 0)
            fail_msg("'%s' gives '%s', want '%s'", KEYS[i].text, key,
                     KEYS[i].key);
        g_free(key);
    }
}

static void a_key_is_its_own_key(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(KEYS); i++) {
        char *once = sw_person_key(KEYS[i].text);
        char *twice = sw_person_key(once);
        assert_string_equal(once, twice);
        g_free(once);
        g_free(twice);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_what_people_mean),
        cmocka_unit_test(a_key_is_its_own_key),
    };
    return cmocka_run_group_tests_name("pilot/join", tests, NULL, NULL);
}
