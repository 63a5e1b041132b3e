/* SPDX-License-Identifier: Apache-2.0 */
/* event_element.c - finds BasicEventElements in submodels and keeps their clocks. */
#include "event/event_element.h"

#include "base/ascii.h"
#include "codec/json.h"
#include "codec/xsd.h"
#include "event/event_filter.h"
#include "model/read.h"
#include "net/mqtt.h"

enum { PAGE_ROWS = 100 };

/* --- durations ------------------------------------------------------------------------------- */

int64_t event_duration_ms(str text)
{
    static const struct {
        char letter;
        bool time;
        int64_t ms;
    } units[] = {{'Y', false, 365 * 86400000ll},
                 {'M', false, 30 * 86400000ll},
                 {'D', false, 86400000},
                 {'H', true, 3600000},
                 {'M', true, 60000},
                 {'S', true, 1000}};
    const int64_t most = 100 * units[0].ms;
    if (!xsd_is_valid(XSD_DURATION, text) || text.p[0] != 'P')
        return 0;
    int64_t sum = 0;
    bool time = false;
    for (size_t i = 1; i < text.n;) {
        if (text.p[i] == 'T') {
            time = true;
            i++;
            continue;
        }
        int64_t whole = 0, thousandths = 0, unit = 1000;
        bool fraction = false;
        for (; i < text.n && (text.p[i] == '.' || ascii_is_digit(text.p[i])); i++) {
            if (text.p[i] == '.')
                fraction = true;
            else if (fraction)
                thousandths += (text.p[i] - '0') * (unit /= 10);
            else if ((whole = whole * 10 + (text.p[i] - '0')) > most)
                return 0;
        }
        for (size_t k = 0; i < text.n && k < COUNT_OF(units); k++) {
            if (units[k].letter != text.p[i] || units[k].time != time)
                continue;
            if (whole > most / units[k].ms)
                return 0;
            sum += whole * units[k].ms + thousandths * units[k].ms / 1000;
        }
        i++;
    }
    return sum > most ? 0 : sum;
}

/* --- reading a submodel ---------------------------------------------------------------------- */

struct walk {
    struct event_elements *elements;
    const struct json *json;
    str submodel_id;
    struct buf path;
    int64_t now_ms;
    struct event_element **link; /* where found ones are added */
};

/* Keys of a ModelReference: the document, then an element for each step; items of a list by index
 * (IDTA-01001 3.1, AASd-128). */
static bool read_observed(const struct json *json, uint32_t element, struct event_element *to)
{
    static const struct {
        str type;
        enum document_kind kind;
    } roots[] = {{STR("Submodel"), DOCUMENT_SUBMODEL},
                 {STR("AssetAdministrationShell"), DOCUMENT_SHELL},
                 {STR("ConceptDescription"), DOCUMENT_CONCEPT_DESCRIPTION}};
    uint32_t reference = json_member(json, element, STR("observed"));
    uint32_t keys = reference ? json_member(json, reference, STR("keys")) : 0;
    if (!keys || json_type(json, keys) != JSON_ARRAY)
        return false;
    str list = STR("SubmodelElementList"), before = STR("");
    struct buf path = {0};
    bool first = true;
    for (uint32_t key = keys + 1; key < json_next(json, keys); key = json_next(json, key)) {
        str type = json_member_text(json, key, STR("type"), &to->home);
        str value = json_member_text(json, key, STR("value"), &to->home);
        if (first) {
            for (size_t i = 0; i < COUNT_OF(roots); i++)
                if (str_equal(type, roots[i].type))
                    to->observed_kind = roots[i].kind;
            to->observed_id = arena_dup(&to->home, value);
        } else if (str_equal(before, list)) {
            buf_printf(&path, "[%.*s]", STR_ARG(value));
        } else {
            buf_printf(&path, "%s%.*s", path.n ? "." : "", STR_ARG(value));
        }
        before = type;
        first = false;
    }
    to->observed_path = arena_dup(&to->home, buf_str(&path));
    buf_release(&path);
    return to->observed_kind != 0;
}

