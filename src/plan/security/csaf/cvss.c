/* SPDX-License-Identifier: Apache-2.0 */
/* cvss.c - the metrics as tables, and the equations. Weights stand beside the tables in the same
 * order. */
#include "plan/security/csaf/cvss.h"

#include <math.h>

#include "plan/security/csaf/cvss4.h"

/* clang-format off */
#define NOT_DEFINED_2 {"ND", "NOT_DEFINED"}
#define NOT_DEFINED {"X", "NOT_DEFINED"}

/* The requirement and the modified metrics are environmental ones. */
static const struct cvss_metric metrics_2[] = {
    {"AV", "accessVector", CVSS_BASE, {{"L", "LOCAL"}, {"A", "ADJACENT_NETWORK"}, {"N", "NETWORK"}}},
    {"AC", "accessComplexity", CVSS_BASE, {{"H", "HIGH"}, {"M", "MEDIUM"}, {"L", "LOW"}}},
    {"Au", "authentication", CVSS_BASE, {{"M", "MULTIPLE"}, {"S", "SINGLE"}, {"N", "NONE"}}},
    {"C", "confidentialityImpact", CVSS_BASE, {{"N", "NONE"}, {"P", "PARTIAL"}, {"C", "COMPLETE"}}},
    {"I", "integrityImpact", CVSS_BASE, {{"N", "NONE"}, {"P", "PARTIAL"}, {"C", "COMPLETE"}}},
    {"A", "availabilityImpact", CVSS_BASE, {{"N", "NONE"}, {"P", "PARTIAL"}, {"C", "COMPLETE"}}},
    {"E", "exploitability", CVSS_TEMPORAL, {NOT_DEFINED_2, {"U", "UNPROVEN"}, {"POC", "PROOF_OF_CONCEPT"}, {"F", "FUNCTIONAL"},
    {"H", "HIGH"}}},
    {"RL", "remediationLevel", CVSS_TEMPORAL, {NOT_DEFINED_2, {"OF", "OFFICIAL_FIX"}, {"TF", "TEMPORARY_FIX"}, {"W",
    "WORKAROUND"}, {"U", "UNAVAILABLE"}}},
    {"RC", "reportConfidence", CVSS_TEMPORAL, {NOT_DEFINED_2, {"UC", "UNCONFIRMED"}, {"UR", "UNCORROBORATED"}, {"C", "CONFIRMED"}}},
    {"CDP", "collateralDamagePotential", CVSS_ENVIRONMENTAL, {NOT_DEFINED_2, {"N", "NONE"}, {"L", "LOW"}, {"LM", "LOW_MEDIUM"},
    {"MH", "MEDIUM_HIGH"}, {"H", "HIGH"}}},
    {"TD", "targetDistribution", CVSS_ENVIRONMENTAL, {NOT_DEFINED_2, {"N", "NONE"}, {"L", "LOW"}, {"M", "MEDIUM"}, {"H", "HIGH"}}},
    {"CR", "confidentialityRequirement", CVSS_ENVIRONMENTAL, {NOT_DEFINED_2, {"L", "LOW"}, {"M", "MEDIUM"}, {"H", "HIGH"}}},
    {"IR", "integrityRequirement", CVSS_ENVIRONMENTAL, {NOT_DEFINED_2, {"L", "LOW"}, {"M", "MEDIUM"}, {"H", "HIGH"}}},
    {"AR", "availabilityRequirement", CVSS_ENVIRONMENTAL, {NOT_DEFINED_2, {"L", "LOW"}, {"M", "MEDIUM"}, {"H", "HIGH"}}},
    {0},
};
enum { V2_AV, V2_AC, V2_AU, V2_C, V2_I, V2_A, V2_E, V2_RL, V2_RC, V2_CDP, V2_TD, V2_CR, V2_IR, V2_AR };
static const double v2_av[] = {0.395, 0.646, 1}, v2_ac[] = {0.35, 0.61, 0.71}, v2_au[] = {0.45, 0.56, 0.704},
    v2_impact[] = {0, 0.275, 0.66}, v2_e[] = {1, 0.85, 0.9, 0.95, 1}, v2_rl[] = {1, 0.87, 0.9, 0.95, 1}, v2_rc[] = {1, 0.9, 0.95, 1},
    v2_cdp[] = {0, 0, 0.1, 0.3, 0.4, 0.5}, v2_td[] = {1, 0, 0.25, 0.75, 1}, v2_requirement[] = {1, 0.5, 1, 1.51};

