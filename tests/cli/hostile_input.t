#!/usr/bin/python3
"""Files and arguments that are made to cost much, or to end the program badly:
each is read or refused within seconds of processor time and bounded memory,
with a code for an input, never 70, and refused for what it is."""
import csv
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
WORK = tempfile.mkdtemp(prefix="hostile-")
SECONDS, MIB = 10, 1 << 20
OPEN = ["9999-12-31", "2099-12-31", "2999-12-31", "3000-01-01", "4712-12-31", "2100-01-01"]
FAR = ["2201-01-01", "2500-06-30", "8000-01-05", "1899-01-01", "0001-01-01", "0000-00-00"]


def path_of(name, data):
    path = os.path.join(WORK, name)
    with open(path, "wb" if isinstance(data, bytes) else "w") as f:
        f.write(data)
    return path


def run(*words, env=None, **limits):
    def limit():
        for which, value in limits.items():
            resource.setrlimit(getattr(resource, "RLIMIT_" + which), (value, value))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    r = subprocess.run([PROGRAM, *words], capture_output=True, text=True, errors="replace",
                       env={**os.environ, **(env or {})}, preexec_fn=limit, timeout=300)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return r, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cheap(name, *words, codes=(0, 1), seconds=SECONDS, memory=1600 * MIB):
    r, cost = run(*words, AS=memory)
    ok(r.returncode in codes and cost < seconds, f"{name}: code and cost", r.returncode, cost, r.stderr[-300:])
    return r


def pilot(**more):
    return {"seatworth": 1, "name": "P", "currency": "USD", "as_of": "2024-06-30",
            "pilot": {"start": "2024-01-01", "end": "2024-06-30", "assignment": "volunteers"},
            "seats": {"count": 40},
            "contract": {"price": 30, "per": "seat-month", "seats_purchased": 40, "term_months": 12,
                         "term_start": "2023-08-01", "term_end": "2024-07-31", "notice_days": 30,
                         "auto_renew": True, "reductions": "at-renewal"},
            "assumptions": {"hourly_cost": 60, "discount_rate": 0.08},
            "simulation": {"draws": 256, "seed": 7}, **more}


def folder_of(name, spec, **files):
    folder = os.path.join(WORK, name)
    os.makedirs(folder)
    for file, data in {"pilot.json": json.dumps(spec), **files}.items():
        with open(os.path.join(folder, file.replace("__", ".")), "w") as f:
            f.write(data)
    return folder


def roster(ids):
    return "person,department\n" + "".join(f"{i},D\n" for i in ids)


# Dates: every one that is read.
plain = folder_of("plain", pilot())
for key in ("contract.term_end", "contract.term_start", "pilot.end", "pilot.start", "as_of"):
    for day in OPEN + FAR:
        r, cost = run("evaluate", plain, "-q", "--set", f"{key}={day}")
        ok(r.returncode == 1 and cost < 1 and key.split(".")[-1] in r.stderr, f"{key}={day} is refused",
           r.returncode, cost, r.stderr)
r = cheap("--as-of", "evaluate", plain, "--as-of", "9999-12-31", codes=(2,))
dates = path_of("dates.csv", "person,seat_to\n" + "".join(f"p{i},{d}\n" for i, d in enumerate(
    OPEN + ["31/12/9999", "12/31/9999", "9999-12-31T23:59:59Z", "2024-05-01", "2024-06-01"])))
r = cheap("open dates of a table", "identify", "--table", dates)
rows = list(csv.DictReader(r.stdout.splitlines()))
ok([row["seat_to"] for row in rows] == [""] * 9 + ["2024-05-01", "2024-06-01"], "open dates are missing", r.stdout)

# Readers: n log n.
ids = ["".join("b>" if n >> k & 1 else "a_" for k in range(15)) for n in range(1 << 15)]
for i, j in zip(ids[:50], ids[1:]):
    h = lambda s: __import__("functools").reduce(lambda a, c: (a * 33 + ord(c)) & 0xffffffff, s, 5381)
    assert h(i) == h(j)
