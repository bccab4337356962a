#include "report/workbook_check.h"

#include <stdbool.h>
#include <string.h>
#include <unzip.h>

enum { CHUNK = 65536, TAIL = 256, NAME = 256 };

/* The last bytes of a part. */
typedef struct tail {
    char text[TAIL + 1];
    size_t n;
} tail;

static void keep_tail(tail *t, const char *bytes, size_t n)
{
    if (n >= TAIL) {
        memcpy(t->text, bytes + n - TAIL, TAIL);
        t->n = TAIL;
        return;
    }
    size_t kept = t->n + n > TAIL ? TAIL - n : t->n;
    memmove(t->text, t->text + t->n - kept, kept);
    memcpy(t->text + kept, bytes, n);
    t->n = kept + n;
}

/* XML that is cut short ends in the middle of a tag, of text, or with an
 * element that is not its root. */
static int ends_with_root(const char *head, tail *t)
{
    t->text[t->n] = '\0';
    while (t->n > 0 && strchr(" \r\n\t", t->text[t->n - 1]) != NULL)
        t->text[--t->n] = '\0';
    const char *root = strchr(head, '<');
    while (root != NULL && (root[1] == '?' || root[1] == '!'))
        root = strchr(root + 1, '<');
    if (root == NULL)
        return 0;
    size_t length = strcspn(++root, " />\r\n\t");
    if (t->n < length + 3)
        return 0;
    const char *end = t->text + t->n - length - 3;
    if (strncmp(end, "</", 2) == 0)
        return strncmp(end + 2, root, length) == 0 && t->text[t->n - 1] == '>';
    return t->n >= 2 && strcmp(t->text + t->n - 2, "/>") == 0 &&
           strncmp(strrchr(t->text, '<') != NULL ? strrchr(t->text, '<') + 1
                                                 : "",
                   root, length) == 0;
}

/* Reads the current part to its end; its checksum is compared on closing. */
static const char *part_problem(unzFile zip, bool is_picture)
{
    char chunk[CHUNK], head[TAIL + 1] = "";
    tail t = {.n = 0};
    int n;
    if (unzOpenCurrentFile(zip) != UNZ_OK)
        return "cannot be opened";
    while ((n = unzReadCurrentFile(zip, chunk, sizeof chunk)) > 0) {
        if (head[0] == '\0') {
            size_t first = (size_t)n < TAIL ? (size_t)n : TAIL;
            memcpy(head, chunk, first);
            head[first] = '\0';
        }
        keep_tail(&t, chunk, (size_t)n);
    }
    if (unzCloseCurrentFile(zip) != UNZ_OK || n < 0)
        return "does not match its checksum";
    return is_picture || ends_with_root(head, &t) ? NULL : "is cut short";
}

sw_status sw_workbook_check(const char *path, sw_error *err)
{
    static const char MEDIA[] = "xl/media/"; /* pictures are no XML */
    unzFile zip = unzOpen64(path);
    if (zip == NULL)
        return sw_fail(err, SW_EIO, "%s: the workbook is no zip file", path);
    int at = unzGoToFirstFile(zip);
    const char *problem = at == UNZ_OK ? NULL : "is missing";
    char name[NAME] = "its first part";
    while (at == UNZ_OK && problem == NULL) {
        if (unzGetCurrentFileInfo64(zip, NULL, name, sizeof name, NULL, 0, NULL,
                                    0) != UNZ_OK) {
            problem = "has no directory entry";
            break;
        }
        problem = part_problem(zip, strncmp(name, MEDIA, strlen(MEDIA)) == 0);
        at = unzGoToNextFile(zip);
    }
    if (problem == NULL && at != UNZ_END_OF_LIST_OF_FILE)
        problem = "is followed by a broken directory";
    unzClose(zip);
    if (problem != NULL)
        return sw_fail(err, SW_EIO,
                       "%s: part %s of the workbook %s; is the temporary "
                       "folder full?",
                       path, name, problem);
    return SW_OK;
}
