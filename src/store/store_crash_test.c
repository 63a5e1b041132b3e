/* SPDX-License-Identifier: Apache-2.0 */
/* store_crash_test.c - a process that writes from several threads is killed at random moments.
 * Nothing it was told of may be lost, no batch may be there by half, and the store must verify.
 * CRASH_ROUNDS in the environment sets how often (default 6). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <signal.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/scratch_store_test.h"
#include "store/store.h"

enum { THREADS = 5, ROUNDS_DEFAULT = 6, SMALL_BATCH = 3, LARGE_BATCH = 300 };
enum { LARGE_BODY_BYTES = 300000, KILL_AFTER_MS = 250, KILL_AT_BIRTH_AFTER_MS = 12 };

/* What a thread was told: everything up to `count` is on disk. Written to a pipe in one piece. */
struct note {
    uint32_t thread;
    uint32_t count;
    uint64_t revision;
};

struct writer_thread {
    struct store *store;
    uint32_t thread;
    uint32_t count; /* of the last change that is in the store */
    int notes;
};

/* Thread 0 changes one element, 1 and 2 a few documents, 3 many, 4 one with a large body. */
static size_t documents_of(uint32_t thread)
{
    return thread == 3 ? LARGE_BATCH : thread == 1 || thread == 2 ? SMALL_BATCH : 1;
}

static void format_body(struct buf *body, uint32_t thread, uint32_t count)
{
    buf_reset(body);
    buf_add(body, STR("{\"modelType\":\"Submodel\""));
    if (thread == 4) {
        buf_add(body, STR(",\"category\":\""));
        memset(buf_reserve(body, LARGE_BODY_BYTES), 'x', LARGE_BODY_BYTES);
        body->n += LARGE_BODY_BYTES;
        buf_add_char(body, '"');
    }
    buf_printf(body,
               ",\"submodelElements\":[{\"modelType\":\"Property\",\"idShort\":\"n\",\"value\":"
               "\"%u\"}]}",
               count);
}

static err_t write_once(struct writer_thread *writer, uint32_t count, uint64_t *ret_revision)
{
    static char ids[THREADS][LARGE_BATCH][24];
    struct store_change changes[LARGE_BATCH];
    struct buf body = {0}, element = {0};
    size_t documents = documents_of(writer->thread);
    bool whole = writer->thread != 0 || count == 1;
    format_body(&body, writer->thread, count);
    buf_printf(&element, "{\"modelType\":\"Property\",\"idShort\":\"n\",\"value\":\"%u\"}", count);
    for (size_t i = 0; i < documents; i++) {
        char *id = ids[writer->thread][i];
        snprintf(id, sizeof ids[0][0], "urn:%u:%zu", writer->thread, i);
        changes[i] = (struct store_change){
            .operation = whole ? STORE_PUT : STORE_ELEMENT_PUT,
            .kind = DOCUMENT_SUBMODEL,
            .id = str_from(id),
            .path = STR("n"),
            .body = whole ? buf_str(&body) : buf_str(&element),
        };
    }
    struct store_batch batch = {.changes = changes, .count = documents, .actor = STR("crash")};
    err_t rc = store_commit(writer->store, &batch, NULL);
    *ret_revision = changes[0].ret_revision;
    buf_release(&body);
    buf_release(&element);
    return rc;
}

static void *write_on(void *context)
{
    struct writer_thread *writer = context;
    for (;;) {
        struct note note = {.thread = writer->thread, .count = ++writer->count};
        if (write_once(writer, note.count, &note.revision) != ERR_OK ||
            write(writer->notes, &note, sizeof note) != sizeof note)
            _exit(3);
    }
}

static void run_child(const char *dir, const uint32_t counts[THREADS], int notes)
{
    struct store *store;
    pthread_t threads[THREADS];
    struct writer_thread writers[THREADS];
    if (store_open(dir, NULL, &store, NULL) != ERR_OK)
        _exit(2);
    for (uint32_t i = 0; i < THREADS; i++) {
        writers[i] = (struct writer_thread){store, i, counts[i], notes};
        pthread_create(&threads[i], NULL, write_on, &writers[i]);
    }
    pthread_join(threads[0], NULL);
}