spec = pilot(roster={"file": "seats.csv"})
del spec["seats"]
cheap("ids that collide without a key", "check", folder_of("flood", spec, seats__csv=roster(ids)))
cheap("16,384 equal headers", "identify", path_of("equal.csv", ",".join(["a"] * 16384) + "\n" + ",".join(["1"] * 16384) + "\n"))
headers = ["a", "a#2", "A", "a#2#2"] * 4096
cheap("headers like numbered ones", "identify", path_of("numbered.csv", ",".join(headers) + "\n" + ",".join(["1"] * 16384) + "\n"))
cheap("stray quotes", "identify", path_of("quotes.csv", "person,x\n" + 'a"b,"c"d\n' * 60000))
cheap("quotes that open", "identify", path_of("open.csv", "person,x\n" + '"a,1\n' * 60001))
cheap("objects of one key", "identify", path_of("keys.json", "[" + ",".join('{"k%d":1}' % i for i in range(12000)) + "]"))
cheap("one object of many keys", "identify", path_of("many.json", "{" + ",".join('"k%d":1' % i for i in range(100000)) + "}"))
cheap("brackets", "identify", path_of("deep.json", "[" * 100000))
cheap("brackets as pilot.json", "check", path_of("deep_pilot.json", "[" * 100000), codes=(1,))
cheap("5,000 cost lines", "check", folder_of("costs", pilot(costs=[
    {"id": f"c{i}", "kind": "one-off", "amount": 1} for i in range(5000)])), codes=(0,))
cheap("3,000 scenarios", "check", folder_of("scenarios", pilot(scenarios=[
    {"name": f"s{i}", "set": {"contract.price": 10 + i % 50}} for i in range(3000)])), codes=(0,))

# Limits, at and beyond them.
for n, code in ((16384, 0), (16385, 1)):
    line = ",".join(f"c{i}" for i in range(n)) + "\n" + ",".join(["1"] * n) + "\n"
    r = cheap(f"{n} columns", "identify", path_of("wide.csv", line), codes=(code,))
    ok(code == 0 or "16,384" in r.stdout + r.stderr, "columns: says the limit", r.stdout)
