/* SPDX-License-Identifier: Apache-2.0 */
/* csaf_cvss.c - one object of CVSS in an advisory: tests 6.1.8 (its schema), 6.1.9 (its scores)
 * and 6.1.10 (vector and properties agree). Rules: CSAF 2.0, 6.1.8 to 6.1.10; FIRST's JSON schemas
 * of CVSS 2.0, 3.0, 3.1. */
#include <math.h>
#include <stdlib.h>

#include "plan/security/csaf/csaf_check.h"
#include "plan/security/csaf/cvss.h"

struct object {
    struct csaf_check *check;
    uint32_t token;
    const struct csaf_place *place;
    struct cvss_vector vector;
};

static void broken(const struct object *object, const char *name, const char *why)
{
    csaf_report(object->check, CSAF_8, object->place, object->token, str_from(name), str_from(why));
}

static uint32_t member_of(const struct object *object, const char *name)
{
    return json_member(object->check->json, object->token, str_from(name));
}

/* In tenths; -1: not there; -2: told. */
static int score_of(const struct object *object, const char *name, bool required)
{
    const struct json *json = object->check->json;
    uint32_t token = member_of(object, name);
    if (!token) {
        if (required)
            broken(object, name, "this member is missing");
        return required ? -2 : -1;
    }
    str text = json_slice(json, token);
    double score = json_type(json, token) == JSON_NUMBER ? strtod(text.p, NULL) : -1;
    if (score >= 0 && score <= 10)
        return (int)lround(score * 10);
    broken(object, name, "a number from 0 to 10 is expected");
    return -2;
}

static str severity_of(const struct object *object, const char *name, bool required)
{
    static const char *const words[] = {"NONE", "LOW", "MEDIUM", "HIGH", "CRITICAL"};
    uint32_t token = member_of(object, name);
    str text = csaf_text(object->check, token);
    if (!token && !required)
        return (str){0};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_equal(text, str_from(words[i])))
            return text;
    broken(object, name,
           token ? "NONE, LOW, MEDIUM, HIGH or CRITICAL is expected" : "this member is missing");
    return (str){0};
}

/* --- 6.1.8 -------------------------------------------------------------------------------------
 */

static bool check_head(struct object *object, bool is_v3)
{
    static const char *const versions[] = {
        [CVSS_2_0] = "2.0", [CVSS_3_0] = "3.0", [CVSS_3_1] = "3.1", [CVSS_4_0] = "4.0"};
    str version = csaf_text(object->check, member_of(object, "version"));
    str text = csaf_text(object->check, member_of(object, "vectorString"));
    bool known = is_v3 ? str_equal(version, STR("3.0")) || str_equal(version, STR("3.1"))
                       : str_equal(version, STR("2.0"));
    if (!known)
        broken(object, "version", is_v3 ? "3.0 or 3.1 is expected" : "2.0 is expected");
    bool read = cvss_read(text, &object->vector);
    if (!read || (known && !str_equal(version, str_from(versions[object->vector.version])))) {
        broken(object, "vectorString", "this is no vector of the object's version");
        return false;
    }
    return known;
}

/* --- 6.1.10 ------------------------------------------------------------------------------------
 */

static bool is_value(const struct cvss_metric *metric, str name)
{
    for (size_t k = 0; k < CVSS_VALUES_MAX && metric->values[k].name; k++)
        if (str_equal(name, str_from(metric->values[k].name)))
            return true;
    return false;
}

static void check_metrics(const struct object *object)
{
    const struct cvss_metric *metrics = cvss_metrics(object->vector.version);
    for (size_t i = 0; metrics[i].code; i++) {
        uint32_t token = member_of(object, metrics[i].name);
        if (!token)
            continue;
        str name = csaf_text(object->check, token);
        str said = str_from(metrics[i].values[object->vector.values[i]].name);
        if (!is_value(&metrics[i], name))
            broken(object, metrics[i].name, "this is not one of the metric's values");
        else if (!str_equal(name, said))
            csaf_report(object->check, CSAF_10, object->place, token, str_from(metrics[i].name),
                        said);
    }
}

/* --- 6.1.9 -------------------------------------------------------------------------------------
 */

static void check_score(const struct object *object, const char *score_name,
                        const char *severity_name, bool required, int computed)
{
    bool is_v3 = object->vector.version != CVSS_2_0;
    int score = score_of(object, score_name, required);
    str severity = is_v3 ? severity_of(object, severity_name, required) : (str){0};
    str right = arena_printf(object->check->arena, "%d.%d", computed / 10, computed % 10);
    if (score >= 0 && score != computed)
        csaf_report(object->check, CSAF_9, object->place, object->token, str_from(score_name),
                    right);
    if (severity.n && score >= 0 && !str_equal(severity, str_from(cvss_severity(computed))))
        csaf_report(object->check, CSAF_9, object->place, object->token, str_from(severity_name),
                    str_from(cvss_severity(computed)));
}

void csaf_check_cvss(struct csaf_check *check, uint32_t token, bool is_v3,
                     const struct csaf_place *place)
{
    struct object object = {.check = check, .token = token, .place = place};
    if (json_type(check->json, token) != JSON_OBJECT) {
        broken(&object, "cvss", "an object is expected");
        return;
    }
    if (!check_head(&object, is_v3)) {
        score_of(&object, "baseScore", true);
        if (is_v3)
            severity_of(&object, "baseSeverity", true);
        return;
    }
    struct cvss_scores scores = cvss_scores(&object.vector);
    check_score(&object, "baseScore", "baseSeverity", true, scores.base);
    check_score(&object, "temporalScore", "temporalSeverity", false, scores.temporal);
    check_score(&object, "environmentalScore", "environmentalSeverity", false,
                scores.environmental);
    check_metrics(&object);
}
