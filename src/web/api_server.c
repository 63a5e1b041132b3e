/* SPDX-License-Identifier: Apache-2.0 */
/* api_server.c - what the server says about itself: /description, /health, /metrics. */
#include <unistd.h>

#include "link/link.h"
#include "web/answer.h"
#include "web/handlers.h"

/* The profiles of IDTA-01002 of which every operation is served, and the minor versions that have
 * them. */
enum { IN_3_0 = 1, IN_3_1 = 2, IN_3_2 = 4 };
static const struct profile {
    const char *service, *number;
    unsigned versions;
} profiles[] = {
    {"AssetAdministrationShellRepository", "001", IN_3_0 | IN_3_1},
    {"AssetAdministrationShellRepository", "002", IN_3_0 | IN_3_1},
    {"AssetAdministrationShellRepository", "004", IN_3_2},
    {"AssetAdministrationShellRepository", "006", IN_3_2},
    {"SubmodelRepository", "001", IN_3_0 | IN_3_1},
    {"SubmodelRepository", "002", IN_3_0 | IN_3_1},
    {"SubmodelRepository", "006", IN_3_2},
    {"SubmodelRepository", "007", IN_3_2},
    {"ConceptDescriptionRepository", "001", IN_3_0 | IN_3_1},
    {"ConceptDescriptionRepository", "003", IN_3_2},
    {"AssetAdministrationShellRegistry", "001", IN_3_0 | IN_3_1 | IN_3_2},
    {"AssetAdministrationShellRegistry", "002", IN_3_0 | IN_3_1 | IN_3_2},
    {"AssetAdministrationShellRegistry", "003", IN_3_1 | IN_3_2},
    {"AssetAdministrationShellRegistry", "005", IN_3_1 | IN_3_2},
    {"SubmodelRegistry", "001", IN_3_0 | IN_3_1 | IN_3_2},
    {"SubmodelRegistry", "002", IN_3_0 | IN_3_1 | IN_3_2},
    {"SubmodelRegistry", "003", IN_3_1 | IN_3_2},
    {"AasxFileServer", "001", IN_3_0 | IN_3_1},
    {"AasxFileServer", "002", IN_3_2},
    {"AssetAdministrationShell", "001", IN_3_0 | IN_3_1},
    {"AssetAdministrationShell", "002", IN_3_0 | IN_3_1},
    {"Submodel", "001", IN_3_0 | IN_3_1},
    {"Submodel", "002", IN_3_0 | IN_3_1},
    {"Discovery", "001", IN_3_0 | IN_3_1 | IN_3_2},
    {"Discovery", "002", IN_3_1 | IN_3_2},
};

err_t description_read(struct call *call, struct fail *why)
{
    struct buf out = {0};
    (void)why;
    buf_add(&out, STR("{\"profiles\":["));
    const char *comma = "";
    for (size_t i = 0; i < COUNT_OF(profiles); i++)
        for (unsigned minor = 0; minor <= 2; minor++) {
            if (!(profiles[i].versions & 1u << minor))
                continue;
            buf_printf(&out,
                       "%s\"https://admin-shell.io/aas/API/3/%u/%sServiceSpecification/SSP-%s\"",
                       comma, minor, profiles[i].service, profiles[i].number);
            comma = ",";
        }
    buf_add(&out, STR("]}"));
    answer_json(call, 200, NULL, &out);
    return ERR_OK;
}

err_t health_read(struct call *call, struct fail *why)
{
    struct http_answer answer = {.status = 200, .body = STR("{\"status\":\"UP\"}")};
    (void)why;
    answer_bytes(call, &answer, NULL, STR("application/json"));
    return ERR_OK;
}

/* Resident memory as /proc/self/statm counts it, in pages (proc(5)). */
static uint64_t resident_bytes(void)
{
    unsigned long long all = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (!file)
        return 0;
    int read = fscanf(file, "%llu %llu", &all, &resident);
    fclose(file);
    return read == 2 ? resident * (uint64_t)sysconf(_SC_PAGESIZE) : 0;
}

static void add_metric(struct buf *out, const char *name, const char *type, const char *help,
                       uint64_t value)
{
    buf_printf(out, "# HELP schale_%s %s\n# TYPE schale_%s %s\nschale_%s %llu\n", name, help, name,
               type, name, (unsigned long long)value);
}

static void add_link_metrics(struct buf *out, struct links *links)
{
    if (!links)
        return;
    struct links_count count = links_count(links);
    add_metric(out, "asset_values_total", "counter", "Values that came from machines.",
               count.reads);
    add_metric(out, "asset_writes_total", "counter", "Values written to machines.", count.writes);
    add_metric(out, "asset_failures_total", "counter", "Values that could not be read or written.",
               count.failures);
    add_metric(out, "asset_losses_total", "counter", "Connections to machines that were lost.",
               count.losses);
    buf_add(out, STR("# HELP schale_asset_interfaces Interfaces of assets by state.\n"
                     "# TYPE schale_asset_interfaces gauge\n"));
    for (int state = 0; state < LINK_STATE_COUNT; state++)
        buf_printf(out, "schale_asset_interfaces{state=\"%s\"} %llu\n",
                   link_state_text((enum link_state)state),
                   (unsigned long long)count.states[state]);
}

err_t metrics_read(struct call *call, struct fail *why)
{
    static const char *const kinds[DOCUMENT_KIND_COUNT] = {[DOCUMENT_SHELL] = "shell",
                                                           [DOCUMENT_SUBMODEL] = "submodel",
                                                           [DOCUMENT_CONCEPT_DESCRIPTION] =
                                                               "concept_description",
                                                           [DOCUMENT_PACKAGE] = "package"};
    struct web_status status = web_status_of(call->web);
    struct buf out = {0};
    (void)why;
    add_metric(&out, "requests_total", "counter", "Requests taken.", status.http.requests);
    add_metric(&out, "refused_total", "counter", "Requests refused before they reached a handler.",
               status.http.refused);
    add_metric(&out, "connections", "gauge", "Open connections.", status.http.connections_now);
    add_metric(&out, "event_streams", "gauge", "Clients that are sent events.",
               status.http.streams_now);
    add_metric(&out, "sent_bytes_total", "counter", "Bytes of answers' bodies.",
               status.http.bytes_out);
    add_metric(&out, "log_sequence", "counter", "Number of the newest record of the log.",
               store_revision(call->store));
    add_metric(&out, "uptime_seconds", "gauge", "Seconds since the start.",
               (uint64_t)status.up_ms / 1000);
    add_metric(&out, "resident_memory_bytes", "gauge", "Resident memory.", resident_bytes());
    buf_add(&out,
            STR("# HELP schale_documents Documents by kind.\n# TYPE schale_documents gauge\n"));
    for (int kind = DOCUMENT_SHELL; kind < DOCUMENT_KIND_COUNT; kind++)
        if (kinds[kind])
            buf_printf(&out, "schale_documents{kind=\"%s\"} %llu\n", kinds[kind],
                       (unsigned long long)store_count(call->store, (enum document_kind)kind));
    add_link_metrics(&out, web_links(call->web));
    struct http_answer answer = {.status = 200};
    size_t bytes;
    answer.owner = buf_take(&out, &bytes);
    answer.body = str_of(answer.owner, bytes);
    answer.release = free;
    answer_bytes(call, &answer, NULL, STR("text/plain; version=0.0.4; charset=utf-8"));
    return ERR_OK;
}
