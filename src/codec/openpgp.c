/* SPDX-License-Identifier: Apache-2.0 */
/* openpgp.c - keys and detached signatures over librnp; all of it stays in memory. */
#include "codec/openpgp.h"

#include <fcntl.h>
#include <rnp/rnp.h>
#include <rnp/rnp_err.h>

#include "codec/json.h"

enum { OUTPUT_BYTES_MAX = 4 << 20, SIGNATURES_MAX = 16 };

struct openpgp {
    struct arena home; /* holds this struct */
    rnp_ffi_t ffi;
};

err_t openpgp_open(struct openpgp **ret_openpgp, struct fail *why)
{
    struct arena home = {0};
    struct openpgp *openpgp = ARENA_NEW(&home, struct openpgp);
    if (rnp_ffi_create(&openpgp->ffi, "GPG", "GPG") != RNP_SUCCESS) {
        arena_release(&home);
        return fail_set(why, ERR_IO, 0, STR("openpgp"), "the OpenPGP library does not start");
    }
    /* Its talk about bad input would go to standard error; it closes the descriptor. */
    int quiet = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (quiet >= 0)
        (void)rnp_ffi_set_log_fd(openpgp->ffi, quiet);
    openpgp->home = home;
    *ret_openpgp = openpgp;
    return ERR_OK;
}

void openpgp_close(struct openpgp *openpgp)
{
    rnp_ffi_destroy(openpgp->ffi);
    struct arena home = openpgp->home;
    arena_release(&home);
}

/* Debian's library talks of bad armor on standard error and cannot be told not to: what would do
 * something to a terminal must not come from outside. */
static bool has_control_characters(str bytes)
{
    if (str_find(bytes, STR("-----BEGIN PGP")) == bytes.n)
        return false;
    for (size_t i = 0; i < bytes.n; i++) {
        unsigned char c = (unsigned char)bytes.p[i];
        if ((c < ' ' && c != '\n' && c != '\r' && c != '\t') || c == 0x7F)
            return true;
    }
    return false;
}

/* An empty text must have an address, too. */
static rnp_result_t open_input(rnp_input_t *input, str bytes)
{
    return rnp_input_from_memory(input, (const uint8_t *)(bytes.n ? bytes.p : ""), bytes.n, false);
}

static str take_text(struct arena *arena, char *text)
{
    str kept = arena_dup(arena, str_from(text));
    rnp_buffer_destroy(text);
    return kept;
}

/* --- keys --------------------------------------------------------------------------------------
 */

static size_t count_imported(const char *results)
{
    struct json json;
    struct fail why;
    if (json_read(str_from(results), &json, &why) != ERR_OK)
        return 0;
    uint32_t keys = json_member(&json, 0, STR("keys"));
    size_t count = keys ? json_count(&json, keys) : 0;
    json_release(&json);
    return count;
}

err_t openpgp_add_keys(struct openpgp *openpgp, str keys, struct fail *why)
{
    rnp_input_t input = NULL;
    char *results = NULL;
    if (keys.n > OPENPGP_KEYS_BYTES_MAX)
        return fail_set(why, ERR_TOO_LARGE, 0, STR("key"), "keys of more than %d bytes",
                        OPENPGP_KEYS_BYTES_MAX);
    bool read = !has_control_characters(keys) && open_input(&input, keys) == RNP_SUCCESS &&
                rnp_import_keys(openpgp->ffi, input,
                                RNP_LOAD_SAVE_PUBLIC_KEYS | RNP_LOAD_SAVE_SECRET_KEYS |
                                    RNP_LOAD_SAVE_PERMISSIVE,
                                &results) == RNP_SUCCESS &&
                count_imported(results) > 0;
    rnp_buffer_destroy(results);
    rnp_input_destroy(input);
    return read ? ERR_OK
                : fail_set(why, ERR_SYNTAX, 0, STR("key"), "there is no OpenPGP key in this file");
}

err_t openpgp_make_key(struct openpgp *openpgp, str user_id, struct fail *why)
{
    rnp_op_generate_t making = NULL;
    struct arena arena = {0};
    bool made = rnp_op_generate_create(&making, openpgp->ffi, "EDDSA") == RNP_SUCCESS &&
                rnp_op_generate_set_userid(making, arena_dup(&arena, user_id).p) == RNP_SUCCESS &&
                rnp_op_generate_add_usage(making, "sign") == RNP_SUCCESS &&
                rnp_op_generate_set_expiration(making, 0) == RNP_SUCCESS &&
                rnp_op_generate_execute(making) == RNP_SUCCESS;
    rnp_op_generate_destroy(making);
    arena_release(&arena);
    return made ? ERR_OK
                : fail_set(why, ERR_INVALID, 0, STR("user id"), "no key can be made for this name");
}

