/* SPDX-License-Identifier: Apache-2.0 */
/* cvss4.c - scoring by MacroVector: a vector lies below the highest ones of its MacroVector, and
 * the score falls on its way to the next lower MacroVectors. Rule: FIRST, "CVSS v4.0
 * Specification", section 8. Whole numbers throughout: halves round up and nothing else does. */
#include "plan/security/csaf/cvss4.h"

/* clang-format off */
#define X_VALUE {"X", "NOT_DEFINED"}
#define AV_VALUES {"N", "NETWORK"}, {"A", "ADJACENT"}, {"L", "LOCAL"}, {"P", "PHYSICAL"}
#define AC_VALUES {"L", "LOW"}, {"H", "HIGH"}
#define AT_VALUES {"N", "NONE"}, {"P", "PRESENT"}
#define PR_VALUES {"N", "NONE"}, {"L", "LOW"}, {"H", "HIGH"}
#define UI_VALUES {"N", "NONE"}, {"P", "PASSIVE"}, {"A", "ACTIVE"}
#define IMPACT_VALUES {"H", "HIGH"}, {"L", "LOW"}, {"N", "NONE"}
#define SAFETY_VALUES {"S", "SAFETY"}, IMPACT_VALUES
#define REQUIREMENT_VALUES X_VALUE, {"H", "HIGH"}, {"M", "MEDIUM"}, {"L", "LOW"}

/* Names are those of FIRST's JSON schema. The worst value of each comes first. */
const struct cvss_metric cvss4_metrics[] = {
    {"AV", "attackVector", CVSS_BASE, {AV_VALUES}},
    {"AC", "attackComplexity", CVSS_BASE, {AC_VALUES}},
    {"AT", "attackRequirements", CVSS_BASE, {AT_VALUES}},
    {"PR", "privilegesRequired", CVSS_BASE, {PR_VALUES}},
    {"UI", "userInteraction", CVSS_BASE, {UI_VALUES}},
    {"VC", "vulnConfidentialityImpact", CVSS_BASE, {IMPACT_VALUES}},
    {"VI", "vulnIntegrityImpact", CVSS_BASE, {IMPACT_VALUES}},
    {"VA", "vulnAvailabilityImpact", CVSS_BASE, {IMPACT_VALUES}},
    {"SC", "subConfidentialityImpact", CVSS_BASE, {IMPACT_VALUES}},
    {"SI", "subIntegrityImpact", CVSS_BASE, {IMPACT_VALUES}},
    {"SA", "subAvailabilityImpact", CVSS_BASE, {IMPACT_VALUES}},
    {"E", "exploitMaturity", CVSS_TEMPORAL, {X_VALUE, {"A", "ATTACKED"}, {"P", "PROOF_OF_CONCEPT"}, {"U", "UNREPORTED"}}},
    {"CR", "confidentialityRequirement", CVSS_ENVIRONMENTAL, {REQUIREMENT_VALUES}},
    {"IR", "integrityRequirement", CVSS_ENVIRONMENTAL, {REQUIREMENT_VALUES}},
    {"AR", "availabilityRequirement", CVSS_ENVIRONMENTAL, {REQUIREMENT_VALUES}},
    {"MAV", "modifiedAttackVector", CVSS_ENVIRONMENTAL, {X_VALUE, AV_VALUES}},
    {"MAC", "modifiedAttackComplexity", CVSS_ENVIRONMENTAL, {X_VALUE, AC_VALUES}},
    {"MAT", "modifiedAttackRequirements", CVSS_ENVIRONMENTAL, {X_VALUE, AT_VALUES}},
    {"MPR", "modifiedPrivilegesRequired", CVSS_ENVIRONMENTAL, {X_VALUE, PR_VALUES}},
    {"MUI", "modifiedUserInteraction", CVSS_ENVIRONMENTAL, {X_VALUE, UI_VALUES}},
    {"MVC", "modifiedVulnConfidentialityImpact", CVSS_ENVIRONMENTAL, {X_VALUE, IMPACT_VALUES}},
    {"MVI", "modifiedVulnIntegrityImpact", CVSS_ENVIRONMENTAL, {X_VALUE, IMPACT_VALUES}},
    {"MVA", "modifiedVulnAvailabilityImpact", CVSS_ENVIRONMENTAL, {X_VALUE, IMPACT_VALUES}},
    {"MSC", "modifiedSubConfidentialityImpact", CVSS_ENVIRONMENTAL, {X_VALUE, IMPACT_VALUES}},
    {"MSI", "modifiedSubIntegrityImpact", CVSS_ENVIRONMENTAL, {X_VALUE, SAFETY_VALUES}},
    {"MSA", "modifiedSubAvailabilityImpact", CVSS_ENVIRONMENTAL, {X_VALUE, SAFETY_VALUES}},
    {"S", "Safety", CVSS_SUPPLEMENTAL, {X_VALUE, {"N", "NEGLIGIBLE"}, {"P", "PRESENT"}}},
    {"AU", "Automatable", CVSS_SUPPLEMENTAL, {X_VALUE, {"N", "NO"}, {"Y", "YES"}}},
    {"R", "Recovery", CVSS_SUPPLEMENTAL, {X_VALUE, {"A", "AUTOMATIC"}, {"U", "USER"}, {"I", "IRRECOVERABLE"}}},
    {"V", "valueDensity", CVSS_SUPPLEMENTAL, {X_VALUE, {"D", "DIFFUSE"}, {"C", "CONCENTRATED"}}},
    {"RE", "vulnerabilityResponseEffort", CVSS_SUPPLEMENTAL, {X_VALUE, {"L", "LOW"}, {"M", "MODERATE"}, {"H", "HIGH"}}},
    {"U", "providerUrgency", CVSS_SUPPLEMENTAL, {X_VALUE, {"Clear", "CLEAR"}, {"Green", "GREEN"}, {"Amber", "AMBER"}, {"Red", "RED"}}},
    {0},
};
/* clang-format on */

