/* SPDX-License-Identifier: Apache-2.0 */
/* read.h - reading and writing nodes as JSON and XML: one reader and one writer for each format,
 * all by the metamodel's table. Rules: IDTA-01001 3.1.2, mappings/formats/json.adoc and xml.adoc;
 * AAS.xsd. */
#ifndef SCHALE_MODEL_READ_H
#define SCHALE_MODEL_READ_H

#include "codec/json.h"
#include "model/finding.h"
#include "model/node.h"

enum {
    ELEMENT_DEPTH_MAX = 64
}; /* submodel elements in each other; the specification recommends 8, tests 16, allows 32 */

/* Reads `text` as one object of `class` (CLASS_ENVIRONMENT for files; an abstract class takes each
 * of its subclasses). Texts of the nodes are views of `text`, which must live as long as the arena,
 * or copies. What the reader can go on without is a finding (findings->tolerant says how grave);
 * ret_node is set whenever the text is well-formed and an object of the class. ERR_SYNTAX,
 * ERR_TOO_LARGE: also added to findings. */
MUST_CHECK err_t node_read_json(str text, enum class_id class, enum metamodel version,
                                struct arena *arena, struct findings *findings,
                                const struct node **ret_node);

/* The same from a value on a tape that was read before. */
MUST_CHECK err_t node_read_tape(const struct json *json, uint32_t token, enum class_id class,
                                enum metamodel version, struct arena *arena,
                                struct findings *findings, const struct node **ret_node);

/* The same from XML. The root element may be <environment> or the class's name; its namespace says
 * the version, which is set to *version when the caller leaves it to the file (ask_file). */
MUST_CHECK err_t node_read_xml(str text, enum class_id class, bool ask_file,
                               enum metamodel *version, struct arena *arena,
                               struct findings *findings, const struct node **ret_node);

/* The class that the canonical text of an object begins with, or CLASS_NONE. */
enum class_id node_class_of_text(str canonical);

/* Adds the canonical text: compact, modelType first, then the properties in the order of the table.
 */
void node_write_json(const struct node *node, struct buf *out);

/* Adds a whole XML document with namespace https://admin-shell.io/aas/3/x. */
void node_write_xml(const struct node *node, enum metamodel version, struct buf *out);

#endif
