/*
 * mix.h - the worlds of the regret study, laid down before its results.
 *
 * An invented mix, as no organisation publishes one:
 *
 *   worth      useless .30, harmful .10, good in some departments .35, good in
 *              all .25; a good department saves N(45, 12) minutes a seat and
 *              week, a harmful one loses N(15, 5), a useless one 0
 *   design     a quarter each: persons randomised, volunteers with a control
 *              group, before and after alone, self-report alone
 *   seats      30, 100, 300, 1,000 or 3,000 in six departments; a control
 *              group has as many people, 300 at most; 30 % do not answer
 *   hidden     volunteers differ by N(3, 7.5) minutes that no seat brought,
 *              before and after by N(6, 9)
 *   claims     honest: what is saved over a factor of self-report drawn from
 *              PERT(.3, .6, 1); inflated (half of them): 2.5 times that and 30
 *              minutes a week more
 *   money      30 a seat and month for one year, an hour costs 50, 46 weeks,
 *              realisation from PERT(.25, .5, .75); no discounting
 *   use        the share of active people is N(.5, .12) in harmful, .55 in
 *              useless, .62 in mixed and .7 in good worlds
 *   vendor     comes down to a share of the price uniform in [.75, 1.05]
 */
#ifndef SW_VALIDITY_MIX_H
#define SW_VALIDITY_MIX_H

#include "simulate.h"

typedef enum worth {
    WORTH_NOTHING,
    WORTH_HARM,
    WORTH_SOME,
    WORTH_ALL,
    WORTH_N
} worth;

typedef enum study_design {
    STUDY_RANDOMISED,
    STUDY_VOLUNTEERS,
    STUDY_BEFORE_AFTER,
    STUDY_REPORTED,
    STUDY_DESIGNS
} study_design;

enum { DEPARTMENTS = 6, SIZES = 5 };

typedef struct world {
    worth worth;
    study_design design;
    size_t size; /* into the five sizes */
    int seats;
    bool inflated;               /* REPORTED */
    double minutes[DEPARTMENTS]; /* saved a seat and week, in truth */
    double shown[DEPARTMENTS];   /* what the pilot can see of it */
    double realisation;
    double active_share;
    double vendor;  /* the share of the price that the vendor goes down to */
    bool any_grade; /* grade D does not keep the rule from buying */
    sim_spec spec;
} world;

extern const char *const worth_name[WORTH_N];
extern const char *const design_name[STUDY_DESIGNS];
extern const int seats_of_size[SIZES];

/* The price of a seat and month, an hour, and the weeks of a year. */
extern const double mix_price, mix_hour, mix_weeks;

void world_draw(world *w, sw_random *r);
/* The same world with another worth, design and size; the minutes stay. */
void world_make(world *w, worth kind, study_design design, size_t size);
/* So many people an arm, all of whom hold the seats decided on. */
void world_resize(world *w, int people);
/* Seats of a department. */
double world_seats(const world *w, int department);
/* Net benefit of a year's seats in the departments kept, at a share of the
 * price, in truth. */
double world_worth(const world *w, const bool *keep, double price_share);
/* The most that any choice at the list price brings; 0 where leaving does. */
double world_best(const world *w);

#endif
