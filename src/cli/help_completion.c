/* help_completion.c - what shells need to complete a line of ours */
#include <string.h>

#include "cli/help.h"
#include "cli/stat.h"

/* What completes a word: words of ours, or what the shell finds itself. */
typedef enum completes { NOTHING, WORDS, FILES, FOLDERS, FIGURES } completes;

static completes kind_of(const char *value, const char *words)
{
    static const char *const files[] = {"FILE",   "PILOT",  "RESULT",   "OUT",
                                        "FORMAT", "REPORT", "NAME|FILE"};
    if (words != NULL)
        return WORDS;
    if (value != NULL && strcmp(value, "DIR") == 0)
        return FOLDERS;
    for (size_t i = 0; value != NULL && i < G_N_ELEMENTS(files); i++)
        if (strcmp(value, files[i]) == 0)
            return FILES;
    return NOTHING;
}

/* What a command's own arguments are. */
static completes arguments_of(const sw_command *c)
{
    if (c->words == NULL)
        return NOTHING;
    if (strcmp(c->words, "NAME") == 0)
        return FIGURES;
    completes kind = kind_of(c->words, NULL);
    return kind == NOTHING ? WORDS : kind;
}

/* The words of an argument: commands, methods, or as they are written. */
static char *words_of(const sw_command *c)
{
    GString *s = g_string_new(NULL);
    const sw_command *one;
    const sw_stat_method *method;
    if (strcmp(c->words, "COMMAND") == 0)
        for (size_t i = 0; (one = sw_command_at(i)) != NULL; i++)
            g_string_append_printf(s, "%s%s", i > 0 ? " " : "", one->name);
    else if (strcmp(c->words, "METHOD") == 0)
        for (size_t i = 0; (method = sw_stat_at(i)) != NULL; i++)
            g_string_append_printf(s, "%s%s", i > 0 ? " " : "", method->name);
    else
        g_string_append(s, c->words);
    return g_string_free(s, FALSE);
}

static void bash_kind(GString *s, completes kind, const char *words)
{
    static const char *const ways[] = {[FILES] = "-f", [FOLDERS] = "-d"};
    if (kind == WORDS)
        g_string_append_printf(s, "-W \"%s\"", words);
    else if (kind == FIGURES)
        g_string_append(s, "-W \"$(seatworth explain 2>/dev/null)\"");
    else
        g_string_append(s, kind == NOTHING ? "-W \"\"" : ways[kind]);
}

static void bash_command(GString *s, const sw_command *c)
{
    g_autoptr(GArray) options = sw_command_options(c);
    g_string_append_printf(s, "    %s)\n        case $previous in\n", c->name);
    for (guint i = 0; i < options->len; i++) {
        const sw_flag *o = &g_array_index(options, sw_flag, i);
        if (o->takes == SW_TAKES_NOTHING)
            continue;
        g_string_append_printf(s, "        --%s", o->name);
        if (o->letter)
            g_string_append_printf(s, " | -%c", o->letter);
        g_string_append(s, ") found=$(compgen ");
        bash_kind(s, kind_of(o->value, o->words), o->words);
        g_string_append(s, " -- \"$word\") ;;\n");
    }
    g_string_append(s, "        *)\n            case $word in\n"
                       "            -*) found=$(compgen -W \"");
    for (guint i = 0; i < options->len; i++)
        g_string_append_printf(s, "%s--%s", i > 0 ? " " : "",
                               g_array_index(options, sw_flag, i).name);
    g_string_append(s, "\" -- \"$word\") ;;\n            *) found=$(compgen ");
    g_autofree char *words = c->words != NULL ? words_of(c) : g_strdup("");
    bash_kind(s, arguments_of(c), words);
    if (strcmp(c->name, "stat") == 0)
        g_string_append(s, " -f");
    g_string_append(s, " -- \"$word\") ;;\n            esac\n            ;;\n"
                       "        esac\n        ;;\n");
}

static void put_bash(GString *s)
{
    const sw_command *c;
    g_autofree char *names = words_of(&SW_HELP);
    g_string_append_printf(
        s,
        "# bash completion for seatworth\n_seatworth() {\n"
        "    local word=${COMP_WORDS[COMP_CWORD]} found=\n"
        "    local previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
        "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
        "        mapfile -t COMPREPLY < <(compgen -W \"%s --help --version\" "
        "-- \"$word\")\n        return\n    fi\n"
        "    case ${COMP_WORDS[1]} in\n",
        names);
    for (size_t i = 0; (c = sw_command_at(i)) != NULL; i++)
        bash_command(s, c);
    g_string_append(s, "    esac\n    COMPREPLY=()\n"
                       "    [ -z \"$found\" ] || mapfile -t COMPREPLY "
                       "<<<\"$found\"\n}\n"
                       "complete -o filenames -F _seatworth seatworth\n");
}

