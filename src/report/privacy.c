/*
 * privacy.c - what is read of people, for what, by what it is grouped, what is
 * withheld and what never leaves.
 *
 * The columns are those whose cells were taken while the pilot was loaded. Each
 * claim has an id, and a test of that name (tests/cli/privacy_claims.t).
 */
#include "report/privacy.h"

#include <string.h>

#include "base/clean_text.h"
#include "base/json_writer.h"
#include "base/message.h"
#include "evidence/grouping.h"
#include "pilot/previous.h"
#include "report/text.h"

static const char PERSON[] = "to join the files; it stands in no result";
static const char WHO_COUNTS[] = "who has a seat that counts, and since when";
static const char GROUP[] = "to divide the seats into groups";
static const char DEPENDENT[] =
    "whose answers depend on each other, for the intervals";
static const char MONEY[] = "to price an hour, as the mean of a group";
static const char WHEN[] = "to which time a row belongs";
static const char USE[] = "whether seats are used, as numbers of seats";
static const char EFFECT[] =
    "the effect of the copilot, as means and counts of a group";
static const char QUALITY[] = "whether the answers can be relied on, as counts";
static const char CURRENCY[] = "the currency of amounts";
static const char BILL[] = "what is billed, as sums";

/* What a column is for that is looked up under this name. */
static const struct {
    const char *role, *purpose;
} PURPOSE[] = {
    {"person", PERSON},
    {"employee_id", PERSON},
    {"upn", PERSON},
    {"arm", WHO_COUNTS},
    {"seat_from", WHO_COUNTS},
    {"seat_to", WHO_COUNTS},
    {"status", WHO_COUNTS},
    {"leave_date", WHO_COUNTS},
    {"on_leave", WHO_COUNTS},
    {"licensed", WHO_COUNTS},
    {"products", WHO_COUNTS},
    {"sku", WHO_COUNTS},
    {"user_type", WHO_COUNTS},
    {"enabled", WHO_COUNTS},
    {"fte", WHO_COUNTS},
    {"department", GROUP},
    {"role", GROUP},
    {"region", GROUP},
    {"seniority", GROUP},
    {"cost_center", GROUP},
    {"team", DEPENDENT},
    {"cluster", DEPENDENT},
    {"hourly_cost", MONEY},
    {"currency", CURRENCY},
    {"date", WHEN},
    {"period", WHEN},
    {"period_days", WHEN},
    {"wave", WHEN},
    {"last_activity", USE},
    {"active_days", USE},
    {"actions", USE},
    {"minutes", USE},
    {"complete", QUALITY},
    {"duration", QUALITY},
    {"started", QUALITY},
    {"ended", QUALITY},
};

/* What the other columns of a file are for, by the beginning of its kind. */
static const struct {
    const char *kind, *purpose;
} PURPOSE_OF_FILE[] = {{"survey", EFFECT},
                       {"outcome", EFFECT},
                       {"usage", USE},
                       {"roster", WHO_COUNTS}};

static const char *purpose_of(const char *role, const char *kind)
{
    for (size_t i = 0; i < G_N_ELEMENTS(PURPOSE); i++)
        if (strcmp(PURPOSE[i].role, role) == 0)
            return PURPOSE[i].purpose;
    for (size_t i = 0; i < G_N_ELEMENTS(PURPOSE_OF_FILE); i++)
        if (g_str_has_prefix(kind, PURPOSE_OF_FILE[i].kind))
            return PURPOSE_OF_FILE[i].purpose;
    return BILL;
}

typedef struct claim {
    const char *id;
    sw_message *says;
} claim;

/* The claims of one heading. */
typedef struct section {
    const char *key, *heading;
    GArray *claims; /* of claim */
} section;

static void add(section *s, const char *id, sw_message *says)
{
    claim one = {id, says};
    g_array_append_val(s->claims, one);
}

static section section_new(const char *key, const char *heading)
{
    return (section){key, heading, g_array_new(FALSE, FALSE, sizeof(claim))};
}

static void section_clear(section *s)
{
    for (guint i = 0; i < s->claims->len; i++)
        sw_message_free(g_array_index(s->claims, claim, i).says);
    g_array_unref(s->claims);
}

static bool divides(const sw_pilot *p, sw_segment_by by)
{
    g_autoptr(sw_labels) labels = sw_labels_by(by, p);
    return labels->n > 1;
}