#define AV_VALUES {"N", "NETWORK"}, {"A", "ADJACENT_NETWORK"}, {"L", "LOCAL"}, {"P", "PHYSICAL"}
#define AC_VALUES {"L", "LOW"}, {"H", "HIGH"}
#define PR_VALUES {"N", "NONE"}, {"L", "LOW"}, {"H", "HIGH"}
#define UI_VALUES {"N", "NONE"}, {"R", "REQUIRED"}
#define S_VALUES {"U", "UNCHANGED"}, {"C", "CHANGED"}
#define IMPACT_VALUES {"N", "NONE"}, {"L", "LOW"}, {"H", "HIGH"}
#define REQUIREMENT_VALUES NOT_DEFINED, {"L", "LOW"}, {"M", "MEDIUM"}, {"H", "HIGH"}

static const struct cvss_metric metrics_3[] = {
    {"AV", "attackVector", CVSS_BASE, {AV_VALUES}},
    {"AC", "attackComplexity", CVSS_BASE, {AC_VALUES}},
    {"PR", "privilegesRequired", CVSS_BASE, {PR_VALUES}},
    {"UI", "userInteraction", CVSS_BASE, {UI_VALUES}},
    {"S", "scope", CVSS_BASE, {S_VALUES}},
    {"C", "confidentialityImpact", CVSS_BASE, {IMPACT_VALUES}},
    {"I", "integrityImpact", CVSS_BASE, {IMPACT_VALUES}},
    {"A", "availabilityImpact", CVSS_BASE, {IMPACT_VALUES}},
    {"E", "exploitCodeMaturity", CVSS_TEMPORAL, {NOT_DEFINED, {"U", "UNPROVEN"}, {"P", "PROOF_OF_CONCEPT"}, {"F", "FUNCTIONAL"},
    {"H", "HIGH"}}},
    {"RL", "remediationLevel", CVSS_TEMPORAL, {NOT_DEFINED, {"O", "OFFICIAL_FIX"}, {"T", "TEMPORARY_FIX"}, {"W", "WORKAROUND"},
    {"U", "UNAVAILABLE"}}},
    {"RC", "reportConfidence", CVSS_TEMPORAL, {NOT_DEFINED, {"U", "UNKNOWN"}, {"R", "REASONABLE"}, {"C", "CONFIRMED"}}},
    {"CR", "confidentialityRequirement", CVSS_ENVIRONMENTAL, {REQUIREMENT_VALUES}},
    {"IR", "integrityRequirement", CVSS_ENVIRONMENTAL, {REQUIREMENT_VALUES}},
    {"AR", "availabilityRequirement", CVSS_ENVIRONMENTAL, {REQUIREMENT_VALUES}},
    {"MAV", "modifiedAttackVector", CVSS_ENVIRONMENTAL, {NOT_DEFINED, AV_VALUES}},
    {"MAC", "modifiedAttackComplexity", CVSS_ENVIRONMENTAL, {NOT_DEFINED, AC_VALUES}},
    {"MPR", "modifiedPrivilegesRequired", CVSS_ENVIRONMENTAL, {NOT_DEFINED, PR_VALUES}},
    {"MUI", "modifiedUserInteraction", CVSS_ENVIRONMENTAL, {NOT_DEFINED, UI_VALUES}},
    {"MS", "modifiedScope", CVSS_ENVIRONMENTAL, {NOT_DEFINED, S_VALUES}},
    {"MC", "modifiedConfidentialityImpact", CVSS_ENVIRONMENTAL, {NOT_DEFINED, IMPACT_VALUES}},
    {"MI", "modifiedIntegrityImpact", CVSS_ENVIRONMENTAL, {NOT_DEFINED, IMPACT_VALUES}},
    {"MA", "modifiedAvailabilityImpact", CVSS_ENVIRONMENTAL, {NOT_DEFINED, IMPACT_VALUES}},
    {0},
};
enum { V3_AV, V3_AC, V3_PR, V3_UI, V3_S, V3_C, V3_I, V3_A, V3_E, V3_RL, V3_RC, V3_CR, V3_IR, V3_AR, V3_MODIFIED };
static const double v3_av[] = {0.85, 0.62, 0.55, 0.2}, v3_ac[] = {0.77, 0.44}, v3_ui[] = {0.85, 0.62},
    v3_pr[2][3] = {{0.85, 0.62, 0.27}, {0.85, 0.68, 0.5}}, v3_impact[] = {0, 0.22, 0.56},
    v3_e[] = {1, 0.91, 0.94, 0.97, 1}, v3_rl[] = {1, 0.95, 0.96, 0.97, 1}, v3_rc[] = {1, 0.92, 0.96, 1},
    v3_requirement[] = {1, 0.5, 1, 1.5};
