"""Fills an installation with many dossiers: copies the finished dossiers of a played one, each copy some days older.

A tool for measurements and nothing else. The open dossiers stay as they are, for an office's open work does not grow with
its past. A copy has its people, papers, content, words of search and two entries of the journal (the real one has eight
or nine); the chain of digests does not verify afterwards, and attached files are left out.

    multiply.py sqlite FILE COUNT        multiply.py postgresql URL COUNT
"""

import subprocess
import sys
import time

DAY = 86_400_000_000


class SQLite:
    """How SQLite says what both engines can do."""

    def __init__(self, place):
        self.place = place

    def run(self, script):
        done = subprocess.run(["sqlite3", "-bail", self.place], input=script, text=True, capture_output=True)
        if done.returncode:
            sys.exit(f"multiply: {done.stderr.strip()}")
        return done.stdout.strip()

    begin = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1500000; PRAGMA temp_store = MEMORY;"
    end = "PRAGMA journal_mode = WAL; ANALYZE;"
    tail = "printf('%04x%08x', c.ordinal, c.k)"
    code_day = "substr(strftime('%Y%m%d', (d.submitted_at - c.k * {day}) / 1000000, 'unixepoch'), 3)"
    number = "printf('%08d', 10000000 + c.ordinal * 10000 + c.k)"
    copies = """CREATE TEMP TABLE copies AS
        WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < {copies}) SELECT k FROM n;"""

    def without_triggers(self, table, script):
        """The journal refuses what is not chained: its guards step aside for the copies and come back as they were."""
        found = self.run(f"SELECT name || '\t' || replace(sql, char(10), ' ') FROM sqlite_master "
                         f"WHERE type = 'trigger' AND tbl_name IN ('{table}_entry', '{table}_head')")
        guards = dict(line.split("\t", 1) for line in found.splitlines())
        texts = {name: self.run(f"SELECT sql FROM sqlite_master WHERE name = '{name}'") for name in guards}
        drop = "".join(f"DROP TRIGGER {name};" for name in guards)
        back = "".join(f"{text};" for text in texts.values())
        return f"{drop}{script}{back}"


class PostgreSQL:
    def __init__(self, place):
        self.place = place

    def run(self, script):
        done = subprocess.run(["psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", self.place], input=script, text=True,
                              capture_output=True)
        if done.returncode:
            sys.exit(f"multiply: {done.stderr.strip()}")
        return done.stdout.strip()

    begin = "SET synchronous_commit = off; SET work_mem = '256MB';"
    end = "ANALYZE;"
    tail = "lpad(to_hex(c.ordinal), 4, '0') || lpad(to_hex(c.k), 8, '0')"
    code_day = "to_char(to_timestamp((d.submitted_at - c.k * {day}) / 1000000), 'YYMMDD')"
    number = "(10000000 + c.ordinal * 10000 + c.k)::text"
    copies = "CREATE TEMP TABLE copies AS SELECT generate_series(1, {copies})::bigint AS k;"

    def without_triggers(self, table, script):
        off = "".join(f"ALTER TABLE {table}_{name} DISABLE TRIGGER USER;" for name in ("entry", "head"))
        return off + script + off.replace("DISABLE", "ENABLE")


