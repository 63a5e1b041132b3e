/* SPDX-License-Identifier: Apache-2.0 */
/* xml.h - reading XML 1.0 with namespaces as a stream of events, over libxml2's SAX2, set up so
 * that no input can hurt: no document type definition, hence no entities; limits on all that could
 * grow.
 */
#ifndef SCHALE_CODEC_XML_H
#define SCHALE_CODEC_XML_H

#include "base/base.h"

enum {
    XML_DEPTH_MAX = 512,
    XML_ATTRIBUTES_MAX = 256,          /* of one element, namespace declarations not counted */
    XML_NAMESPACES_MAX = 256,          /* declarations in force at one place */
    XML_TAG_BYTES_MAX = 32 * 1024,     /* a longer tag may still have a few long attributes */
    XML_NAMES_BYTES_MAX = 1024 * 1024, /* all different names of a document together */
};
/* A text is at most this long (libxml2 counts in int). */
#define XML_BYTES_MAX ((size_t)INT32_MAX - 16)

struct xml_attribute {
    str namespace; /* {NULL, 0}: none */
    str name;
    str value; /* valid until the callback returns */
};

struct xml_attributes {
    const struct xml_attribute *items;
    size_t count; /* without xmlns declarations */
};

/* What happens at each event. A callback that does not return ERR_OK stops the reading, and
 * xml_parse returns that code; it fills the same `struct fail` that xml_parse was given (through
 * `context`), or leaves it to xml_parse to name the line. */
struct xml_handler {
    /* namespace ({NULL, 0} when none) and local_name are interned: the same text is the same
     * pointer throughout one xml_parse, so comparing `p` is enough; they are valid until xml_parse
     * returns. `line` is that of the end of the start tag, from 1. */
    err_t (*start)(void *context, str namespace, str local_name,
                   const struct xml_attributes *attributes, uint32_t line);
    /* Text, also from CDATA sections, character references and white space between elements. One
     * text may come in any number of pieces, each cut at a character; never empty. */
    err_t (*text)(void *context, str text);
    err_t (*end)(void *context);
};

/* Reads one document: UTF-8, US-ASCII, ISO-8859-1 or UTF-16, with or without byte order mark. A
 * piece at a time is copied, so memory does not grow with the text (UTF-16 and ISO-8859-1 are
 * converted as a whole). Comments and processing instructions are skipped.
 * ERR_SYNTAX: not well-formed, another encoding, a document type definition; ERR_TOO_LARGE: a limit
 * above; or what a callback returned. why->where = "line 3, column 17"; why->offset = byte, for
 * UTF-8. */
MUST_CHECK err_t xml_parse(str bytes, const struct xml_handler *handler, void *context,
                           struct fail *why);

#endif
