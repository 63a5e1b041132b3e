/* SPDX-License-Identifier: Apache-2.0 */
/* embedded.h - a file that is built into the program (tools/embed.sh). */
#ifndef SCHALE_BASE_EMBEDDED_H
#define SCHALE_BASE_EMBEDDED_H

struct embedded_file {
    const char *name; /* below the folder that was embedded: "factory.json", "files/picture.svg" */
    const char *begin, *end;
};

#endif
