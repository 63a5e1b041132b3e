/* SPDX-License-Identifier: Apache-2.0 */
/* mapping.c - reads both versions of the mapping configuration into one list of relations. */
#include "link/mapping.h"

enum { PATH_BYTES_MAX = 200 };

struct reader {
    const struct json *json;
    str submodel_id;
    struct arena *arena;
    struct link_relations *relations;
};

/* One end of a relation. */
struct end {
    str id, path; /* of an element; {NULL, 0}: the reference names none */
    str name;     /* SourceId, SinkId */
    int64_t interval_ms;
    bool taken;
};

static struct link_relation *add_relation(struct reader *reader, str path)
{
    struct link_relations *relations = reader->relations;
    if (relations->count == LINK_MAPPINGS_MAX) {
        relations->over = true;
        return NULL;
    }
    ARENA_GROW(reader->arena, relations->items, relations->count, relations->room, 16);
    struct link_relation *relation = &relations->items[relations->count++];
    relation->aimc_id = reader->submodel_id;
    relation->aimc_path = arena_dup(reader->arena, path);
    return relation;
}

static void add_problem(struct reader *reader, str path, const char *text)
{
    struct link_relation *relation = add_relation(reader, path);
    if (relation)
        relation->problem = str_from(text);
}

/* A datapoint of an Asset Interfaces Description stands below the interaction metadata. */
static bool is_datapoint(str path)
{
    return str_find(path, STR(".InteractionMetadata.")) < path.n;
}

static void relate(struct reader *reader, str path, const struct end *source,
                   const struct end *sink)
{
    struct link_relation *relation = add_relation(reader, path);
    if (!relation)
        return;
    bool from = is_datapoint(source->path), to = is_datapoint(sink->path);
    const struct end *point = from ? source : sink, *target = from ? sink : source;
    relation->source_id = point->id;
    relation->source_path = point->path;
    relation->target_id = target->id;
    relation->target_path = target->path;
    relation->interval_ms = source->interval_ms;
    relation->towards_machine = !from;
    if (!source->id.p || !sink->id.p)
        relation->problem =
            STR("a reference names no element of a submodel: it is a ModelReference "
                "whose first key is the Submodel");
    else if (from == to)
        relation->problem =
            from ? STR("both ends are datapoints of interfaces; one is to be a Property")
                 : STR("no end is a datapoint below InteractionMetadata of an Asset Interfaces "
                       "Description; copies between elements are not made");
}

static uint32_t first_child(const struct json *json, uint32_t element)
{
    uint32_t children = element ? element_children(json, element) : 0;
    return children ? children + 1 : 0;
}

static uint32_t children_end(const struct json *json, uint32_t element)
{
    uint32_t children = element ? element_children(json, element) : 0;
    return children ? json_next(json, children) : 0;
}

static struct end read_end(struct reader *reader, uint32_t reference)
{
    struct end end = {0};
    str id, path;
    if (reference && reference_read(reader->json, reference, reader->arena, &id, &path)) {
        end.id = id;
        end.path = path;
    }
    return end;
}

/* "PollingInterval ... in seconds"; 0: not said, or nothing that can be. */
static int64_t read_interval(struct reader *reader, uint32_t collection, enum term term)
{
    double seconds;
    str text = term_text(reader->json, collection, term, reader->arena);
    if (!text.n || !link_number_read(text, &seconds) || !(seconds > 0))
        return 0;
    return seconds * 1000 >= LINK_POLL_MS_MAX   ? LINK_POLL_MS_MAX
           : seconds * 1000 <= LINK_POLL_MS_MIN ? LINK_POLL_MS_MIN
                                                : (int64_t)(seconds * 1000);
}

/* --- version 1: RelationshipElements --------------------------------------------------------- */

