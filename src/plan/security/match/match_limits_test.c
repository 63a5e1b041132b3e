/* SPDX-License-Identifier: Apache-2.0 */
/* match_limits_test.c - matching at its limits and one past them, and the largest advisory in the
 * time that a person waits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "plan/security/match/advisory_match.h"
#include "plan/security/match/version.h"

int match_limits_test(void);

struct fixture {
    struct arena arena;
    struct advisory_index index;
    struct buf text; /* of the advisory at hand, as far as it is written */
    size_t products, indexed;
    str code; /* model number of the products to add; may be empty */
};

static void begin_advisory(struct fixture *fixture)
{
    buf_reset(&fixture->text);
    fixture->indexed = fixture->products;
    buf_add(&fixture->text,
            STR("{\"document\":{\"title\":\"T\",\"publisher\":{\"name\":\"ACME\",\"namespace\":"
                "\"https://p.example\"},\"tracking\":{\"id\":\"EX-1\",\"version\":\"1\","
                "\"current_release_date\":\"2026-01-01T00:00:00Z\"}},\"product_tree\":{"
                "\"branches\":[{\"category\":\"vendor\",\"name\":\"ACME\",\"branches\":["));
}

static void begin(struct fixture *fixture)
{
    *fixture = (struct fixture){0};
    begin_advisory(fixture);
}

/* A product of that name; its id is its number. */
static void add_product(struct fixture *fixture, str name)
{
    buf_printf(&fixture->text,
               "%s{\"category\":\"product_name\",\"name\":\"%.*s\",\"product\":{\"product_id\":"
               "\"%zu\",\"name\":\"x\"",
               fixture->products > fixture->indexed ? "," : "", STR_ARG(name), fixture->products);
    if (fixture->code.n)
        buf_printf(&fixture->text,
                   ",\"product_identification_helper\":{\"model_numbers\":[\"%.*s\"]}",
                   STR_ARG(fixture->code));
    buf_add(&fixture->text, STR("}}"));
    fixture->products++;
}

static void index_products(struct fixture *fixture)
{
    struct advisory *advisory = ARENA_NEW(&fixture->arena, struct advisory);
    struct fail why;
    buf_add(&fixture->text, STR("]}]}}"));
    assert_int_equal(advisory_read(&fixture->arena, buf_str(&fixture->text), advisory, &why),
                     ERR_OK);
    assert_int_equal(advisory->product_count, fixture->products - fixture->indexed);
    advisory_index_add(&fixture->index, advisory);
}

static void end(struct fixture *fixture)
{
    advisory_index_release(&fixture->index);
    arena_release(&fixture->arena);
    buf_release(&fixture->text);
}

static void write_id(void *context, const struct advisory_match *match)
{
    struct buf *told = context;
    buf_printf(told, "%s%.*s", told->n ? " " : "", STR_ARG(match->product->id));
}

/* The ids of the products that the asset is tied to. */
static str told_of(struct fixture *fixture, const struct asset *asset)
{
    struct match_asset ready;
    struct buf told = {0};
    match_asset_read(&fixture->arena, asset, &ready);
    advisory_match_asset(&fixture->index, &ready, write_id, &told);
    str text = arena_dup(&fixture->arena, buf_str(&told));
    buf_release(&told);
    return text;
}

/* --- one asset ---------------------------------------------------------------------------------
 */

/* Words and pairs of words of the name are codes: word k is the code 2k - 1. */
static void so_many_codes_of_an_asset_are_tried(void **state)
{
    (void)state;
    enum { LAST = ASSET_CODES_MAX / 2 };
    struct fixture fixture;
    struct match_asset ready;
    struct buf name = {0};
    begin(&fixture);
    for (int i = LAST; i <= LAST + 1; i++)
        add_product(&fixture, arena_printf(&fixture.arena, "Box ABC1x%02d", i));
    index_products(&fixture);
    for (int i = 0; i < NAME_WORDS_MAX; i++)
        buf_printf(&name, "ABC10%02d ", i);
    struct asset asset = {.maker = STR("ACME"), .product = buf_str(&name)};
    match_asset_read(&fixture.arena, &asset, &ready);
    assert_int_equal(ready.code_count, ASSET_CODES_MAX);
    assert_true(str_equal(ready.codes[ASSET_CODES_MAX - 1].code, STR("ABC1016")));
    assert_true(str_equal(told_of(&fixture, &asset), STR("0")));
    /* The same word in front is tried. */
    asset.product = STR("ABC1017 ABC1018");
    assert_true(str_equal(told_of(&fixture, &asset), STR("1")));
    buf_release(&name);
    end(&fixture);
}