/* What counts in the end, each as steps below its worst value; of SI and SA the worst is S. */
enum { AV, AC, AT, PR, UI, VC, VI, VA, SC, SI, SA, E, CR, IR, AR, COUNTED };
enum { METRIC_MODIFIED = AR + 1 }; /* in cvss4_metrics, in the order of the base metrics */

enum {
    WORST = 0,
    SAFETY = 0,
    HIGH = 0,
    HIGH_SUBSEQUENT = 1,
    NONE = 2,
    NONE_SUBSEQUENT = 3,
    PHYSICAL = 3
};

static void count_values(const uint8_t *values, bool with_threat, bool with_place,
                         int counted[static COUNTED])
{
    for (int i = AV; i <= SA; i++) {
        int modified = with_place ? values[METRIC_MODIFIED + i] : 0;
        bool has_safety = i == SI || i == SA;
        counted[i] = modified ? modified - 1 : values[i] + has_safety;
    }
    counted[SC]++; /* its steps are those of SI and SA, which it can not be as bad as */
    /* Not defined is the worst. */
    counted[E] = with_threat && values[E] ? values[E] - 1 : WORST;
    for (int i = CR; i <= AR; i++)
        counted[i] = with_place && values[i] ? values[i] - 1 : WORST;
}

/* --- MacroVectors (8.2) ------------------------------------------------------------------------
 */

struct macro {
    int eq[6];
};

static struct macro macro_of(const int m[static COUNTED])
{
    bool open[] = {m[AV] == WORST, m[PR] == WORST, m[UI] == WORST};
    int opens = open[0] + open[1] + open[2];
    bool safety = m[SI] == SAFETY || m[SA] == SAFETY;
    bool spreads = m[SC] == HIGH_SUBSEQUENT || m[SI] == HIGH_SUBSEQUENT || m[SA] == HIGH_SUBSEQUENT;
    bool needed = false;
    for (int i = 0; i < 3; i++)
        needed = needed || (m[CR + i] == HIGH && m[VC + i] == HIGH);
    return (struct macro){{opens == 3                       ? 0
                           : m[AV] != PHYSICAL && opens > 0 ? 1
                                                            : 2,
                           m[AC] == WORST && m[AT] == WORST ? 0 : 1,
                           m[VC] == HIGH && m[VI] == HIGH                    ? 0
                           : m[VC] == HIGH || m[VI] == HIGH || m[VA] == HIGH ? 1
                                                                             : 2,
                           safety    ? 0
                           : spreads ? 1
                                     : 2,
                           m[E], needed ? 0 : 1}};
}

static int macro_score(const int eq[static 6])
{
    static const int ends[] = {3, 2, 3, 3, 3, 2};
    for (int i = 0; i < 6; i++)
        if (eq[i] >= ends[i])
            return 0;
    return cvss4_macro_scores[eq[0]][eq[1]][eq[2]][eq[3]][eq[4]][eq[5]];
}

