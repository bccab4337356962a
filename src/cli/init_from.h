/*
 * init_from.h - a pilot.json that fits exports, with a comment on each guess.
 */
#ifndef SW_CLI_INIT_FROM_H
#define SW_CLI_INIT_FROM_H

#include <glib.h>
#include <stdbool.h>

/* Writes `folder`/pilot.json for `from` (NULL-terminated: files, or folders of
 * them). Files that are not in `folder` are copied there.
 * @return the exit code, after what there is to say */
int sw_init_from(const char *const *from, const char *folder);

#endif
