/* SPDX-License-Identifier: Apache-2.0 */
/* interface.c - reads one interface of an Asset Interfaces Description. */
#include "link/interface.h"

#include "link/protocol.h"

struct reader {
    const struct json *json;
    struct link_interface *interface;
    struct arena *home;
    uint32_t endpoint;
};

static void hinder(struct link_interface *interface, enum link_hindrance hindrance, str reason)
{
    if (interface->hindrance)
        return;
    interface->hindrance = hindrance;
    interface->reason = arena_dup(&interface->home, reason);
}

static str text_of(struct reader *reader, uint32_t collection, enum term term)
{
    str text = term_text(reader->json, collection, term, reader->home);
    return text.p ? arena_dup(reader->home, text) : text;
}

/* --- security -------------------------------------------------------------------------------- */

/* The scheme's name that the first reference of the list `security` leads to; {NULL, 0}: the list
 * says nothing. */
static str referenced_scheme(struct reader *reader, uint32_t list)
{
    const struct json *json = reader->json;
    uint32_t items = list ? element_children(json, list) : 0;
    str id, path;
    if (!items || items + 1 >= json_next(json, items) ||
        !reference_read(json, json_member(json, items + 1, STR("value")), reader->home, &id, &path))
        return (str){0};
    size_t at = path.n;
    while (at > 0 && path.p[at - 1] != '.')
        at--;
    uint32_t definitions = term_find(json, reader->endpoint, TERM_SECURITY_DEFINITIONS);
    uint32_t definition =
        definitions ? element_child(json, definitions, str_of(path.p + at, path.n - at)) : 0;
    return definition ? text_of(reader, definition, TERM_SCHEME) : (str){0};
}

/* Of a form, else of the interface, else the only definition, else none. */
static str scheme_of(struct reader *reader, uint32_t form)
{
    const struct json *json = reader->json;
    str scheme = referenced_scheme(reader, form ? term_find(json, form, TERM_SECURITY) : 0);
    if (!scheme.n)
        scheme = referenced_scheme(reader, term_find(json, reader->endpoint, TERM_SECURITY));
    if (scheme.n)
        return scheme;
    uint32_t definitions = term_find(json, reader->endpoint, TERM_SECURITY_DEFINITIONS);
    uint32_t list = definitions ? element_children(json, definitions) : 0;
    if (list && json_count(json, list) == 1)
        scheme = text_of(reader, list + 1, TERM_SCHEME);
    return scheme.n ? scheme : STR("nosec");
}

static void check_scheme(struct reader *reader, str scheme, const struct link_logins *logins)
{
    struct link_interface *interface = reader->interface;
    bool basic = str_equal(scheme, STR("basic"));
    if (basic && !interface->login)
        interface->login = link_login_find(logins, &interface->address);
    if (basic && !interface->login)
        hinder(
            interface, HINDRANCE_INVALID,
            STR("its security is basic, and the file of --connect-login has no user and password "
                "for its address"));
    else if (!basic && !str_equal(scheme, STR("nosec")))
        hinder(interface, HINDRANCE_NOT_SUPPORTED,
               arena_printf(reader->home,
                            "security scheme %.*s is not supported; there are nosec and basic",
                            STR_ARG(scheme)));
}

/* --- forms ----------------------------------------------------------------------------------- */

static void read_headers(struct reader *reader, uint32_t form, struct link_form *to)
{
    const struct json *json = reader->json;
    uint32_t list = term_find(json, form, TERM_HTV_HEADERS);
    uint32_t items = list ? element_children(json, list) : 0;
    if (!items)
        return;
    for (uint32_t at = items + 1; at < json_next(json, items); at = json_next(json, at)) {
        str name = text_of(reader, at, TERM_HTV_FIELD_NAME);
        str value = text_of(reader, at, TERM_HTV_FIELD_VALUE);
        bool plain = name.n > 0 && to->header_count < LINK_HEADERS_MAX;
        for (size_t i = 0; i < value.n; i++)
            plain = plain && (unsigned char)value.p[i] >= ' ';
        for (size_t i = 0; i < name.n; i++)
            plain = plain && name.p[i] > ' ' && name.p[i] < 127 && name.p[i] != ':';
        if (plain)
            to->headers[to->header_count++] =
                arena_printf(reader->home, "%.*s: %.*s", STR_ARG(name), STR_ARG(value)).p;
    }
}

