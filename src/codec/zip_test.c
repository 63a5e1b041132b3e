/* SPDX-License-Identifier: Apache-2.0 */
/* zip_test.c - round trips, and archives that lie: made by changing bytes of honest ones. */
#include "codec/zip.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct item {
    const char *name, *text;
};

static struct buf archive_of(const struct item *items, size_t count)
{
    struct zip_writer *writer = zip_writer_new();
    struct buf out = {0};
    struct fail why = {0};
    for (size_t i = 0; i < count; i++)
        zip_writer_add(writer, str_from(items[i].name), str_from(items[i].text));
    if (zip_writer_finish(writer, &out, &why) != ERR_OK)
        fail_msg("%s: %s", why.where, why.text);
    return out;
}

/* One opened archive, for a test. */
struct opened {
    struct arena arena;
    struct zip_reader *reader;
    struct fail why;
    err_t rc;
};

static void open_archive(struct opened *opened, str bytes)
{
    *opened = (struct opened){0};
    opened->rc = zip_reader_open(bytes, &opened->arena, &opened->reader, &opened->why);
}

static void close_archive(struct opened *opened)
{
    if (opened->rc == ERR_OK)
        zip_reader_close(opened->reader);
    arena_release(&opened->arena);
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    static const struct item items[] = {
        {"a.xml", "<a/>"}, {"b/C.png", "stored"}, {"\xC3\xBC/empty", ""}};
    struct buf archive = archive_of(items, COUNT_OF(items));
    struct opened opened;
    open_archive(&opened, buf_str(&archive));
    assert_int_equal(opened.rc, ERR_OK);
    assert_int_equal(zip_reader_count(opened.reader), COUNT_OF(items));
    for (size_t i = 0; i < COUNT_OF(items); i++) {
        const struct zip_entry *entry = zip_reader_entry(opened.reader, i);
        str bytes;
        assert_true(str_equal(entry->name, str_from(items[i].name)));
        assert_int_equal(entry->bytes, strlen(items[i].text));
        assert_int_equal(zip_reader_read(opened.reader, i, 6, &bytes, NULL), ERR_OK);
        assert_true(str_equal(bytes, str_from(items[i].text)));
        free((char *)(uintptr_t)bytes.p);
    }
    assert_int_equal(zip_reader_find(opened.reader, STR("B/c.PNG")), 1);
    assert_int_equal(zip_reader_find(opened.reader, STR("b/c")), SIZE_MAX);
    str bytes;
    assert_int_equal(zip_reader_read(opened.reader, 1, 5, &bytes, NULL), ERR_TOO_LARGE);
    close_archive(&opened);
    buf_release(&archive);
}

static void same_input_gives_same_bytes(void **state)
{
    (void)state;
    static const struct item items[] = {{"a.xml", "<a/>"}, {"b.txt", "text"}};
    struct buf one = archive_of(items, 2), two = archive_of(items, 2);
    assert_true(str_equal(buf_str(&one), buf_str(&two)));
    buf_release(&one);
    buf_release(&two);
}

static void writer_tells_errors_at_the_end(void **state)
{
    (void)state;
    struct fail why = {0};
    struct buf out = {0}, small = {.bytes_max = 10};
    struct zip_writer *writer = zip_writer_new();
    zip_writer_add(writer, STR("a"), STR("1"));
    zip_writer_add(writer, STR("a"), STR("2"));
    assert_int_equal(zip_writer_finish(writer, &out, &why), ERR_CONFLICT);
    assert_string_equal(why.where, "a");
    writer = zip_writer_new();
    zip_writer_add(writer, STR(""), STR("1"));
    assert_int_equal(zip_writer_finish(writer, &out, NULL), ERR_TOO_LARGE);
    writer = zip_writer_new();
    zip_writer_add(writer, STR("a"), STR("1"));
    assert_int_equal(zip_writer_finish(writer, &small, &why), ERR_TOO_LARGE);
    buf_release(&out);
    buf_release(&small);
}

static void bad_names_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        err_t expected;
    } rows[] = {
        {"a/b", ERR_OK},         {"a/..b", ERR_OK},      {"a/", ERR_OK},       {"/a", ERR_SYNTAX},
        {"..", ERR_SYNTAX},      {"a/../b", ERR_SYNTAX}, {"../a", ERR_SYNTAX}, {"a/..", ERR_SYNTAX},
        {"a//b", ERR_SYNTAX},    {"a/./b", ERR_SYNTAX},  {"a\\b", ERR_SYNTAX}, {"a\nb", ERR_SYNTAX},
        {"ONE.TXT", ERR_SYNTAX},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct item items[] = {{"one.txt", ""}, {rows[i].name, ""}};
        struct buf archive = archive_of(items, 2);
        struct opened opened;
        open_archive(&opened, buf_str(&archive));
        if (opened.rc != rows[i].expected)
            fail_msg("%s: %d", rows[i].name, opened.rc);
        if (opened.rc != ERR_OK)
            assert_string_equal(opened.why.where, rows[i].name);
        close_archive(&opened);
        buf_release(&archive);
    }
}

enum { CENTRAL_HEADER_BYTES = 46 };

/* Field offsets in a central directory header (APPNOTE 4.3.12). */
enum { AT_FLAGS = 8, AT_METHOD = 10, AT_CRC = 16, AT_PACKED = 20, AT_UNPACKED = 24 };

