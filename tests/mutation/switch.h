/* The switch of `make mutation`: included before every source that faults are
 * planted in. One program holds all faults; SW_MUTANT=n in the environment
 * turns on the n-th, from 1; without it the program is the real one. */
#ifndef SW_TESTS_MUTATION_SWITCH_H
#define SW_TESTS_MUTATION_SWITCH_H

extern int sw_mutant;
extern char *sw_mutant_reached; /* per fault: 1, its place was run */

#define SW_MUTANT(n) (sw_mutant_reached[n] = 1, sw_mutant == (n))

#endif