/* 24 words, the 23 pairs of them and "zz" and "zzz", their initials; 23 words and the 22 pairs of
 * them: 94. */
static void so_many_words_of_an_asset_are_known(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct match_asset ready;
    struct buf product = {0}, type = {0};
    for (int i = 0; i < NAME_WORDS_MAX; i++) {
        buf_printf(&product, "z%c ", 'a' + i);
        if (i > 0)
            buf_printf(&type, "t%c ", 'a' + i);
    }
    struct asset asset = {.maker = STR("ACME"),
                          .product = buf_str(&product),
                          .type = buf_str(&type),
                          .family = STR("first")};
    match_asset_read(&arena, &asset, &ready);
    assert_int_equal(ready.word_count, ASSET_WORDS_MAX - 1);
    asset.family = STR("first second"); /* and both as one */
    match_asset_read(&arena, &asset, &ready);
    assert_int_equal(ready.word_count, ASSET_WORDS_MAX);
    assert_true(match_knows_word(&ready, STR("second")));
    assert_false(match_knows_word(&ready, STR("firstsecond")));
    buf_release(&product);
    buf_release(&type);
    arena_release(&arena);
}

/* There are never more: this is the room for them. */
static void an_asset_has_so_many_names(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct match_asset ready;
    struct asset asset = {.maker = STR("Schneider Electric"),
                          .product =
                              STR("Power Monitoring Expert AS-P 100 (two three) mit five six"),
                          .family = STR("four"),
                          .type = STR("AP8453")};
    match_asset_read(&arena, &asset, &ready);
    /* Nearly all that there can be: no row of the tables names so much of one thing. */
    assert_in_range(ready.name_count, ASSET_NAMES - 3, ASSET_NAMES);
    arena_release(&arena);
}

/* --- one advisory ------------------------------------------------------------------------------
 */

static void so_many_models_of_a_name_are_found(void **state)
{
    (void)state;
    struct fixture fixture;
    struct buf name = {0};
    begin(&fixture);
    for (int i = 0; i <= MODELS_MAX; i++) /* 49 in 392 bytes */
        buf_printf(&name, "ABCD%02d* ", i);
    add_product(&fixture, buf_str(&name));
    index_products(&fixture);
    struct asset asset = {.maker = STR("ACME"), .order_code = STR("ABCD47-9")};
    assert_true(str_equal(told_of(&fixture, &asset), STR("0")));
    asset.order_code = STR("ABCD48-9");
    assert_true(str_equal(told_of(&fixture, &asset), STR("")));
    buf_release(&name);
    end(&fixture);
}

/* Twelve pieces between slashes are models, thirteen are one word that is none; so is a word of 80
 * bytes. */
static void a_word_stands_for_so_many_models(void **state)
{
    (void)state;
    for (int over = 0; over < 2; over++) {
        struct arena arena = {0};
        struct models models;
        struct buf word = {0};
        buf_add(&word, STR("ABCD10"));
        for (int i = 1; i < MODEL_PIECES_MAX + over; i++)
            buf_printf(&word, "/%d", 10 + i);
        models_read(&arena, buf_str(&word), &models);
        assert_int_equal(models.count, over ? 0 : MODEL_PIECES_MAX);
        buf_reset(&word);
        buf_add(&word, STR("ABCD1x"));
        while (word.n < MODEL_BYTES_MAX - 1 + (size_t)over)
            buf_add_char(&word, '1');
        models_read(&arena, buf_str(&word), &models);
        assert_int_equal(models.count, over ? 0 : 1);
        buf_release(&word);
        arena_release(&arena);
    }
}