/* What is done with each primary key; false ends the walk. */
typedef bool key_visitor(void *context, rnp_key_handle_t key);

static bool walk_keys(struct openpgp *openpgp, key_visitor *visit, void *context)
{
    rnp_identifier_iterator_t walk = NULL;
    const char *fingerprint = NULL;
    bool going = rnp_identifier_iterator_create(openpgp->ffi, &walk, "fingerprint") == RNP_SUCCESS;
    bool complete = going;
    while (going && rnp_identifier_iterator_next(walk, &fingerprint) == RNP_SUCCESS &&
           fingerprint) {
        rnp_key_handle_t key = NULL;
        bool is_primary = false;
        if (rnp_locate_key(openpgp->ffi, "fingerprint", fingerprint, &key) == RNP_SUCCESS && key &&
            rnp_key_is_primary(key, &is_primary) == RNP_SUCCESS && is_primary)
            complete = going = visit(context, key);
        rnp_key_handle_destroy(key);
    }
    rnp_identifier_iterator_destroy(walk);
    return complete;
}

struct exporting {
    rnp_output_t output;
    bool secret;
    size_t count;
};

static bool export_key(void *context, rnp_key_handle_t key)
{
    struct exporting *exporting = context;
    bool is_there = false;
    if (exporting->secret && (rnp_key_have_secret(key, &is_there) != RNP_SUCCESS || !is_there))
        return true;
    exporting->count++;
    return rnp_key_export(key, exporting->output,
                          (exporting->secret ? RNP_KEY_EXPORT_SECRET : RNP_KEY_EXPORT_PUBLIC) |
                              RNP_KEY_EXPORT_SUBKEYS) == RNP_SUCCESS;
}

/* Adds what an output in memory holds. */
static bool add_output(rnp_output_t output, struct buf *out)
{
    uint8_t *bytes = NULL;
    size_t count = 0;
    if (rnp_output_memory_get_buf(output, &bytes, &count, false) != RNP_SUCCESS)
        return false;
    buf_add(out, str_of((const char *)bytes, count));
    return true;
}

err_t openpgp_write_keys(struct openpgp *openpgp, bool secret, struct buf *out, struct fail *why)
{
    rnp_output_t memory = NULL;
    struct exporting exporting = {.secret = secret};
    bool written = rnp_output_to_memory(&memory, OUTPUT_BYTES_MAX) == RNP_SUCCESS &&
                   rnp_output_to_armor(memory, &exporting.output,
                                       secret ? "secret key" : "public key") == RNP_SUCCESS &&
                   walk_keys(openpgp, export_key, &exporting) && exporting.count > 0 &&
                   rnp_output_finish(exporting.output) == RNP_SUCCESS;
    rnp_output_destroy(exporting.output);
    written = written && add_output(memory, out);
    rnp_output_destroy(memory);
    if (!exporting.count)
        return fail_set(why, ERR_NOT_FOUND, 0, STR("key"), "there is no such key");
    return written ? ERR_OK : fail_set(why, ERR_IO, 0, STR("key"), "the keys cannot be written");
}

struct listing {
    struct arena *arena;
    str *items;
    size_t count, room;
};

static bool list_key(void *context, rnp_key_handle_t key)
{
    struct listing *listing = context;
    char *fingerprint = NULL;
    if (rnp_key_get_fprint(key, &fingerprint) != RNP_SUCCESS)
        return false;
    ARENA_GROW(listing->arena, listing->items, listing->count, listing->room, 4);
    listing->items[listing->count++] = take_text(listing->arena, fingerprint);
    return true;
}

err_t openpgp_fingerprints(struct openpgp *openpgp, struct arena *arena, const str **ret_items,
                           size_t *ret_count, struct fail *why)
{
    struct listing listing = {.arena = arena};
    if (!walk_keys(openpgp, list_key, &listing))
        return fail_set(why, ERR_IO, 0, STR("key"), "the keys cannot be listed");
    *ret_items = listing.items;
    *ret_count = listing.count;
    return ERR_OK;
}

