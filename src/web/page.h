/* SPDX-License-Identifier: Apache-2.0 */
/* page.h - lists in pages: limit, cursor, and the envelope. Rule: IDTA-01002 3.1.2, "Pagination":
 * {"result":[…],"paging_metadata":{"cursor":…}}, the cursor only when more follows. What follows is
 * known when the items are written, so it stands behind them. */
#ifndef SCHALE_WEB_PAGE_H
#define SCHALE_WEB_PAGE_H

#include "web/answer.h"
#include "web/merge.h"

enum { PAGE_BYTES_MAX = 16 << 20 /* a page ends behind the document that passes this */ };

/* Reads limit and cursor of the query. A limit over STORE_PAGE_ROWS_MAX counts as that. */
MUST_CHECK err_t page_read_query(struct call *call);

/* The envelope around the value of "result"; next 0: this is the last page. */
void page_begin(struct buf *out);
void page_end(struct buf *out, uint64_t next);
/* With `inside`, the next page goes on in the document of number `next`, behind so many items. */
void page_end_inside(struct buf *out, uint64_t next, uint64_t inside);

/* Writes one document into a list; one that adds nothing is left out. NULL: as it is stored. */
typedef err_t page_item(struct call *call, const struct document *document, struct buf *out,
                        struct fail *why);

/* Finds a page of documents and answers it. `suffix` names the representation in the ETag. */
MUST_CHECK err_t page_answer(struct call *call, enum document_kind kind,
                             const struct store_filter *filters, size_t filter_count,
                             page_item *item, const char *suffix, struct fail *why);

/* What a cursor is: the number of the last document that was looked at, or its revision. */
enum page_order { PAGE_BY_NUMBER, PAGE_BY_REVISION };

/* Writes the page and answers it, or fails; gives back the page's documents. */
MUST_CHECK err_t page_send(struct call *call, struct store_page *page, enum page_order order,
                           page_item *item, const struct etag *etag, struct fail *why);

/* The same over several kinds in one order (merge.h). */
MUST_CHECK err_t page_merged_answer(struct call *call, const struct merge_kinds *kinds,
                                    const struct store_filter *filters, size_t filter_count,
                                    page_item *item, const char *suffix, struct fail *why);

/* Reads the filters that each list of submodels takes. */
struct filters;
MUST_CHECK err_t filters_add_submodels(struct filters *filters, struct call *call,
                                       struct fail *why);

/* Pages of shells and of submodels, with the filters that each list of them takes. */
MUST_CHECK err_t page_answer_shells(struct call *call, page_item *item, const char *suffix,
                                    struct fail *why);
MUST_CHECK err_t page_answer_submodels(struct call *call, page_item *item, const char *suffix,
                                       struct fail *why);

/* Answers a page of the items of an array in a document; takes the caller's count of it. The cursor
 * counts items. A writer that adds nothing leaves the item out; one that fails fails the request.
 */
typedef err_t page_array_item(struct call *call, str json, struct buf *out, struct fail *why);
struct page_array {
    const char *property;  /* without it the page is empty */
    page_array_item *item; /* NULL: as it stands */
    const char *brackets; /* of the result: "[]", or "{}" for items that are members of an object */
    const char *suffix;   /* of the ETag */
    bool from_others;     /* the items are made from other documents too: the ETag is the store's */
};
MUST_CHECK err_t page_array_answer(struct call *call, struct document *document,
                                   const struct page_array *array, struct fail *why);

/* A growing list of filters from query parameters. */
enum { FILTERS_MAX = 16 };
struct filters {
    struct store_filter items[FILTERS_MAX];
    size_t count;
};
MUST_CHECK err_t filters_add(struct filters *filters, enum projection projection, str value,
                             struct fail *why);
/* One SpecificAssetId or AssetLink; the name globalAssetId stands for the global asset id. */
MUST_CHECK err_t filters_add_asset_id(struct filters *filters, struct call *call, str name,
                                      str value, struct fail *why);
/* idShort as it stands. */
MUST_CHECK err_t filters_add_text(struct filters *filters, struct call *call, const char *name,
                                  enum projection projection, struct fail *why);
/* A Reference as base64url-encoded JSON: its last key's value counts. */
MUST_CHECK err_t filters_add_reference(struct filters *filters, struct call *call, const char *name,
                                       enum projection projection, struct fail *why);
/* assetIds in each of the three forms that the specification's texts show: the parameter repeated,
 * a list with commas, one JSON array. */
MUST_CHECK err_t filters_add_asset_ids(struct filters *filters, struct call *call,
                                       struct fail *why);

#endif
