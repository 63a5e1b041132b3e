/* SPDX-License-Identifier: Apache-2.0 */
/* csaf_tracking.c - versions, revisions and languages of a document: tests 6.1.12, 6.1.14
 * to 6.1.22, 6.1.28, 6.1.30. */
#include <stdlib.h>

#include "base/clock.h"
#include "base/map.h"
#include "plan/security/csaf/csaf_check.h"
#include "plan/security/csaf/language.h"

/* A whole number, or a semantic version (semver.org 2.0). */
struct number {
    str text;
    bool is_semantic, is_read;
    uint64_t parts[3];
    str pre; /* behind '-', without what stands behind '+' */
};

struct revision {
    struct number number;
    int64_t when;
    uint32_t token, index;
};

static const struct csaf_place document_place = {.name = {"document", 8}};
static const struct csaf_place tracking_place = {.up = &document_place, .name = {"tracking", 8}};
static const struct csaf_place history_place = {.up = &tracking_place,
                                                .name = {"revision_history", 16}};

/* --- numbers -----------------------------------------------------------------------------------
 */

static struct number number_read(str text)
{
    struct number number = {.text = text};
    str rest = str_of(text.p, str_find_char(text, '+'));
    size_t dash = str_find_char(rest, '-');
    if (dash < rest.n)
        number.pre = str_of(rest.p + dash + 1, rest.n - dash - 1);
    rest.n = dash;
    size_t count = 0;
    while (count < 3) {
        size_t n = str_find_char(rest, '.');
        if (!str_to_u64(str_of(rest.p, n), UINT64_MAX, &number.parts[count]))
            return number;
        count++;
        if (n == rest.n)
            break;
        rest = str_of(rest.p + n + 1, rest.n - n - 1);
    }
    number.is_semantic = count == 3;
    number.is_read = count == 3 || count == 1;
    return number;
}

/* One identifier of a pre-release against another: numbers as numbers and before words. */
static int compare_identifiers(str a, str b)
{
    uint64_t x, y;
    bool a_is_number = str_to_u64(a, UINT64_MAX, &x), b_is_number = str_to_u64(b, UINT64_MAX, &y);
    if (a_is_number && b_is_number)
        return x < y ? -1 : x > y;
    return a_is_number != b_is_number ? (a_is_number ? -1 : 1) : str_compare(a, b);
}

static int compare_pre(str a, str b)
{
    if (!a.n || !b.n)
        return a.n ? -1 : b.n ? 1 : 0;
    while (a.n && b.n) {
        size_t n = str_find_char(a, '.'), m = str_find_char(b, '.');
        int order = compare_identifiers(str_of(a.p, n), str_of(b.p, m));
        if (order)
            return order;
        a = n < a.n ? str_of(a.p + n + 1, a.n - n - 1) : (str){0};
        b = m < b.n ? str_of(b.p + m + 1, b.n - m - 1) : (str){0};
    }
    return a.n ? 1 : b.n ? -1 : 0;
}

static int number_compare(const struct number *a, const struct number *b)
{
    for (size_t i = 0; i < COUNT_OF(a->parts); i++)
        if (a->parts[i] != b->parts[i])
            return a->parts[i] < b->parts[i] ? -1 : 1;
    return compare_pre(a->pre, b->pre);
}

static bool is_before_release(const struct number *number)
{
    return number->parts[0] == 0;
}

/* --- the history -------------------------------------------------------------------------------
 */

static int by_date(const void *one, const void *other)
{
    const struct revision *a = one, *b = other;
    if (a->when != b->when)
        return a->when < b->when ? -1 : 1;
    int order = number_compare(&a->number, &b->number);
    return order ? order : (a->index < b->index ? -1 : 1);
}

static struct revision *history_read(struct csaf_check *check, uint32_t history, size_t *ret_count)
{
    uint32_t room = history && json_type(check->json, history) == JSON_ARRAY
                        ? json_count(check->json, history)
                        : 0;
    struct revision *revisions = ARENA_ARRAY(check->arena, struct revision, room + 1);
    size_t count = 0;
    for (CSAF_EACH(check->json, history, item, index)) {
        struct revision revision = {.token = item, .index = index};
        str number = csaf_text(check, json_member(check->json, item, STR("number")));
        str date = csaf_text(check, json_member(check->json, item, STR("date")));
        revision.number = number_read(number);
        if (number.p && revision.number.is_read && date.p && clock_parse(date, &revision.when))
            revisions[count++] = revision;
    }
    qsort(revisions, count, sizeof(*revisions), by_date);
    *ret_count = count;
    return revisions;
}