/* The score of the next lower MacroVector in one direction; 0: there is none. EQ3 and EQ6 go
 * together. */
static int lower_score(const struct macro *macro, int direction)
{
    struct macro next = *macro, other = *macro;
    if (direction != 2) {
        next.eq[direction]++;
        return macro_score(next.eq);
    }
    next.eq[2]++;
    other.eq[5]++;
    int by_impact = macro_score(next.eq), by_need = macro_score(other.eq);
    return macro->eq[5] == 1     ? by_impact
           : macro->eq[2] == 1   ? by_need
           : by_impact > by_need ? by_impact
                                 : by_need;
}

/* --- distances (8.4) ---------------------------------------------------------------------------
 */

/* The highest vectors of each value of an equation, in steps, and how deep it is. */
struct equation {
    int metrics[6];
    int metric_count;
    struct {
        int highest[5][6];
        int count, depth;
    } levels[5];
};

/* clang-format off */
static const struct equation equations[] = {
    {{AV, PR, UI}, 3, {{{{0, 0, 0}}, 1, 1},
                       {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, 3, 4},
                       {{{3, 0, 0}, {1, 1, 1}}, 2, 5}}},
    {{AC, AT}, 2, {{{{0, 0}}, 1, 1},
                   {{{1, 0}, {0, 1}}, 2, 2}}},
    /* EQ3 and EQ6: 00, 01, 10, 11, 21. */
    {{VC, VI, VA, CR, IR, AR}, 6, {{{{0, 0, 0, 0, 0, 0}}, 1, 7},
                                   {{{0, 0, 1, 1, 1, 0}, {0, 0, 0, 1, 1, 1}}, 2, 6},
                                   {{{1, 0, 0, 0, 0, 0}, {0, 1, 0, 0, 0, 0}}, 2, 8},
                                   {{{1, 0, 1, 0, 1, 0}, {1, 0, 0, 0, 1, 1}, {0, 1, 0, 1, 0, 1}, {0, 1, 1, 1, 0, 0},
                                     {1, 1, 0, 0, 0, 1}}, 5, 8},
                                   {{{1, 1, 1, 0, 0, 0}}, 1, 10}}},
    {{SC, SI, SA}, 3, {{{{1, 0, 0}}, 1, 6},
                       {{{1, 1, 1}}, 1, 5},
                       {{{2, 2, 2}}, 1, 4}}},
};
/* clang-format on */

/* Steps below the first of the highest vectors that is nowhere lower. */
static int distance(const struct equation *equation, int level, const int m[static COUNTED])
{
    for (int i = 0; i < equation->levels[level].count; i++) {
        int sum = 0;
        bool below = true;
        for (int k = 0; k < equation->metric_count; k++) {
            int steps = m[equation->metrics[k]] - equation->levels[level].highest[i][k];
            below = below && steps >= 0;
            sum += steps;
        }
        if (below)
            return sum;
    }
    return 0;
}

/* A common multiple of all depths. */
enum { PARTS = 840 };

static int score(const uint8_t *values, bool with_threat, bool with_place)
{
    int m[COUNTED], lower_count = 0, fall = 0;
    count_values(values, with_threat, with_place, m);
    if (m[VC] == NONE && m[VI] == NONE && m[VA] == NONE && m[SC] == NONE_SUBSEQUENT &&
        m[SI] == NONE_SUBSEQUENT && m[SA] == NONE_SUBSEQUENT)
        return 0;
    struct macro macro = macro_of(m);
    int top = macro_score(macro.eq);
    int levels[] = {macro.eq[0], macro.eq[1], macro.eq[2] == 2 ? 4 : 2 * macro.eq[2] + macro.eq[5],
                    macro.eq[3]};
    for (int i = 0; i < 5; i++) {
        int lower = lower_score(&macro, i);
        if (!lower)
            continue;
        lower_count++;
        if (i < 4) /* EQ5 has one vector on each level */
            fall += (top - lower) * distance(&equations[i], levels[i], m) * PARTS /
                    equations[i].levels[levels[i]].depth;
    }
    if (!lower_count)
        return top;
    int whole = PARTS * lower_count, left = top * whole - fall;
    return left <= 0 ? 0 : (2 * left + whole) / (2 * whole);
}

struct cvss_scores cvss4_scores(const uint8_t *values)
{
    return (struct cvss_scores){score(values, false, false), score(values, true, false),
                                score(values, true, true)};
}
