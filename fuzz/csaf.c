/* SPDX-License-Identifier: Apache-2.0 */
/* csaf.c - any bytes as an advisory: no crash, and every finding can be written in both languages.
 */
#include "plan/security/csaf/csaf_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct findings findings = {.arena = &arena};
    struct buf out = {0};
    csaf_check(str_of((const char *)data, size), &findings);
    for (size_t i = 0; i < findings.count; i++) {
        finding_write_json(&findings.items[i], LANGUAGE_ENGLISH, &out);
        finding_write_json(&findings.items[i], LANGUAGE_GERMAN, &out);
    }
    buf_release(&out);
    arena_release(&arena);
    return 0;
}
