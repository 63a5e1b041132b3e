/* SPDX-License-Identifier: Apache-2.0 */
/* bare_sqlite.c - the reference for writing: the least that SQLite has to do, synchronous FULL.
 * First arguments: what to do, a database, a file of lines. "append", with two more numbers,
 * appends lines to one table, so many to a transaction, for so many seconds. "append-plain" does
 * the same with SQLite as it comes, which keeps a rollback journal, not with a write-ahead log and
 * large pages. "load" inserts each line under its first word, in transactions of 10,000. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void run(sqlite3 *db, const char *sql)
{
    char *error = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK) {
        fprintf(stderr, "%s: %s\n", sql, error);
        exit(1);
    }
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        exit(1);
    return statement;
}

static char **lines;
static size_t count;

static void read_lines(const char *path)
{
    FILE *in = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    for (ssize_t n; in && (n = getline(&line, &room, in)) > 0;) {
        lines = realloc(lines, (count + 1) * sizeof *lines);
        line[n - 1] = 0;
        lines[count++] = strdup(line);
    }
}

int main(int argc, char **argv)
{
    sqlite3 *db;
    if (argc < 4 || sqlite3_open(argv[2], &db) != SQLITE_OK)
        return 2;
    read_lines(argv[3]);
    run(db, "PRAGMA synchronous=FULL");
    if (strcmp(argv[1], "append-plain") != 0)
        run(db, "PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA "
                "wal_autocheckpoint=20000");
    double started = now();
    if (strncmp(argv[1], "append", 6) == 0) {
        int batch = atoi(argv[4]);
        double end = started + atof(argv[5]);
        size_t done = 0;
        run(db, "CREATE TABLE log(seq INTEGER PRIMARY KEY, body BLOB)");
        sqlite3_stmt *insert = prepare(db, "INSERT INTO log(body) VALUES(?)");
        while (now() < end) {
            run(db, "BEGIN IMMEDIATE");
            for (int i = 0; i < batch; i++, done++) {
                const char *line = strchr(lines[done % count], ' ') + 1;
                sqlite3_bind_text(insert, 1, line, -1, SQLITE_STATIC);
                sqlite3_step(insert);
                sqlite3_reset(insert);
            }
            run(db, "COMMIT");
        }
        printf("%.0f\n", (double)done / (now() - started));
        return 0;
    }
    run(db, "CREATE TABLE document(k TEXT PRIMARY KEY, v BLOB)");
    sqlite3_stmt *insert = prepare(db, "INSERT INTO document VALUES(?, ?)");
    for (size_t i = 0; i < count; i++) {
        if (i % 10000 == 0)
            run(db, i ? "COMMIT; BEGIN IMMEDIATE" : "BEGIN IMMEDIATE");
        const char *space = strchr(lines[i], ' ');
        sqlite3_bind_text(insert, 1, lines[i], (int)(space - lines[i]), SQLITE_STATIC);
        sqlite3_bind_text(insert, 2, space + 1, -1, SQLITE_STATIC);
        sqlite3_step(insert);
        sqlite3_reset(insert);
    }
    run(db, "COMMIT");
    sqlite3_finalize(insert);
    sqlite3_close(db); /* like ours, which leaves no write-ahead log behind */
    printf("%.3f\n", now() - started);
    return 0;
}
