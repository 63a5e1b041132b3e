/* SPDX-License-Identifier: Apache-2.0 */
/* load_text.h - JSON or XML of any metamodel version as a tree; what load.c and package_read.c
 * share. */
#ifndef SCHALE_MODEL_LOAD_TEXT_H
#define SCHALE_MODEL_LOAD_TEXT_H

#include "model/load.h"

/* As load_document, for JSON and XML only: files stay empty. */
MUST_CHECK err_t load_text(str text, const struct load_options *options, struct arena *arena,
                           struct findings *findings, struct loaded *ret_loaded);

/* Whether the text can only be JSON or XML by its first character. */
bool load_text_format(str text, enum load_format *ret_format);

/* Whether the text is JSON or XML by its first characters, and of which AAS root: a namespace of
 * the AAS, or a member of an Environment. For parts of a package that nothing points to. */
bool load_text_is_environment(str text);

#endif
