/* SPDX-License-Identifier: Apache-2.0 */
/* item_list.h - the items of a view: filtered, sorted, counted, and as JSON (docs/security-api.md).
 */
#ifndef SCHALE_PLAN_SECURITY_ITEM_LIST_H
#define SCHALE_PLAN_SECURITY_ITEM_LIST_H

#include "base/buf.h"
#include "plan/security/todo/watch.h"

enum item_sort { ITEMS_BY_RISK, ITEMS_BY_DUE, ITEMS_BY_CHANGE };

/* All must hold; zero: every item. */
struct item_filter {
    str asset, advisory, zone, owner; /* ids of shell, record, zone; the owner as written */
    str text;                         /* words, each the beginning of one */
    unsigned states, verdicts, tiers, reaches; /* bits 1 << enum; 0: whatever it is */
    bool exploited, overdue;
    enum item_sort sort;
    str today; /* "2026-11-26": for overdue */
};

/* The items that fit, in order, in the arena. By due date: those without one come last. */
const struct item **items_find(const struct watch_view *view, const struct item_filter *filter,
                               struct arena *arena, size_t *ret_count);

/* Adds one as an object without its closing brace, so that more may follow. */
void item_write(const struct watch_view *view, const struct item *item, enum language language,
                struct buf *out);

/* Adds ,"vulnerabilities":[…]: those that count for the item, as they are at its place. */
void item_write_vulnerabilities(const struct watch_view *view, const struct item *item,
                                struct buf *out);

/* Adds the summary as one object; today as in item_filter. */
void items_write_summary(const struct watch_view *view, str today, struct buf *out);

/* Adds ,"NAME":9.8 for 98; nothing for 0. */
void score_write_member(struct buf *out, const char *name, int tenths);

/* Adds what an item says of its advisory as an object without its closing brace. */
void advisory_write_head(const struct watched_advisory *watched, struct buf *out);

/* Adds a remedy as an object, with a comma before it unless its number is 0. */
void remedy_write(const struct advisory_remedy *remedy, size_t number, struct buf *out);

#endif