static void report(struct csaf_check *check, enum csaf_rule rule, const struct revision *revision,
                   str argument0, str argument1)
{
    csaf_report(check, rule, &(struct csaf_place){.up = &history_place, .index = revision->index},
                revision->token, argument0, argument1);
}

static void check_order(struct csaf_check *check, const struct revision *revisions, size_t count)
{
    if (count && revisions[0].number.parts[0] > 1)
        report(check, CSAF_21, &revisions[0], STR("0"), revisions[0].number.text);
    for (size_t i = 1; i < count; i++) {
        const struct number *before = &revisions[i - 1].number, *number = &revisions[i].number;
        if (number_compare(before, number) > 0)
            report(check, CSAF_14, &revisions[i], before->text, number->text);
        if (number->parts[0] > before->parts[0] + 1)
            report(check, CSAF_21, &revisions[i], before->text, number->text);
    }
    struct map seen = {0};
    for (size_t i = 0; i < count; i++) {
        bool added;
        map_put(&seen, revisions[i].number.text, &added);
        if (!added)
            report(check, CSAF_22, &revisions[i], revisions[i].number.text, STR(""));
    }
    map_release(&seen);
}

static void check_numbers(struct csaf_check *check, const struct revision *revisions, size_t count,
                          bool is_draft)
{
    for (size_t i = 0; i < count; i++) {
        const struct number *number = &revisions[i].number;
        if (!is_draft && is_before_release(number))
            report(check, CSAF_18, &revisions[i], number->text, STR(""));
        if (number->pre.n)
            report(check, CSAF_19, &revisions[i], number->text, STR(""));
    }
}

/* --- the version -------------------------------------------------------------------------------
 */

static void check_version(struct csaf_check *check, uint32_t tracking,
                          const struct revision *revisions, size_t count, str status)
{
    uint32_t token = json_member(check->json, tracking, STR("version"));
    str text = csaf_text(check, token);
    struct number version = number_read(text);
    bool is_draft = str_equal(status, STR("draft"));
    if (!text.p || !version.is_read)
        return;
    if (!is_draft && (is_before_release(&version) || version.pre.n) && status.p)
        csaf_report(check, CSAF_17, &tracking_place, token, text, status);
    if (!is_draft && version.pre.n && status.p)
        csaf_report(check, CSAF_20, &tracking_place, token, status, text);
    if (count) {
        struct number last = revisions[count - 1].number, compared = version;
        if (is_draft) {
            compared.pre = (str){0};
            last.pre = (str){0};
        }
        if (number_compare(&compared, &last) != 0 || compared.is_semantic != last.is_semantic)
            csaf_report(check, CSAF_16, &tracking_place, token, text, last.text);
    }
    for (size_t i = 0; i < count; i++)
        if (revisions[i].number.is_semantic != version.is_semantic) {
            report(check, CSAF_30, &revisions[i], revisions[i].number.text, text);
            break;
        }
}

/* --- languages ---------------------------------------------------------------------------------
 */

static void check_languages(struct csaf_check *check, uint32_t document)
{
    static const char *const names[] = {"lang", "source_lang"};
    const struct json *json = check->json;
    str tags[2];
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        uint32_t token = json_member(json, document, str_from(names[i]));
        tags[i] = csaf_text(check, token);
        if (tags[i].p && !language_is_registered(tags[i]))
            csaf_report(check, CSAF_12,
                        &(struct csaf_place){.up = &document_place, .name = str_from(names[i])},
                        token, tags[i], STR(""));
    }
    if (tags[0].p && tags[1].p && str_equal_nocase(tags[0], tags[1]))
        csaf_report(check, CSAF_28, &document_place, document, tags[0], STR(""));
    str category = csaf_text(check, csaf_at(json, document, "publisher.category"));
    if (str_equal(category, STR("translator")) && !tags[1].p)
        csaf_report(check, CSAF_15, &document_place, document, STR(""), STR(""));
}

void csaf_check_tracking(struct csaf_check *check)
{
    uint32_t document = json_member(check->json, 0, STR("document"));
    uint32_t tracking = document ? json_member(check->json, document, STR("tracking")) : 0;
    if (document)
        check_languages(check, document);
    if (!tracking)
        return;
    size_t count;
    struct revision *revisions =
        history_read(check, json_member(check->json, tracking, STR("revision_history")), &count);
    str status = csaf_text(check, json_member(check->json, tracking, STR("status")));
    bool is_released = str_equal(status, STR("final")) || str_equal(status, STR("interim"));
    check_order(check, revisions, count);
    check_numbers(check, revisions, count, !is_released);
    check_version(check, tracking, revisions, count, status);
}
