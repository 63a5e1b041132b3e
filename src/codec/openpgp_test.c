/* SPDX-License-Identifier: Apache-2.0 */
/* openpgp_test.c - what gpg 2.2.40 made (--faked-system-time 20240110T000000 --quick-generate-key
 * NAME ed25519 sign), checked; and what is made here, checked here. */
#include "codec/openpgp.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define TEXT "{\"a\":1}\n"

static const char key_ed[] = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n"
                             "\n"
                             "mDMEZZ3eABYJKwYBBAHaRw8BAQdAzTzrMCvTQNxCuO0UgSrbbrIubp+FUray3rse\n"
                             "IN0vGBu0AmVkiJAEExYIADgWIQQzFS0FGrAKRk4sAAZPk5Et3OPCFQUCZZ3eAAIb\n"
                             "AwULCQgHAgYVCgkICwIEFgIDAQIeAQIXgAAKCRBPk5Et3OPCFUj7AQDG5AH5VnrD\n"
                             "3DIEXiz7LNcR6w7Og4rZ07ETgro55V/RMQEAqPJG2nf4FAb6Z1Fu+a9ajpIhm6z9\n"
                             "HMdkeOEqWSH/GQ8=\n"
                             "=nKv3\n"
                             "-----END PGP PUBLIC KEY BLOCK-----\n";
static const char key_stranger[] =
    "-----BEGIN PGP PUBLIC KEY BLOCK-----\n"
    "\n"
    "mDMEZZ3eABYJKwYBBAHaRw8BAQdAM3PtWFT3U5E7CVqXsb1BRj2LSQ6I9FrlZQuc\n"
    "IvQfLpK0CHN0cmFuZ2VyiJAEExYIADgWIQR41B1tN7MPjkBfPes9wyx8czMt4wUC\n"
    "ZZ3eAAIbAwULCQgHAgYVCgkICwIEFgIDAQIeAQIXgAAKCRA9wyx8czMt497kAP4y\n"
    "xDhuNFtM272T0VOaXDRRTOhtGS21IN7Tetcw/1FOqAEAgscDdHD442TymI9r7K5H\n"
    "NvWyVnoa5hXSunQA/zyw7AY=\n"
    "=rYyj\n"
    "-----END PGP PUBLIC KEY BLOCK-----\n";
static const char key_expired[] =
    "-----BEGIN PGP PUBLIC KEY BLOCK-----\n"
    "\n"
    "mDMEZZ3eABYJKwYBBAHaRw8BAQdAfEZ96S/6/NePagdbW1N2SfWK/9GmKjMzhWn1\n"
    "DqTQvIC0B2V4cGlyZWSIlgQTFggAPhYhBGA4YbeHlwk3cOEg8WaSRlV53MWZBQJl\n"
    "nd4AAhsDBQkAJ40ABQsJCAcCBhUKCQgLAgQWAgMBAh4BAheAAAoJEGaSRlV53MWZ\n"
    "8d0BAKJnoeqpUMnLpM5hpRpB93nEpvnIqTN4yKyty/ZfbR+3AQCKUaVUV7xT3yDT\n"
    "hNCgAdPf2TKyDRB8Lyzdbpd2hgp6BA==\n"
    "=AIkG\n"
    "-----END PGP PUBLIC KEY BLOCK-----\n";
static const char key_revoked[] =
    "-----BEGIN PGP PUBLIC KEY BLOCK-----\n"
    "\n"
    "mDMEZZ3eABYJKwYBBAHaRw8BAQdAZLGLThLxhRI7YF1HGP7HOjLJJ4SYgDSml1uC\n"
    "vfXuckG0B3Jldm9rZWSIkAQTFggAOBYhBAlXF79E2VRDBTj+/uVfRWqYuGFlBQJl\n"
    "nd4AAhsDBQsJCAcCBhUKCQgLAgQWAgMBAh4BAheAAAoJEOVfRWqYuGFllC0A/3Y8\n"
    "okXAYWdVIS+ktBAkWgq8CVBn18L5aTUhk19SxrsAAP48ELjnGgt09MfVW4UiLq6L\n"
    "9J0qNNERYu6ZQ6xyH/9mBw==\n"
    "=XY5H\n"
    "-----END PGP PUBLIC KEY BLOCK-----\n";
