/* SPDX-License-Identifier: Apache-2.0 */
/* store.h - documents kept as a log. Every accepted change is one record with the hash of the
 * record before it; current documents and everything that can be looked up are projections of the
 * log, written in the same transaction. One writer thread commits many waiting changes with one
 * fsync. Below stands one small driver interface (store/driver.h): SQLite now, PostgreSQL later.
 * Knows canonical JSON, not HTTP. */
#ifndef SCHALE_STORE_STORE_H
#define SCHALE_STORE_STORE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"

enum document_kind {
    DOCUMENT_SHELL = 1,
    DOCUMENT_SUBMODEL = 2,
    DOCUMENT_CONCEPT_DESCRIPTION = 3,
    DOCUMENT_IDENTIFIABLE_END, /* the kinds before it make an environment, those from it on do not
                                */
    DOCUMENT_SHELL_DESCRIPTOR = DOCUMENT_IDENTIFIABLE_END, /* of a shell elsewhere */
    DOCUMENT_SUBMODEL_DESCRIPTOR,                          /* of a submodel elsewhere */
    DOCUMENT_ASSET_LINKS, /* {"id","specificAssetIds"}: what a shell elsewhere is found by */
    DOCUMENT_PACKAGE,     /* an AASX package as it was sent, its one file */
    DOCUMENT_KIND_COUNT
};

/* "shell", "submodel", "concept_description" …: what a kind is called in the log and in answers of
 * our own. */
const char *document_kind_name(enum document_kind kind);
/* The kind of that name; false when there is none. */
bool document_kind_find(str name, enum document_kind *ret_kind);

enum {
    STORE_ID_BYTES_MAX = 2048 * 4, /* Identifier: 2048 characters (IDTA-01001 3.1) */
    STORE_PAGE_ROWS_MAX = 1000,    /* most documents of one page */
    STORE_PAGE_ROWS_DEFAULT = 100,
    STORE_CHANGES_MAX = 8192, /* element changes on top of a full body before it is written anew;
                                 less when they are as long as the body */
};

struct store;

struct store_options {
    size_t cache_bytes_max; /* documents kept in memory; 0: 128 MiB */
    bool read_only;
};

/* Opens or creates the store in folder `dir`. Only one process at a time (ERR_BUSY names the
 * other). ERR_IO, ERR_CORRUPT (why names the file and what to do), ERR_FULL. */
MUST_CHECK err_t store_open(const char *dir, const struct store_options *options,
                            struct store **ret_store, struct fail *why);
/* Waits for what was submitted, then closes. */
void store_close(struct store *store);

/* --- documents ---------------------------------------------------------------------------------
 */

/* A document as it was at one revision. Shared and counted; never changes. */
struct document {
    _Atomic uint32_t users;
    enum document_kind kind;
    str id;
    const char *_Atomic text; /* see document_body; NULL: not made yet */
    size_t text_bytes;        /* how long it is */
    uint64_t number;          /* order of creation; the stable paging key */
    uint64_t revision;        /* seq of its last change in the log: the ETag */
    int64_t created_ms, updated_ms;
    _Atomic uint32_t memo; /* what readers found out about it, theirs alone; 0: nothing yet */
};

/* Its canonical JSON; lives as long as the document. Of one whose elements changed the text is made
 * at the first call: who needs an element only calls document_element. */
str document_make_body(const struct document *document);
static inline str document_body(const struct document *document)
{
    const char *text = document->text;
    return text ? str_of(text, document->text_bytes) : document_make_body(document);
}

/* The current document, counted for the caller. ERR_NOT_FOUND. From any thread. */
MUST_CHECK err_t store_get(struct store *store, enum document_kind kind, str id,
                           struct document **ret_document, struct fail *why);
void document_unref(struct document *document);

/* The bytes of one element inside a submodel's body, by idShortPath (IDTA-01002 3.1.2: idShort {"."
 * idShort |
 * "[" index "]"}). A view that lives as long as the document. Constant time after the first call.
 * ERR_NOT_FOUND (why->where = the longest part that exists), ERR_SYNTAX (why->offset = byte in
 * path). From any thread. When document_body was called before, what it gives is a view of that. */
MUST_CHECK err_t document_element(struct document *document, str id_short_path, str *ret_json,
                                  struct fail *why);

/* A submodel's text without its elements, which may be large; other documents as they are. Relies
 * on the canonical text. A view of `body`, or in `arena`. */
str document_head(enum document_kind kind, str body, struct arena *arena);

/* --- finding -----------------------------------------------------------------------------------
 */

/* What a document can be found by. Value texts in parentheses. */
enum projection {
    PROJECTION_ID_SHORT = 1,      /* idShort of the document itself */
    PROJECTION_GLOBAL_ASSET_ID,   /* shells, their descriptors and asset links: globalAssetId */
    PROJECTION_SPECIFIC_ASSET_ID, /* the same: name, U+001F, value */
    PROJECTION_SEMANTIC_ID,       /* submodels: last key value of semanticId and each
                                     supplementalSemanticId */
    PROJECTION_REFERENCE,  /* distinct first key values of all ModelReferences: what it refers to */
    PROJECTION_IS_CASE_OF, /* concept descriptions: last key value of each isCaseOf */
    PROJECTION_DATA_SPECIFICATION, /* concept descriptions: last key value of each dataSpecification
                                    */
    PROJECTION_ASSET_KIND,         /* shells and their descriptors: assetKind */
    PROJECTION_ASSET_TYPE,         /* the same: assetType */
    PROJECTION_COUNT
};

