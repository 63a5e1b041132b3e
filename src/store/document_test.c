/* SPDX-License-Identifier: Apache-2.0 */
/* document_test.c - values put over a document's text, against the text made anew by splicing; the
 * limit of changes on one body; elements as conditions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/document.h"
#include "store/follow.h"
#include "store/scratch_store_test.h"
#include "store/splice.h"

enum { LEAVES = 12, ROUNDS = 3000, KEPT = 7 };

static const char *const paths[LEAVES] = {"a",    "b",    "c.d",        "c.e", "c.f.g",      "l[0]",
                                          "l[1]", "l[2]", "m[0].inner", "h",   "m[1].inner", "z"};

#define LEAF(name, value)                                                                          \
    "{\"modelType\":\"Property\",\"idShort\":\"" name "\",\"valueType\":\"xs:string\",\"value\":"  \
    "\"" value "\"}"
#define ITEM(value)                                                                                \
    "{\"modelType\":\"Property\",\"valueType\":\"xs:string\",\"value\":\"" value "\"}"
#define COLLECTION(name, children)                                                                 \
    "{\"modelType\":\"SubmodelElementCollection\"," name "\"value\":[" children "]}"

static const char body[] =
    "{\"modelType\":\"Submodel\",\"id\":\"urn:s\",\"submodelElements\":[" LEAF("a", "1") "," LEAF(
        "b",
        "2") "," COLLECTION("\"idShort\":\"c\",",
                            LEAF("d", "3") "," LEAF("e", "4") "," COLLECTION(
                                "\"idShort\":\"f\",",
                                LEAF(
                                    "g",
                                    "5"))) ","
                                           "{\"modelType\":\"SubmodelElementList\",\"idShort\":"
                                           "\"l\",\"value\":"
                                           "[" ITEM("6") "," ITEM("7") "," ITEM(
                                               "8") "]},"
                                                    "{\"modelType\":\"SubmodelElementList\","
                                                    "\"idShort\":\"m\","
                                                    "\"value\":[" COLLECTION("", LEAF("inner", "9")) "," COLLECTION(
                                                        "",
                                                        LEAF(
                                                            "inner",
                                                            "10")) "]}," LEAF("h",
                                                                              "11") "," LEAF("z",
                                                                                             "12") "]}";

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

/* The element at a path with a value of another length. */
static str with_value(struct arena *arena, str old, uint32_t random)
{
    static const char digits[] = "0123456789012345678901234567890123456789";
    size_t at = str_find(old, STR("\"value\":\""));
    return arena_printf(arena, "%.*s\"value\":\"%.*s\"}", (int)at, old.p, (int)(random % 40),
                        digits);
}

static str splice_value(const char *text, str path, str element, struct arena *arena)
{
    struct slices *slices;
    struct buf out = {0};
    assert_int_equal(slices_new(str_from(text), &slices, NULL), ERR_OK);
    assert_int_equal(
        splice_apply(str_from(text), slices, STORE_ELEMENT_PUT, path, element, &out, NULL), ERR_OK);
    slices_free(slices);
    str next = arena_dup(arena, buf_str(&out));
    buf_release(&out);
    return next;
}

static void expect_text(str got, str wanted)
{
    assert_int_equal(got.n, wanted.n);
    assert_memory_equal(got.p, wanted.p, wanted.n);
}

static void expect_elements(struct document *document, const char *text)
{
    static const char *const more[] = {"c", "c.f", "l", "m", "m[1]"};
    struct slices *slices;
    struct slice slice;
    str got;
    assert_int_equal(slices_new(str_from(text), &slices, NULL), ERR_OK);
    for (size_t i = 0; i < LEAVES + COUNT_OF(more); i++) {
        str path = str_from(i < LEAVES ? paths[i] : more[i - LEAVES]);
        assert_int_equal(document_element(document, path, &got, NULL), ERR_OK);
        assert_int_equal(slices_find(slices, path, &slice, NULL), ERR_OK);
        expect_text(got, str_of(text + slice.at, slice.bytes));
    }
    slices_free(slices);
    assert_int_equal(document_element(document, STR("c.x"), &got, NULL), ERR_NOT_FOUND);
    assert_int_equal(document_element(document, STR("c..x"), &got, NULL), ERR_SYNTAX);
}