/* In single quotes, and without what zsh and fish take for their own. */
static char *quoted(const char *text)
{
    GString *s = g_string_new(NULL);
    for (const char *p = text; *p != '\0'; p++)
        if (*p == '\'')
            g_string_append(s, "'\\''");
        else if (*p == '[' || *p == ']' || *p == ':')
            g_string_append_printf(s, "\\%c", *p);
        else
            g_string_append_c(s, *p);
    return g_string_free(s, FALSE);
}

static void zsh_kind(GString *s, completes kind, const char *words)
{
    if (kind == WORDS)
        g_string_append_printf(s, "(%s)", words);
    else if (kind == FIGURES)
        g_string_append(s, "($(seatworth explain 2>/dev/null))");
    else
        g_string_append(s, kind == FILES     ? "_files"
                           : kind == FOLDERS ? "_files -/"
                                             : "");
}

static void zsh_option(GString *s, const sw_flag *o)
{
    g_autofree char *says = quoted(o->says);
    g_string_append_printf(s, " \\\n            '%s--%s%s[%s]",
                           o->takes == SW_TAKES_MANY ? "*" : "", o->name,
                           o->takes == SW_TAKES_NOTHING ? "" : "=", says);
    if (o->takes != SW_TAKES_NOTHING) {
        g_string_append_printf(s, ":%s:", o->value);
        zsh_kind(s, kind_of(o->value, o->words), o->words);
    }
    g_string_append_c(s, '\'');
}

static void put_zsh(GString *s)
{
    const sw_command *c;
    g_string_append(s, "#compdef seatworth\nlocal -a commands=(\n");
    for (size_t i = 0; (c = sw_command_at(i)) != NULL; i++) {
        g_autofree char *says = quoted(c->purpose);
        g_string_append_printf(s, "    '%s:%s'\n", c->name, says);
    }
    g_string_append(s, ")\nif ((CURRENT == 2)); then\n"
                       "    _describe command commands\n    return\nfi\n"
                       "case $words[2] in\n");
    for (size_t i = 0; (c = sw_command_at(i)) != NULL; i++) {
        g_autoptr(GArray) options = sw_command_options(c);
        g_string_append_printf(s,
                               "%s)\n    shift words\n"
                               "    ((CURRENT--))\n    _arguments",
                               c->name);
        for (guint k = 0; k < options->len; k++)
            zsh_option(s, &g_array_index(options, sw_flag, k));
        g_autofree char *words = c->words != NULL ? words_of(c) : g_strdup("");
        g_string_append(s, " \\\n            '*:argument:");
        zsh_kind(s, arguments_of(c), words);
        g_string_append(s, "'\n    ;;\n");
    }
    g_string_append(s, "esac\n");
}

static void fish_kind(GString *s, completes kind, const char *words)
{
    if (kind == WORDS)
        g_string_append_printf(s, " -f -a '%s'", words);
    else if (kind == FIGURES)
        g_string_append(s, " -f -a '(seatworth explain 2>/dev/null)'");
    else if (kind == FOLDERS)
        g_string_append(s, " -f -a '(__fish_complete_directories)'");
    else
        g_string_append(s, kind == FILES ? " -F" : " -f");
}

static void fish_command(GString *s, const sw_command *c)
{
    g_autoptr(GArray) options = sw_command_options(c);
    g_autofree char *when =
        g_strdup_printf("complete -c seatworth -n '__fish_seen_subcommand_from "
                        "%s'",
                        c->name);
    for (guint i = 0; i < options->len; i++) {
        const sw_flag *o = &g_array_index(options, sw_flag, i);
        g_autofree char *says = quoted(o->says);
        g_string_append_printf(s, "%s -l %s -d '%s'", when, o->name, says);
        if (o->letter)
            g_string_append_printf(s, " -s %c", o->letter);
        if (o->takes != SW_TAKES_NOTHING) {
            g_string_append(s, " -r");
            fish_kind(s, kind_of(o->value, o->words), o->words);
        }
        g_string_append_c(s, '\n');
    }
    g_autofree char *words = c->words != NULL ? words_of(c) : g_strdup("");
    g_string_append(s, when);
    fish_kind(s, arguments_of(c), words);
    g_string_append_c(s, '\n');
}

static void put_fish(GString *s)
{
    const sw_command *c;
    g_string_append(s, "# fish completion for seatworth\n");
    for (size_t i = 0; (c = sw_command_at(i)) != NULL; i++) {
        g_autofree char *says = quoted(c->purpose);
        g_string_append_printf(s,
                               "complete -c seatworth -n "
                               "__fish_use_subcommand -f -a %s -d '%s'\n",
                               c->name, says);
    }
    for (size_t i = 0; (c = sw_command_at(i)) != NULL; i++)
        fish_command(s, c);
}

char *sw_help_completion(const char *shell)
{
    static const struct {
        const char *name;
        void (*put)(GString *s);
    } shells[] = {{"bash", put_bash}, {"zsh", put_zsh}, {"fish", put_fish}};
    for (size_t i = 0; i < G_N_ELEMENTS(shells); i++)
        if (strcmp(shells[i].name, shell) == 0) {
            GString *s = g_string_new(NULL);
            shells[i].put(s);
            return g_string_free(s, FALSE);
        }
    return NULL;
}
