/* SPDX-License-Identifier: Apache-2.0 */
/* plan.c - parameters of the operations below /plan. */
#include "web/plan.h"

err_t plan_read_language(struct call *call)
{
    str language;
    if (!call_query(call, "language", &language))
        return ERR_OK;
    call->language = str_equal(language, STR("de")) ? LANGUAGE_GERMAN : LANGUAGE_ENGLISH;
    return call->language == LANGUAGE_GERMAN || str_equal(language, STR("en"))
               ? ERR_OK
               : refuse(call, REFUSAL_BAD_LANGUAGE, language);
}

err_t plan_read_options(struct call *call, struct load_options *ret_options)
{
    str version, class;
    *ret_options = (struct load_options){
        .class = CLASS_ENVIRONMENT, .ask_file = true, .version = METAMODEL_3_2, .check = true};
    err_t err = plan_read_language(call);
    if (!err && call_query(call, "metamodel", &version)) {
        ret_options->ask_file = false;
        if (!metamodel_find(version, &ret_options->version))
            err = refuse(call, REFUSAL_BAD_METAMODEL, version);
    }
    if (!err && call_query(call, "as", &class)) {
        ret_options->class = class_find(class);
        if (ret_options->class == CLASS_NONE)
            err = refuse(call, REFUSAL_BAD_CLASS, class);
    }
    return err;
}

err_t plan_read_format(struct call *call, enum load_format *format)
{
    str name;
    if (!call_query(call, "format", &name) || load_format_find(name, format))
        return ERR_OK;
    return refuse(call, REFUSAL_BAD_FORMAT, name);
}

err_t plan_read_limit(struct call *call, size_t limit_max, size_t *limit)
{
    str text;
    uint64_t number;
    if (!call_query(call, "limit", &text))
        return ERR_OK;
    if (!str_to_u64(text, UINT64_MAX, &number) || number == 0)
        return refuse(call, REFUSAL_BAD_LIMIT, text);
    *limit = number > limit_max ? limit_max : (size_t)number;
    return ERR_OK;
}

str plan_media_type(enum load_format format)
{
    switch (format) {
    case LOAD_JSON:
        return STR("application/json");
    case LOAD_XML:
        return STR("application/xml");
    case LOAD_AASX:
        break;
    }
    return STR("application/asset-administration-shell-package");
}
