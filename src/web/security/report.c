/* SPDX-License-Identifier: Apache-2.0 */
/* report.c - GET /plan/security/report: what was known then and what was done, its signature, or
 * all of it as one archive. Our own operation (docs/security-report.md). */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "codec/zip.h"
#include "plan/security/publish/own_provider.h"
#include "plan/security/report/report.h"
#include "store/history.h"
#include "web/file_answer.h"
#include "web/handlers.h"
#include "web/plan.h"
#include "web/security/publish_key.h"

enum { HOST_NAME_BYTES_MAX = 256 };

/* One at a time: a report of a large plant takes memory and disk. */
static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;

struct request {
    uint64_t seq;
    str zone;
    enum report_format format;
    bool as_zip, wants_signature;
};

/* --- what is asked for --------------------------------------------------------------------------
 */

static err_t read_format(struct call *call, struct request *request)
{
    str text;
    if (!call_query(call, "format", &text))
        return ERR_OK;
    request->as_zip = str_equal(text, STR("zip"));
    if (request->as_zip || report_format_find(text, &request->format))
        return ERR_OK;
    return refuse(call, REFUSAL_BAD_CHOICE, text);
}

static err_t read_date(struct call *call, int64_t *ret_time_ms)
{
    str text;
    *ret_time_ms = clock_wall_ms();
    if (!call_query(call, "date", &text) || !text.n)
        return ERR_OK;
    switch (report_date_read(text, *ret_time_ms, ret_time_ms)) {
    case REPORT_DATE_BAD:
        return refuse(call, REFUSAL_BAD_REPORT_DATE, text);
    case REPORT_DATE_FUTURE:
        return refuse(call, REFUSAL_FUTURE_DATE, text);
    case REPORT_DATE_FINE:
        break;
    }
    return ERR_OK;
}

/* A record by its number, else the last one of a date. */
static err_t read_seq(struct call *call, struct request *request, struct fail *why)
{
    str text;
    int64_t time_ms;
    if (call_query(call, "seq", &text))
        return str_to_u64(text, store_revision(call->store), &request->seq) && request->seq
                   ? ERR_OK
                   : refuse(call, REFUSAL_BAD_SINCE, text);
    err_t err = read_date(call, &time_ms);
    if (!err)
        err = store_seq_at(call->store, time_ms, &request->seq, why);
    return !err && !request->seq ? refuse(call, REFUSAL_NOTHING_THEN, STR("")) : err;
}

static err_t read_request(struct call *call, struct request *request, struct fail *why)
{
    (void)call_query(call, "zone", &request->zone);
    err_t err = plan_read_language(call);
    err = err ? err : read_format(call, request);
    err = err ? err : call_query_flag(call, "signature", &request->wants_signature);
    return err ? err : read_seq(call, request, why);
}

/* --- signing ------------------------------------------------------------------------------------
 */

/* The key names who publishes, else the machine. */
static err_t open_key(struct call *call, struct publish_key_facts *ret_facts, struct fail *why)
{
    struct own_provider provider;
    char host[HOST_NAME_BYTES_MAX] = "";
    bool there;
    uint64_t revision;
    err_t err = own_provider_read(call->store, call->arena, web_public_url(call->web), &provider,
                                  &there, &revision, why);
    if (err)
        return err;
    if (gethostname(host, sizeof host - 1) != 0 || !host[0])
        memcpy(host, "schale", sizeof "schale");
    return publish_key_open(web_publish_key(call->web),
                            there && provider.name.n ? provider.name : str_from(host), call->arena,
                            ret_facts, why);
}

static err_t sign(struct call *call, str bytes, struct buf *out, struct fail *why)
{
    struct publish_key_facts facts;
    err_t err = open_key(call, &facts, why);
    return err ? err : publish_key_sign(web_publish_key(call->web), bytes, out, why);
}

static void write_readme(const struct report *report, const struct publish_key_facts *facts,
                         struct arena *arena, struct buf *out)
{
    str name = report_file_name(arena, report, REPORT_HTML);
    buf_printf(out,
               "Sicherheitsbericht / security report\r\n"
               "Eintrag des Protokolls / record of the log: %llu, %s\r\n"
               "SHA-256: %s\r\n\r\n"
               "DEUTSCH\r\n"
               "1. Den öffentlichen Schlüssel einlesen und seinen Fingerabdruck mit dem "
               "vergleichen, den der Betreiber auf anderem Weg nennt:\r\n"
               "     gpg --import public-key.asc\r\n"
               "     %.*s\r\n"
               "2. Prüfen, dass nichts geändert wurde (ebenso .csv und .json):\r\n"
               "     gpg --verify %.*s.asc %.*s\r\n"
               "3. Den Bericht gegen das Protokoll halten, auf der Maschine oder mit einer "
               "Sicherung (schale restore DATEI ORDNER):\r\n"
               "     schale verify ORDNER\r\n"
               "   Der SHA-256 oben ist \"before\" des Eintrags %llu in store.log, oder \"hash\" "
               "der Zeile danach, wenn der Eintrag der letzte war.\r\n\r\n"
               "ENGLISH\r\n"
               "1. Import the public key and compare its fingerprint with the one that the "
               "operator names by other means:\r\n"
               "     gpg --import public-key.asc\r\n"
               "     %.*s\r\n"
               "2. Check that nothing was changed (.csv and .json in the same way):\r\n"
               "     gpg --verify %.*s.asc %.*s\r\n"
               "3. Hold the report against the log, on the machine or with a backup (schale "
               "restore FILE DIR):\r\n"
               "     schale verify DIR\r\n"
               "   The SHA-256 above is \"before\" of record %llu in store.log, or \"hash\" of the "
               "line behind it when the record was the last one.\r\n",
               (unsigned long long)report->seq, report->time, report->hash,
               STR_ARG(facts->fingerprint), STR_ARG(name), STR_ARG(name),
               (unsigned long long)report->seq + 1, STR_ARG(facts->fingerprint), STR_ARG(name),
               STR_ARG(name), (unsigned long long)report->seq + 1);
}

