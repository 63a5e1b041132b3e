/* SPDX-License-Identifier: Apache-2.0 */
/* finding.h - what is wrong with a document: the rule, the place, a sentence and a remedy in
 * English or German. */
#ifndef SCHALE_MODEL_FINDING_H
#define SCHALE_MODEL_FINDING_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/meta.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_INFO };

#define RULE(id, name, message_en, hint_en, message_de, hint_de) id,
enum rule {
#include "model/rule.def"
    RULE_COUNT
};
#undef RULE

enum language { LANGUAGE_ENGLISH, LANGUAGE_GERMAN, LANGUAGE_COUNT };

/* What a rule says, with {0} and {1} for a finding's arguments. */
struct rule_texts {
    str name;
    str message[LANGUAGE_COUNT], hint[LANGUAGE_COUNT];
};

/* A row of a table of them, from RULE(id, name, message_en, hint_en, message_de, hint_de). */
#define RULE_TEXT(literal)                                                                         \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }
#define RULE_ROW(id, name, message_en, hint_en, message_de, hint_de)                               \
    [id] = {RULE_TEXT(name),                                                                       \
            {RULE_TEXT(message_en), RULE_TEXT(message_de)},                                        \
            {RULE_TEXT(hint_en), RULE_TEXT(hint_de)}},

/* A rule's texts; its name is the id as people cite it: "AASd-117", "required". */
const struct rule_texts *rule_texts_of(enum rule rule);
str rule_name(enum rule rule);

/* The rule in plain words, and where it comes from: "IDTA-01001 3.1.2, AASd-117". Several rules may
 * have one name (AASd-014): their texts differ. */
str rule_title(enum rule rule, enum language language);
str rule_text(enum rule rule, enum language language);
str rule_source(enum rule rule);

/* Where a check stands: a chain on the C stack from the root down, written out only when something
 * is found. An array is one place with its property, its item one more with `index`. */
struct place {
    const struct place *up; /* NULL at the root */
    enum property property; /* PROP_NONE for an item of an array or the root */
    int32_t index;          /* of an item, else -1 */
    str id_short;           /* of the object that stands here, when known */
    bool element;           /* the object here is a submodel element (it counts in idShortPath) */
    bool in_list;           /* ... inside a SubmodelElementList: it is named by its index */
};

struct finding {
    enum severity severity;
    enum rule rule; /* RULE_COUNT: of another table */
    const struct rule_texts *texts;
    str argument[2]; /* what {0} and {1} in the rule's texts stand for */
    str path;        /* JSON path: $.submodels[0].submodelElements[3].value */
    str element;   /* idShort of the identifiable and idShortPath: TechnicalData.Motor.MaxTorque */
    uint32_t line; /* in the file that was read, from 1; 0: unknown */
};

enum { FINDINGS_MAX = 1000 };

/* A list of findings. `arena` owns all texts; set it before use. Findings past FINDINGS_MAX are
 * only counted. */
struct findings {
    struct arena *arena;
    struct finding *items;
    size_t count, room;
    size_t error_count, warning_count; /* all of them, kept or not */
    size_t
        rule_error_count; /* of the errors, those that node_check found: nothing was lost by them */
    size_t line_offset;   /* where findings_line() stopped counting last time ... */
    uint32_t line;        /* ... and the ends of lines it had counted */
    bool tolerant;        /* makes finding_overlook() a warning instead of an error */
    bool empty_lists_pass; /* an empty list of an optional property is a warning that is counted,
                              not kept: there may be thousands, and none may push an error out */
};

/* Line of a byte of `text`, from 1. Counts on from the last call, so that many findings of one long
 * text cost one pass over it. Always the same text for one list. */
uint32_t findings_line(struct findings *findings, str text, size_t offset);

/* Adds one finding. Arguments are copied; long ones are cut at 120 bytes with an ellipsis. */
void finding_add(struct findings *findings, enum severity severity, enum rule rule,
                 const struct place *place, uint32_t line, str argument0, str argument1);

/* The same for a rule of another table than the metamodel's, with the path written out. */
void finding_add_other(struct findings *findings, enum severity severity,
                       const struct rule_texts *texts, str path, uint32_t line, str argument0,
                       str argument1);

/* The same as finding_add for something a reader can go on without: an error in strict mode, a
 * warning in tolerant mode. */
void finding_overlook(struct findings *findings, enum rule rule, const struct place *place,
                      uint32_t line, str argument0, str argument1);

/* Moves the findings of `other` behind those of `findings`; the texts stay in other's arena, which
 * must live as long. For lists that were filled side by side. */
void findings_join(struct findings *findings, const struct findings *other);

/* Whether an error of the same rule, at the same place and with the same arguments is in the list.
 */
bool findings_have(const struct findings *findings, const struct finding *error);

/* A syntax error of a codec as a finding (rule json-syntax, xml-syntax ... or too-large). */
void finding_add_fail(struct findings *findings, enum rule rule, const struct fail *why,
                      uint32_t line);

/* The sentence and the remedy in a language, arguments filled in. */
void finding_message(const struct finding *finding, enum language language, struct buf *out);
void finding_hint(const struct finding *finding, enum language language, struct buf *out);

/* "error", "warning", "info". */
str severity_name(enum severity severity);

/* Adds {"severity":…,"rule":…,"path":…,"element":…,"line":n,"message":…,"hint":…}. Contract:
 * design.md. */
void finding_write_json(const struct finding *finding, enum language language, struct buf *out);
/* The same without the braces, for an object that says more. */
void finding_write_members(const struct finding *finding, enum language language, struct buf *out);

/* Writes the JSON path / the idShortPath of a place. */
void place_write_path(const struct place *place, struct buf *out);
void place_write_element(const struct place *place, struct buf *out);

#endif
