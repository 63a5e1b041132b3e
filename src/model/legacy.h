/* SPDX-License-Identifier: Apache-2.0 */
/* legacy.h - metamodel 1.0 and 2.0 (XML and JSON), converted to 3.1 on the way in, with a finding
 * for each change that lost or moved something. Sources: the V1 and V2 schemas of "Details of the
 * Asset Administration Shell" part 1. */
#ifndef SCHALE_MODEL_LEGACY_H
#define SCHALE_MODEL_LEGACY_H

#include "codec/json.h"
#include "model/load.h"

/* Whether an XML root's namespace / a JSON value is of metamodel 1.0 or 2.0; *ret_name becomes
 * "1.0" or "2.0". XML of the release candidate of 3.0, which has the form of 2.0, is one too. */
bool legacy_is_xml_namespace(str namespace, str *ret_name);
bool legacy_is_json(const struct json *json, str *ret_name);

/* Reads and converts; the tree is an Environment of 3.1 that is not yet checked. The first finding
 * is `converted`. Errors as load_document. */
MUST_CHECK err_t legacy_read_xml(str text, struct arena *arena, struct findings *findings,
                                 const struct node **ret_root);
MUST_CHECK err_t legacy_read_json(const struct json *json, struct arena *arena,
                                  struct findings *findings, const struct node **ret_root);

#endif