static section grouped(const sw_pilot *p)
{
    section s = section_new("grouped", "By what it is grouped");
    add(&s, "all",
        sw_message_new("Every figure is of all people together, or of a group "
                       "of at least %d seats; smaller groups are merged into "
                       "\"other\" before anything is estimated of them.",
                       p->min_group));
    for (size_t by = 0; by < SW_BY_N; by++)
        if (divides(p, (sw_segment_by)by))
            add(&s, "division",
                by == p->policy.segment_by
                    ? sw_message_of(
                          "By %s: the seats to keep are told of these groups.",
                          sw_as_word(sw_grouping_name((sw_segment_by)by)))
                    : sw_message_of(
                          "By %s, beside it.",
                          sw_as_word(sw_grouping_name((sw_segment_by)by))));
    return s;
}

static sw_message *previous_says(const sw_pilot *p)
{
    if (!sw_previous_is_named(p))
        return sw_message_word(
            "No previous result is named: with an earlier one beside this, "
            "the difference of the two can tell what a single person "
            "answered. Name it in previous.result, or keep it from the "
            "readers of this.");
    if (!sw_previous_is_shared(p))
        return sw_message_word(
            "previous.shared is false: no reader of this result may have the "
            "previous one, and nothing is withheld for the sake of their "
            "difference.");
    return sw_message_new(
        "What would tell, by its difference from the previous result, the "
        "answers of fewer than %d people.",
        p->min_group);
}

static section withheld(const sw_pilot *p)
{
    section s = section_new("withheld", "What is withheld");
    add(&s, "small-groups",
        sw_message_new("Figures of a group in which fewer than %d people "
                       "answered, whatever its seats.",
                       p->min_group));
    add(&s, "subtraction",
        sw_message_new("Figures and whole divisions from which something of "
                       "fewer than %d people would follow by subtraction.",
                       p->min_group));
    add(&s, "extremes",
        sw_message_new("The lowest and the highest possible effect, where "
                       "fewer than %d people stand at an end.",
                       p->min_group));
    add(&s, "own-words",
        sw_message_new("Answers that fewer than %d people gave, and what "
                       "people wrote in words of their own.",
                       p->min_group));
    add(&s, "previous", previous_says(p));
    return s;
}

static bool asks_warehouse(const sw_pilot *p)
{
    for (size_t i = 0; i < p->n_files; i++)
        if (p->files[i].statement != NULL)
            return true;
    return false;
}

static section never(const sw_pilot *p, bool names)
{
    section s = section_new("never", "What never leaves");
    add(&s, "names",
        names ? sw_message_word(
                    "Names and identifiers are printed beside rows that cannot "
                    "be read, for --names or privacy.names asks for it; in no "
                    "other place.")
              : sw_message_word("Names, addresses and identifiers of people."));
    add(&s, "rows",
        sw_message_word("Rows of people, unless --rows is given: then one row "
                        "a person without a name, in an order that follows "
                        "from nothing but its values."));
    add(&s, "unused",
        sw_message_word("Columns that are not used change no figure; their "
                        "cells are looked at to tell what the file is, and "
                        "forgotten."));
    add(&s, "network",
        sw_message_word(
            asks_warehouse(p)
                ? "The warehouses that pilot.json names are asked for rows, or "
                  "for sums of them; nothing else is sent anywhere."
                : "Nothing is sent: the program opens no connection, and "
                  "writes the files that its command line names."));
    add(&s, "traces",
        sw_message_word("No folder, host or user stands in a result, nothing "
                        "is left in a folder for temporary files, and a result "
                        "on its way can be read by its owner alone."));
    return s;
}

static void append_column(GString *s, const sw_input_file *f, size_t i,
                          const sw_language *l)
{
    const char *purpose = sw_language_text(l, purpose_of(f->roles[i], f->kind));
    g_autofree char *header = sw_clean_line(f->columns[i]);
    g_autofree char *line = g_strdup_printf("%s: %s", header, purpose);
    sw_text_append_wrapped(s, line);
}

