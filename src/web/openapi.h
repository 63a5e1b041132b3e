/* SPDX-License-Identifier: Apache-2.0 */
/* openapi.h - what is served, operation by operation: the route table, and what the files below
 * src/web/openapi say about each (official.json: made from the files of IDTA-01002; own.json and
 * security.json: own). /openapi.json and the page /api are written from it. */
#ifndef SCHALE_WEB_OPENAPI_H
#define SCHALE_WEB_OPENAPI_H

#include "base/embedded.h"
#include "codec/json.h"
#include "web/routes.h"

extern const struct embedded_file openapi_files[]; /* sorted by name; ends with a zero row */
enum { OPENAPI_FILES = 3 };

struct operation {
    const struct route *route;
    enum mount mount;
    str path;                /* "/shells/{aasIdentifier}" */
    const struct json *file; /* the file that describes it, and where; NULL: none does */
    uint32_t token;
};

struct openapi {
    struct arena *arena;
    struct json files[OPENAPI_FILES];
    struct operation *operations; /* in the order of the table, mount by mount */
    size_t count;
};

/* Lists what is served. The lists live in `arena`, the files until openapi_release. */
MUST_CHECK err_t openapi_open(struct arena *arena, struct openapi *ret_openapi, struct fail *why);
void openapi_release(struct openapi *openapi);

/* A text of an operation: "summary", "operationId"; {NULL, 0} when it has none. */
str operation_text(const struct openapi *openapi, const struct operation *operation,
                   const char *name);

/* The group it belongs to; ours when no file says so. */
str operation_tag(const struct openapi *openapi, const struct operation *operation);

/* The groups that something is served of, in the order of the files; at most OPENAPI_TAGS_MAX. */
enum { OPENAPI_TAGS_MAX = 64 };
size_t openapi_tags(const struct openapi *openapi, str to[static OPENAPI_TAGS_MAX]);

enum parameter_origin {
    PARAMETER_OF_PATH,
    PARAMETER_OF_TABLE, /* level, extent, limit, cursor: checked before the handler runs */
    PARAMETER_OF_FILE,
};

/* Calls `each` for every parameter. `file` and `token` are the Parameter Object or,
 * PARAMETER_OF_FILE, perhaps a reference to one; NULL when no file knows the name. */
typedef void operation_parameter(void *context, str name, enum parameter_origin origin,
                                 const struct json *file, uint32_t token);
void operation_parameters(const struct openapi *openapi, const struct operation *operation,
                          operation_parameter *each, void *context);

/* A named parameter of the files; false when there is none. */
bool openapi_parameter(const struct openapi *openapi, str name, const struct json **ret_file,
                       uint32_t *ret_token);

#endif
