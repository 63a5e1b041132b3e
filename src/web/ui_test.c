/* SPDX-License-Identifier: Apache-2.0 */
/* ui_test.c - the files of the web UI are there, each with its compressed form behind it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "web/ui.h"

int ui_test(void);

static void files_have_a_compressed_form_and_a_type(void **state)
{
    (void)state;
    size_t count = 0;
    for (const struct embedded_file *file = ui_files; file->name; file += 2, count++) {
        char name[256];
        snprintf(name, sizeof(name), "%s.gz", file->name);
        assert_string_equal(file[1].name, name);
        assert_true(file[1].end - file[1].begin > 2);
        assert_memory_equal(file[1].begin, "\x1f\x8b", 2);
        assert_false(
            str_equal(ui_content_type(str_from(file->name)), STR("application/octet-stream")));
        assert_ptr_equal(ui_find(str_from(file->name)), file);
    }
    assert_true(count > 20);
}

static void nothing_is_found_that_is_not_there(void **state)
{
    (void)state;
    assert_null(ui_find(STR("")));
    assert_null(ui_find(STR("index.htm")));
    assert_null(ui_find(STR("index.html/")));
}

int ui_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_have_a_compressed_form_and_a_type),
        cmocka_unit_test(nothing_is_found_that_is_not_there),
    };
    return cmocka_run_group_tests_name("ui", tests, NULL, NULL);
}