static const char key_revoked_later[] =
    "-----BEGIN PGP PUBLIC KEY BLOCK-----\n"
    "\n"
    "mDMEZZ3eABYJKwYBBAHaRw8BAQdAZLGLThLxhRI7YF1HGP7HOjLJJ4SYgDSml1uC\n"
    "vfXuckGIeAQgFggAIBYhBAlXF79E2VRDBTj+/uVfRWqYuGFlBQJlnd4AAh0AAAoJ\n"
    "EOVfRWqYuGFlPzgBANT8dFKQJTDZr4Mc47d72bFFyfQcv/KFosmIb+CS6JIEAQCJ\n"
    "prKuS6dF2rEmppUw0Unhdx2NMY8F8LOm1yAoV0I2B7QHcmV2b2tlZIiQBBMWCAA4\n"
    "FiEECVcXv0TZVEMFOP7+5V9Fapi4YWUFAmWd3gACGwMFCwkIBwIGFQoJCAsCBBYC\n"
    "AwECHgECF4AACgkQ5V9Fapi4YWWULQD/djyiRcBhZ1UhL6S0ECRaCrwJUGfXwvlp\n"
    "NSGTX1LGuwAA/jwQuOcaC3T0x9VbhSIurov0nSo00RFi7plDrHIf/2YH\n"
    "=K8Il\n"
    "-----END PGP PUBLIC KEY BLOCK-----\n";
static const char signature_ed[] =
    "-----BEGIN PGP SIGNATURE-----\n"
    "\n"
    "iHQEABYIAB0WIQQzFS0FGrAKRk4sAAZPk5Et3OPCFQUCZZ3eAAAKCRBPk5Et3OPC\n"
    "FTI/AQCLkZUHbs5rj+1UV2bWDqRhz809C5+Y0cVxdvoZ9pLz0QD48PY/yX6w7I+k\n"
    "bsWeyMjzuZ/eAmpbONGgftjLXTlTBw==\n"
    "=dOhB\n"
    "-----END PGP SIGNATURE-----\n";
static const char signature_stranger[] =
    "-----BEGIN PGP SIGNATURE-----\n"
    "\n"
    "iHUEABYIAB0WIQR41B1tN7MPjkBfPes9wyx8czMt4wUCZZ3eAAAKCRA9wyx8czMt\n"
    "4zJbAP9IeCILkNuR9WG0Vc1r595SB9bF4TaxHK/8sO7rS5pC0gD/aH3PJFAXZS7U\n"
    "vE2ZC2vl8jXjz/Af5PGP8gq289m7uwY=\n"
    "=NaI2\n"
    "-----END PGP SIGNATURE-----\n";
static const char signature_expired[] =
    "-----BEGIN PGP SIGNATURE-----\n"
    "\n"
    "iHUEABYIAB0WIQRgOGG3h5cJN3DhIPFmkkZVedzFmQUCZZ3eAAAKCRBmkkZVedzF\n"
    "mSMYAP9rJST1iviuzDidqb6onksOQMUnws+r8oajGUv+R+kCRAD9G7DZO1ZWrYO4\n"
    "pCYW4635ENqM5Sr4psYJjR6USUSZEwo=\n"
    "=um8a\n"
    "-----END PGP SIGNATURE-----\n";
static const char signature_revoked[] =
    "-----BEGIN PGP SIGNATURE-----\n"
    "\n"
    "iHUEABYIAB0WIQQJVxe/RNlUQwU4/v7lX0VqmLhhZQUCZZ3eAAAKCRDlX0VqmLhh\n"
    "ZaeoAP44ru0SfGTIR/CsRYyaH4Ug/0OaH0aE1xv4ayErQu82oQEAk8MF0P43vclq\n"
    "DPDjI5MDI9T0GGKrRrr79+klfACJ0gw=\n"
    "=8bdf\n"
    "-----END PGP SIGNATURE-----\n";
#define FINGERPRINT_ED "33152D051AB00A464E2C00064F93912DDCE3C215"
#define FINGERPRINT_STRANGER "78D41D6D37B30F8E405F3DEB3DC32C7C73332DE3"

static struct openpgp *open_with(const char *keys, const char *more)
{
    struct openpgp *openpgp;
    struct fail why = {0};
    assert_int_equal(openpgp_open(&openpgp, &why), ERR_OK);
    if (keys)
        assert_int_equal(openpgp_add_keys(openpgp, str_from(keys), &why), ERR_OK);
    if (more)
        assert_int_equal(openpgp_add_keys(openpgp, str_from(more), &why), ERR_OK);
    return openpgp;
}

