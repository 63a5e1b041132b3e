/* SPDX-License-Identifier: Apache-2.0 */
/* mend.h - simple changes that make a document right where there is one right outcome: a name
 * spelled in another case, a decimal comma, an idShort with a space. A change never invents data,
 * and what has two possible outcomes stays as it is. docs/mend.md lists them. */
#ifndef SCHALE_MODEL_MEND_H
#define SCHALE_MODEL_MEND_H

#include "model/load.h"

#define FIX(id, name, always, title_en, title_de) id,
enum fix {
#include "model/mend.def"
    FIX_COUNT
};
#undef FIX

/* A set of fixes: bit 1 << fix. */
typedef uint32_t fix_set;
#define FIX_BIT(fix) ((fix_set)1 << (fix))
#define FIX_ALL (FIX_BIT(FIX_COUNT) - 1)

str fix_id(enum fix fix);
str fix_title(enum fix fix, enum language language);
/* Whether it follows from reading and writing the file and cannot be left out. */
bool fix_is_always(enum fix fix);
/* False when there is no fix of that id. */
bool fix_find(str id, enum fix *ret_fix);

/* One change. `rule`, `path` and `element` are those of the finding that it ends, when there is
 * one; before and after are texts, cut like a finding's arguments; after is {NULL, 0} for what was
 * taken out, before for what was put in. */
struct mend_change {
    enum fix fix;
    enum rule rule;
    str path, element;
    str argument; /* of the finding, where one place may have several; or {NULL, 0} */
    str before, after;
};

enum { MEND_CHANGES_MAX = 1000 }; /* more are made and counted, but not described */

struct mended {
    const struct node *root;
    struct mend_change *changes; /* in the arena */
    size_t count, room;
    size_t total; /* of the changes, described or not */
};

/* Applies the chosen fixes to the tree, in the order of mend.def, from the leaves up. References
 * inside the tree that name an idShort which changes are changed along. What is made lives in
 * `arena`; what did not change is shared with `root`. Pure: the same tree gives the same outcome.
 */
void mend_tree(const struct node *root, enum metamodel version, fix_set fixes, struct arena *arena,
               struct mended *ret_mended);

/* The change that ends this finding, or NULL. */
const struct mend_change *mend_of_finding(const struct mended *mended,
                                          const struct finding *finding);

/* {"fix":id,"title":…,"rule":…,"path":…,"element":…,"about":…,"before":…,"after":…}; what is
 * absent is left out. `about` names the property or the like where the place alone does not. */
void mend_change_write_json(const struct mend_change *change, enum language language,
                            struct buf *out);

/* A file before and after. */
struct mend_file {
    bool readable;          /* false: there is no tree, and nothing but `before` is set */
    struct loaded loaded;   /* read tolerantly; unmended */
    struct findings before; /* of the file as it is, in strict mode */
    struct mended mended;
    struct findings after; /* of mend_file_write's bytes */
};

/* Reads the file, checks it, and mends the tree; `after` stays empty. `bytes` must outlive the
 * arena. options->tolerant and options->check do not count. */
void mend_file_read(str bytes, const struct load_options *options, fix_set fixes,
                    struct arena *arena, struct mend_file *ret_file);

/* Adds the mended file to `out`, in `format`, and checks these bytes anew: `after`. `file` must be
 * readable. ERR_INVALID: a package cannot be written (why), ERR_TOO_LARGE. */
MUST_CHECK err_t mend_file_write(struct mend_file *file, const struct load_options *options,
                                 enum load_format format, struct arena *arena, struct buf *out,
                                 struct fail *why);

#endif
