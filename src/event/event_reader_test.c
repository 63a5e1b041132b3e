/* SPDX-License-Identifier: Apache-2.0 */
/* event_reader_test.c - the log read at once, in portions and from any record on gives the same
 * events. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "event/event_reader.h"
#include "store/scratch_store_test.h"

static uint64_t random_state = 4711;

static unsigned random_below(unsigned end)
{
    random_state = random_state * 6364136223846793005ull + 1442695040888963407ull;
    return (unsigned)(random_state >> 33) % end;
}

static void commit(struct store *store, struct store_change change)
{
    struct fail why = {0};
    change.kind = DOCUMENT_SUBMODEL;
    struct store_batch batch = {.changes = &change, .count = 1};
    (void)!store_commit(store, &batch, &why); /* a path that is not there is refused: no record */
}

static void change_something(struct store *store)
{
    static const char *const paths[] = {"A", "B", "C.D", "C", "L[0]", "L[1]"};
    char id[8], body[400];
    snprintf(id, sizeof id, "urn:%u", random_below(2));
    const char *path = paths[random_below(COUNT_OF(paths))];
    struct store_change change = {.id = str_from(id), .path = str_from(path)};
    unsigned value = random_below(3), what = random_below(20);
    if (what == 0) {
        snprintf(body, sizeof body,
                 "{\"modelType\":\"Submodel\",\"id\":\"%s\",\"submodelElements\":["
                 "{\"modelType\":\"Property\",\"idShort\":\"A\",\"value\":\"%u\"},"
                 "{\"modelType\":\"Property\",\"idShort\":\"B\",\"value\":\"%u\"},"
                 "{\"modelType\":\"SubmodelElementCollection\",\"idShort\":\"C\",\"value\":["
                 "{\"modelType\":\"Property\",\"idShort\":\"D\",\"value\":\"%u\"}]},"
                 "{\"modelType\":\"SubmodelElementList\",\"idShort\":\"L\",\"value\":["
                 "{\"modelType\":\"Property\",\"value\":\"%u\"}]}]}",
                 id, value, value, value, value);
        change.operation = STORE_PUT;
    } else if (what == 1) {
        snprintf(body, sizeof body, "{\"modelType\":\"Property\",\"value\":\"%u\"}", value);
        change.operation = STORE_ELEMENT_ADD;
        change.path = STR("L");
    } else if (what == 2) {
        snprintf(body, sizeof body,
                 "{\"modelType\":\"Property\",\"idShort\":\"%s\",\"value\":\"%u\"}",
                 random_below(2) ? "A" : "B", value);
        change.operation = STORE_ELEMENT_ADD;
        change.path = STR("");
    } else if (what == 3) {
        change.operation = random_below(4) ? STORE_ELEMENT_DELETE : STORE_DELETE;
        body[0] = '\0';
    } else if (strcmp(path, "C") == 0) {
        snprintf(body, sizeof body,
                 "{\"modelType\":\"SubmodelElementCollection\",\"idShort\":\"C\",\"value\":["
                 "{\"modelType\":\"Property\",\"idShort\":\"D\",\"value\":\"%u\"}]}",
                 value);
        change.operation = STORE_ELEMENT_PUT;
    } else {
        const char *name = strrchr(path, '.') ? strrchr(path, '.') + 1 : path;
        snprintf(body, sizeof body, "{\"modelType\":\"Property\"%s%s%s%s,\"value\":\"%u\"}",
                 path[0] == 'L' ? "" : ",\"idShort\":\"", path[0] == 'L' ? "" : name,
                 path[0] == 'L' ? "" : "\"", random_below(5) ? "" : ",\"category\":\"x\"", value);
        change.operation = STORE_ELEMENT_PUT;
    }
    change.body = str_from(body);
    commit(store, change);
}

struct all {
    struct event items[1000];
    size_t count;
    struct arena arena;
};

static void read_from(struct store *store, uint64_t after, bool forget, struct all *all)
{
    struct event_reader reader;
    struct event *events;
    struct fail why;
    size_t count;
    *all = (struct all){0};
    event_reader_init(&reader, store, STR("http://h"), after);
    while (reader.after < store_revision(store)) {
        uint64_t at = reader.after;
        assert_int_equal(event_reader_next(&reader, &all->arena, &events, &count, &why), ERR_OK);
        if (forget && reader.after > at + 1) {
            /* Only the first of what came: the next is asked for by a new reader. */
            count = count && events[0].seq == at + 1;
            event_reader_release(&reader);
            event_reader_init(&reader, store, STR("http://h"), at + 1);
        }
        for (size_t i = 0; i < count; i++)
            all->items[all->count++] = events[i];
    }
    event_reader_release(&reader);
}

static void events_follow_from_the_log_alone(void **state)
{
    (void)state;
    char dir[SCRATCH_DIR_BYTES];
    static struct all at_once, one_by_one;
    struct store *store = scratch_store_open(dir);
    for (int i = 0; i < 500; i++)
        change_something(store);
    assert_true(store_revision(store) > 200);
    read_from(store, 0, false, &at_once);
    read_from(store, 0, true, &one_by_one);
    unsigned types[EVENT_TYPE_COUNT] = {0};
    for (size_t i = 0; i < at_once.count && i < one_by_one.count; i++) {
        assert_int_equal(at_once.items[i].seq, one_by_one.items[i].seq);
        if (!str_equal(at_once.items[i].json, one_by_one.items[i].json))
            fail_msg("%.*s\n%.*s", STR_ARG(at_once.items[i].json),
                     STR_ARG(one_by_one.items[i].json));
        types[at_once.items[i].type]++;
    }
    assert_int_equal(at_once.count, one_by_one.count);
    assert_true(at_once.count < store_revision(store)); /* some changed nothing */
    for (int type = 0; type < EVENT_TYPE_COUNT; type++)
        assert_true(types[type] > 0);
    arena_release(&at_once.arena);
    arena_release(&one_by_one.arena);
    scratch_store_close(store, dir);
}

int event_reader_test(void);

int event_reader_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(events_follow_from_the_log_alone)};
    return cmocka_run_group_tests_name("event_reader", tests, NULL, NULL);
}