static char *central_header(struct buf *archive, size_t index)
{
    size_t at = 0;
    for (size_t i = 0; i <= index; i++)
        at += str_find(str_of(archive->p + at, archive->n - at), STR("PK\1\2")) + (i < index);
    assert_true(at + CENTRAL_HEADER_BYTES < archive->n);
    return archive->p + at;
}

static void put(char *at, uint32_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        at[i] = (char)(value >> 8 * i);
}

static void lies_are_found(void **state)
{
    (void)state;
    static const struct {
        size_t at, bytes;
        uint32_t value;
        err_t open, read;
        const char *text;
    } rows[] = {
        {AT_FLAGS, 2, 1, ERR_SYNTAX, 0, "encrypted"},
        {AT_METHOD, 2, 12, ERR_SYNTAX, 0, "method 12"},
        {AT_CRC, 4, 1, ERR_OK, ERR_SYNTAX, "damaged"},
        {AT_PACKED, 4, 1000000, ERR_SYNTAX, 0, "overlap"},
        {AT_UNPACKED, 4, 3, ERR_OK, ERR_SYNTAX, "damaged"},
        {AT_UNPACKED, 4, 301, ERR_OK, ERR_SYNTAX, "damaged"},
        {AT_UNPACKED, 4, 0x7FFFFFFF, ERR_TOO_LARGE, 0, "times its size"},
    };
    char text[301];
    memset(text, 'x', 300);
    text[300] = 0;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct item items[] = {{"a.xml", text}, {"b", "text"}};
        struct buf archive = archive_of(items, 2);
        put(central_header(&archive, 0) + rows[i].at, rows[i].value, rows[i].bytes);
        struct opened opened;
        str bytes;
        open_archive(&opened, buf_str(&archive));
        if (opened.rc != rows[i].open)
            fail_msg("row %zu: %d %s", i, opened.rc, opened.why.text);
        if (opened.rc == ERR_OK)
            assert_int_equal(zip_reader_read(opened.reader, 0, 1000, &bytes, &opened.why),
                             rows[i].read);
        if (!strstr(opened.why.text, rows[i].text))
            fail_msg("row %zu: %s", i, opened.why.text);
        assert_string_equal(opened.why.where, "a.xml");
        close_archive(&opened);
        buf_release(&archive);
    }
}

static void many_entries(size_t count, err_t expected)
{
    struct zip_writer *writer = zip_writer_new();
    struct buf out = {0};
    for (size_t i = 0; i < count; i++) {
        char name[16];
        int n = snprintf(name, sizeof name, "%zu", i);
        zip_writer_add(writer, str_of(name, (size_t)n), (str){"", 0});
    }
    assert_int_equal(zip_writer_finish(writer, &out, NULL), ERR_OK);
    struct opened opened;
    open_archive(&opened, buf_str(&out));
    assert_int_equal(opened.rc, expected);
    close_archive(&opened);
    buf_release(&out);
}

static void limits_hold(void **state)
{
    (void)state;
    many_entries(ZIP_ENTRIES_MAX, ERR_OK);
    many_entries(ZIP_ENTRIES_MAX + 1, ERR_TOO_LARGE);
    /* An end record that promises a directory larger than allowed. */
    char end[22] = "PK\5\6";
    struct opened opened;
    put(end + 12, ZIP_DIRECTORY_BYTES_MAX, 4);
    open_archive(&opened, str_of(end, sizeof end));
    assert_int_equal(opened.rc, ERR_SYNTAX);
    close_archive(&opened);
    put(end + 12, ZIP_DIRECTORY_BYTES_MAX + 1, 4);
    open_archive(&opened, str_of(end, sizeof end));
    assert_int_equal(opened.rc, ERR_TOO_LARGE);
    close_archive(&opened);
}

static void name_length_is_limited(void **state)
{
    (void)state;
    char name[ZIP_NAME_BYTES_MAX + 1] = {0};
    memset(name, 'n', ZIP_NAME_BYTES_MAX);
    const struct item items[] = {{name, ""}};
    struct buf archive = archive_of(items, 1);
    struct opened opened;
    open_archive(&opened, buf_str(&archive));
    assert_int_equal(opened.rc, ERR_OK);
    close_archive(&opened);
    buf_release(&archive);
}

static void cut_archives_are_refused(void **state)
{
    (void)state;
    static const struct item items[] = {{"a.xml", "<a/>"}, {"b", "text"}};
    struct buf archive = archive_of(items, 2);
    for (size_t n = 0; n < archive.n; n++) {
        char *exact = malloc(n + 1); /* so that reading past the end is seen */
        memcpy(exact, archive.p, n);
        struct opened opened;
        open_archive(&opened, str_of(exact, n));
        assert_int_equal(opened.rc, ERR_SYNTAX);
        close_archive(&opened);
        free(exact);
    }
    buf_release(&archive);
}

int zip_test(void);
int zip_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(same_input_gives_same_bytes),
        cmocka_unit_test(writer_tells_errors_at_the_end),
        cmocka_unit_test(bad_names_are_refused),
        cmocka_unit_test(lies_are_found),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(name_length_is_limited),
        cmocka_unit_test(cut_archives_are_refused),
    };
    return cmocka_run_group_tests_name("zip", tests, NULL, NULL);
}
