/* SPDX-License-Identifier: Apache-2.0 */
/* plan_template.h - the submodel templates that are known: those that are built in, and submodels
 * of kind Template in the store. */
#ifndef SCHALE_WEB_PLAN_TEMPLATE_H
#define SCHALE_WEB_PLAN_TEMPLATE_H

#include "base/embedded.h"
#include "codec/json.h"
#include "model/template.h"
#include "web/answer.h"

extern const struct embedded_file template_files[]; /* sorted by name; ends with a zero row */

enum {
    PLAN_TEMPLATE_WALK_MAX = 100000, /* submodels looked at for templates */
    PLAN_TEMPLATES_MAX = 1000        /* listed of the store */
};

/* The template of that id; one in the store goes before a built-in one. Lives in `arena`. Refuses
 * when there is none. */
MUST_CHECK err_t plan_template_find(struct call *call, str id, struct arena *arena,
                                    const struct node **ret_template, struct fail *why);

/* The instance of a template as {"id":…,"submodel_id":…,"id_short":…,"optional":[…]} asks for it
 * (or just its id, as a text), with a new id when none is given. Lives in the call's arena. `id` is
 * that of the template when the object does not say it. */
MUST_CHECK err_t plan_template_instance(struct call *call, const struct json *json, uint32_t token,
                                        str id, const struct node **ret_instance, struct fail *why);

#endif