/* --- signing -----------------------------------------------------------------------------------
 */

struct choosing {
    rnp_key_handle_t chosen;
};

/* The primary key when it may sign, else a subkey that may. */
static bool choose_key(void *context, rnp_key_handle_t key)
{
    struct choosing *choosing = context;
    rnp_key_handle_t signer = NULL;
    bool is_there = false;
    if (rnp_key_get_default_key(key, "sign", 0, &signer) == RNP_SUCCESS && signer &&
        rnp_key_have_secret(signer, &is_there) == RNP_SUCCESS && is_there) {
        choosing->chosen = signer;
        return false;
    }
    rnp_key_handle_destroy(signer);
    return true;
}

err_t openpgp_sign(struct openpgp *openpgp, str text, struct buf *out, struct fail *why)
{
    struct choosing choosing = {0};
    rnp_input_t input = NULL;
    rnp_output_t output = NULL;
    rnp_op_sign_t signing = NULL;
    (void)walk_keys(openpgp, choose_key, &choosing);
    if (!choosing.chosen)
        return fail_set(why, ERR_NOT_FOUND, 0, STR("key"), "there is no private key to sign with");
    bool made = open_input(&input, text) == RNP_SUCCESS &&
                rnp_output_to_memory(&output, OUTPUT_BYTES_MAX) == RNP_SUCCESS &&
                rnp_op_sign_detached_create(&signing, openpgp->ffi, input, output) == RNP_SUCCESS &&
                rnp_op_sign_set_armor(signing, true) == RNP_SUCCESS &&
                rnp_op_sign_set_hash(signing, "SHA512") == RNP_SUCCESS &&
                rnp_op_sign_add_signature(signing, choosing.chosen, NULL) == RNP_SUCCESS &&
                rnp_op_sign_execute(signing) == RNP_SUCCESS && add_output(output, out);
    rnp_op_sign_destroy(signing);
    rnp_output_destroy(output);
    rnp_input_destroy(input);
    rnp_key_handle_destroy(choosing.chosen);
    return made ? ERR_OK
                : fail_set(why, ERR_INVALID, 0, STR("key"),
                           "the key cannot sign: it has expired, was revoked or has a password");
}

/* --- checking ----------------------------------------------------------------------------------
 */

/* The fingerprint of the primary key that a key belongs to; {NULL, 0}: it cannot be told. */
static str primary_fingerprint(rnp_key_handle_t key, struct arena *arena)
{
    char *text = NULL;
    bool is_primary = false;
    if (rnp_key_is_primary(key, &is_primary) != RNP_SUCCESS)
        return (str){0};
    rnp_result_t result =
        is_primary ? rnp_key_get_fprint(key, &text) : rnp_key_get_primary_fprint(key, &text);
    return result == RNP_SUCCESS ? take_text(arena, text) : (str){0};
}

/* NULL: the key may be believed now. */
static const char *key_fault(rnp_key_handle_t key)
{
    bool is_revoked = true, is_expired = true, is_valid = false;
    if (rnp_key_is_revoked(key, &is_revoked) != RNP_SUCCESS || is_revoked)
        return "the key that signed was revoked";
    if (rnp_key_is_expired(key, &is_expired) != RNP_SUCCESS || is_expired)
        return "the key that signed has expired";
    if (rnp_key_is_valid(key, &is_valid) != RNP_SUCCESS || !is_valid)
        return "the key that signed is not valid";
    return NULL;
}

/* Both the key that signed and the primary key that vouches for it. */
static const char *keys_fault(struct openpgp *openpgp, rnp_key_handle_t key, str primary)
{
    rnp_key_handle_t above = NULL;
    const char *fault = key_fault(key);
    if (!fault &&
        (!primary.n ||
         rnp_locate_key(openpgp->ffi, "fingerprint", primary.p, &above) != RNP_SUCCESS || !above))
        fault = "the key that signed belongs to no primary key";
    if (!fault)
        fault = key_fault(above);
    rnp_key_handle_destroy(above);
    return fault;
}