static void append_file(GString *s, const sw_input_file *f,
                        const sw_language *l)
{
    g_autofree char *name = sw_clean_line(f->file);
    g_string_append_printf(s, "\n%s\n", name);
    for (size_t i = 0; f->columns != NULL && f->columns[i] != NULL; i++)
        append_column(s, f, i, l);
    if (f->unused == NULL || f->unused[0] == NULL)
        return;
    g_autofree char *list = g_strjoinv(", ", f->unused);
    g_autofree char *clean = sw_clean_line(list);
    g_autofree char *says = sw_say(l, "not used: %s", clean);
    sw_text_append_wrapped(s, says);
}

static void append_section(GString *s, const section *x, const sw_language *l)
{
    g_string_append_printf(s, "\n%s\n", sw_language_text(l, x->heading));
    for (guint i = 0; i < x->claims->len; i++) {
        g_autofree char *says =
            sw_message_say(g_array_index(x->claims, claim, i).says, l);
        g_autofree char *item = g_strconcat("- ", says, NULL);
        sw_text_append_wrapped(s, item);
    }
}

static void take_sections(section out[3], const sw_pilot *p, bool names)
{
    out[0] = grouped(p);
    out[1] = withheld(p);
    out[2] = never(p, names);
}

char *sw_privacy_text(const sw_pilot *p, bool names)
{
    const sw_language *l = p->language;
    GString *s = g_string_new(NULL);
    g_autofree char *name = sw_clean_line(p->name);
    g_string_append_printf(s, "%s\n\n%s\n", name,
                           sw_language_text(l, "What is read, and what for"));
    for (size_t i = 0; i < p->n_files; i++)
        append_file(s, &p->files[i], l);
    section sections[3];
    take_sections(sections, p, names);
    for (size_t i = 0; i < G_N_ELEMENTS(sections); i++) {
        append_section(s, &sections[i], l);
        section_clear(&sections[i]);
    }
    return g_string_free(s, FALSE);
}

static void put_columns(sw_json_writer *w, const sw_input_file *f,
                        const sw_language *l)
{
    sw_json_key(w, "columns");
    sw_json_begin_array(w);
    for (size_t i = 0; f->columns != NULL && f->columns[i] != NULL; i++) {
        sw_json_begin_object(w);
        sw_json_put_string(w, "column", f->columns[i]);
        sw_json_put_string(w, "as", f->roles[i]);
        sw_json_put_string(
            w, "purpose",
            sw_language_text(l, purpose_of(f->roles[i], f->kind)));
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_file(sw_json_writer *w, const sw_input_file *f,
                     const sw_language *l)
{
    sw_json_begin_object(w);
    sw_json_put_string(w, "file", f->file);
    sw_json_put_string(w, "kind", f->kind);
    sw_json_put_string(w, "format", f->format);
    put_columns(w, f, l);
    sw_json_key(w, "unused");
    sw_json_begin_array(w);
    for (char **header = f->unused; header != NULL && *header != NULL; header++)
        sw_json_string(w, *header);
    sw_json_end_array(w);
    sw_json_end_object(w);
}

static void put_section(sw_json_writer *w, const section *x,
                        const sw_language *l)
{
    sw_json_key(w, x->key);
    sw_json_begin_array(w);
    for (guint i = 0; i < x->claims->len; i++) {
        const claim *one = &g_array_index(x->claims, claim, i);
        g_autofree char *says = sw_message_say(one->says, l);
        sw_json_begin_object(w);
        sw_json_put_string(w, "id", one->id);
        sw_json_put_string(w, "says", says);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

char *sw_privacy_json(const sw_pilot *p, bool names)
{
    sw_json_writer w;
    sw_json_writer_init(&w);
    sw_json_begin_object(&w);
    sw_json_put_string(&w, "schema", "seatworth/privacy/1");
    sw_json_put_string(&w, "name", p->name);
    sw_json_put_integer(&w, "min_group", p->min_group);
    sw_json_put_boolean(&w, "names", names);
    sw_json_key(&w, "files");
    sw_json_begin_array(&w);
    for (size_t i = 0; i < p->n_files; i++)
        put_file(&w, &p->files[i], p->language);
    sw_json_end_array(&w);
    section sections[3];
    take_sections(sections, p, names);
    for (size_t i = 0; i < G_N_ELEMENTS(sections); i++) {
        put_section(&w, &sections[i], p->language);
        section_clear(&sections[i]);
    }
    sw_json_end_object(&w);
    return sw_json_writer_take(&w, NULL);
}