/* The count in a document; 0: there is none. */
static uint32_t count_in(struct store *store, uint32_t thread, size_t index, uint64_t *ret_revision)
{
    char id[24];
    struct document *document;
    str element;
    unsigned count = 0;
    snprintf(id, sizeof id, "urn:%u:%zu", thread, index);
    err_t rc = store_get(store, DOCUMENT_SUBMODEL, str_from(id), &document, NULL);
    assert_true(rc == ERR_OK || rc == ERR_NOT_FOUND);
    if (rc == ERR_NOT_FOUND)
        return 0;
    assert_int_equal(document_element(document, STR("n"), &element, NULL), ERR_OK);
    const char *value = memmem(element.p, element.n, "\"value\":\"", 9);
    assert_int_equal(sscanf(value, "\"value\":\"%u\"", &count), 1);
    *ret_revision = document->revision;
    document_unref(document);
    return count;
}

/* Compares the store with what the child was told; `counts` becomes what is in the store. */
static void check(const char *dir, const struct note told[THREADS], uint32_t counts[THREADS])
{
    struct store *store = scratch_store_reopen(dir);
    for (uint32_t thread = 0; thread < THREADS; thread++) {
        uint64_t revision = 0;
        uint32_t count = count_in(store, thread, 0, &revision);
        /* One more than told may be there: committed, and killed before it could tell. */
        assert_in_range(count, told[thread].count, told[thread].count + 1);
        if (count && count == told[thread].count && told[thread].revision)
            assert_int_equal(revision, told[thread].revision);
        for (size_t i = 1; i < documents_of(thread); i++)
            assert_int_equal(count_in(store, thread, i, &revision), count);
        counts[thread] = count;
    }
    store_close(store);
}

static void run_round(const char *dir, uint32_t counts[THREADS], uint32_t kill_after_ms)
{
    int pipe_ends[2], status;
    uint32_t random;
    struct note note, told[THREADS] = {{0}};
    assert_int_equal(pipe(pipe_ends), 0);
    assert_int_equal(getrandom(&random, sizeof random, 0), sizeof random);
    for (uint32_t i = 0; i < THREADS; i++)
        told[i].count = counts[i];
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(pipe_ends[0]);
        run_child(dir, counts, pipe_ends[1]);
    }
    close(pipe_ends[1]);
    usleep(random % (kill_after_ms * 1000));
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    while (read(pipe_ends[0], &note, sizeof note) == sizeof note)
        told[note.thread] = note;
    close(pipe_ends[0]);
    err_t rc = scratch_store_verify(dir);
    assert_true(rc == ERR_OK || (rc == ERR_NOT_FOUND && told[0].count == 0));
    check(dir, told, counts);
}

static uint64_t rounds_wanted(void)
{
    const char *setting = getenv("CRASH_ROUNDS");
    uint64_t rounds = ROUNDS_DEFAULT;
    if (setting)
        assert_true(str_to_u64(str_from(setting), 100000, &rounds));
    return rounds;
}

/* One store, killed again and again. */
static void test_killed(void **state)
{
    (void)state;
    char dir[SCRATCH_DIR_BYTES];
    uint32_t counts[THREADS] = {0};
    scratch_make(dir);
    for (uint64_t i = 0, rounds = rounds_wanted(); i < rounds; i++)
        run_round(dir, counts, KILL_AFTER_MS);
    print_message("batches of each thread: %u %u %u %u %u\n", counts[0], counts[1], counts[2],
                  counts[3], counts[4]);
    scratch_remove(dir);
}

/* A new store each time, killed while it is made. */
static void test_killed_at_birth(void **state)
{
    (void)state;
    for (uint64_t i = 0, rounds = rounds_wanted(); i < rounds; i++) {
        char dir[SCRATCH_DIR_BYTES];
        uint32_t counts[THREADS] = {0};
        scratch_make(dir);
        run_round(dir, counts, KILL_AT_BIRTH_AFTER_MS);
        scratch_remove(dir);
    }
}

int store_crash_test(void);

int store_crash_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_killed),
                                       cmocka_unit_test(test_killed_at_birth)};
    return cmocka_run_group_tests_name("store_crash", tests, NULL, NULL);
}