static err_t tell_unknown(rnp_op_verify_signature_t signature, struct fail *why)
{
    rnp_signature_handle_t handle = NULL;
    char *id = NULL;
    if (rnp_op_verify_signature_get_handle(signature, &handle) == RNP_SUCCESS &&
        rnp_signature_get_key_fprint(handle, &id) != RNP_SUCCESS)
        (void)rnp_signature_get_keyid(handle, &id);
    err_t err = fail_set(why, ERR_NOT_FOUND, 0, str_from(id ? id : "?"),
                         "signed by the key %s, which is not known", id ? id : "?");
    rnp_buffer_destroy(id);
    rnp_signature_handle_destroy(handle);
    return err;
}

/* What one signature of the file says. */
static err_t judge(struct openpgp *openpgp, rnp_op_verify_signature_t signature,
                   struct arena *arena, str *ret_fingerprint, struct fail *why)
{
    rnp_result_t status = rnp_op_verify_signature_get_status(signature);
    rnp_key_handle_t key = NULL;
    if (status == RNP_ERROR_KEY_NOT_FOUND)
        return tell_unknown(signature, why);
    if (rnp_op_verify_signature_get_key(signature, &key) != RNP_SUCCESS || !key)
        return fail_set(why, ERR_SYNTAX, 0, STR("signature"),
                        "a kind of OpenPGP signature that is not known");
    str primary = primary_fingerprint(key, arena);
    const char *fault = keys_fault(openpgp, key, primary);
    rnp_key_handle_destroy(key);
    if (status == RNP_ERROR_SIGNATURE_EXPIRED && !fault)
        fault = "the signature has expired";
    else if (status != RNP_SUCCESS && !fault)
        fault = "the signature is not one over this text";
    if (fault)
        return fail_set(why, ERR_INVALID, 0, primary, "%s", fault);
    *ret_fingerprint = primary;
    return ERR_OK;
}

/* A file may hold several signatures: one good one is enough, else a bad one tells more than an
 * unknown one. */
static err_t judge_all(struct openpgp *openpgp, rnp_op_verify_t checking, struct arena *arena,
                       str *ret_fingerprint, struct fail *why)
{
    size_t count = 0;
    struct fail worst = {0};
    if (rnp_op_verify_get_signature_count(checking, &count) != RNP_SUCCESS || count == 0)
        return fail_set(why, ERR_SYNTAX, 0, STR("signature"), "this is no OpenPGP signature");
    if (count > SIGNATURES_MAX)
        return fail_set(why, ERR_TOO_LARGE, 0, STR("signature"), "more than %d signatures",
                        SIGNATURES_MAX);
    for (size_t i = 0; i < count; i++) {
        rnp_op_verify_signature_t signature = NULL;
        struct fail now = {0};
        if (rnp_op_verify_get_signature_at(checking, i, &signature) != RNP_SUCCESS)
            continue;
        err_t err = judge(openpgp, signature, arena, ret_fingerprint, &now);
        if (!err)
            return ERR_OK;
        if (!worst.code || err == ERR_INVALID)
            worst = now;
    }
    if (!worst.code)
        return fail_set(why, ERR_SYNTAX, 0, STR("signature"), "this is no OpenPGP signature");
    if (why)
        *why = worst;
    return worst.code;
}

err_t openpgp_verify(struct openpgp *openpgp, str text, str signature, struct arena *arena,
                     str *ret_fingerprint, struct fail *why)
{
    rnp_input_t input = NULL, detached = NULL;
    rnp_op_verify_t checking = NULL;
    err_t err = ERR_SYNTAX;
    if (signature.n > OPENPGP_SIGNATURE_BYTES_MAX)
        return fail_set(why, ERR_TOO_LARGE, 0, STR("signature"),
                        "a signature of more than %d bytes", OPENPGP_SIGNATURE_BYTES_MAX);
    if (!text.n) /* which the library does not take */
        return fail_set(why, ERR_INVALID, 0, STR("signature"), "there is no text that it is over");
    if (!has_control_characters(signature) && open_input(&input, text) == RNP_SUCCESS &&
        open_input(&detached, signature) == RNP_SUCCESS &&
        rnp_op_verify_detached_create(&checking, openpgp->ffi, input, detached) == RNP_SUCCESS) {
        /* Its result is that of all signatures together; each is looked at below. */
        (void)rnp_op_verify_execute(checking);
        err = judge_all(openpgp, checking, arena, ret_fingerprint, why);
    } else
        fail_set(why, ERR_SYNTAX, 0, STR("signature"), "this is no OpenPGP signature");
    rnp_op_verify_destroy(checking);
    rnp_input_destroy(detached);
    rnp_input_destroy(input);
    return err;
}
