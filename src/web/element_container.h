/* SPDX-License-Identifier: Apache-2.0 */
/* element_container.h - the submodel or element that a submodel element stands in, and what it asks
 * of its children: the constraints that reach beyond one element, checked without reading the whole
 * submodel. idShortPath: IDTA-01002 3.1.2. */
#ifndef SCHALE_WEB_ELEMENT_CONTAINER_H
#define SCHALE_WEB_ELEMENT_CONTAINER_H

#include "model/node.h"
#include "web/call.h"

struct element_container {
    str path; /* "": the submodel */
    str json; /* a view of the document */
    enum class_id class;
};

/* The path of what the element at `path` stands in; ret_last: its own idShort, or "[3]". */
str element_path_container(str path, str *ret_last);

/* The path of a child by its idShort. */
str element_path_named(struct arena *arena, str container, str id_short);

/* The path of an item of a list. */
str element_path_indexed(struct arena *arena, str container, size_t index);

/* Finds the container at a path; 404 when it is not there, 400 when it cannot have children. */
MUST_CHECK err_t element_container_find(struct call *call, struct document *document, str path,
                                        struct element_container *ret_container, struct fail *why);

/* Behind the last item of a list. */
#define ELEMENT_AT_END SIZE_MAX

/* A child and where it is put. */
struct element_position {
    const struct node *child;
    str text;     /* of the child, canonical */
    str old_name; /* idShort of the element that it replaces; {NULL, 0}: it is new */
    size_t index; /* in a list: the item that it replaces, or ELEMENT_AT_END */
};

/* Checks what the container and the submodel ask of a child beyond its own class: an idShort that
 * no sibling has (AASd-117, AASd-022), the class of annotations, the rules of lists (AASd-107,
 * -108, -109, -114), no template qualifiers outside templates (AASd-129), the depth. ret_index: in
 * a list, where it will stand. ERR_INVALID with findings in the call; 409 for a second idShort. */
MUST_CHECK err_t element_container_check(struct call *call, struct document *document,
                                         const struct element_container *container,
                                         const struct element_position *position, size_t *ret_index,
                                         struct fail *why);

/* Number of items of a list that is a container. */
MUST_CHECK err_t element_container_count(const struct element_container *container,
                                         size_t *ret_count, struct fail *why);

/* Below the prefix: where the element at `path` of the submodel that the call names is read. */
str element_location(struct call *call, str path);

#endif