static void read_form(struct reader *reader, uint32_t form, struct link_form *to)
{
    static const enum term of_interface[] = {TERM_CONTENT_TYPE, TERM_MODV_BYTE_ORDER,
                                             TERM_MODV_WORD_ORDER};
    *to = (struct link_form){.there = true};
    for (enum term term = TERM_HREF; term <= TERM_MODV_WORD_ORDER; term++)
        to->terms[term] = text_of(reader, form, term);
    for (size_t i = 0; i < COUNT_OF(of_interface); i++)
        if (!to->terms[of_interface[i]].p)
            to->terms[of_interface[i]] = text_of(reader, reader->endpoint, of_interface[i]);
    read_headers(reader, form, to);
    to->scheme = scheme_of(reader, form);
}

/* False: the form does not do this, or cannot be used: then the property has a problem. */
static bool prepare(struct reader *reader, struct link_property *property, struct link_form *form,
                    bool writes)
{
    struct fail why = {0};
    err_t err =
        reader->interface->protocol->prepare(reader->interface, property, form, writes, &why);
    if (err && !property->problem.p)
        property->problem = arena_dup(reader->home, str_from(why.text));
    return !err && form->there;
}

/* A form for both, or collections in `forms`: the first that reads, the first that writes. */
static void read_forms(struct reader *reader, uint32_t definition, struct link_property *property)
{
    const struct json *json = reader->json;
    uint32_t forms = term_find(json, definition, TERM_FORMS);
    uint32_t list = forms ? element_children(json, forms) : 0;
    bool one = list && term_find(json, forms, TERM_HREF);
    str read_only = text_of(reader, definition, TERM_READ_ONLY);
    str write_only = text_of(reader, definition, TERM_WRITE_ONLY);
    if (!list) {
        property->problem = STR("the datapoint has no forms");
        return;
    }
    for (uint32_t at = one ? forms : list + 1; at < json_next(json, list);
         at = one ? json_next(json, list) : json_next(json, at)) {
        struct link_form form;
        read_form(reader, at, &form);
        struct link_form other = form;
        if (!property->read.there && !str_equal(write_only, STR("true")) &&
            prepare(reader, property, &form, false))
            property->read = form;
        if (!property->write.there && !str_equal(read_only, STR("true")) &&
            prepare(reader, property, &other, true))
            property->write = other;
    }
    if (property->read.there || property->write.there)
        property->problem = (str){0};
    else if (!property->problem.p)
        property->problem = STR("no form says how the datapoint is read or written");
}

/* --- datapoints ------------------------------------------------------------------------------ */

static str name_of(struct reader *reader, uint32_t definition)
{
    str key = text_of(reader, definition, TERM_KEY);
    return key.n ? key
                 : arena_dup(reader->home, json_member_text(reader->json, definition,
                                                            STR("idShort"), reader->home));
}

static struct link_property *property_at(struct reader *reader, uint32_t definition, str path)
{
    struct link_property **link = &reader->interface->properties;
    for (; *link; link = &(*link)->next)
        if (str_equal((*link)->path, path))
            return *link;
    struct link_property *property = ARENA_NEW(reader->home, struct link_property);
    *link = property;
    property->path = arena_dup(reader->home, path);
    property->name = name_of(reader, definition);
    property->type = text_of(reader, definition, TERM_TYPE);
    read_forms(reader, definition, property);
    return property;
}

static void read_definition(struct reader *reader, uint32_t definition,
                            struct link_mapping *mapping)
{
    struct fail why = {0};
    const struct json *json = reader->json;
    uint32_t range = term_find(json, definition, TERM_MIN_MAX);
    mapping->type = text_of(reader, definition, TERM_TYPE);
    mapping->unit = text_of(reader, definition, TERM_UNIT);
    if (link_scale_read(json, definition, &mapping->scale, &why) != ERR_OK ||
        (range && link_range_read(json, range, &mapping->scale, &why) != ERR_OK))
        mapping->problem = arena_dup(reader->home, str_from(why.text));
}

