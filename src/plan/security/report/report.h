/* SPDX-License-Identifier: Apache-2.0 */
/* report.h - what was known at a record of the log and what was done by then, of the plant or one
 * zone: collected once, written as HTML, CSV or JSON. The same record, zone and language give the
 * same bytes for ever: nothing of the time of making is in it. docs/security-report.md. */
#ifndef SCHALE_PLAN_SECURITY_REPORT_H
#define SCHALE_PLAN_SECURITY_REPORT_H

#include "base/clock.h"
#include "plan/security/report/past.h"
#include "plan/security/todo/exploited.h"
#include "plan/security/todo/watch.h"

/* More are counted and named as not listed. */
enum {
    REPORT_ITEMS_MAX = 5000,     /* the heaviest */
    REPORT_DECISIONS_MAX = 5000, /* the latest */
    REPORT_ASSETS_MAX = 5000,    /* with something missing, by name */
};

struct report_item {
    const struct item *item;
    int64_t known_ms, version_ms; /* when the advisory was stored first, and in this version */
};

/* One record of a decision's submodel. */
struct report_decision {
    uint64_t seq;
    int64_t time_ms;
    str actor;
    bool is_deletion; /* of the decision; the rest is what it said before */
    struct decision decision;
    str asset_name; /* empty: the asset was not there any more */
};

struct report_counts {
    size_t assets, matched, lacking, unzoned, exploited, reachable;
    size_t states[DECISION_STATE_COUNT], verdicts[VERDICT_NOT_AFFECTED + 1];
    int64_t risk, risk_open;
};

struct report {
    struct arena arena;
    enum language language;
    uint64_t seq;
    char time[CLOCK_TEXT_BYTES];     /* of the record */
    char hash[SHA256_HEX_BYTES + 1]; /* of the record's line: `before` of the next one */
    struct past past;
    struct watch_once *once;
    const struct watch_view *view;
    size_t zone; /* in view->zones, or zone_count: the plant */
    struct report_counts counts;
    const struct report_counts *zones; /* of each zone of the plant; of one zone its own alone */
    const struct report_item *items;   /* the heaviest first */
    size_t item_count, items_left;
    const struct report_decision *decisions; /* in order of time */
    size_t decision_count, decisions_left;
    const size_t *lacking; /* in view->assets: those that lack something or have no zone */
    size_t lacking_count, lacking_left;
    struct exploited exploited;
};

/* `zone`: its id, or empty for the plant. ERR_NOT_FOUND: there was no such zone then. Errors of
 * past_open. report_close in any case. */
MUST_CHECK err_t report_open(struct store *store, uint64_t seq, str zone, enum language language,
                             struct report *report, struct fail *why);
void report_close(struct report *report);

/* Whether the asset of that number is in the report's zone. */
bool report_has_asset(const struct report *report, size_t number);

enum report_format { REPORT_HTML, REPORT_CSV, REPORT_JSON };
enum { REPORT_FORMAT_COUNT = 3 };
/* "html", "csv", "json" */
str report_format_name(enum report_format format);
bool report_format_find(str name, enum report_format *ret_format);
/* "text/html; charset=utf-8" … */
str report_media_type(enum report_format format);
/* "report-489-cell_1.html" */
str report_file_name(struct arena *arena, const struct report *report, enum report_format format);

void report_write(const struct report *report, enum report_format format, struct buf *out);

/* The record that a date stands for: "2026-11-26", the end of that day in UTC, or a date and time
 * of RFC 3339. REPORT_DATE_FUTURE: a day that has begun nowhere on Earth by `now_ms`, or a time
 * behind it. */
enum report_date { REPORT_DATE_FINE, REPORT_DATE_BAD, REPORT_DATE_FUTURE };
enum report_date report_date_read(str text, int64_t now_ms, int64_t *ret_time_ms);

/* --- between the files of the report ---------------------------------------------------------- */

void report_write_html(const struct report *report, struct buf *out);
extern const char report_style[]; /* of the HTML */
void report_write_csv(const struct report *report, struct buf *out);
void report_write_json(const struct report *report, struct buf *out);

#define REPORT_TEXT(id, english, german) id,
enum report_text {
#include "plan/security/report/report_text.def"
    REPORT_TEXT_COUNT
};
#undef REPORT_TEXT
str report_text(enum language language, enum report_text text);
/* What a state, verdict … is called. */
str report_state(enum language language, enum decision_state state);
str report_measure(enum language language, enum decision_measure measure);
str report_verdict(enum language language, enum match_verdict verdict);
str report_tier(enum language language, enum match_tier tier);
str report_reach(enum language language, enum reach_verdict verdict);
/* What bits of asset_lack are missing, with ", " between. */
void report_write_lacks(enum language language, unsigned lacks, struct buf *out);
/* The CVE ids of an item, with ", " between; only those that are exploited. */
void report_write_cves(const struct report *report, const struct item *item, bool only_exploited,
                       struct buf *out);

#endif
