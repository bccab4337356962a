#!/usr/bin/python3
"""Use, rosters and meters from data sources, beside the same rows as CSVs.

SQLite shows that the SQL is portable; three PostgreSQL servers, one of them in
front of a table that is sharded by person over the other two, that the adding
up is done where the rows are. WAREHOUSE_ROWS (5,000,000) rows of made-up use.
"""
import csv
import datetime
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.path.realpath(os.environ.get("SEATWORTH", "build/seatworth"))
ROWS = int(os.environ.get("WAREHOUSE_ROWS", "5000000"))
WORK = pathlib.Path(tempfile.mkdtemp(prefix="warehouse"))
WORK.chmod(0o755)
DAY = datetime.timedelta(days=1)
ENV = dict(os.environ, ODBCINI=str(WORK / "odbc.ini"),
           SOURCE_DATE_EPOCH="1772000000")
COLUMNS = {"person": "who's \"id\"", "period": "from day",
           "active_days": "days", "actions": "n"}


def run(*words, env=ENV):
    p = subprocess.run([PROGRAM, *map(str, words)], text=True, env=env,
                       capture_output=True, timeout=600)
    return p.returncode, p.stdout, p.stderr


def pilot(name, **parts):
    folder = WORK / name
    folder.mkdir(exist_ok=True)
    (folder / "pilot.json").write_text(json.dumps({
        "seatworth": 1, "name": "Warehouse", "as_of": "2026-03-30",
        "currency": "USD",
        "pilot": {"start": "2025-06-02", "end": "2026-03-29",
                  "assignment": "volunteers"},
        "contract": {"seats_purchased": parts.pop("seats"), "price": 20,
                     "per": "seat-month", "billing": "annual-upfront",
                     "term_months": 12, "term_start": "2025-07-01",
                     "term_end": "2026-06-30", "notice_days": 30,
                     "auto_renew": True, "reductions": "at-renewal"},
        "assumptions": {"hourly_cost": 60, "discount_rate": 0.08,
                        "adoption": {"from": "usage"}},
        "costs": [{"id": "c", "kind": "one-off", "amount": 500}],
        "benefits": [{"id": "less", "kind": "tools-displaced",
                      "class": "cashable", "amount_per_year": 9000}],
        "simulation": {"draws": 2048, "seed": 7}, **parts}))
    return folder


def result(folder, *words):
    out = folder / "out.json"
    code, _, err = run("evaluate", folder, "--json", out, *words)
    if code != 0:
        return {"failed": err}
    return json.loads(out.read_text())


def same(a, b):
    """The results but for where the rows came from."""
    for r in (a, b):
        r.pop("inputs", None)
        r.get("provenance", {}).pop("run_id", None)
        r.get("model", {}).get("pilot", {}).pop("usage", None)
        r.get("model", {}).get("pilot", {}).pop("roster", None)
        r.get("model", {}).get("pilot", {}).pop("metered", None)
    if "failed" in a or "failed" in b:
        return [str(a.get("failed")), str(b.get("failed"))]
    out = []

    def walk(x, y, path):
        if isinstance(x, dict) and isinstance(y, dict):
            for k in x.keys() | y.keys():
                walk(x.get(k), y.get(k), f"{path}.{k}")
        elif isinstance(x, list) and isinstance(y, list) and len(x) == len(y):
            for i, (p, q) in enumerate(zip(x, y)):
                walk(p, q, f"{path}[{i}]")
        elif x != y:
            text = json.dumps([x, y])
            if ".csv" not in text and "usage" not in text:
                out.append(f"{path}: {text}")
    walk(a, b, "")
    return out


def write(path, header, rows):
    with open(path, "w", newline="") as f:
        w = csv.writer(f)
        w.writerow(header)
        w.writerows(rows)