def script(engine, base, copies, wanted):
    tail = engine.tail
    fresh = f"substr(d.id, 1, 24) || {tail}"
    day = DAY
    old = {name: f"d.{name} - c.k * {day}" for name in
           ("submitted_at", "accepted_at", "due_at", "finished_at", "returned_at")}
    dossier = ["id", "code", "state", "is_open", "revision", "procedure_id", "procedure_code", "field", "channel",
               "agency_id", "receiving_agency_id", "office_id", "assignee", "filer_account", "applicant_name",
               "submitted_at", "accepted_at", "due_at", "finished_at", "returned_at", "return_method", "is_digitised"]
    code = f"substr(d.code, 1, length(d.code) - 11) || {engine.code_day.format(day=day)} || '-' || {engine.number}"
    shown = [{"id": fresh, "code": code, "filer_account": "NULL"}.get(name, old.get(name, f"d.{name}"))
             for name in dossier]
    parts = {
        "dossier_party": "role, name, personal_id, personal_id_index, phone, phone_index, email, address, birth_date",
        "dossier_content": "request, term, fee, is_fee_paid, return_address",
        "dossier_result": "proposal, proposed_by, approver_name, number, NULL, collected_by",
    }
    names = {"dossier_result": "proposal, proposed_by, approver_name, number, file_id, collected_by"}
    text = engine.begin + "BEGIN;" + engine.copies.format(copies=copies) + f"""
        CREATE TEMP TABLE base AS SELECT id, row_number() OVER (ORDER BY id) AS ordinal FROM dossier WHERE is_open = 0
            ORDER BY id LIMIT {base};
        CREATE TEMP TABLE wanted AS SELECT b.id, b.ordinal, c.k FROM base b CROSS JOIN copies c
            ORDER BY c.k, b.ordinal LIMIT {wanted};
        INSERT INTO dossier ({", ".join(dossier)})
            SELECT {", ".join(shown)} FROM wanted c JOIN dossier d ON d.id = c.id
            ORDER BY d.id, c.k;"""
    join = "FROM wanted c JOIN dossier d ON d.id = c.id JOIN {table} x ON x.dossier_id = c.id"
    for table, columns in parts.items():
        given = ", ".join(column if column == "NULL" else f"x.{column}" for column in columns.split(", "))
        text += f"""
        INSERT INTO {table} (dossier_id, {names.get(table, columns)}) SELECT {fresh}, {given} {join.format(table=table)};"""
    text += f"""
        INSERT INTO dossier_paper (id, dossier_id, component, name, originals, copies, is_promised, file_id)
            SELECT substr(x.id, 1, 24) || {tail}, {fresh}, x.component, x.name, x.originals, x.copies, x.is_promised, NULL
            {join.format(table="dossier_paper")};
        INSERT INTO dossier_word (agency_id, word, dossier_id)
            SELECT x.agency_id, x.word, {fresh} {join.format(table="dossier_word")};"""
    entry = ("at - c.k * {day}, e.kind, e.subject_kind, {fresh}, e.agency_id, e.actor_id, e.actor_name, e.actor_role, "
             "e.request_id, e.facts, e.previous_digest, e.digest").format(day=day, fresh=fresh)
    text += engine.without_triggers("journal", f"""
        INSERT INTO journal_entry (number, at, kind, subject_kind, subject, agency_id, actor_id, actor_name, actor_role,
                request_id, facts, previous_digest, digest)
            SELECT (SELECT number FROM journal_head) + row_number() OVER (), e.{entry}
            FROM wanted c JOIN dossier d ON d.id = c.id
                JOIN journal_entry e ON e.subject = c.id AND e.subject_kind = 'dossier'
            WHERE e.kind IN ('dossier.submitted', 'dossier.accepted');
        UPDATE journal_head SET number = (SELECT MAX(number) FROM journal_entry);""")
    # What follows the journal would otherwise work through all the copies while it is measured.
    return text + "UPDATE journal_cursor SET number = (SELECT number FROM journal_head); COMMIT;" + engine.end


def main():
    if len(sys.argv) != 4 or sys.argv[1] not in ("sqlite", "postgresql"):
        sys.exit(__doc__)
    engine = {"sqlite": SQLite, "postgresql": PostgreSQL}[sys.argv[1]](sys.argv[2])
    count = int(sys.argv[3])
    have = int(engine.run("SELECT COUNT(*) FROM dossier"))
    base = int(engine.run("SELECT COUNT(*) FROM dossier WHERE is_open = 0"))
    wanted = count - have
    if wanted <= 0:
        print(f"multiply: {have} dossiers are there already")
        return
    began = time.monotonic()
    engine.run(script(engine, base, -(-wanted // base), wanted))
    print(f"multiply: {engine.run('SELECT COUNT(*) FROM dossier')} dossiers in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