/* clang-format on */

const struct cvss_metric *cvss_metrics(enum cvss_version version)
{
    return version == CVSS_2_0 ? metrics_2 : version == CVSS_4_0 ? cvss4_metrics : metrics_3;
}

/* --- vectors -----------------------------------------------------------------------------------
 */

static const char *const heads[] = {
    [CVSS_2_0] = "", [CVSS_3_0] = "CVSS:3.0/", [CVSS_3_1] = "CVSS:3.1/", [CVSS_4_0] = "CVSS:4.0/"};

size_t cvss_metric_find(enum cvss_version version, str code)
{
    const struct cvss_metric *metrics = cvss_metrics(version);
    for (size_t i = 0; metrics[i].code; i++)
        if (str_equal(code, str_from(metrics[i].code)))
            return i;
    return CVSS_METRICS_MAX;
}

size_t cvss_value_find(const struct cvss_metric *metric, str code)
{
    for (size_t k = 0; k < CVSS_VALUES_MAX && metric->values[k].code; k++)
        if (str_equal(code, str_from(metric->values[k].code)))
            return k;
    return CVSS_VALUES_MAX;
}

static bool read_metric(str text, struct cvss_vector *vector, bool seen[static CVSS_METRICS_MAX])
{
    size_t colon = str_find_char(text, ':');
    if (colon == text.n)
        return false;
    size_t metric = cvss_metric_find(vector->version, str_of(text.p, colon));
    if (metric == CVSS_METRICS_MAX || seen[metric])
        return false;
    seen[metric] = true;
    size_t value = cvss_value_find(&cvss_metrics(vector->version)[metric],
                                   str_of(text.p + colon + 1, text.n - colon - 1));
    vector->values[metric] = (uint8_t)value;
    return value < CVSS_VALUES_MAX;
}

bool cvss_read(str text, struct cvss_vector *ret_vector)
{
    *ret_vector = (struct cvss_vector){.version = CVSS_2_0};
    bool seen[CVSS_METRICS_MAX] = {0};
    for (unsigned i = CVSS_3_0; i < COUNT_OF(heads); i++)
        if (str_starts_with(text, str_from(heads[i]))) {
            ret_vector->version = (enum cvss_version)i;
            text = str_of(text.p + strlen(heads[i]), text.n - strlen(heads[i]));
        }
    for (;;) {
        size_t n = str_find_char(text, '/');
        if (!read_metric(str_of(text.p, n), ret_vector, seen))
            return false;
        if (n == text.n)
            break;
        text = str_of(text.p + n + 1, text.n - n - 1);
    }
    const struct cvss_metric *metrics = cvss_metrics(ret_vector->version);
    for (size_t i = 0; metrics[i].code; i++)
        if (metrics[i].group == CVSS_BASE && !seen[i])
            return false;
    return true;
}

void cvss_write(const struct cvss_vector *vector, struct buf *out)
{
    const struct cvss_metric *metrics = cvss_metrics(vector->version);
    buf_add(out, str_from(heads[vector->version]));
    for (size_t i = 0; metrics[i].code; i++)
        if (metrics[i].group == CVSS_BASE || vector->values[i])
            buf_printf(out, "%s%s:%s", i ? "/" : "", metrics[i].code,
                       metrics[i].values[vector->values[i]].code);
}

/* --- scores ------------------------------------------------------------------------------------
 */

static int tenths(double score)
{
    return (int)lround(score * 10);
}

/* 2.0, section 3.2. A score rounded to tenths goes into the next equation. */
static double v2_base(const uint8_t *v, double impact)
{
    double exploitability = 20 * v2_av[v[V2_AV]] * v2_ac[v[V2_AC]] * v2_au[v[V2_AU]];
    double base = (0.6 * impact + 0.4 * exploitability - 1.5) * (impact > 0 ? 1.176 : 0);
    return tenths(base) / 10.0;
}

