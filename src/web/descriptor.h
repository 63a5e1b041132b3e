/* SPDX-License-Identifier: Apache-2.0 */
/* descriptor.h - descriptors of the shells and submodels stored here, made from the documents each
 * time they are read: nothing is registered, so nothing can be out of step. Rule: IDTA-01002 3.1.2,
 * AssetAdministrationShellDescriptor, SubmodelDescriptor, Endpoint. */
#ifndef SCHALE_WEB_DESCRIPTOR_H
#define SCHALE_WEB_DESCRIPTOR_H

#include "codec/json.h"
#include "web/call.h"

/* What the descriptor of one shell holds of its submodels; the list of the nested ones, in pages,
 * has all. Else one shell with many references to a large descriptor would take the server's
 * memory. */
enum {
    DESCRIBED_REFERENCES_MAX = 10000,
    DESCRIBED_BYTES_MAX = 16 << 20, /* it ends behind the one that passes this */
};

/* What descriptors are made with. */
struct describer {
    struct store *store;
    struct arena *arena; /* for texts on the way */
    str base;            /* "http://host:port/api/v3": what hrefs begin with */
};

/* With the URL that the client used, or the configured one (web_options.public_url). */
struct describer describer_of(struct call *call);

/* Add the descriptor of a stored shell, with those of its submodels (below); of a stored submodel.
 * ERR_CORRUPT: stored text cannot be read; errors of store_get. */
MUST_CHECK err_t describe_shell(const struct describer *by, const struct document *shell,
                                struct buf *out, struct fail *why);
MUST_CHECK err_t describe_submodel(const struct describer *by, const struct document *submodel,
                                   struct buf *out, struct fail *why);

/* Adds the descriptor of the submodel that a shell refers to by `id`: made from the submodel when
 * it is here, else the one that was written for it. ERR_NOT_FOUND: there is neither. */
MUST_CHECK err_t describe_referred(const struct describer *by, str id, struct buf *out,
                                   struct fail *why);

/* Adds the descriptor that a document stands for: made from a shell or submodel, else as it was
 * written. `describe_shown` adds nothing for a written one that is hidden because the shell or
 * submodel is stored here. For lists (page_item). */
MUST_CHECK err_t describe_document(struct call *call, const struct document *document,
                                   struct buf *out, struct fail *why);
MUST_CHECK err_t describe_shown(struct call *call, const struct document *document, struct buf *out,
                                struct fail *why);

/* Adds the asset links of a shell as a list of SpecificAssetIds, the global asset id by the name
 * globalAssetId; from a shell, a shell descriptor or asset links. ERR_CORRUPT. */
MUST_CHECK err_t describe_asset_links(const struct document *document, struct buf *out,
                                      struct fail *why);

#endif