static void read_relations(struct reader *reader, uint32_t list, str path)
{
    const struct json *json = reader->json;
    unsigned index = 0;
    for (uint32_t at = first_child(json, list); at < children_end(json, list);
         at = json_next(json, at)) {
        struct end first = read_end(reader, json_member(json, at, STR("first")));
        struct end second = read_end(reader, json_member(json, at, STR("second")));
        str own = arena_printf(reader->arena, "%.*s.%s[%u]", STR_ARG(path),
                               term_name(TERM_RELATIONS), index++);
        relate(reader, own, &first, &second);
    }
}

/* --- version 2: sources and sinks ------------------------------------------------------------ */

static struct end *read_ends(struct reader *reader, uint32_t list, enum term reference,
                             enum term name, size_t *ret_count)
{
    const struct json *json = reader->json;
    struct end *ends = NULL;
    size_t count = 0, room = 0;
    for (uint32_t at = first_child(json, list); at < children_end(json, list);
         at = json_next(json, at)) {
        uint32_t element = term_find(json, at, reference);
        ARENA_GROW(reader->arena, ends, count, room, 8);
        ends[count] = read_end(reader, element ? json_member(json, element, STR("value")) : 0);
        ends[count].name = term_text(json, at, name, reader->arena);
        ends[count].interval_ms = read_interval(reader, at, TERM_INTERVAL);
        count++;
    }
    *ret_count = count;
    return ends;
}

static void read_sources_and_sinks(struct reader *reader, uint32_t configuration, str path)
{
    const struct json *json = reader->json;
    size_t source_count, sink_count;
    struct end *sources = read_ends(reader, term_find(json, configuration, TERM_SOURCES),
                                    TERM_SOURCE, TERM_SOURCE_ID, &source_count);
    struct end *sinks = read_ends(reader, term_find(json, configuration, TERM_SINKS), TERM_SINK,
                                  TERM_SINK_ID, &sink_count);
    int64_t interval_ms = read_interval(reader, configuration, TERM_DEFAULT_INTERVAL);
    for (size_t i = 0; i < sink_count; i++) {
        str own = arena_printf(reader->arena, "%.*s.Sinks[%zu]", STR_ARG(path), i);
        struct end *source = NULL;
        for (size_t k = 0; k < source_count && !source; k++)
            if (sources[k].name.n && str_equal(sources[k].name, sinks[i].name))
                source = &sources[k];
        if (!source) {
            add_problem(reader, own, "no source has a SourceId that is the same as this SinkId");
            continue;
        }
        source->taken = true;
        if (!source->interval_ms)
            source->interval_ms = interval_ms;
        relate(reader, own, source, &sinks[i]);
    }
    for (size_t k = 0; k < source_count; k++)
        if (!sources[k].taken)
            add_problem(reader, arena_printf(reader->arena, "%.*s.Sources[%zu]", STR_ARG(path), k),
                        "no sink has a SinkId that is the same as this SourceId");
}

static void read_configuration(struct reader *reader, uint32_t configuration, str path)
{
    const struct json *json = reader->json;
    uint32_t relations = term_find(json, configuration, TERM_RELATIONS);
    str transformation = term_text(json, configuration, TERM_TRANSFORMATION, reader->arena);
    if (transformation.n)
        add_problem(reader, path,
                    "a Transformation in Lua is not supported; scale, offset and deadband are "
                    "qualifiers of the datapoint or of the Property");
    else if (relations)
        read_relations(reader, relations, path);
    else
        read_sources_and_sinks(reader, configuration, path);
}

void mapping_read(const struct json *json, str submodel_id, struct arena *arena,
                  struct link_relations *relations)
{
    struct reader reader = {json, arena_dup(arena, submodel_id), arena, relations};
    uint32_t list = term_find(json, 0, TERM_CONFIGURATIONS);
    unsigned index = 0;
    for (uint32_t at = first_child(json, list); at < children_end(json, list);
         at = json_next(json, at))
        read_configuration(&reader, at,
                           arena_printf(arena, "%s[%u]", term_name(TERM_CONFIGURATIONS), index++));
    if (!list)
        add_problem(&reader, STR(""), "there is no list MappingConfigurations");
}
