/* SPDX-License-Identifier: Apache-2.0 */
/* xml_names.h - the XML namespaces of the metamodel's versions. */
#ifndef SCHALE_MODEL_XML_NAMES_H
#define SCHALE_MODEL_XML_NAMES_H

#include "model/meta.h"

/* "https://admin-shell.io/aas/3/1" to METAMODEL_3_1; false for any other. */
bool xml_namespace_version(str namespace, enum metamodel *ret_version);

#endif
