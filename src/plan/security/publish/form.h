/* SPDX-License-Identifier: Apache-2.0 */
/* form.h - what a person fills in: a struct of texts and lists, described by a table, that comes
 * and goes as JSON of our own and is kept as elements of a record (record.h). */
#ifndef SCHALE_PLAN_SECURITY_FORM_H
#define SCHALE_PLAN_SECURITY_FORM_H

#include "model/finding.h"
#include "plan/security/record.h"

enum {
    FORM_TEXT_BYTES_MAX = 64 << 10, /* of one text */
    FORM_DEPTH_MAX = 8,             /* lists in lists of the tables */
};

#define RULE(id, name, message_en, hint_en, message_de, hint_de) id,
enum publish_rule {
#include "plan/security/publish/publish_rule.def"
    PUBLISH_RULE_COUNT
};
#undef RULE

enum form_kind {
    FORM_NOTHING,   /* overlooked when it is sent */
    FORM_TEXT,      /* str: a text; a Property */
    FORM_REFERENCE, /* str: the id of a shell; a ReferenceElement */
    FORM_FILE,      /* str: the path of a file of the content type `item`; a File */
    FORM_TEXTS,     /* struct form_list of str: a list of texts; a list of Properties */
    FORM_PAIRS,     /* struct form_list of struct form_pair: an object; a list of collections */
    FORM_ITEMS,     /* struct form_list of structs of `item`: a list of objects; of collections */
};

struct form_list {
    void *items;
    size_t count;
};

struct form_pair {
    str name, value;
};

/* One member. */
struct form_field {
    const char *name;     /* in JSON; NULL: kept, not shown */
    const char *id_short; /* of the element; NULL: not kept */
    const char *item;     /* of a list: the last part of the semanticId of its items */
    enum form_kind kind;
    size_t offset; /* in the struct */
    uint32_t items_max;
    const struct form *form; /* of FORM_ITEMS */
    bool read_only;          /* shown and kept; overlooked when it is sent */
};

struct form {
    size_t bytes; /* of the struct */
    const struct form_field *fields;
    size_t field_count;
};

/* Reads an object of the JSON into the zeroed struct; what is none of the form is a finding at its
 * place ("$.products[0].name"), which begins with `path`. null and "" count as left out. Texts are
 * in the findings' arena. */
void form_read_json(const struct form *form, const struct json *json, uint32_t object, str path,
                    void *to, struct findings *findings);

/* Adds "name":value,… for every member that is not empty, without braces; begins with a comma when
 * `comma`. */
void form_write_json(const struct form *form, const void *from, bool comma, struct buf *out);

/* The same as elements of a record, and back from such elements (record_elements). */
void form_write_record(const struct form *form, const void *from, struct record_writer *writer);
void form_read_record(const struct form *form, const struct json *json, uint32_t elements,
                      struct arena *arena, void *to);

/* Adds a finding of the form: an error, or a warning that hinders nothing (PUBLISH_NO_REMEDY,
 * PUBLISH_NO_CODE, PUBLISH_NO_SCORED). */
void form_report(struct findings *findings, enum publish_rule rule, str path, str argument0,
                 str argument1);

#endif