static void free_element(struct event_element *element)
{
    buf_release(&element->last);
    struct arena home = element->home;
    arena_release(&home);
}

static void read_element(struct walk *walk, uint32_t token)
{
    const struct json *json = walk->json;
    struct arena home = {0};
    struct event_element *element = ARENA_NEW(&home, struct event_element);
    element->home = home;
    struct arena *arena = &element->home;
    str topic = json_member_text(json, token, STR("messageTopic"), arena);
    bool wanted =
        str_equal(json_member_text(json, token, STR("direction"), arena), STR("output")) &&
        str_equal(json_member_text(json, token, STR("state"), arena), STR("on")) &&
        mqtt_topic_is_valid(topic) && read_observed(json, token, element);
    if (!wanted) {
        free_element(element);
        return;
    }
    element->topic = arena_dup(arena, topic);
    element->submodel_id = arena_dup(arena, walk->submodel_id);
    element->path = arena_dup(arena, buf_str(&walk->path));
    element->min_ms = event_duration_ms(json_member_text(json, token, STR("minInterval"), arena));
    element->max_ms = event_duration_ms(json_member_text(json, token, STR("maxInterval"), arena));
    element->sent_ms = walk->now_ms - element->min_ms;
    if (element->max_ms)
        element->sent_ms = walk->now_ms; /* the first interval begins now */
    *walk->link = element;
    walk->link = &element->next;
}

static void walk_children(struct walk *walk, uint32_t array, bool list, int depth)
{
    static const str members[] = {STR("value"), STR("statements"), STR("annotations")};
    const struct json *json = walk->json;
    unsigned index = 0;
    if (!array || json_type(json, array) != JSON_ARRAY || depth > ELEMENT_DEPTH_MAX)
        return;
    for (uint32_t at = array + 1; at < json_next(json, array); at = json_next(json, at)) {
        size_t length = walk->path.n;
        struct arena scratch = {0};
        str name = json_member_text(json, at, STR("idShort"), &scratch);
        str class = json_member_text(json, at, STR("modelType"), &scratch);
        if (list)
            buf_printf(&walk->path, "[%u]", index++);
        else
            buf_printf(&walk->path, "%s%.*s", length ? "." : "", STR_ARG(name));
        if (str_equal(class, STR("BasicEventElement")))
            read_element(walk, at);
        bool is_list = str_equal(class, STR("SubmodelElementList"));
        for (size_t i = 0; i < COUNT_OF(members); i++)
            walk_children(walk, json_member(json, at, members[i]), is_list, depth + 1);
        walk->path.n = length;
        arena_release(&scratch);
    }
}

static void read_submodel(struct event_elements *elements, const struct document *document,
                          int64_t now_ms)
{
    struct json json;
    if (str_find(document_body(document), STR("\"BasicEventElement\"")) ==
            document_body(document).n ||
        json_read(document_body(document), &json, NULL) != ERR_OK)
        return;
    struct walk walk = {.elements = elements,
                        .json = &json,
                        .submodel_id = document->id,
                        .now_ms = now_ms,
                        .link = &elements->first};
    while (*walk.link)
        walk.link = &(*walk.link)->next;
    walk_children(&walk, json_member(&json, 0, STR("submodelElements")), false, 0);
    buf_release(&walk.path);
    json_release(&json);
}

struct loading {
    struct event_elements *elements;
    int64_t now_ms;
};

static bool read_next(void *context, struct document *document)
{
    const struct loading *loading = context;
    read_submodel(loading->elements, document, loading->now_ms);
    return true;
}

err_t event_elements_load(struct event_elements *elements, struct store *store, str base,
                          int64_t now_ms, struct fail *why)
{
    *elements = (struct event_elements){.store = store, .base = base};
    struct store_query query = {.kind = DOCUMENT_SUBMODEL, .limit = PAGE_ROWS};
    struct loading loading = {elements, now_ms};
    return store_walk(store, &query, read_next, &loading, why);
}

