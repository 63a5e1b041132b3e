/* SPDX-License-Identifier: Apache-2.0 */
/* search.h - finding assets: a file of its own beside the store, DIR/search.db, that follows the
 * log. It is derived: made anew when it is missing, of another version, or of another store; never
 * part of a backup. A thread of low priority brings it up to date after each commit, so answers may
 * be a moment behind the log and say how far. Docs: docs/search.md. */
#ifndef SCHALE_SEARCH_SEARCH_H
#define SCHALE_SEARCH_SEARCH_H

#include "store/store.h"

enum {
    SEARCH_LIMIT_MAX = 200, /* cards of one page */
    SEARCH_LIMIT_DEFAULT = 50,
    SEARCH_DEEP_MAX = 10000,      /* cards that pages of a text search reach */
    SEARCH_COUNTED_MAX = 100000,  /* hits that are counted; more: "at least" */
    SEARCH_FACET_VALUES_MAX = 50, /* values of one facet */
    SEARCH_VALUE_BYTES_MAX = 400, /* of a facet in a query */
    SEARCH_CHOSEN_MAX = 16,       /* values of one facet in a query */
};

struct search;

/* Opens or makes the file in folder `dir`, and starts following `store`. ERR_IO. */
MUST_CHECK err_t search_open(struct store *store, const char *dir, struct search **ret_search,
                             struct fail *why);
/* Stops following; before store_close. */
void search_close(struct search *search);

/* Up to which record of the log answers are. */
uint64_t search_seq(struct search *search);

/* The facets, in the order of answers. Their names are those of the query's parameters. */
#define SEARCH_FACETS(X)                                                                           \
    X(SEARCH_MAKER, "maker")                                                                       \
    X(SEARCH_ASSET_KIND, "asset_kind")                                                             \
    X(SEARCH_TEMPLATE, "template")                                                                 \
    X(SEARCH_LOCATION, "location")                                                                 \
    X(SEARCH_LAYER, "layer")                                                                       \
    X(SEARCH_LEVEL, "level")                                                                       \
    X(SEARCH_LIFE_CYCLE, "life_cycle")
#define SEARCH_FACET_ENUM(name, text) name,
enum search_facet { SEARCH_FACETS(SEARCH_FACET_ENUM) SEARCH_FACET_COUNT };
#undef SEARCH_FACET_ENUM
extern const char *const search_facet_names[SEARCH_FACET_COUNT];

enum search_sort { SEARCH_BY_RELEVANCE, SEARCH_BY_NAME, SEARCH_BY_CHANGE };

/* Values of one facet: any of them will do. One without text: none is given. */
struct search_choice {
    str values[SEARCH_CHOSEN_MAX];
    size_t count; /* 0: whatever it is */
};

struct search_query {
    str text;                /* words, each the beginning of one; empty: all */
    enum document_kind kind; /* shells, submodels that no shell refers to, concept descriptions */
    struct search_choice facets[SEARCH_FACET_COUNT];
    unsigned lacks;        /* enum card_lack: at least one of these is missing */
    enum search_sort sort; /* relevance without words: by name */
    size_t limit;          /* 1 to SEARCH_LIMIT_MAX */
    str cursor;            /* of the answer before; empty: from the start */
    bool with_facets;
};

/* Adds {"total":n,"at_least":bool,"seq":n,"result":[card…],"facets":{…},"paging_metadata":{…}}.
 * ERR_SYNTAX: a cursor that is none. ERR_IO. From any thread. */
MUST_CHECK err_t search_find(struct search *search, struct arena *arena,
                             const struct search_query *query, struct buf *out, struct fail *why);

/* Adds the counts and what needs attention: the members of the overview, without braces. ERR_IO.
 * From any thread. */
MUST_CHECK err_t search_overview(struct search *search, struct buf *out, struct fail *why);

/* The cards of shells with this globalAssetId, else with this id: adds the first one as JSON, or
 * null. From any thread. */
MUST_CHECK err_t search_card_of_asset(struct search *search, str global_asset_id, struct buf *out,
                                      struct fail *why);
MUST_CHECK err_t search_card_of_id(struct search *search, str id, struct buf *out,
                                   struct fail *why);
/* The card of the first shell that refers to a submodel, or null. From any thread. */
MUST_CHECK err_t search_card_of_submodel(struct search *search, str submodel, struct buf *out,
                                         struct fail *why);

#endif
