"""What the wall between agencies costs on PostgreSQL: a worklist with row-level security and without."""

import os
import subprocess
import sys
from pathlib import Path

import bench

DOSSIERS = int(os.environ.get("BENCH_DOSSIERS", 1_000_000))
OPEN = 5000
ROUNDS = 5
TIMES = 300
# The page of a list and its count, as `WorklistStore` asks for them.
STATEMENTS = {
    "page": ("a page of the worklist inside PostgreSQL", """
        SELECT dossier.* FROM (SELECT id AS listed_id, sort_at AS place FROM (
            SELECT id, sort_at FROM dossier WHERE is_open = 1 AND agency_id = '{agency}' AND state = 'in-progress'
            ORDER BY sort_at, id LIMIT 50) AS walked) AS listed
        JOIN dossier ON dossier.id = listed_id ORDER BY place, listed_id"""),
    "counts": ("the counts of the worklists inside PostgreSQL", """
        SELECT state, COUNT(*) FROM dossier WHERE is_open = 1 AND agency_id = '{agency}' GROUP BY state"""),
}
# The best of many runs of one prepared statement, in milliseconds.
BEST = """CREATE FUNCTION pg_temp.best(question TEXT, times INT) RETURNS FLOAT LANGUAGE plpgsql AS $$
DECLARE began TIMESTAMPTZ; best FLOAT := 1e9;
BEGIN
    EXECUTE 'PREPARE asked AS ' || question;
    FOR i IN 1..times LOOP
        began := clock_timestamp();
        EXECUTE 'EXECUTE asked';
        best := LEAST(best, EXTRACT(EPOCH FROM clock_timestamp() - began) * 1000);
    END LOOP;
    EXECUTE 'DEALLOCATE asked';
    RETURN best;
END $$;
SET plan_cache_mode = force_generic_plan;
"""


def fill(cluster, url):
    """A commune with a long past and an office that has `OPEN` dossiers before it."""
    bench.MotCua.demo(url, 300)
    subprocess.run([sys.executable, bench.TOOLS / "multiply.py", "postgresql", cluster.url("motcua"), str(DOSSIERS)],
                   check=True)
    cluster.psql("motcua", "ALTER TABLE dossier DISABLE TRIGGER USER")
    cluster.psql("motcua", f"""
        UPDATE dossier SET is_open = 1, finished_at = NULL, returned_at = NULL, due_at = COALESCE(due_at, submitted_at),
            state = CASE abs(hashtext(id)) % 3 WHEN 0 THEN 'submitted' WHEN 1 THEN 'in-progress' ELSE 'result-ready' END
        WHERE id IN (SELECT id FROM dossier WHERE is_open = 0 ORDER BY hashtext(id) LIMIT {OPEN})""")
    cluster.psql("motcua", "ALTER TABLE dossier ENABLE TRIGGER USER")
    cluster.psql("motcua", "VACUUM ANALYZE dossier")


def inside(cluster, agency, question):
    """Milliseconds with the wall and without, in turns; the best of each."""
    asked = question.format(agency=agency).replace("'", "''")
    best = f"SELECT pg_temp.best('{asked}', {TIMES});"
    turn = f"SET ROLE motcua; {best} RESET ROLE; {best}"
    script = f"SET motcua.reach = '{agency}'; {BEST} {turn * ROUNDS}"
    done = subprocess.run([bench.find("psql"), "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", cluster.url("motcua")],
                          input=script, check=True, text=True, capture_output=True)
    figures = [float(line) for line in done.stdout.split()]
    return min(figures[0::2]), min(figures[1::2])


def through(servers, cluster, folder):
    """Milliseconds of CPU for one page, of the program and of PostgreSQL together."""
    officers = [server.visitor("motcua1").cookie for server in servers]
    best = [1e9 for _ in servers]
    for _ in range(ROUNDS):
        for index, (server, cookie) in enumerate(zip(servers, officers)):
            before = server.cpu_seconds + cluster.cpu_seconds
            result = bench.load(server.port, bench.get("/ban-lam-viec?viec=chua-ai-nhan", cookie), connections=8,
                                folder=folder, seconds=bench.SECONDS / ROUNDS, warm_up=0.3)
            if wrong := bench.failed(result):
                sys.exit(f"bench: {wrong} of {result['requests']} failed: {result['statuses']}")
            used = server.cpu_seconds + cluster.cpu_seconds - before
            best[index] = min(best[index], used / max(1, result["sent"]) * 1000)
    return best


def main():
    figures = bench.Figures("09-wall", f"Row-level security on a worklist, {DOSSIERS:,} dossiers, {OPEN:,} of them open")
    with bench.own_folder() as folder:
        cluster = bench.PostgreSQL(folder, Path(folder, "pg.log"))
        servers = []
        try:
            url = cluster.create("motcua")
            fill(cluster, url)
            agency = cluster.psql("motcua", "SELECT agency_id FROM dossier GROUP BY 1 ORDER BY COUNT(*) DESC LIMIT 1")
            for key, (name, question) in STATEMENTS.items():
                walled, bare = inside(cluster, agency, question)
                figures.add(f"wall-{key}", name, walled, bare, "as a superuser", unit="ms")
            servers = [bench.MotCua(place, Path(folder, f"log-{number}"))
                       for number, place in enumerate([url, cluster.url("motcua")])]
            walled, bare = through(servers, cluster, folder)
            figures.add("wall-http", "the officer's worklist through HTTP", walled, bare, "as a superuser", aim=1.05,
                        at_most=True, unit="ms CPU", note="program and database together")
        finally:
            for server in servers:
                server.stop()
            cluster.stop()
    figures.save()


if __name__ == "__main__":
    main()