void event_elements_release(struct event_elements *elements)
{
    while (elements->first) {
        struct event_element *element = elements->first;
        elements->first = element->next;
        free_element(element);
    }
}

/* The new one goes on where the old one with its path and topic was. */
static void take_over(struct event_element *old, struct event_element *element)
{
    buf_release(&element->last);
    element->last = old->last;
    old->last = (struct buf){0};
    element->last_seq = old->last_seq;
    element->held = old->held;
    element->sent_ms = old->sent_ms;
}

void event_elements_follow(struct event_elements *elements, const struct event *event,
                           int64_t now_ms)
{
    if (event->kind != DOCUMENT_SUBMODEL)
        return;
    bool concerns = str_find(event->json, STR("BasicEventElement")) < event->json.n ||
                    str_find(event->json, STR(",\"data\":")) == event->json.n;
    struct event_element *old = NULL;
    for (struct event_element *at = elements->first; at; at = at->next)
        concerns |=
            str_equal(at->submodel_id, event->id) && event_paths_meet(at->path, event->path);
    if (!concerns)
        return;
    for (struct event_element **link = &elements->first; *link;) {
        struct event_element *at = *link;
        if (!str_equal(at->submodel_id, event->id)) {
            link = &at->next;
            continue;
        }
        *link = at->next;
        at->next = old;
        old = at;
    }
    struct document *document;
    if (store_get(elements->store, DOCUMENT_SUBMODEL, event->id, &document, NULL) == ERR_OK) {
        read_submodel(elements, document, now_ms);
        document_unref(document);
    }
    while (old) {
        struct event_element *gone = old;
        old = gone->next;
        for (struct event_element *at = elements->first; at; at = at->next)
            if (str_equal(at->submodel_id, gone->submodel_id) && str_equal(at->path, gone->path) &&
                str_equal(at->topic, gone->topic))
                take_over(gone, at);
        free_element(gone);
    }
}

/* --- sending --------------------------------------------------------------------------------- */

bool event_element_observes(const struct event_element *element, const struct event *event)
{
    return element->observed_kind == event->kind && str_equal(element->observed_id, event->id) &&
           event_paths_meet(element->observed_path, event->path);
}

static void keep(struct event_element *element, const struct event *event)
{
    buf_reset(&element->last);
    buf_add(&element->last, event->json);
    element->last_seq = event->seq;
}

bool event_element_take(struct event_element *element, const struct event *event, int64_t now_ms)
{
    keep(element, event);
    element->held = element->min_ms && now_ms - element->sent_ms < element->min_ms;
    if (!element->held)
        element->sent_ms = now_ms;
    return !element->held;
}

/* What is observed, as it is now. */
static bool look_at_observed(struct event_elements *elements, struct event_element *element)
{
    struct document *document;
    struct arena arena = {0};
    struct event event;
    if (store_get(elements->store, element->observed_kind, element->observed_id, &document, NULL))
        return false;
    struct record record = {.seq = document->revision,
                            .time_ms = document->updated_ms,
                            .operation = element->observed_path.n ? STORE_ELEMENT_PUT : STORE_PUT,
                            .kind = document->kind,
                            .previous = document->number, /* it is not new */
                            .id = document->id,
                            .path = element->observed_path,
                            .body = document_body(document)};
    bool found = !element->observed_path.n ||
                 document_element(document, element->observed_path, &record.change, NULL) == ERR_OK;
    found = found && event_make(&arena, elements->base, &record, &(struct event_before){0}, &event);
    if (found)
        keep(element, &event);
    document_unref(document);
    arena_release(&arena);
    return found;
}

bool event_element_due(struct event_elements *elements, struct event_element *element,
                       int64_t now_ms)
{
    int64_t silent_ms = now_ms - element->sent_ms;
    bool held = element->held && silent_ms >= element->min_ms;
    bool again = element->max_ms && silent_ms >= element->max_ms;
    if (!held && !again)
        return false;
    element->held = false;
    element->sent_ms = now_ms;
    return element->last.n > 0 || look_at_observed(elements, element);
}
