/*
 * rules.h - what each rule does with the same pilot, and what comes of it.
 */
#ifndef SW_VALIDITY_RULES_H
#define SW_VALIDITY_RULES_H

#include "regret/pilot.h"

typedef enum rule {
    RULE_SEATWORTH,
    RULE_RENEW,     /* always renew */
    RULE_CANCEL,    /* always cancel */
    RULE_ROI,       /* renew if the raw estimate at mean inputs pays */
    RULE_P,         /* renew if it is positive with p < .05 */
    RULE_ACTIVE,    /* renew if at least 60 % are active */
    RULE_POSTERIOR, /* renew if the expected net benefit is above 0 */
    RULE_N
} rule;

extern const char *const rule_name[RULE_N];

/* What step 1 of the rule would choose, and whether to buy it: what the
 * frontier of bars is made of. */
typedef struct first_choice {
    bool open;        /* there is something to buy, and the grade allows it */
    double brings;    /* in truth */
    double chance;    /* of paying, as stated */
    double gain_loss; /* expected gain over expected loss */
} first_choice;

/* The bars at which the whole rule is followed to its end. */
enum { BARS = 7 };
extern const double bar_of[BARS];

/* What the whole rule comes to at a bar. */
typedef struct ending {
    double regret;
    /* Seats are bought by the rule's last word; a study's interim term is not
     * bought for it. */
    bool buys;
} ending;

/* What one world brought, by rule. */
typedef struct outcome {
    world world;
    double regret[RULE_N]; /* of the best choice in truth less the rule's */
    sw_option_kind verdict;
    bool buys;
    ending at[BARS];
    double best; /* the best choice in truth */
    first_choice first;
    char grade;
} outcome;

/* Simulates a world's pilot and follows every rule to its end; where `bars`
 * asks for it, the whole rule at every bar as well. */
void regret_follow(outcome *out, const char *folder, bool bars, sw_random *r);

#endif
