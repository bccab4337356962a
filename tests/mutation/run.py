"""Turns on one planted fault after the other and says which test finds it.

    run.py BUILD [--again]

BUILD/planted/mutants.json is the list, BUILD/tests and BUILD/seatworth were built
from the planted sources. Each test is run once as it is: how long it takes and which
faults it reaches. Then a fault is tried on the tests that reach it, cheapest first:
the unit tests of its module, then other unit tests, then the scripts of tests/golden
and tests/cli that take less than QUICK seconds, until BUDGET seconds of them were
run. A test that fails or hangs finds it. BUILD/results.json has the outcomes;
--again keeps those of faults that were found and tries the others. The faults are
tried in a drawn order: those of a run that MINUTES ended are a sample of all."""
import glob
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

QUICK = float(os.environ.get("QUICK", "12"))  # seconds of a script
BUDGET = float(os.environ.get("BUDGET", "120"))  # seconds of tests that a fault is tried on
MINUTES = float(os.environ.get("MINUTES", "inf"))
WORKERS = int(os.environ.get("WORKERS", "2"))
FILE_SIZE, MEMORY_MB = 1 << 28, 3000
ASAN = f"detect_leaks=0:abort_on_error=0:hard_rss_limit_mb={MEMORY_MB}:allocator_may_return_null=1"


def limits():
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_SIZE, FILE_SIZE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def environment(build, **more):
    return {**os.environ, "SEATWORTH": f"{build}/seatworth", "CMOCKA_MESSAGE_OUTPUT": "TAP", "OMP_NUM_THREADS": "1",
            "SEATWORTH_LIBRARY": f"{build}/libseatworth.so.0", "ASAN_OPTIONS": ASAN, **more}


def run(test, env, limit):
    """(passed, how it ended, seconds)."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen([test], env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                 preexec_fn=limits, start_new_session=True)
        try:
            code = child.wait(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            return False, "hangs", time.monotonic() - start
        out.seek(0)
        text = out.read().decode("utf-8", "replace")
    how = "sanitizer" if "AddressSanitizer" in text else "crash" if code < 0 or code > 128 else "fails"
    return code == 0, how, time.monotonic() - start


def module(test):
    return os.path.basename(test).removeprefix("test_")


def baseline(build, numbers, keep):
    """Per test: seconds and the faults that it reaches. A test that fails as it is, or is slow, is left out."""
    path = f"{build}/baseline.json"
    known = json.load(open(path, encoding="utf-8")) if keep and os.path.exists(path) else {}
    tests = sorted(glob.glob(f"{build}/tests/test_*")) + sorted(glob.glob("tests/golden/*.t") + glob.glob("tests/cli/*.t"))
    tests = [t for t in tests if not t.endswith((".o", ".d"))]

    def measured(test):
        stamp = os.path.getmtime(test)
        if known.get(test, {}).get("stamp") == stamp:
            return test, known[test]
        with tempfile.TemporaryDirectory() as folder:
            reached = f"{folder}/reached"
            good, how, seconds = run(test, environment(build, SW_MUTANT_REACHED=reached), 600 if "test_" in test else QUICK)
            there = open(reached, "rb").read() if os.path.exists(reached) else b""
        return test, {"stamp": stamp, "good": good, "how": how, "seconds": round(seconds, 3),
                      "reaches": [n for n in numbers if n < len(there) and there[n]]}

    with ThreadPoolExecutor(WORKERS) as pool:
        table = dict(pool.map(measured, tests))
    json.dump(table, open(path, "w", encoding="utf-8"))
    return table


def order(table, mutant):
    """The tests that reach a fault: those of its module, others, scripts; each cheapest first."""
    own = mutant["file"].split("/")[1]
    able = [(t.endswith(".t"), not module(t).startswith(own), x["seconds"], t) for t, x in table.items()
            if x["good"] and mutant["number"] in x["reaches"]]
    return [t for *_, t in sorted(able)]


def tried(build, table, mutant):
    tests = order(table, mutant)
    out, spent = {**mutant, "found": False, "reached": len(tests), "run": 0}, 0
    for test in tests:
        spent += table[test]["seconds"]
        if spent > BUDGET and out["run"] > 0:
            break
        out["run"] += 1
        limit = 4 * table[test]["seconds"] + 6
        good, how, _ = run(test, environment(build, SW_MUTANT=str(mutant["number"])), limit)
        if not good:
            return {**out, "found": True, "by": os.path.basename(test), "how": how}
    return out


def main(build, *options):
    again = "--again" in options
    listed = json.load(open(f"{build}/planted/mutants.json", encoding="utf-8"))
    table = baseline(build, [m["number"] for m in listed["mutants"]], again)
    path, done = f"{build}/results.json", {}
    if again and os.path.exists(path):
        done = {r["number"]: r for r in json.load(open(path, encoding="utf-8"))["mutants"]
                if r["found"]}
    left = [m for m in listed["mutants"] if m["number"] not in done]
    random.Random(listed["seed"]).shuffle(left)
    stop = time.monotonic() + 60 * MINUTES

    def save():
        rows = [done[m["number"]] for m in listed["mutants"] if m["number"] in done]
        text = json.dumps({**listed, "tests": sum(x["good"] for x in table.values()), "mutants": rows})
        with open(path + ".new", "w", encoding="utf-8") as out:
            out.write(text)
        os.replace(path + ".new", path)

    def one(mutant):
        return tried(build, table, mutant) if time.monotonic() < stop else None

    with ThreadPoolExecutor(WORKERS) as pool:
        for i, result in enumerate(pool.map(one, left), 1):
            if result:
                done[result["number"]] = result
            if i % 10 == 0:
                save()
                print(f"{i} of {len(left)}: {sum(not r['found'] for r in done.values())} not found", flush=True)
    save()


if __name__ == "__main__":
    main(*sys.argv[1:])
