/* SPDX-License-Identifier: Apache-2.0 */
/* risk.c - weights as tables: how bad at this place, how likely, how sure. */
#include "plan/security/todo/risk.h"

/* Shares in percent; docs/security-zones.md says why. */
enum { SCORE_UNKNOWN = 70, CRITICALITY_UNKNOWN = 2, NOT_EXPLOITED = 75 };

static const int verdict_shares[] = {[VERDICT_AFFECTED] = 100,
                                     [VERDICT_UNKNOWN] = 60,
                                     [VERDICT_UNDER_INVESTIGATION] = 60,
                                     [VERDICT_FIXED] = 0,
                                     [VERDICT_NOT_AFFECTED] = 0};
static const int tier_shares[] = {[TIER_CERTAIN] = 100, [TIER_FAMILY] = 90, [TIER_POSSIBLE] = 50};
static const int reach_shares[] = {
    [REACH_REACHABLE] = 100, [REACH_UNKNOWN] = 85, [REACH_LOCAL] = 50, [REACH_NOT_REACHABLE] = 25};
static const int criticality_shares[] = {0, 80, 87, 94, 100};

int risk_of(const struct risk_facts *facts)
{
    int criticality = facts->criticality ? facts->criticality : CRITICALITY_UNKNOWN;
    int64_t risk = facts->place_score ? facts->place_score : SCORE_UNKNOWN; /* of 100 */
    assert(criticality >= 1 && criticality <= ZONE_CRITICALITY_MAX);
    const int shares[] = {verdict_shares[facts->verdict], tier_shares[facts->tier],
                          reach_shares[facts->reach], criticality_shares[criticality],
                          facts->exploited ? 100 : NOT_EXPLOITED};
    int64_t whole = 100;
    for (size_t i = 0; i < COUNT_OF(shares); i++) {
        risk *= shares[i];
        whole *= 100;
    }
    if (!risk)
        return 0;
    int rounded = (int)((risk * RISK_MAX + whole / 2) / whole);
    return rounded ? rounded : 1; /* what is affected is never nothing */
}

/* --- at a place --------------------------------------------------------------------------------
 */

/* Sets a metric by its codes; a version that has no such metric stays as it is. */
static void set_metric(struct cvss_vector *vector, const char *code, const char *value)
{
    size_t metric = cvss_metric_find(vector->version, str_from(code));
    if (metric == CVSS_METRICS_MAX)
        return;
    size_t which = cvss_value_find(&cvss_metrics(vector->version)[metric], str_from(value));
    assert(which < CVSS_VALUES_MAX);
    vector->values[metric] = (uint8_t)which;
}

static const char *metric_value(const struct cvss_vector *vector, const char *code)
{
    size_t metric = cvss_metric_find(vector->version, str_from(code));
    return metric == CVSS_METRICS_MAX
               ? ""
               : cvss_metrics(vector->version)[metric].values[vector->values[metric]].code;
}

enum attack_vector risk_attack_vector(const struct cvss_vector *vector)
{
    const char *value = metric_value(vector, "MAV");
    if (value[0] == '\0' || value[0] == 'X')
        value = metric_value(vector, "AV");
    return value[0] == 'N'   ? ATTACK_NETWORK
           : value[0] == 'A' ? ATTACK_ADJACENT
           : value[0] == 'L' ? ATTACK_LOCAL
                             : ATTACK_PHYSICAL;
}

int risk_place_score(struct cvss_vector *vector, enum reach_verdict reach, int criticality)
{
    /* Confidentiality, integrity, availability: in a plant the last two come first. */
    static const char *const requirements[][3] = {
        {0}, {"L", "L", "L"}, {"M", "M", "M"}, {"M", "H", "H"}, {"H", "H", "H"}};
    static const char *const codes[] = {"CR", "IR", "AR"};
    assert(criticality >= 0 && criticality <= ZONE_CRITICALITY_MAX);
    if (reach == REACH_NOT_REACHABLE && risk_attack_vector(vector) == ATTACK_NETWORK)
        set_metric(vector, vector->version == CVSS_2_0 ? "AV" : "MAV", "A");
    for (size_t i = 0; criticality && i < COUNT_OF(codes); i++)
        set_metric(vector, codes[i], requirements[criticality][i]);
    int score = cvss_scores(vector).environmental;
    return score > 0 ? score : 1; /* 2.0's equations go below 0 */
}
