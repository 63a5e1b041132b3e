/* SPDX-License-Identifier: Apache-2.0 */
/* cvss.h - CVSS 2.0, 3.0, 3.1 and 4.0: vectors, their metrics, the scores that follow from them.
 * Rules: FIRST, "CVSS v2 Complete Guide", "CVSS v3.0 Specification", "CVSS v3.1 Specification",
 * "CVSS v4.0 Specification". */
#ifndef SCHALE_PLAN_SECURITY_CVSS_H
#define SCHALE_PLAN_SECURITY_CVSS_H

#include "base/buf.h"

enum cvss_version { CVSS_2_0, CVSS_3_0, CVSS_3_1, CVSS_4_0 };

enum { CVSS_METRICS_MAX = 33, CVSS_VALUES_MAX = 6 };

/* One value of a metric: "N" in a vector, "NETWORK" in JSON. */
struct cvss_value {
    const char *code, *name;
};

/* One metric: "AV" in a vector, "attackVector" in JSON. */
struct cvss_metric {
    const char *code, *name;
    /* 4.0 calls the second "threat", and has a fourth that no score depends on. */
    enum { CVSS_BASE, CVSS_TEMPORAL, CVSS_ENVIRONMENTAL, CVSS_SUPPLEMENTAL } group;
    struct cvss_value values[CVSS_VALUES_MAX]; /* the first of an optional one is "not defined" */
};

/* The metrics of a version in the order of its vectors; ends with a zero row. */
const struct cvss_metric *cvss_metrics(enum cvss_version version);

/* A vector: for each metric which of its values; 0 for an optional one that is not there. */
struct cvss_vector {
    enum cvss_version version;
    uint8_t values[CVSS_METRICS_MAX];
};

/* Reads "CVSS:3.1/AV:N/…", or without that head a vector of 2.0. False when a base metric is
 * missing, a metric comes twice, or something is none of this version. */
bool cvss_read(str text, struct cvss_vector *ret_vector);

/* Adds the vector: base metrics, then the optional ones that are defined. */
void cvss_write(const struct cvss_vector *vector, struct buf *out);

/* The number of a metric of the vector's version by its code in vectors ("MAV"), or of one of its
 * values; CVSS_METRICS_MAX, CVSS_VALUES_MAX: there is none. */
size_t cvss_metric_find(enum cvss_version version, str code);
size_t cvss_value_find(const struct cvss_metric *metric, str code);

/* Scores in tenths: 98 is 9.8. Temporal and environmental ones equal the one before when nothing of
 * theirs is defined. Of 4.0: CVSS-B, CVSS-BT, CVSS-BTE. */
struct cvss_scores {
    int base, temporal, environmental;
};
struct cvss_scores cvss_scores(const struct cvss_vector *vector);

/* The word for a score in tenths, from 3.0 on: "NONE", "LOW", "MEDIUM", "HIGH", "CRITICAL". */
const char *cvss_severity(int score);

#endif