static void signatures_of_gpg_are_judged(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *more, *text, *signature;
        err_t result;
        const char *tells; /* the fingerprint, or a part of the reason */
    } rows[] = {
        {key_ed, NULL, TEXT, signature_ed, ERR_OK, FINGERPRINT_ED},
        {key_stranger, key_ed, TEXT, signature_ed, ERR_OK, FINGERPRINT_ED},
        {key_stranger, key_ed, TEXT, signature_stranger, ERR_OK, FINGERPRINT_STRANGER},
        {key_revoked, NULL, TEXT, signature_revoked, ERR_OK, ""},
        {key_ed, NULL, "{\"a\":2}\n", signature_ed, ERR_INVALID, "not one over this text"},
        {key_ed, NULL, "", signature_ed, ERR_INVALID, "no text"},
        {key_ed, NULL, TEXT, "\033[2J-----BEGIN PGP SIGNATURE-----", ERR_SYNTAX, "no OpenPGP"},
        {key_stranger, NULL, TEXT, signature_ed, ERR_NOT_FOUND, FINGERPRINT_ED},
        {NULL, NULL, TEXT, signature_ed, ERR_NOT_FOUND, "not known"},
        {key_revoked_later, NULL, TEXT, signature_revoked, ERR_INVALID, "was revoked"},
        {key_revoked, key_revoked_later, TEXT, signature_revoked, ERR_INVALID, "was revoked"},
        {key_expired, NULL, TEXT, signature_expired, ERR_INVALID, "has expired"},
        {key_ed, NULL, TEXT, "", ERR_SYNTAX, "no OpenPGP signature"},
        {key_ed, NULL, TEXT, "hello", ERR_SYNTAX, "no OpenPGP signature"},
        {key_ed, NULL, TEXT, key_ed, ERR_SYNTAX, "no OpenPGP signature"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct openpgp *openpgp = open_with(rows[i].keys, rows[i].more);
        struct arena arena = {0};
        struct fail why = {0};
        str fingerprint = {0};
        err_t err = openpgp_verify(openpgp, str_from(rows[i].text), str_from(rows[i].signature),
                                   &arena, &fingerprint, &why);
        str told = err ? str_from(why.text) : fingerprint;
        if (err != rows[i].result ||
            (rows[i].tells[0] && str_find(told, str_from(rows[i].tells)) == told.n))
            fail_msg("row %zu: %s: %.*s", i, err_text(err), STR_ARG(told));
        if (err && fingerprint.p)
            fail_msg("row %zu: a fingerprint without a good signature", i);
        arena_release(&arena);
        openpgp_close(openpgp);
    }
}

static void what_is_signed_here_is_believed(void **state)
{
    (void)state;
    struct openpgp *maker = open_with(NULL, NULL);
    struct buf public_key = {0}, secret_key = {0}, signature = {0}, again = {0};
    struct arena arena = {0};
    struct fail why = {0};
    const str *fingerprints;
    size_t count;
    str fingerprint;
    assert_int_equal(openpgp_sign(maker, STR(TEXT), &signature, &why), ERR_NOT_FOUND);
    assert_int_equal(openpgp_write_keys(maker, false, &public_key, &why), ERR_NOT_FOUND);
    assert_int_equal(openpgp_make_key(maker, STR("Ahrental <security@ahrental.example>"), &why),
                     ERR_OK);
    assert_int_equal(openpgp_sign(maker, STR(TEXT), &signature, &why), ERR_OK);
    assert_int_equal(openpgp_write_keys(maker, false, &public_key, &why), ERR_OK);
    assert_int_equal(openpgp_write_keys(maker, true, &secret_key, &why), ERR_OK);
    assert_int_equal(openpgp_fingerprints(maker, &arena, &fingerprints, &count, &why), ERR_OK);
    assert_int_equal(count, 1);
    assert_true(str_find(buf_str(&public_key), STR("PRIVATE")) == public_key.n);
    assert_true(str_starts_with(buf_str(&secret_key), STR("-----BEGIN PGP PRIVATE KEY BLOCK")));
    assert_true(str_starts_with(buf_str(&signature), STR("-----BEGIN PGP SIGNATURE-----")));
    openpgp_close(maker);

    struct openpgp *reader = open_with(NULL, NULL), *later = open_with(NULL, NULL);
    assert_int_equal(openpgp_add_keys(reader, buf_str(&public_key), &why), ERR_OK);
    assert_int_equal(
        openpgp_verify(reader, STR(TEXT), buf_str(&signature), &arena, &fingerprint, &why), ERR_OK);
    assert_true(str_equal(fingerprint, fingerprints[0]));
    assert_int_equal(openpgp_sign(reader, STR(TEXT), &again, &why), ERR_NOT_FOUND);
    assert_int_equal(openpgp_write_keys(reader, true, &again, &why), ERR_NOT_FOUND);
    /* The private key that was written signs as the one that was made. */
    assert_int_equal(openpgp_add_keys(later, buf_str(&secret_key), &why), ERR_OK);
    assert_int_equal(openpgp_sign(later, STR("x"), &again, &why), ERR_OK);
    assert_int_equal(openpgp_verify(reader, STR("x"), buf_str(&again), &arena, &fingerprint, &why),
                     ERR_OK);
    openpgp_close(reader);
    openpgp_close(later);
    buf_release(&public_key);
    buf_release(&secret_key);
    buf_release(&signature);
    buf_release(&again);
    arena_release(&arena);
}

