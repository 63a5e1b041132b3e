/* SPDX-License-Identifier: Apache-2.0 */
/* feed_url_test.c - which addresses are sound, and what they are made of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "plan/security/feed/feed_url.h"

static void addresses_are_sound_or_not(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        bool is_sound;
    } rows[] = {
        {"https://psirt.example/", true},
        {"https://psirt.example:8443/a/b.json", true},
        {"https://[::1]:8443/a", true},
        {"https://psirt.example/a%20b/c+d~e.json", true},
        {"http://psirt.example/", false},
        {"https://psirt.example", false},
        {"https:///a", false},
        {"https://user@psirt.example/", false},
        {"https://psirt.example/a?b=c", false},
        {"https://psirt.example/a#b", false},
        {"https://psirt.example/a b", false},
        {"https://psirt.example/a\\b", false},
        {"https://psirt.example/a/../b", false},
        {"https://psirt.example/a/..", false},
        {"https://psirt.example/./b", false},
        {"https://psirt.example/a//b", false},
        {"https://psirt.example/%2e%2e/b", false},
        {"https://psirt.example/a%2Fb", false},
        {"https://psirt.example/a%00b", false},
        {"https://psirt.example/a%0ab", false},
        {"https://psirt.example/a%4", false},
        {"https://psirt.example/a%zz", false},
        {"https://psirt.example/\xc3\xa4", false},
        {"file:///etc/passwd", false},
        {"", false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (feed_url_is_sound(str_from(rows[i].url)) != rows[i].is_sound)
            fail_msg("%s", rows[i].url);
}

static void an_address_may_be_so_long(void **state)
{
    (void)state;
    struct buf url = {0};
    buf_add(&url, STR("https://psirt.example/"));
    while (url.n < FEED_URL_BYTES_MAX)
        buf_add_char(&url, 'a');
    assert_true(feed_url_is_sound(buf_str(&url)));
    buf_add_char(&url, 'a');
    assert_false(feed_url_is_sound(buf_str(&url)));
    buf_release(&url);
}

static void domains_are_told(void **state)
{
    (void)state;
    static const char *const good[] = {"example.com", "psirt.my-maker.example", "a.b"},
                             *const bad[] = {"localhost", "",      ".",          "a.",
                                             ".a",        "-a.b",  "a-.b-",      "a..b",
                                             "a.b/c",     "a b.c", "https://a.b"};
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_true(feed_url_is_domain(str_from(good[i])));
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (feed_url_is_domain(str_from(bad[i])))
            fail_msg("%s", bad[i]);
}

static void parts_are_found_and_joined(void **state)
{
    (void)state;
    struct arena arena = {0};
    str url = STR("https://psirt.example:8443/csaf/2024/a.json"), joined;
    assert_true(str_equal(feed_url_host(url), STR("psirt.example:8443")));
    assert_true(str_equal(feed_url_folder(url), STR("https://psirt.example:8443/csaf/2024/")));
    assert_true(str_equal(feed_url_file(url), STR("a.json")));
    assert_true(feed_url_join(&arena, feed_url_folder(url), STR("b/c.json"), &joined));
    assert_true(str_equal(joined, STR("https://psirt.example:8443/csaf/2024/b/c.json")));
    static const char *const bad[] = {"",
                                      "/c.json",
                                      "../c.json",
                                      "b/../../c.json",
                                      "b//c.json",
                                      "b?c",
                                      "https://other.example/c.json"};
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (feed_url_join(&arena, feed_url_folder(url), str_from(bad[i]), &joined))
            fail_msg("%s", bad[i]);
    arena_release(&arena);
}

int feed_url_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_sound_or_not),
        cmocka_unit_test(an_address_may_be_so_long),
        cmocka_unit_test(domains_are_told),
        cmocka_unit_test(parts_are_found_and_joined),
    };
    return cmocka_run_group_tests_name("feed_url", tests, NULL, NULL);
}