static struct cvss_scores scores_2(const uint8_t *v)
{
    double c = v2_impact[v[V2_C]], i = v2_impact[v[V2_I]], a = v2_impact[v[V2_A]];
    double time = v2_e[v[V2_E]] * v2_rl[v[V2_RL]] * v2_rc[v[V2_RC]];
    double base = v2_base(v, 10.41 * (1 - (1 - c) * (1 - i) * (1 - a)));
    double adjusted =
        10.41 * (1 - (1 - c * v2_requirement[v[V2_CR]]) * (1 - i * v2_requirement[v[V2_IR]]) *
                         (1 - a * v2_requirement[v[V2_AR]]));
    double adjusted_base = v2_base(v, adjusted > 10 ? 10 : adjusted);
    double adjusted_time = tenths(adjusted_base * time) / 10.0;
    double environmental =
        (adjusted_time + (10 - adjusted_time) * v2_cdp[v[V2_CDP]]) * v2_td[v[V2_TD]];
    int temporal = tenths(base * time);
    return (struct cvss_scores){tenths(base), temporal, tenths(environmental)};
}

/* 3.1, appendix A: the smallest number with one decimal that is not below; on whole numbers, since
 * 0.1 is none of a processor's numbers. 3.0 says only "round up". */
static double round_up(double score)
{
    long whole = lround(score * 100000);
    return whole % 10000 == 0 ? (double)whole / 100000 : (double)(whole / 10000 + 1) / 10;
}

struct v3_equation {
    double impact, exploitability;
    bool changed;
};

static double v3_combined(const struct v3_equation *of)
{
    if (of->impact <= 0)
        return 0;
    double sum = of->impact + of->exploitability;
    sum = of->changed ? 1.08 * sum : sum;
    return round_up(sum > 10 ? 10 : sum);
}

static double v3_exploitability(const uint8_t *v, bool changed)
{
    return 8.22 * v3_av[v[V3_AV]] * v3_ac[v[V3_AC]] * v3_pr[changed][v[V3_PR]] * v3_ui[v[V3_UI]];
}

static struct cvss_scores scores_3(enum cvss_version version, const uint8_t *v)
{
    bool changed = v[V3_S] == 1;
    double c = v3_impact[v[V3_C]], i = v3_impact[v[V3_I]], a = v3_impact[v[V3_A]];
    double iss = 1 - (1 - c) * (1 - i) * (1 - a);
    double impact = changed ? 7.52 * (iss - 0.029) - 3.25 * pow(iss - 0.02, 15) : 6.42 * iss;
    double base =
        v3_combined(&(struct v3_equation){impact, v3_exploitability(v, changed), changed});
    double time = v3_e[v[V3_E]] * v3_rl[v[V3_RL]] * v3_rc[v[V3_RC]];

    uint8_t m[8]; /* the modified metrics, or the base ones in their place */
    for (size_t k = 0; k < COUNT_OF(m); k++)
        m[k] = v[V3_MODIFIED + k] ? (uint8_t)(v[V3_MODIFIED + k] - 1) : v[k];
    changed = m[V3_S] == 1;
    double loss = 1 - (1 - v3_impact[m[V3_C]] * v3_requirement[v[V3_CR]]) *
                          (1 - v3_impact[m[V3_I]] * v3_requirement[v[V3_IR]]) *
                          (1 - v3_impact[m[V3_A]] * v3_requirement[v[V3_AR]]);
    loss = loss > 0.915 ? 0.915 : loss;
    /* The only equation that 3.1 changed. */
    double bent =
        version == CVSS_3_1 ? 3.25 * pow(loss * 0.9731 - 0.02, 13) : 3.25 * pow(loss - 0.02, 15);
    impact = changed ? 7.52 * (loss - 0.029) - bent : 6.42 * loss;
    double modified =
        v3_combined(&(struct v3_equation){impact, v3_exploitability(m, changed), changed});
    return (struct cvss_scores){tenths(base), tenths(round_up(base * time)),
                                tenths(round_up(modified * time))};
}

struct cvss_scores cvss_scores(const struct cvss_vector *vector)
{
    const struct cvss_metric *metrics = cvss_metrics(vector->version);
    if (vector->version == CVSS_4_0)
        return cvss4_scores(vector->values);
    struct cvss_scores scores = vector->version == CVSS_2_0
                                    ? scores_2(vector->values)
                                    : scores_3(vector->version, vector->values);
    bool defined = false;
    for (size_t i = 0; metrics[i].code; i++)
        defined |= metrics[i].group == CVSS_ENVIRONMENTAL && vector->values[i];
    /* The equations of the environment round otherwise, also where it says nothing. */
    if (!defined)
        scores.environmental = scores.temporal;
    return scores;
}

const char *cvss_severity(int score)
{
    return score == 0   ? "NONE"
           : score < 40 ? "LOW"
           : score < 70 ? "MEDIUM"
           : score < 90 ? "HIGH"
                        : "CRITICAL";
}
