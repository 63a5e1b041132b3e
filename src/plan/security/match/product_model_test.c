/* SPDX-License-Identifier: Apache-2.0 */
/* product_model_test.c - names of several models, and codes that are or are not among them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/match/product_model.h"

static bool among(const char *name, const char *code)
{
    struct arena arena = {0};
    struct models models;
    models_read(&arena, str_from(name), &models);
    bool fits = false;
    for (size_t i = 0; i < models.count; i++)
        fits |= model_fits(models.list[i], str_from(code));
    arena_release(&arena);
    return fits;
}

static void names_of_several_models(void **state)
{
    (void)state;
    static const struct {
        const char *name, *code;
        bool fits;
    } rows[] = {
        {"LINE A04/08/120CPU", "A08CPU", true},
        {"LINE A04/08/120CPU", "A120CPU", true},
        {"LINE A04/08/120CPU", "A04CPU", true},
        {"LINE A04/08/120CPU", "A16CPU", false},
        {"LINE A04/08/120CPU", "A08PCPU", false},
        {"A04/08(EN)CPU", "A08ENCPU", true},
        {"A04/08(EN)CPU", "A08CPU", true},
        {"A04(EN)CPU Firmware", "A04ENCPU", true},
        {"LINE iQ A04 (EN) CPU firmware", "A04ENCPU", true},
        {"LINE iQ A04 (EN) CPU firmware", "A04CPU", true},
        {"LINE iQ A04 (EN) CPU firmware", "A04VCPU", false},
        {"LINE iQ A04 (ENTIRE) CPU", "A04ENTIRECPU", false},  /* words, no letters of a model */
        {"Switch (NZ2-TSNT8F2 NZ2-TSNT4)", "NZ2TSNT4", true}, /* a list without commas */
        {"Switch (NZ2-TSNT8F2 and more)", "NZ2TSNT8F2", false},
        {"AB71C24N(-R2/R4)", "AB71C24N", true},
        {"AB71C24N(-R2/R4)", "AB71C24NR4", true},
        {"AB71C24N(-R2/R4)", "AB71C24NR5", false},
        {"AFX660/665", "AFX665", true},
        {"AFX660/AFX665", "AFX660", true},
        {"AFX660/AFX665", "AFX667", false},
        {"ABC-787-2/-3/-4 Relay", "ABC7874", true},
        {"ABC-787-2/-3/-4 Relay", "ABC7875", false},
        {"CPU (part numbers ABCP34*)", "ABCP342020", true},
        {"CPU (part numbers ABCP34* and ABCH34*)", "ABCH341", true},
        {"CPU (part numbers ABCP* and ABCH*)", "ABCP584040", true},
        {"ABCD series", "ABCDE", false}, /* four letters name no series */
        {"CPU (part numbers ABCP34*)", "ABCP58", false},
        {"CPU (part numbers ABCP58*S)", "ABCP584040", false},
        {"CPU (part numbers ABCP58*S)", "ABCP584040S", true},
        {"ABC 1x0", "ABC130", true},
        {"ABC 1x0", "ABC131", false},
        {"ABC 3xx", "ABC350", true},
        {"ABC67X", "ABC675", true},
        {"AB-C1T671XXX", "ABC1T671TM3XF", true},
        {"AB-C1T671XXX", "ABC1T671M", true},
        {"AB-2100 Series", "AB2116TLX", true},
        {"AB-2100 Series", "AB2216TLX", false},
        {"GTX20 models AB27 AB25", "AB2715X", true},
        {"GTX20 models AB27 AB25", "GTX20", false},
        {"CK1H/G-CPU**H", "CK1GCPU65H", true},
        {"CK1H/G-CPU**H", "CK1MCPU65H", false},
        {"ABCDEF series", "ABCDEF6310", true},
        {"ABCDEF series", "ABCDEG6310", false},
        {"Switch (1799 - L8z)", "1799L85E", true},
        {"Switch (1799 - L8z)", "1799L73", false},
        {"Switch (5199 - L3zS2)", "5199L320ER", false},
        {"AX5U-xMy/z x=32,64, y=T,R, z=ES,DS", "AX5U64MTDS", true},
        {"AX5U-xMy/z x=32,64, y=T,R, z=ES,DS", "AX5UC64MTDS", false},
        {"3701/40", "3701", false},        /* one model */
        {"AX5-ENET/IP", "AX5ENET", false}, /* the same */
        {"CPU 1515F-2 PN", "CPU1515", false},
        {"Router (AB70, RX50, RX50x) running W", "RX50", true},
        {"Router (AB70, RX50)", "RX70", false},
        {"ABCD*E*F*G", "ABCD1E1F1G", true},      /* three open places */
        {"ABCD*E*F*G*H", "ABCD1E1F1G1H", false}, /* four */
        {"Relay 5 (CP300)", "CP300", false},     /* a variant, not a list */
        {"Chiller SK 3232-Series", "SK3232711", true},
        {"System 800xA", "800XA", false},
        {"System 800xA", "8001A", false},
        {"Proxy 5", "PROXY7", false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (among(rows[i].name, rows[i].code) != rows[i].fits)
            print_error("%s: %s\n", rows[i].name, rows[i].code);
        assert_int_equal(among(rows[i].name, rows[i].code), rows[i].fits);
    }
}

/* A model at the limit is kept, one past it is not. */
static void models_are_limited(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct models models;
    char text[(MODELS_MAX + 1) * 8 + 1];
    size_t n = 0;
    for (int i = 0; i <= MODELS_MAX; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "ABC%03d* ", i);
    models_read(&arena, str_of(text, n), &models);
    assert_int_equal(models.count, MODELS_MAX);
    assert_true(model_fits(models.list[MODELS_MAX - 1], STR("ABC0471")));
    arena_release(&arena);
}

int product_model_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_several_models),
        cmocka_unit_test(models_are_limited),
    };
    return cmocka_run_group_tests_name("product_model", tests, NULL, NULL);
}
