/* SPDX-License-Identifier: Apache-2.0 */
/* record.h - records of our own as submodels, so that every AAS tool can read them: written element
 * by element, read back, and checked like any other before they are stored. A record follows a
 * template of templates/; its elements have the template's id, ':' and their idShort as semanticId.
 */
#ifndef SCHALE_PLAN_SECURITY_RECORD_H
#define SCHALE_PLAN_SECURITY_RECORD_H

#include "base/buf.h"
#include "codec/json.h"
#include "model/finding.h"
#include "store/store.h"

/* --- writing ---------------------------------------------------------------------------------- */

/* A record on its way into `out`. */
struct record_writer {
    struct buf *out;
    const char *template; /* "SecurityAdvisory" */
    bool needs_comma;
};

/* Begins the submodel: id, idShort (the template's name), semanticId urn:schale:template:NAME:1:0.
 */
void record_begin(struct record_writer *writer, const char *template, str id, struct buf *out);
void record_end(struct record_writer *writer);

/* A Property; nothing for an empty value. `type`: "xs:string" … */
void record_property(struct record_writer *writer, const char *id_short, const char *type,
                     str value);
/* An xs:dateTime; nothing for what is none. */
void record_date(struct record_writer *writer, const char *id_short, str value);
void record_number(struct record_writer *writer, const char *id_short, const char *type,
                   int64_t value);
void record_flag(struct record_writer *writer, const char *id_short, bool value);
/* A list of xs:string; nothing for no texts. */
void record_texts(struct record_writer *writer, const char *id_short, const char *item_id_short,
                  const str *texts, size_t count);
/* A File whose value is a path of a file that is kept with the submodel. */
void record_file(struct record_writer *writer, const char *id_short, str content_type, str path);
/* A ReferenceElement to a shell or submodel of the store. */
void record_reference(struct record_writer *writer, const char *id_short, enum document_kind kind,
                      str id);

/* A SubmodelElementList of SubmodelElementCollections: list_begin, then for each item item_begin,
 * its elements, item_end; then list_end. Leave out a list without items. Items may hold lists. */
void record_list_begin(struct record_writer *writer, const char *id_short);
void record_item_begin(struct record_writer *writer, const char *item_id_short);
void record_item_end(struct record_writer *writer);
void record_list_end(struct record_writer *writer);

/* --- reading ---------------------------------------------------------------------------------- */

/* The elements of a submodel, collection or list: their array in the tape; 0: there are none. */
uint32_t record_elements(const struct json *json, uint32_t token);
/* The element of that idShort in such an array; 0: none. */
uint32_t record_find(const struct json *json, uint32_t elements, const char *id_short);
/* Its value as text, in the arena; {NULL, 0}: none. */
str record_text(const struct json *json, uint32_t elements, const char *id_short,
                struct arena *arena);
int64_t record_integer(const struct json *json, uint32_t elements, const char *id_short,
                       int64_t otherwise);
bool record_is_true(const struct json *json, uint32_t elements, const char *id_short);
/* What a ReferenceElement refers to: the value of its first key. */
str record_referred(const struct json *json, uint32_t elements, const char *id_short,
                    struct arena *arena);
/* The texts of a list of Properties. */
void record_read_texts(const struct json *json, uint32_t elements, const char *id_short,
                       struct arena *arena, const str **ret_texts, size_t *ret_count);
/* for (RECORD_EACH(json, list, item)): the items of a list element (record_find); none for 0. */
#define RECORD_EACH(json, list, item)                                                              \
    uint32_t item##_end = 0,                                                                       \
             item = (list) ? json_items(json, list, STR("value"), &item##_end) : 0;                \
    item < item##_end;                                                                             \
    item = json_next(json, item)

/* --- storing ---------------------------------------------------------------------------------- */

/* A shell or submodel as JSON becomes a change that stores it: checked by the metamodel, in its
 * canonical form. All in the arena. ERR_INVALID: it breaks a rule; findings say which. */
MUST_CHECK err_t record_put(str text, enum document_kind kind, struct arena *arena,
                            struct findings *findings, struct store_change *ret_change);

/* The same for the submodel of a record. ERR_INVALID: the facts break a rule (why->text names it).
 */
MUST_CHECK err_t record_change(struct arena *arena, str text, struct store_change *ret_change,
                               struct fail *why);

/* Shows every submodel of that semanticId, as store_walk does. */
MUST_CHECK err_t records_walk(struct store *store, const char *semantic_id, store_visit *visit,
                              void *context, struct fail *why);

#endif
