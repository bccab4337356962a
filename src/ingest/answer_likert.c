/* Points of rating scales (FORMATS 8.1, the English sets). */
#include "ingest/answer.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "ingest/answer_words.h"

/* A label and its point in a scale of five and of seven; 0: not in it. */
typedef struct label {
    const char *text;
    int of_five, of_seven;
} label;

static const label labels[] = {{"strongly disagree", 1, 1},
                               {"completely disagree", 1, 1},
                               {"moderately disagree", 0, 2},
                               {"disagree", 2, 2},
                               {"somewhat disagree", 2, 3},
                               {"slightly disagree", 0, 3},
                               {"neither agree nor disagree", 3, 4},
                               {"neither agree or disagree", 3, 4},
                               {"neither disagree nor agree", 3, 4},
                               {"neutral", 3, 4},
                               {"undecided", 3, 4},
                               {"slightly agree", 0, 5},
                               {"somewhat agree", 4, 5},
                               {"agree", 4, 6},
                               {"moderately agree", 0, 6},
                               {"completely agree", 5, 7},
                               {"strongly agree", 5, 7},

                               {"extremely dissatisfied", 1, 1},
                               {"very dissatisfied", 1, 1},
                               {"moderately dissatisfied", 0, 2},
                               {"dissatisfied", 2, 2},
                               {"somewhat dissatisfied", 2, 3},
                               {"slightly dissatisfied", 0, 3},
                               {"neither satisfied nor dissatisfied", 3, 4},
                               {"neither dissatisfied nor satisfied", 3, 4},
                               {"slightly satisfied", 0, 5},
                               {"somewhat satisfied", 4, 5},
                               {"satisfied", 4, 6},
                               {"moderately satisfied", 0, 6},
                               {"very satisfied", 5, 7},
                               {"extremely satisfied", 5, 7},

                               {"never", 1, 0},
                               {"rarely", 2, 0},
                               {"sometimes", 3, 0},
                               {"often", 4, 0},
                               {"always", 5, 0},

                               {"poor", 1, 0},
                               {"fair", 2, 0},
                               {"good", 3, 0},
                               {"very good", 4, 0},
                               {"excellent", 5, 0}};

/* 0 if the scale of that many points has no such label. */
static int point_of(const char *folded, int points)
{
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
        if (strcmp(labels[i].text, folded) == 0)
            return points == 5   ? labels[i].of_five
                   : points == 7 ? labels[i].of_seven
                                 : 0;
    return 0;
}

/* A number at the front ("4", "4.0", "4 - agree"); *rest is what follows. */
static bool leading_number(const char *folded, double *x, const char **rest)
{
    size_t n = strspn(folded, "0123456789");
    if (n == 0 || n > 3)
        return false;
    if (folded[n] == '.' && g_ascii_isdigit(folded[n + 1]))
        n += 1 + strspn(folded + n + 1, "0123456789");
    g_autofree char *digits = g_strndup(folded, n);
    *x = g_ascii_strtod(digits, NULL);
    *rest = folded + n + strspn(folded + n, " -.:=)");
    return true;
}

/* "agree (4)", "agree 4", "a. agree": the label alone. */
static void strip_label(char *s)
{
    if (g_ascii_isalpha(s[0]) && (s[1] == '.' || s[1] == ')') && s[2] == ' ')
        memmove(s, s + 3, strlen(s + 3) + 1);
    size_t n = strlen(s);
    while (n > 0 && strchr("0123456789() ", s[n - 1]) != NULL)
        n--;
    s[n] = '\0';
}

/* Above, at or below the middle of the scale. */
static int side(double x, int points)
{
    double from_middle = 2.0 * x - (double)(points + 1);
    return (from_middle > 0.0) - (from_middle < 0.0);
}

sw_cell_status sw_answer_likert(double *out, const char *text, int points)
{
    if (sw_cell_is_missing(text))
        return SW_CELL_MISSING;
    g_autofree char *folded = sw_answer_fold(text);
    const char *rest;
    double x;
    if (leading_number(folded, &x, &rest)) {
        /* The label of "1 - Strongly agree" says that 1 is the other end. */
        int said = point_of(rest, points);
        bool turned = said > 0 && side(said, points) != side(x, points);
        if (turned || x < 1.0 || x > points || fabs(x - nearbyint(x)) > 0.0)
            return SW_CELL_BAD;
        *out = x;
        return SW_CELL_OK;
    }
    strip_label(folded);
    int point = point_of(folded, points);
    if (point == 0)
        return SW_CELL_BAD;
    *out = point;
    return SW_CELL_OK;
}
