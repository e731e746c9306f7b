/* raw_commits FILE SECONDS: how many one-row commits a second SQLite makes by itself, one after another, with the
 * settings of the product (WAL, synchronous FULL). Prints one line of JSON. The reference of the durable intakes. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void must(int code, sqlite3 *db) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    fprintf(stderr, "raw_commits: %s\n", sqlite3_errmsg(db));
    exit(1);
}

int main(int argc, char **argv) {
    if (argc != 3) { fprintf(stderr, "raw_commits FILE SECONDS\n"); return 2; }
    sqlite3 *db;
    sqlite3_stmt *insert;
    must(sqlite3_open(argv[1], &db), db);
    must(sqlite3_exec(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "CREATE TABLE receipt (id INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL)",
        0, 0, 0), db);
    must(sqlite3_prepare_v2(db, "INSERT INTO receipt (code, name, at) VALUES (?1, 'Hồ Thị Xuân', ?2)", -1, &insert, 0), db);
    double began = now(), ended = began + atof(argv[2]), at = began;
    long commits = 0;
    for (; at < ended; at = now(), commits++) {
        char code[40];
        snprintf(code, sizeof code, "000.00.16.H50-261121-%06ld", commits);
        sqlite3_bind_text(insert, 1, code, -1, SQLITE_TRANSIENT);
        sqlite3_bind_int64(insert, 2, (long)(at * 1e6));
        must(sqlite3_step(insert), db);
        must(sqlite3_reset(insert), db);
    }
    printf("{\"commits\": %ld, \"seconds\": %.3f, \"rate\": %.2f}\n", commits, at - began, commits / (at - began));
    sqlite3_finalize(insert);
    return sqlite3_close(db) != SQLITE_OK;
}