for n, code in ((MIB // 2, 0), (MIB + 1, 1)):
    r = cheap(f"a cell of {n} bytes", "identify", path_of("cell.csv", "person,x\n" + f'a,"{"x" * n}"\n' * 2),
              codes=(code,))
    ok(code == 0 or "1 MiB" in r.stdout, "cell: says the limit", r.stdout)
for n, code in ((63, 0), (65, 1)):
    r = cheap(f"JSON {n} deep", "identify", path_of("nest.json", "[" * n + '{"a":1}' + "]" * n), codes=(0, 1))
    ok(("nested more than 64" in r.stdout + r.stderr) == (code == 1), "JSON: says the limit", r.stdout)
with zipfile.ZipFile(os.path.join(WORK, "commas.zip"), "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("a.csv", "a,b\n" + ("," * 15999 + "\n") * 2500)
r = cheap("a zip of 40 million cells", "identify", os.path.join(WORK, "commas.zip"), codes=(1,), memory=1200 * MIB)
ok("33,554,432 cells" in r.stdout, "cells: says the limit", r.stdout)
with zipfile.ZipFile(os.path.join(WORK, "big.zip"), "w", zipfile.ZIP_DEFLATED) as z:
    with z.open("a.csv", "w", force_zip64=True) as f:
        f.write(b"person,x\n")
        for _ in range(520):
            f.write(b"y" * MIB)
r = cheap("a zip of more than 512 MiB", "identify", os.path.join(WORK, "big.zip"), codes=(1,), memory=2400 * MIB)
ok("unpacks to more than" in r.stdout, "unpacked bytes: says the limit", r.stdout)

# What is no file, and what is no table.
fifo = os.path.join(WORK, "fifo.csv")
os.mkfifo(fifo)
for path in (fifo, "/dev/zero", "/dev/full", WORK):
    for words in (["identify", path], ["check", path], ["stat", "t-test", path, "--y", "a"], ["decide", path],
                  ["finance", path, "--rate", "0.1"], ["compare", path, path], ["evaluate", plain, "--theme", path]):
        r, cost = run(*words)
        if r.returncode not in (1, 2) or cost > 1:
            ok(False, f"{words[0]} {path}", r.returncode, r.stderr[-200:])
spec = pilot(roster={"file": "fifo.csv"})
del spec["seats"]
refused = folder_of("fifo", spec)
os.mkfifo(os.path.join(refused, "fifo.csv"))
r = cheap("a pipe as roster", "evaluate", refused, codes=(1,))
ok("pipe" in r.stderr, "a pipe is refused as one", r.stderr)
SECRETS = {"shadow": "root:$6$S3CRET:19000:0:99999:7:::\nhans:$6$S3CRET2:1:2\n",
           "key.pem": "-----BEGIN PRIVATE KEY-----\nS3CRETS3CRETS3CRET\n-----END PRIVATE KEY-----\n",
           "token": "S3CRET\n", "words": "S3CRET is not\nfor you to read\n"}
for name, text in SECRETS.items():
    secret = path_of(name, text)
    spec = pilot(roster={"file": secret})
    del spec["seats"]
    for words in (["check", secret], ["check", folder_of("as-" + name, spec)], ["stat", "t-test", secret, "--y", "a"],
                  ["decide", secret], ["finance", secret, "--rate", "0.1"], ["compare", secret, secret],
                  ["evaluate", plain, "--theme", secret], ["verify", secret, "--inputs", plain]):
        r, _ = run(*words)
        if "S3CRET" in r.stdout + r.stderr or r.returncode not in (1, 2):
            ok(False, f"{words[0]} tells of {name}", r.returncode, r.stdout[-200:], r.stderr[-200:])
    ok(True, f"{name}: tried")

# Never 70.
theme = path_of("theme.json", '{"titles": {"inputs": "decision"}}')
blank = path_of("blank.json", '{"titles": {"inputs": "  ", "risks": "\\u0001"}}')
out = os.path.join(WORK, "r.xlsx")
r, _ = run("evaluate", plain, "--theme", theme, "-o", out)
ok(r.returncode == 1 and "both called" in r.stderr, "two sheets of one title", r.returncode, r.stderr)
for taken in ("History", "history", "Seatworth_result"):
    theme = path_of("taken.json", '{"titles": {"risks": "%s"}}' % taken)
    r, _ = run("evaluate", plain, "--theme", theme, "-o", out)
    ok(r.returncode == 1 and "another title" in r.stderr, f"a sheet called {taken}", r.returncode, r.stderr)
for name in ("round.xlsx", "round2.xlsx"):
    os.symlink("round2.xlsx" if name == "round.xlsx" else "round.xlsx", os.path.join(WORK, name))
r, _ = run("evaluate", plain, "-o", os.path.join(WORK, "round.xlsx"))
ok(r.returncode not in (0, 70) and "round.xlsx" in r.stderr and os.path.islink(os.path.join(WORK, "round.xlsx")),
   "links that lead round are refused and kept", r.returncode, r.stderr)
r, _ = run("evaluate", plain, "--theme", blank, "-o", out)
ok(r.returncode == 0, "a title without a letter is the usual one", r.returncode, r.stderr)
for sets in ("contract.seats_purchased=0", "seats.count=0", "contract.price=0", "contract.price=1e308",
             "assumptions.hourly_cost=1e308", "assumptions.discount_rate=-0.99", "simulation.draws=0",
             "simulation.draws=1", "contract.term_months=0", "assumptions.realisation=0", "assumptions.hourly_cost=0"):
    r, _ = run("evaluate", plain, "-q", "--set", sets, "-o", out)
    ok(r.returncode in (0, 1) and "defect" not in r.stderr, f"--set {sets}", r.returncode, r.stderr[-200:])
r, cost = run("evaluate", plain, "-q", env={"OMP_NUM_THREADS": "100000"})
ok(r.returncode == 0 and cost < SECONDS, "threads beyond the cores are cut", r.returncode, r.stderr[-200:])
r, _ = run("evaluate", plain, "-q", STACK=64 * 1024)
ok(r.returncode == 2 and "stack" in r.stderr, "a small stack is an error", r.returncode, r.stderr)

shutil.rmtree(WORK)
done()