/* Follows the path from `InteractionMetadata` down: properties, a name, and again for parts of an
 * object. False: there is no such datapoint. */
static bool find_definition(struct reader *reader, uint32_t element, struct link_mapping *mapping)
{
    const struct json *json = reader->json;
    str rest = mapping->source, segment = str_cut(&rest, '.'); /* the interface */
    uint32_t at = term_find(json, element, TERM_INTERACTION), top = 0;
    (void)str_cut(&rest, '.');
    while (at && rest.n) {
        uint32_t list = term_find(json, at, TERM_PROPERTIES);
        if (element_child(json, at, str_cut(&rest, '.')) != list)
            return false; /* actions, events */
        segment = str_cut(&rest, '.');
        at = list && segment.n ? element_child(json, list, segment) : 0;
        if (at && !top) {
            top = at;
            str path =
                str_of(mapping->source.p, (size_t)(segment.p + segment.n - mapping->source.p));
            mapping->property = property_at(reader, at, path);
        } else if (at && mapping->key_count == LINK_NESTING_MAX) {
            return false;
        } else if (at) {
            mapping->keys[mapping->key_count++] = name_of(reader, at);
        }
    }
    if (!at || !top)
        return false;
    read_definition(reader, at, mapping);
    return true;
}

/* Which ways it goes, or why none. */
static void decide_ways(struct link_mapping *mapping, bool towards_machine)
{
    struct link_property *property = mapping->property;
    mapping->reads = property->read.there && !towards_machine;
    mapping->writes = property->write.there && mapping->key_count == 0;
    if (mapping->reads || mapping->writes || mapping->problem.p)
        return;
    if (property->problem.p)
        mapping->problem = property->problem;
    else if (towards_machine && !property->write.there)
        mapping->problem = STR("the datapoint is a sink, and its form does not write");
    else
        mapping->problem = STR("a part of an object can be read, not written alone");
}

static void add_mapping(struct reader *reader, uint32_t element, struct link_relation *relation)
{
    struct link_interface *interface = reader->interface;
    struct link_mapping *mapping = ARENA_NEW(reader->home, struct link_mapping);
    struct link_mapping **link = &interface->mappings;
    while (*link)
        link = &(*link)->next;
    *link = mapping;
    interface->mapping_count++;
    relation->taken = true;
    mapping->scale = link_scale_none();
    mapping->source = arena_dup(reader->home, relation->source_path);
    mapping->target_id = arena_dup(reader->home, relation->target_id);
    mapping->target_path = arena_dup(reader->home, relation->target_path);
    if (!find_definition(reader, element, mapping)) {
        mapping->problem = STR("the description has no such datapoint");
        return;
    }
    decide_ways(mapping, relation->towards_machine);
    if (mapping->problem.p) {
        mapping->reads = mapping->writes = false;
        return;
    }
    if (!relation->interval_ms)
        return;
    struct link_property *property = mapping->property;
    if (!property->interval_ms || relation->interval_ms < property->interval_ms)
        property->interval_ms = relation->interval_ms;
}

/* modv_pollingTime is what the machine stands at most: it is also the interval where the mapping
 * says none. */
static void settle_intervals(struct link_interface *interface)
{
    for (struct link_property *at = interface->properties; at; at = at->next) {
        uint64_t least = 0;
        str text = at->read.terms[TERM_MODV_POLLING_TIME];
        if (!text.p || !str_to_u64(text, LINK_POLL_MS_MAX, &least))
            least = 0;
        if (!at->interval_ms)
            at->interval_ms = least ? (int64_t)least : LINK_POLL_MS_DEFAULT;
        if (at->interval_ms < (int64_t)least)
            at->interval_ms = (int64_t)least;
        if (at->interval_ms < LINK_POLL_MS_MIN)
            at->interval_ms = LINK_POLL_MS_MIN;
    }
}

/* --- the interface --------------------------------------------------------------------------- */

static const char *host_of(struct arena *home, str host)
{
    bool brackets = host.n > 2 && host.p[0] == '[';
    return arena_dup(home, brackets ? str_of(host.p + 1, host.n - 2) : host).p;
}

