/* SPDX-License-Identifier: Apache-2.0 */
/* routes.h - every operation of the AAS API as one table (routes.def) and the finding of a row by
 * method and path. Finding allocates nothing. Rule: IDTA-01002 3.1.2, "Entire API Collection", and
 * the additions of 3.2. */
#ifndef SCHALE_WEB_ROUTES_H
#define SCHALE_WEB_ROUTES_H

#include "net/http.h"

struct call;

/* Answers the call, now or later, and returns ERR_OK; or returns an error, which becomes a Result.
 */
typedef err_t route_handler(struct call *call, struct fail *why);

/* Where the same operations are mounted more than once. */
enum mount {
    MOUNT_ROOT,             /* "" */
    MOUNT_SHELL,            /* /shells/{aasIdentifier} */
    MOUNT_SHELL_SERVICE,    /* /aas */
    MOUNT_SUBMODEL,         /* /submodels/{submodelIdentifier} */
    MOUNT_SHELL_SUBMODEL,   /* /shells/{aasIdentifier}/submodels/{submodelIdentifier} */
    MOUNT_SERVICE_SUBMODEL, /* /aas/submodels/{submodelIdentifier} */
    MOUNT_SUBMODEL_SERVICE, /* /submodel */
    MOUNT_COUNT
};

enum mount_set {
    AT_ROOT = 1 << MOUNT_ROOT,
    AT_SHELL = 1 << MOUNT_SHELL | 1 << MOUNT_SHELL_SERVICE,
    AT_SHELL_ID = 1 << MOUNT_SHELL,
    AT_SHELL_SERVICE = 1 << MOUNT_SHELL_SERVICE,
    AT_SUBMODEL_ID = 1 << MOUNT_SUBMODEL | 1 << MOUNT_SHELL_SUBMODEL | 1 << MOUNT_SERVICE_SUBMODEL,
    AT_SUBMODEL = AT_SUBMODEL_ID | 1 << MOUNT_SUBMODEL_SERVICE,
    AT_SUBMODEL_REPOSITORY = 1 << MOUNT_SUBMODEL,
    AT_SERVICE_SUBMODEL = 1 << MOUNT_SERVICE_SUBMODEL,
};

/* Query parameters whose values are checked before the handler runs. Others are the handler's. */
enum query_set {
    Q_LEVEL = 1,
    Q_EXTENT = 2,
    Q_PAGE = 4,
    Q_INSIDE = 16,  /* with Q_PAGE: a page may end inside of a document */
    Q_METADATA = 8, /* level and extent are refused: "SerializationModifiers" */
};

enum route_flag {
    ROUTE_WORKER = 1, /* runs on a worker thread: reads files or much text */
    ROUTE_JSON = 2,   /* takes a JSON body */
    ROUTE_FILE = 4,   /* takes one file as multipart/form-data */
    ROUTE_UPLOAD = 8, /* takes whole environments */
    ROUTE_ITEMS = 16, /* a list of documents: to a worker when the page is long */
};

/* The parameters a path may hold. All but the idShortPath and the UI's are base64url
 * (IDTA-01002 3.1.2). */
enum route_parameter {
    PARAMETER_SHELL,      /* {aasIdentifier} */
    PARAMETER_SUBMODEL,   /* {submodelIdentifier} */
    PARAMETER_CONCEPT,    /* {cdIdentifier} */
    PARAMETER_PATH,       /* {idShortPath} */
    PARAMETER_HANDLE,     /* {handleId} */
    PARAMETER_PACKAGE,    /* {packageId} */
    PARAMETER_ITEM,       /* {itemIdentifier} */
    PARAMETER_ADVISORY,   /* {advisoryIdentifier} */
    PARAMETER_SOURCE,     /* {sourceIdentifier} */
    PARAMETER_UI_VERSION, /* {uiVersion}, {uiFolder}, {uiFile}: as they stand, like the path */
    PARAMETER_UI_FOLDER,
    PARAMETER_UI_FILE,
    PARAMETER_SEQ,       /* {seq}: as it stands */
    PARAMETER_CSAF_NAME, /* {csafName}, {csafFile}: as they stand */
    PARAMETER_CSAF_FILE,
    PARAMETER_COUNT
};

struct route {
    enum http_method method;
    unsigned mounts; /* enum mount_set */
    const char *suffix;
    route_handler *handler; /* NULL: the operation is known and answers 501 */
    unsigned query;         /* enum query_set */
    unsigned flags;         /* enum route_flag */
};

extern const struct route route_table[];
extern const size_t route_count;

struct routes;

/* Makes the tree that paths are looked up in, from the table; it lives in the arena. */
const struct routes *routes_new(struct arena *arena);

struct route_match {
    const struct route *route; /* NULL: no such path, or not with this method */
    enum mount mount;
    unsigned methods;                /* bit of each method the path has; 0: there is no such path */
    str parameters[PARAMETER_COUNT]; /* as sent, percent-encoded; views of the path */
    str prefix;                      /* "/api/v3" or another of the prefixes as sent, or empty */
};

/* Finds the row. HEAD is found as GET. A slash at the end and the prefixes /api/v3, /api/v3.0,
 * /api/v3.1, /api/v3.2 do not count. */
void routes_find(const struct routes *routes, enum http_method method, str path,
                 struct route_match *ret_match);

/* The path of a row on a mount, with the names of its parameters: "/shells/{aasIdentifier}". */
str route_path(struct arena *arena, const struct route *route, enum mount mount);

/* Writes "GET, HEAD, PUT, OPTIONS" for a set of methods. */
enum { ALLOW_BYTES_MAX = 64 };
str routes_allow(unsigned methods, char to[static ALLOW_BYTES_MAX]);

#endif