/* Versions are kept for a while and looked at later: none of them changes. */
static void test_values_over_text(void **state)
{
    (void)state;
    struct head head = {.kind = DOCUMENT_SUBMODEL, .number = 1, .last_seq = 1};
    struct stored *kept[KEPT] = {0}, *current = document_new(&head, STR("urn:s"), str_from(body));
    str texts[KEPT] = {{0}}, text = str_from(body);
    struct arena arena = {0};
    uint32_t random = 7;
    for (uint64_t round = 1; round <= ROUNDS; round++) {
        struct stored *next;
        str old, path = str_from(paths[next_random(&random) % LEAVES]);
        assert_int_equal(document_element(&current->document, path, &old, NULL), ERR_OK);
        str element = with_value(&arena, old, next_random(&random));
        assert_true(document_may_replace(old, element));
        text = splice_value(text.p, path, element, &arena);
        head.last_seq = round + 1;
        assert_int_equal(document_new_with(&head, current, path, element, &next, NULL), ERR_OK);
        document_unref(&current->document);
        current = next;
        assert_int_equal(current->document.text_bytes, text.n);
        assert_int_equal(current->document.revision, round + 1);
        if (next_random(&random) % 5 == 0)
            expect_text(document_body(&current->document), text);
        if (next_random(&random) % 5 == 0)
            expect_elements(&current->document, text.p);
        size_t slot = next_random(&random) % KEPT;
        if (kept[slot]) {
            expect_elements(&kept[slot]->document, texts[slot].p);
            expect_text(document_body(&kept[slot]->document), texts[slot]);
            document_unref(&kept[slot]->document);
        }
        document_ref(&current->document);
        kept[slot] = current;
        texts[slot] = text;
    }
    expect_text(document_body(&current->document), text);
    document_unref(&current->document);
    for (size_t i = 0; i < KEPT; i++)
        document_unref(kept[i] ? &kept[i]->document : NULL);
    arena_release(&arena);
}

static void test_may_replace(void **state)
{
    (void)state;
    assert_true(document_may_replace(STR(LEAF("a", "1")), STR(LEAF("a", "2"))));
    assert_true(document_may_replace(STR(ITEM("1")), STR(ITEM("2"))));
    assert_false(document_may_replace(STR(LEAF("a", "1")), STR(LEAF("b", "1"))));
    assert_false(document_may_replace(STR(LEAF("a", "1")), STR(ITEM("1"))));
    assert_false(document_may_replace(STR(LEAF("a", "1")),
                                      STR(COLLECTION("\"idShort\":\"a\",", LEAF("b", "1")))));
    assert_false(document_may_replace(STR(COLLECTION("\"idShort\":\"a\",", LEAF("b", "1"))),
                                      STR(LEAF("a", "1"))));
    assert_false(document_may_replace(STR(LEAF("a", "1")), STR("{")));
}

/* --- in a store --------------------------------------------------------------------------------
 */

static err_t change(struct store *store, enum store_operation operation, str path, str json,
                    str expected, struct fail *why)
{
    struct store_change change = {.operation = operation,
                                  .kind = DOCUMENT_SUBMODEL,
                                  .id = STR("urn:s"),
                                  .path = path,
                                  .body = json,
                                  .condition = expected.p ? STORE_IF_ELEMENT : STORE_ALWAYS,
                                  .expected = expected};
    struct store_batch batch = {.changes = &change, .count = 1, .actor = STR("tester")};
    return store_commit(store, &batch, why);
}

static void with_store(void (*test)(struct store *store, const char *dir))
{
    char dir[SCRATCH_DIR_BYTES];
    struct store *store = scratch_store_open(dir);
    test(store, dir);
    scratch_store_close(store, dir);
}

static void check_conditions(struct store *store, const char *dir)
{
    struct fail why;
    const str one = STR(LEAF("a", "1")), two = STR(LEAF("a", "2"));
    (void)dir;
    assert_int_equal(change(store, STORE_PUT, STR(""), str_from(body), (str){0}, &why), ERR_OK);
    assert_int_equal(change(store, STORE_ELEMENT_PUT, STR("a"), two, one, &why), ERR_OK);
    assert_int_equal(change(store, STORE_ELEMENT_PUT, STR("a"), one, one, &why), ERR_PRECONDITION);
    assert_int_equal(change(store, STORE_ELEMENT_PUT, STR("x"), one, one, &why), ERR_NOT_FOUND);
    /* Another element may have changed meanwhile. */
    assert_int_equal(
        change(store, STORE_ELEMENT_PUT, STR("b"), STR(LEAF("b", "7")), (str){0}, &why), ERR_OK);
    assert_int_equal(change(store, STORE_ELEMENT_DELETE, STR("a"), (str){0}, two, &why), ERR_OK);
    assert_int_equal(change(store, STORE_ELEMENT_PUT, STR("a"), one, two, &why), ERR_NOT_FOUND);
}

static void test_conditions(void **state)
{
    (void)state;
    with_store(check_conditions);
}

