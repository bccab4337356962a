/*
 * design.c - the designs: their names, threats and grades.
 */
#include "evidence/effect.h"

typedef struct design_text {
    const char *text, *threat;
    int grade;
} design_text;

static const design_text designs[] = {
    [SW_DESIGN_SELF_REPORT] =
        {"self-report", "People are poor judges of time they did not spend.",
         1},
    [SW_DESIGN_CROSS_SECTION] =
        {"pilot against control, after only",
         "The groups may have differed before the pilot began.", 2},
    [SW_DESIGN_BEFORE_AFTER] =
        {"before and after, no control group",
         "Whatever else changed meanwhile looks like an effect.", 2},
    [SW_DESIGN_STAGGERED] =
        {"seats given at different dates",
         "Those who got their seats earlier might have changed differently "
         "anyway.",
         3},
    [SW_DESIGN_CONTROLLED] =
        {"before and after, with a control group",
         "Without the copilot the groups might have changed differently.", 3},
    [SW_DESIGN_ADJUSTED_CONTROL] =
        {"before and after, with a matched control group",
         "The groups may differ in what they were not matched on.", 4},
    [SW_DESIGN_RANDOMISED] =
        {"randomised", "People who dropped out may differ between the arms.",
         5},
};

const char *sw_design_text(sw_design design)
{
    return designs[design].text;
}

const char *sw_design_threat(sw_design design)
{
    return designs[design].threat;
}

int sw_design_grade(sw_design design)
{
    return designs[design].grade;
}

sw_design sw_design_of(sw_design natural, sw_assignment assignment)
{
    if (assignment == SW_ASSIGN_RANDOMISED)
        return SW_DESIGN_RANDOMISED;
    if (assignment == SW_ASSIGN_MATCHED && natural == SW_DESIGN_CONTROLLED)
        return SW_DESIGN_ADJUSTED_CONTROL;
    return natural;
}
