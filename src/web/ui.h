/* SPDX-License-Identifier: Apache-2.0 */
/* ui.h - the web UI that is built into the program: the files that tools/ui.sh lays out. */
#ifndef SCHALE_WEB_UI_H
#define SCHALE_WEB_UI_H

#include "base/base.h"
#include "base/embedded.h"

/* Sorted by name; ends with a zero row. "index.html" and "VERSION/FOLDER/FILE", each followed by
 * the same with ".gz". */
extern const struct embedded_file ui_files[];

/* The file of that name, NULL when there is none. */
const struct embedded_file *ui_find(str name);

/* The media type that the ending of a name stands for; every file of the UI has one. */
str ui_content_type(str name);

#endif
