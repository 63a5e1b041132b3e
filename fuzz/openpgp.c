/* SPDX-License-Identifier: Apache-2.0 */
/* openpgp.c - any bytes as keys and as a signature: no crash; only one over the text is believed,
 * and nobody can make one by chance. */
#include <stdlib.h>

#include "codec/openpgp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct openpgp *openpgp;
    struct arena arena = {0};
    struct fail why;
    str bytes = str_of((const char *)data, size), fingerprint;
    if (openpgp_open(&openpgp, &why) != ERR_OK)
        abort();
    /* The key and, behind a NUL, the signature. */
    size_t end = str_find_char(bytes, 0);
    str signature = end < size ? str_of(bytes.p + end + 1, size - end - 1) : bytes;
    bool has_key = openpgp_add_keys(openpgp, str_of(bytes.p, end), &why) == ERR_OK;
    if (openpgp_verify(openpgp, STR("{\"a\":1}\n"), signature, &arena, &fingerprint, &why) ==
            ERR_OK &&
        (!has_key || fingerprint.n == 0 || fingerprint.n > OPENPGP_FINGERPRINT_BYTES_MAX))
        abort();
    openpgp_close(openpgp);
    arena_release(&arena);
    return 0;
}
