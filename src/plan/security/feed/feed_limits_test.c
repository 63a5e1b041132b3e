/* SPDX-License-Identifier: Apache-2.0 */
/* feed_limits_test.c - lists in each form with as many documents and bytes as may be, and one more.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "plan/security/feed/feed_list.h"

int feed_limits_test(void);

typedef err_t list_reader(struct arena *arena, str url, str text, struct feed_list *list,
                          struct fail *why);

static const struct {
    list_reader *read;
    const char *head, *first, *next, *tail, *blank;
} forms[] = {
    {feed_list_read_rolie, "{\"feed\":{\"entry\":[",
     "{\"content\":{\"src\":\"https://p.example/a\"}}",
     ",{\"content\":{\"src\":\"https://p.example/a\"}}", "]}}", " "},
    {feed_list_read_changes, "", "a\n", "a\n", "", "\n"},
    {feed_list_read_index, "", "a\n", "a\n", "", "\n"},
};

/* A list of so many documents, filled up to so many bytes. */
static void make_list(size_t form, size_t documents, size_t bytes, struct buf *text)
{
    buf_reset(text);
    buf_add(text, str_from(forms[form].head));
    for (size_t i = 0; i < documents; i++)
        buf_add(text, str_from(i ? forms[form].next : forms[form].first));
    buf_add(text, str_from(forms[form].tail));
    if (text->n >= bytes)
        return;
    size_t blanks = bytes - text->n;
    memset(buf_reserve(text, blanks), forms[form].blank[0], blanks);
    text->n += blanks;
}

static err_t read_list(size_t form, str text, size_t *ret_count)
{
    struct arena arena = {0};
    struct feed_list list = {0};
    struct fail why;
    err_t err = forms[form].read(&arena, STR("https://p.example/list"), text, &list, &why);
    *ret_count = list.count;
    arena_release(&arena);
    return err;
}

static void a_list_has_so_many_documents(void **state)
{
    (void)state;
    struct buf text = {0};
    for (size_t form = 0; form < COUNT_OF(forms); form++)
        for (size_t over = 0; over < 2; over++) {
            size_t count;
            make_list(form, FEED_DOCUMENTS_MAX + over, 0, &text);
            assert_int_equal(read_list(form, buf_str(&text), &count),
                             over ? ERR_TOO_LARGE : ERR_OK);
            assert_int_equal(count, FEED_DOCUMENTS_MAX);
        }
    buf_release(&text);
}

static void a_list_has_so_many_bytes(void **state)
{
    (void)state;
    struct buf text = {0};
    for (size_t form = 0; form < COUNT_OF(forms); form++) {
        size_t count;
        make_list(form, 1, FEED_LIST_BYTES_MAX + 1, &text);
        assert_int_equal(read_list(form, buf_str(&text), &count), ERR_TOO_LARGE);
        assert_int_equal(read_list(form, str_of(text.p, text.n - 1), &count), ERR_OK);
        assert_int_equal(count, 1);
    }
    buf_release(&text);
}

int feed_limits_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_has_so_many_documents),
        cmocka_unit_test(a_list_has_so_many_bytes),
    };
    return cmocka_run_group_tests_name("feed_limits", tests, NULL, NULL);
}
