/* pilot_folder.h - a pilot in a temporary folder, for the tests of loading. */
#ifndef PILOT_FOLDER_H
#define PILOT_FOLDER_H

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "pilot/pilot.h"
#include "sw_test.h"

typedef struct folder {
    char *path;
    sw_diagnostics *d;
    sw_pilot *pilot; /* of the last load */
} folder;

static inline folder folder_new(void)
{
    char *path = g_build_filename(g_get_tmp_dir(), "pilotXXXXXX", NULL);
    assert_non_null(g_mkdtemp(path));
    return (folder){.path = path, .d = sw_diagnostics_new()};
}

static inline void folder_write(const folder *f, const char *name,
                                const char *text)
{
    char *path = g_build_filename(f->path, name, NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
    g_free(path);
}

static inline void folder_free(folder *f)
{
    const char *name;
    GDir *dir = g_dir_open(f->path, 0, NULL);
    while ((name = g_dir_read_name(dir)) != NULL) {
        char *path = g_build_filename(f->path, name, NULL);
        g_remove(path);
        g_free(path);
    }
    g_dir_close(dir);
    g_rmdir(f->path);
    sw_pilot_free(f->pilot);
    sw_diagnostics_free(f->d);
    g_free(f->path);
}

/* pilot.json with the usual head and the given members. */
static inline void folder_write_pilot(const folder *f, const char *contract,
                                      const char *more)
{
    char *text = g_strdup_printf(
        "{\n\"seatworth\": 1, \"name\": \"Test\", \"currency\": \"USD\",\n"
        "\"pilot\": {\"start\": \"2024-01-01\", \"end\": \"2024-06-30\"},\n"
        "\"as_of\": \"2024-06-30\",\n\"contract\": {%s}%s%s\n}\n",
        contract, *more ? ",\n" : "", more);
    folder_write(f, "pilot.json", text);
    g_free(text);
}

static inline void folder_load(folder *f, const sw_pilot_opts *opts)
{
    sw_pilot_free(f->pilot);
    sw_diagnostics_free(f->d);
    f->d = sw_diagnostics_new();
    f->pilot = sw_pilot_load(f->path, opts, f->d);
}

static inline void print_findings(const folder *f)
{
    for (size_t i = 0; i < sw_diagnostics_length(f->d); i++) {
        char *line = sw_diagnostic_line(sw_diagnostics_at(f->d, i));
        print_error("  %s\n", line);
        free(line);
    }
}

/* Loads and fails the test with the findings if it cannot. */
static inline const sw_pilot *folder_must_load(folder *f)
{
    folder_load(f, NULL);
    if (f->pilot == NULL) {
        print_findings(f);
        fail_msg("%s", "the pilot does not load");
    }
    return f->pilot;
}

/* The first finding with this code; NULL if there is none. */
static inline const sw_diagnostic *folder_find(const folder *f,
                                               const char *code)
{
    for (size_t i = 0; i < sw_diagnostics_length(f->d); i++) {
        const sw_diagnostic *one = sw_diagnostics_at(f->d, i);
        if (strcmp(one->code, code) == 0)
            return one;
    }
    return NULL;
}

/* Fails the test unless there is such a finding that says `part`. */
static inline const sw_diagnostic *folder_expect(const folder *f,
                                                 sw_severity severity,
                                                 const char *code,
                                                 const char *part)
{
    const sw_diagnostic *one = folder_find(f, code);
    if (one == NULL || one->severity != severity ||
        strstr(one->message, part) == NULL) {
        print_findings(f);
        fail_msg("no '%s' that says '%s'", code, part);
    }
    return one;
}

#endif
