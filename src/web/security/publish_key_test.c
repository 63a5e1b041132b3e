/* SPDX-License-Identifier: Apache-2.0 */
/* publish_key_test.c - the key is made once, for its owner alone, and signs after a restart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/stat.h>

#include "base/file.h"
#include "base/scratch_test.h"
#include "codec/openpgp.h"
#include "web/security/publish_key.h"

static void check_signature(struct arena *arena, str public_key, str signature)
{
    struct openpgp *openpgp;
    struct fail why;
    str fingerprint;
    assert_int_equal(openpgp_open(&openpgp, &why), ERR_OK);
    assert_int_equal(openpgp_add_keys(openpgp, public_key, &why), ERR_OK);
    assert_int_equal(openpgp_verify(openpgp, STR("text"), signature, arena, &fingerprint, &why),
                     ERR_OK);
    openpgp_close(openpgp);
}

static void a_key_is_made_and_kept(void **state)
{
    char dir[SCRATCH_DIR_BYTES], path[64];
    struct arena arena = {0};
    struct publish_key_facts first, again;
    struct buf signature = {0};
    struct stat info;
    struct fail why;
    /* Longer than librnp takes, with a character of two bytes where it is cut. */
    char name[200];
    memset(name, 'n', sizeof name);
    memcpy(name + 119, "ü", 2);
    (void)state;
    scratch_make(dir);
    snprintf(path, sizeof path, "%s/openpgp-key.asc", dir);
    struct publish_key *key = publish_key_new(&arena, dir);
    assert_int_equal(publish_key_open(key, (str){0}, &arena, &first, &why), ERR_NOT_FOUND);
    assert_int_equal(publish_key_sign(key, STR("text"), &signature, &why), ERR_NOT_FOUND);
    assert_int_equal(publish_key_open(key, str_of(name, sizeof name), &arena, &first, &why),
                     ERR_OK);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    publish_key_close(key);
    key = publish_key_new(&arena, dir);
    assert_int_equal(publish_key_sign(key, STR("text"), &signature, &why), ERR_OK);
    assert_int_equal(publish_key_open(key, STR("other"), &arena, &again, &why), ERR_OK);
    assert_true(str_equal(first.fingerprint, again.fingerprint));
    assert_true(str_find(again.public_key, STR("PRIVATE")) == again.public_key.n);
    check_signature(&arena, first.public_key, buf_str(&signature));
    publish_key_close(key);
    assert_int_equal(file_replace(path, STR("no key"), &why), ERR_OK);
    key = publish_key_new(&arena, dir);
    assert_int_equal(publish_key_open(key, STR("other"), &arena, &again, &why), ERR_CORRUPT);
    publish_key_close(key);
    scratch_remove(dir);
    buf_release(&signature);
    arena_release(&arena);
}

int publish_key_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_key_is_made_and_kept)};
    return cmocka_run_group_tests_name("publish_key", tests, NULL, NULL);
}