static void read_endpoint(struct reader *reader, const struct allow_list *allowed)
{
    struct link_interface *interface = reader->interface;
    struct fail why = {0};
    interface->base = reader->endpoint ? text_of(reader, reader->endpoint, TERM_BASE) : (str){0};
    interface->allowed = allowed;
    if (!interface->base.n) {
        hinder(interface, HINDRANCE_INVALID, STR("EndpointMetadata has no base"));
        return;
    }
    size_t end = str_find(interface->base, STR("://"));
    interface->protocol = link_protocol_find(str_of(interface->base.p, end));
    if (!interface->protocol)
        hinder(interface, HINDRANCE_NOT_SUPPORTED,
               arena_printf(reader->home,
                            "base is %.*s; there are http, https, mqtt, mqtts and modbus+tcp",
                            STR_ARG(interface->base)));
    else if (address_read_machine(reader->home, interface->base, (str){0}, &interface->address,
                                  &why) != ERR_OK)
        hinder(interface, HINDRANCE_INVALID, arena_printf(reader->home, "base: %s", why.text));
    else
        interface->host = host_of(reader->home, interface->address.host);
}

static void judge_use(struct link_interface *interface)
{
    bool used = false;
    for (struct link_mapping *at = interface->mappings; at; at = at->next)
        used |= at->reads || at->writes;
    if (!used)
        hinder(interface, HINDRANCE_UNUSED,
               interface->mappings
                   ? STR("none of its mappings can be done")
                   : STR("no mapping configuration (AIMC) refers to its datapoints"));
    if (!allow_list_has(interface->allowed, &interface->address))
        hinder(interface, HINDRANCE_NOT_ALLOWED,
               arena_printf(&interface->home,
                            "the server was not started with --connect %.*s://%.*s:%.*s",
                            STR_ARG(interface->address.scheme), STR_ARG(interface->address.host),
                            STR_ARG(interface->address.port)));
}

/* "InterfaceHTTP" + "." begins the paths of its datapoints. */
static bool is_below(str path, str interface)
{
    return str_starts_with(path, interface) && path.n > interface.n && path.p[interface.n] == '.';
}

static void note(struct buf *out, const struct link_relation *relation)
{
    const str texts[] = {relation->source_path, relation->target_id, relation->target_path};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        json_write_string(out, texts[i]);
    buf_printf(out, "%lld %d\n", (long long)relation->interval_ms, relation->towards_machine);
}

struct link_interface *interface_read(const struct json *json, uint32_t element, str submodel_id,
                                      struct link_relation *relations, size_t relation_count,
                                      const struct allow_list *allowed,
                                      const struct link_logins *logins)
{
    struct arena home = {0};
    struct link_interface *interface = ARENA_NEW(&home, struct link_interface);
    interface->home = home;
    struct reader reader = {json, interface, &interface->home,
                            term_find(json, element, TERM_ENDPOINT)};
    interface->submodel_id = arena_dup(reader.home, submodel_id);
    interface->path =
        arena_dup(reader.home, json_member_text(json, element, STR("idShort"), reader.home));
    interface->title = text_of(&reader, element, TERM_TITLE);
    read_endpoint(&reader, allowed);
    bool readable = !interface->hindrance;
    struct buf noted = {0};
    for (size_t i = 0; i < relation_count; i++) {
        struct link_relation *relation = &relations[i];
        if (!relation->problem.p && str_equal(relation->source_id, submodel_id) &&
            is_below(relation->source_path, interface->path)) {
            relation->taken = true;
            note(&noted, relation);
            if (readable)
                add_mapping(&reader, element, relation);
        }
    }
    const str read[] = {interface->submodel_id, json_slice(json, element), buf_str(&noted)};
    interface->stamp = sha256_of(read, COUNT_OF(read));
    buf_release(&noted);
    settle_intervals(interface);
    if (readable) {
        check_scheme(&reader, scheme_of(&reader, 0), logins);
        for (struct link_property *at = interface->properties; at; at = at->next)
            if (at->read.there || at->write.there)
                check_scheme(&reader, (at->read.there ? &at->read : &at->write)->scheme, logins);
        judge_use(interface);
    }
    return interface;
}

void interface_free(struct link_interface *interface)
{
    struct arena home = interface->home;
    arena_release(&home);
}