static void several_keys_stay_apart(void **state)
{
    (void)state;
    struct openpgp *openpgp = open_with(key_ed, key_stranger), *copy = open_with(NULL, NULL);
    struct arena arena = {0};
    struct buf keys = {0};
    struct fail why = {0};
    const str *items;
    size_t count;
    assert_int_equal(openpgp_write_keys(openpgp, false, &keys, &why), ERR_OK);
    assert_int_equal(openpgp_add_keys(copy, buf_str(&keys), &why), ERR_OK);
    assert_int_equal(openpgp_add_keys(copy, buf_str(&keys), &why), ERR_OK); /* known ones */
    assert_int_equal(openpgp_fingerprints(copy, &arena, &items, &count, &why), ERR_OK);
    assert_int_equal(count, 2);
    assert_true(str_equal(items[0], STR(FINGERPRINT_ED)));
    assert_true(str_equal(items[1], STR(FINGERPRINT_STRANGER)));
    openpgp_close(openpgp);
    openpgp_close(copy);
    buf_release(&keys);
    arena_release(&arena);
}

static void what_is_no_key_or_too_long_is_refused(void **state)
{
    (void)state;
    struct openpgp *openpgp = open_with(key_ed, NULL);
    struct arena arena = {0};
    struct buf blanks = {0};
    struct fail why = {0};
    str fingerprint;
    static const char *const none[] = {"", "no key", signature_ed,
                                       "-----BEGIN PGP PUBLIC KEY BLOCK-----\n"};
    for (size_t i = 0; i < COUNT_OF(none); i++)
        assert_int_equal(openpgp_add_keys(openpgp, str_from(none[i]), &why), ERR_SYNTAX);
    memset(buf_reserve(&blanks, OPENPGP_KEYS_BYTES_MAX + 1), ' ', OPENPGP_KEYS_BYTES_MAX + 1);
    assert_int_equal(openpgp_add_keys(openpgp, str_of(blanks.p, OPENPGP_KEYS_BYTES_MAX), &why),
                     ERR_SYNTAX);
    assert_int_equal(openpgp_add_keys(openpgp, str_of(blanks.p, OPENPGP_KEYS_BYTES_MAX + 1), &why),
                     ERR_TOO_LARGE);
    assert_int_equal(openpgp_verify(openpgp, STR(TEXT),
                                    str_of(blanks.p, OPENPGP_SIGNATURE_BYTES_MAX), &arena,
                                    &fingerprint, &why),
                     ERR_SYNTAX);
    assert_int_equal(openpgp_verify(openpgp, STR(TEXT),
                                    str_of(blanks.p, OPENPGP_SIGNATURE_BYTES_MAX + 1), &arena,
                                    &fingerprint, &why),
                     ERR_TOO_LARGE);
    openpgp_close(openpgp);
    buf_release(&blanks);
    arena_release(&arena);
}

int openpgp_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signatures_of_gpg_are_judged),
        cmocka_unit_test(what_is_signed_here_is_believed),
        cmocka_unit_test(several_keys_stay_apart),
        cmocka_unit_test(what_is_no_key_or_too_long_is_refused),
    };
    return cmocka_run_group_tests_name("openpgp", tests, NULL, NULL);
}
