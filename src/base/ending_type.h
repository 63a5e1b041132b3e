/* SPDX-License-Identifier: Apache-2.0 */
/* ending_type.h - content types by the ending of a file's name. */
#ifndef SCHALE_BASE_ENDING_TYPE_H
#define SCHALE_BASE_ENDING_TYPE_H

#include "base/base.h"

/* The content type of a name with a known ending (case does not count), or {NULL, 0}. Static. */
str ending_type_of(str name);

#endif