/* A model in the last bytes that are looked at, and one behind them. */
static void models_stand_in_the_bytes_of_a_name(void **state)
{
    (void)state;
    for (int over = 0; over < 2; over++) {
        struct fixture fixture;
        begin(&fixture);
        str model = STR("ABCD12*");
        add_product(&fixture,
                    arena_printf(&fixture.arena, "Box%*s%.*s",
                                 (int)(NAME_BYTES_MAX - 3 - model.n) + over, "", STR_ARG(model)));
        index_products(&fixture);
        struct asset asset = {.maker = STR("ACME"), .order_code = STR("ABCD129")};
        assert_true(str_equal(told_of(&fixture, &asset), over ? STR("") : STR("0")));
        end(&fixture);
    }
}

/* What stands behind a name's limit costs nothing. */
static void an_endless_name_is_read_at_once(void **state)
{
    (void)state;
    struct fixture fixture;
    struct buf name = {0};
    begin(&fixture);
    buf_add(&name, STR("Box "));
    for (int i = 0; i < 200000; i++)
        buf_add(&name, STR("( a-1-b1 "));
    add_product(&fixture, buf_str(&name));
    int64_t begin_ms = clock_steady_ms();
    index_products(&fixture);
    assert_true(clock_steady_ms() - begin_ms < 2000);
    buf_release(&name);
    end(&fixture);
}

static void count_one(void *context, const struct advisory_match *match)
{
    (void)match;
    ++*(size_t *)context;
}

/* How many products the asset is tied to; it takes no time that a person would notice. */
static size_t count_told(struct fixture *fixture, const struct asset *asset)
{
    struct match_asset ready;
    size_t count = 0;
    match_asset_read(&fixture->arena, asset, &ready);
    int64_t begin_ms = clock_steady_ms();
    advisory_match_asset(&fixture->index, &ready, count_one, &count);
    assert_true(clock_steady_ms() - begin_ms < 1500);
    return count;
}

/* Each product has a name of its own and the asset's code, which is one tie to each. */
static void so_many_ties_of_an_asset_are_told(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    fixture.code = STR("AX12-1");
    for (size_t i = 0; i < MATCH_HITS_MAX; i++) {
        if (fixture.products - fixture.indexed == ADVISORY_PRODUCTS_MAX) {
            index_products(&fixture);
            begin_advisory(&fixture);
        }
        struct arena arena = {0};
        add_product(&fixture, arena_printf(&arena, "Thing z%zu", i));
        arena_release(&arena);
    }
    index_products(&fixture);
    const struct asset asset = {.maker = STR("ACME"), .order_code = STR("AX12-1")};
    assert_int_equal(count_told(&fixture, &asset), MATCH_HITS_MAX);
    begin_advisory(&fixture);
    add_product(&fixture, STR("One more"));
    index_products(&fixture);
    assert_int_equal(count_told(&fixture, &asset), MATCH_HITS_MAX);
    end(&fixture);
}

/* Each is tied by its name and once more by the words of it. */
static void products_of_one_name_are_weighed_at_once(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    fixture.code = STR("AX12-1");
    for (size_t i = 0; i < MATCH_HITS_MAX / 2; i++)
        add_product(&fixture, STR("Box AX12"));
    index_products(&fixture);
    const struct asset asset = {.maker = STR("ACME"), .product = STR("AX12 green Box")};
    assert_int_equal(count_told(&fixture, &asset), 1);
    end(&fixture);
}

/* The names are all sets of some words, all of which the asset has. */
static void products_of_many_names_are_weighed_at_once(void **state)
{
    (void)state;
    enum { WORDS = 14, NAMES = MATCH_HITS_MAX / 2 };
    struct fixture fixture;
    struct buf own = {0};
    begin(&fixture);
    fixture.code = STR("AX12-1");
    for (int i = 0; i < WORDS; i++)
        buf_printf(&own, "w%c ", 'a' + i);
    for (size_t i = 1; i <= NAMES; i++) {
        struct buf name = {0};
        buf_add(&name, STR("AX12"));
        for (int k = 0; k < WORDS; k++)
            if (i >> k & 1)
                buf_printf(&name, " w%c", 'a' + k);
        add_product(&fixture, buf_str(&name));
        buf_release(&name);
    }
    index_products(&fixture);
    const struct asset asset = {
        .maker = STR("ACME"), .product = buf_str(&own), .type = STR("AX12")};
    assert_int_equal(count_told(&fixture, &asset), NAMES);
    buf_release(&own);
    end(&fixture);
}

