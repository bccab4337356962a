/*
 * output_path.h - where a result goes, and the names beside it that are used
 * until it is there.
 */
#ifndef SW_BASE_OUTPUT_PATH_H
#define SW_BASE_OUTPUT_PATH_H

/* The file that `path` leads to: symbolic links followed, also one that leads
 * to nothing yet, and the folder in its one spelling. The caller frees. */
char *sw_output_target(const char *path);

/* A template for mkstemp beside the target, never longer than a name may be. */
char *sw_output_beside(const char *target);

/* Gives the target a second name beside it; NULL if there is none or the file
 * system has no such thing. */
char *sw_output_second_name(const char *target);

/* Removes what runs that were killed left beside the target. */
void sw_output_sweep(const char *target);

#endif
