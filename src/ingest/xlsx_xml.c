#include "ingest/xlsx_xml.h"

#include <expat.h>
#include <glib.h>
#include <string.h>

typedef struct walk {
    const sw_xml_handler *handler;
    sw_zip *zip;
    const char *part;
    XML_Parser parser;
    uint64_t fed;
    int depth, comments;
} walk;

static const char *local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon != NULL ? colon + 1 : name;
}

static void refuse(walk *w, const char *what)
{
    sw_zip_fail(w->zip, "broken-workbook", "export or save it again",
                "the part %s %s", w->part, what);
    XML_StopParser(w->parser, XML_FALSE);
}

static void XMLCALL on_start(void *data, const XML_Char *name,
                             const XML_Char **attributes)
{
    walk *w = data;
    if (++w->depth > SW_XML_MAX_DEPTH)
        refuse(w, "nests more than 64 elements deep");
    else
        w->handler->start(w->handler->data, local(name), attributes);
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
    walk *w = data;
    w->depth--;
    w->handler->end(w->handler->data, local(name));
}

static void XMLCALL on_text(void *data, const XML_Char *text, int length)
{
    walk *w = data;
    if (w->handler->text != NULL)
        w->handler->text(w->handler->data, text, (size_t)length);
}

static void count_comment(walk *w)
{
    if (++w->comments > SW_XML_MAX_COMMENTS)
        refuse(w, "has more than 100,000 comments");
}

static void XMLCALL on_comment(void *data, const XML_Char *text)
{
    (void)text;
    count_comment(data);
}

static void XMLCALL on_instruction(void *data, const XML_Char *target,
                                   const XML_Char *text)
{
    (void)target;
    (void)text;
    count_comment(data);
}

static void XMLCALL on_doctype(void *data, const XML_Char *name,
                               const XML_Char *system, const XML_Char *public,
                               int has_subset)
{
    (void)name;
    (void)system;
    (void)public;
    (void)has_subset;
    refuse(data, "declares a document type, which no workbook does");
}

static bool take(const char *piece, size_t length, void *data)
{
    walk *w = data;
    enum XML_Status s = XML_Parse(w->parser, piece, (int)length, XML_FALSE);
    if (w->zip->failed)
        return false;
    if (s != XML_STATUS_OK) {
        refuse(w, "is no well-formed XML");
        return false;
    }
    w->fed += length;
    XML_Index done = XML_GetCurrentByteIndex(w->parser);
    if (done >= 0 && w->fed - (uint64_t)done > SW_XML_MAX_TOKEN) {
        refuse(w, "has a tag or comment of more than 8 MiB");
        return false;
    }
    return w->handler->enough == NULL || !w->handler->enough(w->handler->data);
}

bool sw_xml_walk(sw_zip *zip, const char *part, const sw_xml_handler *handler)
{
    walk w = {.handler = handler,
              .zip = zip,
              .part = part,
              .parser = XML_ParserCreate(NULL)};
    if (w.parser == NULL)
        g_error("out of memory");
    XML_SetUserData(w.parser, &w);
    XML_SetElementHandler(w.parser, on_start, on_end);
    XML_SetCharacterDataHandler(w.parser, on_text);
    XML_SetCommentHandler(w.parser, on_comment);
    XML_SetProcessingInstructionHandler(w.parser, on_instruction);
    XML_SetStartDoctypeDeclHandler(w.parser, on_doctype);
    bool good = sw_zip_read(zip, part, take, &w);
    bool enough =
        good && handler->enough != NULL && handler->enough(handler->data);
    if (good && !enough &&
        XML_Parse(w.parser, "", 0, XML_TRUE) != XML_STATUS_OK) {
        refuse(&w, "ends too early");
        good = false;
    }
    XML_ParserFree(w.parser);
    return good && !zip->failed;
}

const char *sw_xml_attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i] != NULL; i += 2)
        if (strcmp(local(attributes[i]), name) == 0)
            return attributes[i + 1];
    return NULL;
}

bool sw_xml_flag(const char **attributes, const char *name)
{
    const char *value = sw_xml_attribute(attributes, name);
    return value != NULL &&
           (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}
