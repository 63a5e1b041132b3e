/* SPDX-License-Identifier: Apache-2.0 */
/* load.c - a file's format by its first bytes, then the reader that fits. */
#include "model/load.h"

#include "model/check.h"
#include "model/read.h"

/* The first byte that is not a byte order mark or white space, or 0. */
static char first_char(str bytes)
{
    size_t i = str_starts_with(bytes, STR("\xEF\xBB\xBF")) ? 3 : 0;
    while (i < bytes.n && memchr(" \t\r\n", bytes.p[i], 4))
        i++;
    return i < bytes.n ? bytes.p[i] : 0;
}

err_t load_document(str bytes, const struct load_options *options, struct arena *arena,
                    struct findings *findings, struct loaded *ret_loaded)
{
    struct loaded loaded = {.version = options->version};
    err_t rc;
    findings->tolerant = options->tolerant;
    if (first_char(bytes) == '<') {
        loaded.format = LOAD_XML;
        rc = node_read_xml(bytes, options->class, options->ask_file, &loaded.version, arena,
                           findings, &loaded.root);
    } else {
        loaded.format = LOAD_JSON;
        if (options->ask_file)
            loaded.version = METAMODEL_3_2;
        rc = node_read_json(bytes, options->class, loaded.version, arena, findings, &loaded.root);
    }
    if (rc != ERR_OK)
        return rc;
    if (options->check)
        node_check(loaded.root, loaded.version, loaded.format == LOAD_JSON ? bytes : (str){0},
                   findings);
    *ret_loaded = loaded;
    return ERR_OK;
}