/* Each of these patterns fits nothing, however its open places are laid. */
static void models_with_open_places_are_compared_at_once(void **state)
{
    (void)state;
    struct fixture fixture;
    struct buf name = {0};
    char code[CODE_BYTES_MAX];
    begin(&fixture);
    for (int i = 0; i < MODELS_MAX; i++)
        buf_add(&name, STR("ABC*1*1*2 "));
    for (int i = 0; i < 400; i++)
        add_product(&fixture, buf_str(&name));
    index_products(&fixture);
    memset(code, '1', sizeof code);
    memcpy(code, "ABC", 3);
    struct asset asset = {.maker = STR("ACME"), .order_code = str_of(code, sizeof code)};
    assert_int_equal(count_told(&fixture, &asset), 0);
    buf_release(&name);
    end(&fixture);
}

/* Behind so many words a name is found as a whole, and by no words around it. */
static void so_many_words_of_names_are_looked_up(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    fixture.index.words_max = 3; /* "widget90", "gadget80", and both as one */
    add_product(&fixture, STR("Widget90 Gadget80"));
    add_product(&fixture, STR("Widget70 Gadget60"));
    index_products(&fixture);
    assert_int_equal(fixture.index.word_count, 3);
    struct asset asset = {.maker = STR("ACME"), .product = STR("Steuerung Widget90 Gadget80")};
    assert_true(str_equal(told_of(&fixture, &asset), STR("0")));
    asset.product = STR("Steuerung Widget70 Gadget60");
    assert_true(str_equal(told_of(&fixture, &asset), STR("")));
    asset.product = STR("Widget70 Gadget60");
    assert_true(str_equal(told_of(&fixture, &asset), STR("1")));
    end(&fixture);
}

/* --- versions ----------------------------------------------------------------------------------
 */

static void versions_and_ranges_may_be_so_long(void **state)
{
    (void)state;
    for (int over = 0; over < 2; over++) {
        struct arena arena = {0};
        struct version version;
        struct version_range range;
        char text[RANGE_BYTES_MAX + 1];
        size_t n = VERSION_BYTES_MAX + (size_t)over;
        memset(text, '.', sizeof text);
        text[0] = '1';
        text[n - 1] = '2';
        assert_int_equal(version_read(str_of(text, n), &version), !over);
        n = RANGE_BYTES_MAX + (size_t)over;
        memset(text, ' ', sizeof text);
        text[0] = '<';
        text[n - 1] = '2';
        version_range_read(&arena, str_of(text, n), &range);
        assert_int_equal(range.is_understood, !over);
        arena_release(&arena);
    }
}

int match_limits_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(so_many_codes_of_an_asset_are_tried),
        cmocka_unit_test(so_many_words_of_an_asset_are_known),
        cmocka_unit_test(so_many_words_of_names_are_looked_up),
        cmocka_unit_test(an_asset_has_so_many_names),
        cmocka_unit_test(so_many_models_of_a_name_are_found),
        cmocka_unit_test(a_word_stands_for_so_many_models),
        cmocka_unit_test(models_stand_in_the_bytes_of_a_name),
        cmocka_unit_test(an_endless_name_is_read_at_once),
        cmocka_unit_test(so_many_ties_of_an_asset_are_told),
        cmocka_unit_test(products_of_one_name_are_weighed_at_once),
        cmocka_unit_test(products_of_many_names_are_weighed_at_once),
        cmocka_unit_test(models_with_open_places_are_compared_at_once),
        cmocka_unit_test(versions_and_ranges_may_be_so_long),
    };
    return cmocka_run_group_tests_name("match_limits", tests, NULL, NULL);
}