/* An element that takes another idShort is found by it. */
static void check_renamed(struct store *store, const char *dir)
{
    struct fail why;
    struct document *document;
    str json;
    (void)dir;
    assert_int_equal(change(store, STORE_PUT, STR(""), str_from(body), (str){0}, &why), ERR_OK);
    assert_int_equal(store_get(store, DOCUMENT_SUBMODEL, STR("urn:s"), &document, &why), ERR_OK);
    assert_int_equal(document_element(document, STR("a"), &json, &why), ERR_OK);
    document_unref(document);
    assert_int_equal(
        change(store, STORE_ELEMENT_PUT, STR("a"), STR(LEAF("new", "1")), (str){0}, &why), ERR_OK);
    assert_int_equal(store_get(store, DOCUMENT_SUBMODEL, STR("urn:s"), &document, &why), ERR_OK);
    assert_int_equal(document_element(document, STR("new"), &json, &why), ERR_OK);
    assert_int_equal(document_element(document, STR("a"), &json, &why), ERR_NOT_FOUND);
    document_unref(document);
}

static void test_renamed(void **state)
{
    (void)state;
    with_store(check_renamed);
}

enum { BATCH = 1024 };

static void put_many(struct store *store, size_t count)
{
    static struct store_change changes[BATCH];
    static char elements[BATCH][120];
    struct fail why;
    for (size_t done = 0; done < count; done += BATCH) {
        size_t size = count - done < BATCH ? count - done : BATCH;
        for (size_t i = 0; i < size; i++) {
            snprintf(elements[i], sizeof elements[i],
                     "{\"modelType\":\"Property\",\"idShort\":\"a\",\"valueType\":\"xs:string\","
                     "\"value\":\"%zu\"}",
                     done + i);
            changes[i] = (struct store_change){.operation = STORE_ELEMENT_PUT,
                                               .kind = DOCUMENT_SUBMODEL,
                                               .id = STR("urn:s"),
                                               .path = STR("a"),
                                               .body = str_from(elements[i])};
        }
        struct store_batch batch = {.changes = changes, .count = size, .actor = STR("tester")};
        assert_int_equal(store_commit(store, &batch, &why), ERR_OK);
    }
}

static bool has_body(struct store *store, uint64_t seq)
{
    struct arena arena = {0};
    struct record *records;
    struct fail why;
    size_t count;
    assert_int_equal(store_records(store, &arena, seq - 1, 1, 1, &records, &count, &why), ERR_OK);
    assert_int_equal(count, 1);
    bool has = records[0].body.p != NULL;
    arena_release(&arena);
    return has;
}

/* On a body that is longer than all changes together, at the limit and one past it. */
static void check_limit(struct store *store, const char *dir)
{
    static char large[2000000];
    struct fail why;
    struct document *document;
    str json;
    struct store *again;
    memset(large, 'x', sizeof large);
    int head = snprintf(large, sizeof large, "{\"modelType\":\"Submodel\",\"category\":\"");
    large[head] = 'x';
    snprintf(large + sizeof large - 200, 200, "\",\"submodelElements\":[%s]}", LEAF("a", "0"));
    assert_int_equal(change(store, STORE_PUT, STR(""), str_from(large), (str){0}, &why), ERR_OK);
    put_many(store, STORE_CHANGES_MAX);
    assert_true(has_body(store, 1));
    assert_false(has_body(store, 1 + STORE_CHANGES_MAX));
    /* It is made from all of them when nobody has it in memory. */
    struct store_options options = {.read_only = true};
    for (int tries = 0;; tries++) {
        assert_int_equal(store_open(dir, &options, &again, &why), ERR_OK);
        bool there = store_revision(again) == 1 + STORE_CHANGES_MAX;
        assert_true(tries < 1000); /* the index follows the log within a second */
        if (there)
            break;
        store_close(again);
    }
    assert_int_equal(store_get(again, DOCUMENT_SUBMODEL, STR("urn:s"), &document, &why), ERR_OK);
    assert_int_equal(document_element(document, STR("a"), &json, &why), ERR_OK);
    expect_text(json, STR(LEAF("a", "8191")));
    assert_true(str_ends_with(document_body(document), STR(LEAF("a", "8191") "]}")));
    document_unref(document);
    store_close(again);
    put_many(store, 1);
    assert_true(has_body(store, 2 + STORE_CHANGES_MAX));
}

static void test_limit(void **state)
{
    (void)state;
    with_store(check_limit);
}

int document_test(void);

int document_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_over_text),
        cmocka_unit_test(test_may_replace),
        cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_renamed),
        cmocka_unit_test(test_limit),
    };
    return cmocka_run_group_tests_name("document", tests, NULL, NULL);
}
