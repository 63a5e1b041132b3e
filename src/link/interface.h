/* SPDX-License-Identifier: Apache-2.0 */
/* interface.h - what the Asset Interfaces Description says of one interface of an asset: where it
 * is, which datapoints it has and how each is asked for. Rules: IDTA 02017-1-0 and 02017-1-1; W3C
 * WoT Thing Description 1.1. */
#ifndef SCHALE_LINK_INTERFACE_H
#define SCHALE_LINK_INTERFACE_H

#include "base/hash.h"
#include "link/login.h"
#include "link/value.h"
#include "model/term.h"
#include "net/allow_list.h"

enum {
    LINK_NESTING_MAX = 8,        /* objects in each other, in a datapoint */
    LINK_HEADERS_MAX = 16,       /* htv_headers of a form */
    LINK_POLL_MS_DEFAULT = 1000, /* where neither submodel says */
    LINK_POLL_MS_MIN = 100,      /* a shorter interval is taken as this */
    LINK_POLL_MS_MAX = 86400000, /* a longer one as this: a day */
    LINK_TIMEOUT_MS_DEFAULT = 5000,
    LINK_TIMEOUT_MS_MAX = 60000,
    LINK_PAYLOAD_BYTES_MAX = 1 << 20
};

struct link_protocol;

/* How a datapoint is read, or how it is written. */
struct link_form {
    bool there;
    str terms[TERM_COUNT]; /* followed by NUL; {NULL, 0}: not said. contentType, byte and word order
                              are those of the interface where the form says nothing */
    const char *headers[LINK_HEADERS_MAX]; /* "Name: value" */
    size_t header_count;
    str scheme; /* of its security, "nosec" or "basic" */
    void *plan; /* what the protocol made of it, in the interface's home */
};

/* One target: an element that follows a datapoint, or a part of it, or sets it. */
struct link_mapping {
    struct link_property *property;
    str source;                 /* idShortPath of the definition in the AID */
    str keys[LINK_NESTING_MAX]; /* where in the payload: names of members, from outside */
    size_t key_count;
    str type; /* "number", "integer", "boolean", "string"; {NULL, 0} */
    str unit;
    struct link_scale scale;
    str target_id, target_path;
    bool reads, writes;
    str problem;                    /* why neither; {NULL, 0}: none */
    struct link_value_state *state; /* connection.h */
    struct link_mapping *next;      /* of the interface */
};

/* What is asked for at once: a datapoint at the top, with its forms. */
struct link_property {
    str path;       /* idShortPath in the AID */
    str name, type; /* type: {NULL, 0} where it is not said */
    struct link_form read, write;
    int64_t interval_ms; /* the shortest that its mappings ask for */
    int64_t due_ms;      /* the connection's thread: when it is read again */
    str problem;
    struct link_property *next;
};

/* What stands in the way of a connection. */
enum link_hindrance {
    HINDRANCE_NONE,
    HINDRANCE_UNUSED,        /* no mapping that could be done */
    HINDRANCE_INVALID,       /* the description is wrong */
    HINDRANCE_NOT_SUPPORTED, /* this version cannot */
    HINDRANCE_NOT_ALLOWED    /* the operator did not allow the address */
};

struct link_interface {
    struct arena home; /* holds all of it, this struct as well */
    str submodel_id, path, title;
    str base; /* as it stands there */
    struct address address;
    const char *host;                     /* of the address, without the brackets of IPv6 */
    const struct link_protocol *protocol; /* NULL: none of ours */
    const struct link_login *login;       /* for scheme "basic"; NULL */
    const struct allow_list *allowed;
    struct link_property *properties;
    struct link_mapping *mappings;
    size_t mapping_count;
    enum link_hindrance hindrance;
    str reason;          /* of the hindrance, in a sentence */
    struct sha256 stamp; /* of all that was read: the same stamp is the same interface */
};

/* A mapping as the mapping configuration has it (mapping.h): what the interface is told. */
struct link_relation {
    str aimc_id, aimc_path; /* where it stands */
    str source_id, source_path;
    str target_id, target_path;
    int64_t interval_ms;  /* 0: not said */
    bool towards_machine; /* the datapoint is the sink */
    bool taken;           /* an interface has it */
    str problem;
};

/* Reads the interface at `element`, with those of the relations that are about it. Never fails:
 * what is wrong is its hindrance, or the problem of a property or mapping. The logins and the list
 * of allowed addresses are borrowed. */
struct link_interface *interface_read(const struct json *json, uint32_t element, str submodel_id,
                                      struct link_relation *relations, size_t relation_count,
                                      const struct allow_list *allowed,
                                      const struct link_logins *logins);
void interface_free(struct link_interface *interface);

#endif