/* --- answers ------------------------------------------------------------------------------------
 */

static err_t make_zip(struct call *call, const struct report *report, struct buf *out,
                      struct fail *why)
{
    struct publish_key_facts facts;
    struct buf files[REPORT_FORMAT_COUNT] = {0}, signatures[REPORT_FORMAT_COUNT] = {0},
               readme = {0};
    err_t err = open_key(call, &facts, why);
    if (err)
        return err;
    struct zip_writer *writer = zip_writer_new();
    for (size_t i = 0; !err && i < REPORT_FORMAT_COUNT; i++) {
        enum report_format format = (enum report_format)i;
        str name = report_file_name(call->arena, report, format);
        report_write(report, format, &files[i]);
        err = publish_key_sign(web_publish_key(call->web), buf_str(&files[i]), &signatures[i], why);
        zip_writer_add(writer, name, buf_str(&files[i]));
        zip_writer_add(writer, arena_printf(call->arena, "%.*s.asc", STR_ARG(name)),
                       buf_str(&signatures[i]));
    }
    write_readme(report, &facts, call->arena, &readme);
    zip_writer_add(writer, STR("public-key.asc"), facts.public_key);
    zip_writer_add(writer, STR("README.txt"), buf_str(&readme));
    struct fail zip_why;
    err_t zip_err = zip_writer_finish(writer, out, err ? &zip_why : why);
    for (size_t i = 0; i < REPORT_FORMAT_COUNT; i++) {
        buf_release(&files[i]);
        buf_release(&signatures[i]);
    }
    buf_release(&readme);
    return err ? err : zip_err;
}

static err_t make(struct call *call, const struct request *request, const struct report *report,
                  struct buf *out, struct fail *why)
{
    struct buf signature = {0};
    if (request->as_zip)
        return make_zip(call, report, out, why);
    report_write(report, request->format, out);
    if (!request->wants_signature)
        return ERR_OK;
    err_t err = sign(call, buf_str(out), &signature, why);
    buf_release(out);
    *out = signature;
    return err;
}

/* A report opens in the browser, where nothing of it runs; everything else is a download. */
static void answer(struct call *call, const struct request *request, str name, struct buf *out)
{
    struct http_answer answer = {.status = 200};
    size_t bytes;
    bool shown = request->format == REPORT_HTML && !request->as_zip && !request->wants_signature;
    str type = request->wants_signature ? STR("application/pgp-signature")
               : request->as_zip        ? STR("application/zip")
                                        : report_media_type(request->format);
    answer.owner = buf_take(out, &bytes);
    answer.body = str_of(answer.owner, bytes);
    answer.release = free;
    http_answer_header(&answer, STR("Content-Disposition"),
                       file_disposition(call->arena, shown ? "inline" : "attachment", name));
    http_answer_header(&answer, STR("Content-Security-Policy"),
                       STR("sandbox allow-modals; default-src 'none'; style-src 'unsafe-inline'"));
    http_answer_header(&answer, STR("Schale-Record"),
                       arena_printf(call->arena, "%llu", (unsigned long long)request->seq));
    answer_bytes(call, &answer, NULL, type);
}

static str name_of(struct call *call, const struct request *request, const struct report *report)
{
    str name = report_file_name(call->arena, report, request->format);
    if (request->wants_signature)
        return arena_printf(call->arena, "%.*s.asc", STR_ARG(name));
    if (!request->as_zip)
        return name;
    str ending = report_format_name(request->format);
    return arena_printf(call->arena, "%.*szip", (int)(name.n - ending.n), name.p);
}

err_t security_report_read(struct call *call, struct fail *why)
{
    struct request request = {0};
    struct report report;
    struct buf out = {0};
    str name = {0};
    err_t err = read_request(call, &request, why);
    if (err)
        return err;
    if (request.as_zip && request.wants_signature)
        return refuse(call, REFUSAL_BAD_CHOICE, STR("zip"));
    pthread_mutex_lock(&making);
    err = report_open(call->store, request.seq, request.zone, call->language, &report, why);
    if (!err) {
        name = name_of(call, &request, &report);
        err = make(call, &request, &report, &out, why);
    }
    bool no_zone = err == ERR_NOT_FOUND && request.zone.n;
    report_close(&report);
    pthread_mutex_unlock(&making);
    if (err) {
        buf_release(&out);
        return no_zone ? refuse(call, REFUSAL_NO_ZONE_THEN, request.zone) : err;
    }
    answer(call, &request, name, &out);
    return ERR_OK;
}