def use_of(rng, people, days, step):
    """Rows of person, period, active days, actions: some people never use it,
    some stop, some begin late."""
    rows = []
    for p in people:
        kind = rng.random()
        for i, day in enumerate(days):
            gone = kind < .2 or (kind < .4 and i > len(days) // 2) or (
                kind > .9 and i < len(days) // 3)
            n = 0 if gone else rng.choice([0, 1, 2, 5])
            if rng.random() < .8:
                rows.append((p, day.isoformat(), min(n, step, 7), 3 * n))
    rng.shuffle(rows)
    return rows


# ---- SQLite: random tables beside CSVs ----

def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def sqlite_table(db, table, header, rows):
    c = sqlite3.connect(db)
    c.execute(f"create table {quoted(table)} "
              f"({', '.join(map(quoted, header))})")
    c.executemany(f"insert into {quoted(table)} values "
                  f"({', '.join('?' * len(header))})", rows)
    c.commit()
    c.close()


def ini(**sources):
    (WORK / "odbc.ini").write_text("".join(
        f"[{name}]\n" + "".join(f"{k}={v}\n" for k, v in keys.items())
        for name, keys in sources.items()))


def sqlite_pilots():
    db = WORK / "w.db"
    ini(lite={"Driver": "SQLite3", "Database": db})
    for seed, step in ((1, 7), (2, 1), (3, 7), (4, 30), (5, 1)):
        rng = random.Random(seed)
        n = rng.randint(20, 60)
        people = [f"p{i}, O'N \"{i}\"" if i % 7 == 0 else f"p{i}@x"
                  for i in range(n)]
        first = datetime.date(2025, 6, 2) + rng.randint(0, 20) * DAY
        days = [first + i * step * DAY
                for i in range(rng.choice([8, 20, 40]) * 7 // step or 2)]
        days = [d for d in days if d < datetime.date(2026, 3, 30)]
        rows = use_of(rng, people, days, step)
        roster = [(p, "pilot", f"D{i % 3}") for i, p in enumerate(people)]
        table = f"use \"{seed}\""
        sqlite_table(db, table, list(COLUMNS.values()), rows)
        sqlite_table(db, f"people{seed}", ["mail", "arm", "dep't"], roster)
        a = pilot(f"csv{seed}", seats=n, roster={"file": "r.csv"},
                  usage={"file": "u.csv"})
        write(a / "r.csv", ["person", "arm", "department"], roster)
        write(a / "u.csv", list(COLUMNS), rows)
        b = pilot(f"odbc{seed}", seats=n,
                  roster={"odbc": "DSN=lite", "table": f"people{seed}",
                          "columns": {"person": "mail", "arm": "arm",
                                      "department": "dep't"}},
                  usage={"odbc": "DSN=lite", "table": table,
                         "columns": COLUMNS})
        ours, theirs = result(a), result(b)
        counts = ours.get("seats")
        ok(not (d := same(ours, theirs)),
           f"a table of periods of {step} days is its CSV ({len(rows)} rows, "
           f"{counts})", *d[:8])
        hand_back(a, b, db, seed, n)


def hand_back(a, b, db, seed, n):
    """The statements run by somebody else, their answer given as a file."""
    folder = pilot(f"back{seed}", seats=n, roster={"file": "r.csv"},
                   usage={"file": "people.csv"})
    shutil.copy(a / "r.csv", folder)
    c = sqlite3.connect(db)

    def answer(text, path):
        q = c.execute(text)
        write(path, [d[0] for d in q.description], q.fetchall())
    _, text, err = run("sql", b, "--dialect", "sqlite")
    first = [s for s in text.split(";\n") if "COUNT(*)" in s]
    ok(len(first) == 1, "the periods are asked for", text, err)
    answer(first[0], folder / "periods.csv")
    _, text, err = run("sql", b, "--dialect", "sqlite", "--periods",
                       folder / "periods.csv")
    second = [s for s in text.split(";\n") if "active_weeks" in s]
    ok(len(second) == 1, "then the people", text, err)
    answer(second[0], folder / "people.csv")
    ok(not (d := same(result(a), result(folder))),
       "the answer handed back as a CSV is the CSV of periods", *d[:8])


def bad_input():
    db = WORK / "w.db"
    good = {"odbc": "DSN=lite", "table": "use \"1\"", "columns": COLUMNS}

    def fails(name, pattern, env=ENV, **usage):
        folder = pilot("bad", seats=30, roster={"file": "r.csv"},
                       usage={**good, **usage})
        shutil.copy(WORK / "csv1" / "r.csv", folder)
        old = folder / "old.xlsx"
        old.write_text("old")
        code, _, err = run("evaluate", folder, "-o", old, env=env)
        errors = [x for x in err.splitlines() if "error:" in x]
        ok(code == 1 and any(pattern in x and ("pilot.json:" in x or "empty:" in x)
                             for x in errors) and old.read_text() == "old",
           name, code, err)
        return err
    fails("a source that is not there", "cannot be reached", odbc="DSN=no")
    fails("a table that is not there", "no such table", table="none")
    err = fails("a password", "'pwd'", odbc="DSN=lite;PWD=hunter2")
    ok("hunter2" not in err, "the password is not told", err)
    folder = pilot("query", seats=30, roster={"file": "r.csv"}, usage={
        "odbc": "DSN=lite", "query": "DELETE FROM \"people2\"",
        "columns": COLUMNS})
    shutil.copy(WORK / "csv1" / "r.csv", folder)
    code, _, err = run("evaluate", folder)
    left = sqlite3.connect(db).execute(
        "select count(*) from people2").fetchone()[0]
    ok(code == 1 and left > 0, "a query that is no SELECT changes nothing",
       code, err)
    fails("no rows", "no rows", table="empty",
          columns={"person": "a", "period": "b"})


# ---- PostgreSQL: one server in front of two ----

BIN = pathlib.Path("/usr/lib/postgresql/15/bin")
PORTS = (54331, 54332, 54333)


def as_postgres(*words, **keys):
    # PostgreSQL does not run as root.
    other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    return subprocess.run([*other, *map(str, words)], text=True,
                          capture_output=True, **keys)


def psql(port, text):
    p = as_postgres(BIN / "psql", "-h", WORK / "pg", "-p", port, "-At", "-v",
                    "ON_ERROR_STOP=1", "postgres", input=text)
    if p.returncode != 0:
        raise SystemExit(f"Bail out! psql: {p.stderr}")
    return p.stdout


def start_servers():
    (WORK / "pg").mkdir()
    if os.geteuid() == 0:
        shutil.chown(WORK / "pg", "postgres")
    for port in PORTS:
        data = WORK / "pg" / str(port)
        as_postgres(BIN / "initdb", "-A", "trust", "-D", data, check=True)
        as_postgres(BIN / "pg_ctl", "-D", data, "-w", "-l", f"{data}.log", "-o",
                    f"-p {port} -k {WORK / 'pg'} -c fsync=off "
                    "-c enable_partitionwise_aggregate=on "
                    "-c autovacuum=off -c listen_addresses=127.0.0.1",
                    "start", check=True)


def stop_servers():
    for port in PORTS:
        as_postgres(BIN / "pg_ctl", "-D", WORK / "pg" / str(port), "-m",
                    "immediate", "stop")


SHARD = """
create table shape (who text) partition by hash (who);
create table use (who text, day date, days integer, n integer);
insert into use
select who, date '2025-05-05' + 7 * w,
       case when h % 5 = 0 or (h % 5 = 1 and w > 30) then 0
            else (h / 8 + w * 3) % 6 end,
       case when h % 5 = 0 or (h % 5 = 1 and w > 30) then 0
            else 2 * ((h / 8 + w * 3) % 6) end
from (select 'p' || p who, p::bigint * 2654435761 % 4096 h
      from generate_series(0, {people} - 1) p
      where satisfies_hash_partition('shape'::regclass, 2, {k}, 'p' || p)) q,
     generate_series(0, {weeks} - 1) w;
analyze use;
"""
FRONT = """
create extension postgres_fdw;
create table use (who text, day date, days integer, n integer)
    partition by hash (who);
"""
FOREIGN = """
create server s{k} foreign data wrapper postgres_fdw
    options (host '{folder}', port '{port}', dbname 'postgres',
             fetch_size '50000');
create user mapping for public server s{k};
create foreign table use_{k} partition of use
    for values with (modulus 2, remainder {k})
    server s{k} options (table_name 'use');
analyze use_{k};
"""
WEEKS = 47


def fill_shards():
    """Returns how many people there are."""
    people = max(ROWS // WEEKS, 10)
    psql(PORTS[0], FRONT)
    for k, port in enumerate(PORTS[1:]):
        psql(port, SHARD.format(people=people, weeks=WEEKS, k=k))
        psql(PORTS[0], FOREIGN.format(folder=WORK / "pg", port=port, k=k))
    return people


def sharded_pilots(people):
    ini(wh={"Driver": "PostgreSQL Unicode", "Servername": WORK / "pg",
            "Port": PORTS[0], "Database": "postgres", "UserName": "postgres",
            "UseDeclareFetch": 1, "Fetch": 50000})
    roster = [(f"p{i}", "pilot", f"D{i % 20}") for i in range(people)]
    a = pilot("csv", seats=people, roster={"file": "r.csv"},
              usage={"file": "u.csv"})
    write(a / "r.csv", ["person", "arm", "department"], roster)
    rows = psql(PORTS[0], "copy (select who person, day period, days "
                "active_days, n actions from use) to stdout csv header")
    (a / "u.csv").write_text(rows)
    b = pilot("odbc", seats=people, roster={"file": "r.csv"}, usage={
        "odbc": "DSN=wh", "table": "use", "columns": {
            "person": "who", "period": "day", "active_days": "days",
            "actions": "n"}})
    shutil.copy(a / "r.csv", b)
    start = time.monotonic()
    ours = result(a)
    middle = time.monotonic()
    theirs = result(b)
    end = time.monotonic()
    print(f"# {rows.count(chr(10)) - 1} rows of {people} people: "
          f"{middle - start:.1f} s as a CSV of {len(rows) / 1e6:.0f} MB, "
          f"{end - middle:.1f} s from the shards")
    ok(not (d := same(ours, theirs)),
       "a table over two shards gives the report of its CSV", *d[:8])
    return b


def pushed_down(b):
    write(WORK / "periods.csv", ["period", "rows"],
          [("2025-05-05", 1), ("2025-05-12", 1),
           ((datetime.date(2025, 5, 5) + 7 * (WEEKS - 1) * DAY).isoformat(),
            1)])
    _, text, _ = run("sql", b, "--dialect", "postgresql", "--periods",
                     WORK / "periods.csv")
    people = next(s for s in text.split(";\n") if "active_weeks" in s)
    plan = psql(PORTS[0], "explain (verbose, costs off) " + people)
    sent = [x for x in plan.splitlines() if "Remote SQL" in x]
    ok(len(sent) == 2 and all("GROUP BY" in x and "max(" in x for x in sent),
       "the adding up is done on both shards", plan)


def dies_in_the_middle(b):
    """A shard is stopped while it is asked: an error, and the old report."""
    old = b / "old.xlsx"
    old.write_text("old")
    p = subprocess.Popen([PROGRAM, "evaluate", b, "-o", old], env=ENV,
                         stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
                         text=True)
    time.sleep(.3)
    as_postgres(BIN / "pg_ctl", "-D", WORK / "pg" / str(PORTS[1]), "-m",
                "immediate", "stop")
    err = p.communicate(timeout=120)[1]
    before = old.read_bytes()
    code, _, again = run("evaluate", b, "-o", old)
    ok(code == 1 and "pilot.json:" in again and old.read_bytes() == before,
       "without a shard there is no report", code, again)
    ok(p.returncode in (0, 1) and (p.returncode == 0) != ("error:" in err),
       "a shard that dies meanwhile gives an error or comes too late", err)


def sharded():
    start_servers()
    try:
        b = sharded_pilots(fill_shards())
        pushed_down(b)
        dies_in_the_middle(b)
    finally:
        stop_servers()


def main():
    sqlite_table(WORK / "w.db", "empty", ["a", "b"], [])
    sqlite_pilots()
    bad_input()
    sharded()


try:
    main()
finally:
    shutil.rmtree(WORK, ignore_errors=True)
done()