struct store_filter {
    enum projection projection;
    str value;
};

struct store_query {
    enum document_kind kind;
    const struct store_filter *filters; /* all must hold; none: every document */
    size_t filter_count;
    uint64_t after; /* number of the last document of the page before; 0: from the start */
    size_t limit;   /* 1 to STORE_PAGE_ROWS_MAX */
};

struct store_page {
    struct document **documents; /* in order of number; each counted: store_page_release */
    size_t count;
    uint64_t next; /* `after` of the next page, or 0: nothing follows */
};

MUST_CHECK err_t store_find(struct store *store, struct arena *arena,
                            const struct store_query *query, struct store_page *ret_page,
                            struct fail *why);
void store_page_release(struct store_page *page);

/* Is shown one document, for the time of the call; false: enough, the walk ends. */
typedef bool store_visit(void *context, struct document *document);

/* Shows every document that store_find finds, page by page of query->limit, in order of number. */
MUST_CHECK err_t store_walk(struct store *store, const struct store_query *query,
                            store_visit *visit, void *context, struct fail *why);

/* How many documents of a kind there are. */
uint64_t store_count(struct store *store, enum document_kind kind);

/* Seq of the newest record: changes with every commit. 0: empty. */
uint64_t store_revision(struct store *store);

/* --- files ---------------------------------------------------------------------------------------
 */

/* A file that a document names: File.value or defaultThumbnail.path, as the text stands there. */
struct store_file {
    str path;
    str content_type;
    str bytes;
};

/* Bytes (malloc'd: free((void *)ret_file->bytes.p)) and content type (in arena). ERR_NOT_FOUND. */
MUST_CHECK err_t store_get_file(struct store *store, struct arena *arena, enum document_kind kind,
                                str id, str path, struct store_file *ret_file, struct fail *why);
/* Paths of all files of a document (no bytes). */
MUST_CHECK err_t store_list_files(struct store *store, struct arena *arena, enum document_kind kind,
                                  str id, struct store_file **ret_files, size_t *ret_count,
                                  struct fail *why);

/* --- writing -------------------------------------------------------------------------------------
 */

enum store_operation {
    STORE_PUT = 1,     /* body = the whole document */
    STORE_DELETE,      /* the document and its files */
    STORE_ELEMENT_PUT, /* path = idShortPath of an element that exists; body = its new JSON, which
                          may have another idShort */
    STORE_ELEMENT_ADD, /* path = idShortPath of the container ("" = the submodel); body = the new
                          last child */
    STORE_ELEMENT_DELETE, /* path */
    STORE_FILE_PUT,       /* file; needs the document */
    STORE_FILE_DELETE,    /* path = the file's path */
};

enum store_condition {
    STORE_ALWAYS,
    STORE_IF_ABSENT,   /* else ERR_CONFLICT */
    STORE_IF_PRESENT,  /* else ERR_NOT_FOUND */
    STORE_IF_REVISION, /* document's revision must equal `revision`, else ERR_PRECONDITION */
    STORE_IF_ELEMENT,  /* the element at `path` must be `expected`, else ERR_PRECONDITION */
};

struct store_change {
    enum store_operation operation;
    enum document_kind kind;
    str id;
    str path;
    str body; /* canonical JSON that was checked; the store does not check it again */
    struct store_file file;
    enum store_condition condition;
    uint64_t revision;
    str expected; /* its JSON, as document_element gives it */
    /* Set by the store when the batch was committed: */
    uint64_t ret_revision;
    bool ret_created;
};

/* Changes that happen together or not at all. All texts must live until `done` was called. */
struct store_batch {
    struct store_change *changes;
    size_t count;
    str actor; /* who: a user name, "import" ...; at most 128 bytes */
    /* Called once, on the writer thread, after the commit is on disk (or nothing of it is). It must
     * be short. `why` is only valid during the call. */
    void (*done)(void *context, err_t result, const struct fail *why);
    void *context;
    struct store_batch *next; /* the store's */
};

/* Queues the batch; never blocks for the disk. Batches commit in the order of submission. Errors in
 * done: those of the conditions (why->where = the id), ERR_FULL, ERR_IO. */
void store_submit(struct store *store, struct store_batch *batch);

/* Submits and waits. */
MUST_CHECK err_t store_commit(struct store *store, struct store_batch *batch, struct fail *why);

/* --- upkeep
 * --------------------------------------------------------------------------------------- */

/* Writes a whole, consistent copy to one new file while the store is in use. ERR_CONFLICT when FILE
 * exists. */
MUST_CHECK err_t store_backup(const char *dir, const char *file, struct fail *why);
/* Makes a new store in `dir` (must be empty or missing) from such a file, and verifies it. */
MUST_CHECK err_t store_restore(const char *file, const char *dir, struct fail *why);

struct store_verdict {
    uint64_t records, documents, files;
    uint64_t problems;
};
/* Walks the hash chain, replays the log, compares every document, file and projection with it. Each
 * problem goes to report(context, text). ERR_CORRUPT when there is one. Changes nothing. */
MUST_CHECK err_t store_verify(const char *dir, void (*report)(void *context, str text),
                              void *context, struct store_verdict *ret_verdict, struct fail *why);

#endif
