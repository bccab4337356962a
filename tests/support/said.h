/* said.h - what a message says in English, kept until the test ends. */
#ifndef SAID_H
#define SAID_H

#include <string.h>

#include "base/message.h"

static inline const char *said(const sw_message *m)
{
    g_autofree char *text = sw_message_say(m, NULL);
    return g_intern_string(text);
}

/* Whether one of the messages says it. */
static inline bool any_says(const GPtrArray *messages, const char *part)
{
    for (guint i = 0; i < messages->len; i++)
        if (strstr(said(g_ptr_array_index(messages, i)), part) != NULL)
            return true;
    return false;
}

#endif
