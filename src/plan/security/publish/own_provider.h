/* SPDX-License-Identifier: Apache-2.0 */
/* own_provider.h - who publishes, and what was published: a submodel (templates/csaf_provider.json)
 * that also keeps every file that is served below /.well-known/csaf, and what those files say.
 * Rules: CSAF 2.0, 7.1.7 to 7.1.17; RFC 8322 (ROLIE), 9116 (security.txt). */
#ifndef SCHALE_PLAN_SECURITY_OWN_PROVIDER_H
#define SCHALE_PLAN_SECURITY_OWN_PROVIDER_H

#include "plan/security/publish/form.h"

#define OWN_PROVIDER_ID "urn:schale:csaf-provider"
/* What stands before the path of a public file below /.well-known, in the submodel's files. */
#define OWN_PROVIDER_FILES "/aasx/files"
#define OWN_PROVIDER_WHITE "/csaf/white/"
/* The listing of a folder, among its files. */
#define OWN_PROVIDER_LISTING "listing.html"

enum { OWN_PROVIDER_DOCUMENTS_MAX = 2000 };

/* One published document as it is now. The paths are those in the submodel's files. */
struct own_provider_document {
    str advisory; /* id of the submodel it was made from */
    str tracking_id, title, summary;
    str initially_released, released;
    str file, sha256, sha512, signature, folder; /* folder: the listing of its year */
    struct form_list categories;                 /* of str: what ROLIE files it under */
};

struct own_provider {
    str name, namespace, category, contact_details, issuing_authority, public_url;
    str key;                      /* fingerprint */
    struct form_list former_keys; /* of str: what older documents are signed with */
    str updated;
    str metadata, index, changes, feed, service, category_file, folder, key_file;
    struct form_list documents; /* of struct own_provider_document, the latest release first */
};

extern const struct form own_provider_form;

/* The stored settings, texts in the arena; without any: category vendor and `public_url`.
 * *ret_there tells whether they are stored, at which revision. */
MUST_CHECK err_t own_provider_read(struct store *store, struct arena *arena, str public_url,
                                   struct own_provider *ret_provider, bool *ret_there,
                                   uint64_t *ret_revision, struct fail *why);
void own_provider_write_record(const struct own_provider *provider, struct buf *out);

/* Adds what keeps it from publishing. `is_whole`: what is missing, too; else only what is wrong. */
void own_provider_check(const struct own_provider *provider, bool is_whole,
                        struct findings *findings);

/* Sets the key; one that it replaces is a former one from then on. */
void own_provider_set_key(struct own_provider *provider, struct arena *arena, str fingerprint);

/* Puts a document into the list, in the place of the one of the same advisory, latest release
 * first. The list is made anew in the arena. */
void own_provider_put_document(struct own_provider *provider, struct arena *arena,
                               const struct own_provider_document *document);
/* The document of an advisory, or NULL. */
const struct own_provider_document *own_provider_document_of(const struct own_provider *provider,
                                                             str advisory);

/* A path below the folder of the files that everybody may read: "2026/ahr-2026-001.json". */
str own_provider_short_path(str path);

/* The address of a file by its path in the submodel's files. */
str own_provider_url(struct arena *arena, const struct own_provider *provider, str path);

/* Adds the object `publisher` of documents and metadata (CSAF 2.0, 3.2.1.8). */
void own_provider_write_publisher(const struct own_provider *provider, struct buf *out);

/* A file below /.well-known, made. */
struct own_provider_file {
    str path, content_type, bytes;
};

/* Sets the paths of the files that speak of all documents, and makes them: provider-metadata.json,
 * index.txt, changes.csv, feed, service, categories, listings of the folders, and the key.
 *   public_key  armored     now  of RFC 3339     ret_files  in the arena */
void own_provider_make_files(struct own_provider *provider, str public_key, str now,
                             struct arena *arena, struct own_provider_file **ret_files,
                             size_t *ret_count);

/* Adds the security.txt (RFC 9116), which is made when it is asked for: it has to name a day on
 * which it expires. */
void own_provider_write_security_txt(const struct own_provider *provider, struct arena *arena,
                                     int64_t now_ms, struct buf *out);

#endif
