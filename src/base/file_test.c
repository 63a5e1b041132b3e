/* SPDX-License-Identifier: Apache-2.0 */
/* file_test.c - files, pipes and folders in a folder of their own. */
#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[64];

static const char *in_folder(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/file_test-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    static const char *const names[] = {"a", "pipe", "empty", "x/y/z", "x/y", "x"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        (void)!remove(in_folder(names[i]));
    return rmdir(folder);
}

static void check_content(const char *path, str expected)
{
    struct file_view view;
    assert_int_equal(file_open(path, 1000, &view, NULL), ERR_OK);
    assert_true(str_equal(view.bytes, expected));
    file_close(&view);
    assert_null(view.bytes.p);
}

static void files_are_replaced_and_read(void **state)
{
    (void)state;
    struct fail why;
    const char *path = in_folder("a");
    assert_int_equal(file_replace(path, STR("first"), &why), ERR_OK);
    check_content(path, STR("first"));
    assert_int_equal(file_replace(path, STR("2"), &why), ERR_OK);
    check_content(path, STR("2"));
    assert_int_equal(file_replace(path, STR(""), &why), ERR_OK);
    check_content(path, STR(""));
}

static void errors_are_told(void **state)
{
    (void)state;
    struct file_view view;
    struct fail why;
    assert_int_equal(file_open(in_folder("none"), 10, &view, &why), ERR_NOT_FOUND);
    assert_string_equal(why.where, in_folder("none"));
    assert_int_equal(file_open(folder, 10, &view, &why), ERR_IO);
    assert_int_equal(file_replace(in_folder("a"), STR("12345"), &why), ERR_OK);
    assert_int_equal(file_open(in_folder("a"), 4, &view, &why), ERR_TOO_LARGE);
    assert_int_equal(file_open(in_folder("a"), 5, &view, &why), ERR_OK);
    file_close(&view);
    assert_int_equal(file_replace(in_folder("none/a"), STR("1"), &why), ERR_NOT_FOUND);
    assert_int_equal(file_replace(folder, STR("1"), &why), ERR_IO);
    char left[160];
    snprintf(left, sizeof left, "%s.new-%d", folder, (int)getpid());
    assert_int_equal(access(left, F_OK), -1);
}

static void pipes_are_read(void **state)
{
    (void)state;
    static const char text[] = "through a pipe";
    struct file_view view;
    struct fail why;
    int ends[2];
    char path[32];
    for (size_t room = sizeof text - 2; room <= sizeof text - 1; room++) {
        assert_int_equal(pipe(ends), 0);
        assert_int_equal(write(ends[1], text, sizeof text - 1), sizeof text - 1);
        close(ends[1]);
        snprintf(path, sizeof path, "/proc/self/fd/%d", ends[0]);
        err_t rc = file_open(path, room, &view, &why);
        assert_int_equal(rc, room == sizeof text - 1 ? ERR_OK : ERR_TOO_LARGE);
        if (rc == ERR_OK) {
            assert_true(!view.mapped && str_equal(view.bytes, str_of(text, sizeof text - 1)));
            file_close(&view);
        }
        close(ends[0]);
    }
}

static void secrets_are_for_their_owner(void **state)
{
    (void)state;
    struct stat info;
    struct fail why;
    assert_int_equal(file_replace(in_folder("secret"), STR("1"), &why), ERR_OK);
    assert_int_equal(file_replace_secret(in_folder("secret"), STR("2"), &why), ERR_OK);
    assert_int_equal(stat(in_folder("secret"), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(unlink(in_folder("secret")), 0);
}

static void folders_are_made(void **state)
{
    (void)state;
    struct stat info;
    struct fail why;
    assert_int_equal(file_make_dirs(in_folder("x/y/z"), &why), ERR_OK);
    assert_int_equal(stat(in_folder("x/y/z"), &info), 0);
    assert_true(S_ISDIR(info.st_mode));
    assert_int_equal(file_make_dirs(in_folder("x/y/z"), &why), ERR_OK);
    assert_int_equal(file_make_dirs(in_folder("x/y/z/"), &why), ERR_OK);
    assert_int_equal(file_replace(in_folder("a"), STR("1"), &why), ERR_OK);
    assert_int_equal(file_make_dirs(in_folder("a/b"), &why), ERR_IO);
    assert_int_equal(file_make_dirs(in_folder("a"), &why), ERR_IO);
}

int file_test(void);
int file_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_replaced_and_read),
        cmocka_unit_test(errors_are_told),
        cmocka_unit_test(pipes_are_read),
        cmocka_unit_test(secrets_are_for_their_owner),
        cmocka_unit_test(folders_are_made),
    };
    return cmocka_run_group_tests_name("file", tests, make_folder, remove_folder);
}
