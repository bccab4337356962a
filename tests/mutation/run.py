"""Turns on one planted fault after the other and says which test finds it.

    run.py BUILD PROGRAM [--again]

BUILD/planted/mutants.json is the list; BUILD/tests and the PROGRAM that scripts run
were built from the planted sources. Each test is run once as it is: how long it takes and which
faults it reaches. Then a fault is tried on the tests that reach it, cheapest first:
the unit tests of its module, then the scripts of tests/golden and tests/cli that are
quick (QUICK seconds each), then other unit tests, until BUDGET seconds of them were
run. A test that fails or hangs finds it. BUILD/results.json has the outcomes;
--again keeps those of faults that were found and tries the others. The faults are
tried in a drawn order: those before the first that MINUTES left out are a sample."""
import glob
import itertools
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

QUICK = dict(zip(("tests/golden", "tests/cli"), map(float, os.environ.get("QUICK", "60 10").split())))
BUDGET = float(os.environ.get("BUDGET", "120"))  # seconds of tests that a fault is tried on
MINUTES = float(os.environ.get("MINUTES", "inf"))
WORKERS = int(os.environ.get("WORKERS", "2"))
FILE_SIZE, MEMORY_MB = 1 << 28, 3000
ASAN = f"detect_leaks=0:abort_on_error=0:hard_rss_limit_mb={MEMORY_MB}:allocator_may_return_null=1"


def limits():
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_SIZE, FILE_SIZE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def environment(program, **more):
    """MALLOC_PERTURB_: memory that was never set holds no zeros."""
    return {**os.environ, "SEATWORTH": program, "CMOCKA_MESSAGE_OUTPUT": "TAP", "OMP_NUM_THREADS": "1",
            "MALLOC_PERTURB_": "165", "ASAN_OPTIONS": ASAN, **more}


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


def baseline(build, program, numbers, keep):
    """Per test: seconds and the faults that it reaches. A test that fails as it is, or is slow, is left out."""
    path = f"{build}/baseline.json"
    known = json.load(open(path, encoding="utf-8")) if keep and os.path.exists(path) else {}
    tests = [f"{build}/tests/{os.path.basename(t)[:-2]}" for t in sorted(glob.glob("tests/unit/test_*.c"))]
    tests += [t for folder in QUICK for t in sorted(glob.glob(f"{folder}/*.t"))]

    def measured(test):
        stamp = os.path.getmtime(test)
        if known.get(test, {}).get("stamp") == stamp:
            return test, known[test]
        with tempfile.TemporaryDirectory() as folder:
            reached = f"{folder}/reached"
            good, how, seconds = run(test, environment(program, SW_MUTANT_REACHED=reached),
                                      QUICK.get(os.path.dirname(test), 600))
            there = open(reached, "rb").read() if os.path.exists(reached) else b""
        return test, {"stamp": stamp, "good": good, "how": how, "seconds": round(seconds, 3),
                      "reaches": [n for n in numbers if n < len(there) and there[n]]}

    with ThreadPoolExecutor(WORKERS) as pool:
        table = dict(pool.map(measured, tests))
    json.dump(table, open(path, "w", encoding="utf-8"))
    return table


def order(table, mutant):
    """The tests that reach a fault: those of its module, scripts, other unit tests; each cheapest first."""
    own = mutant["file"].split("/")[1]
    able = [((2, 0)[module(t).startswith(own)] if "test_" in t else 1, x["seconds"], t) for t, x in table.items()
            if x["good"] and mutant["number"] in x["reaches"]]
    return [t for *_, t in sorted(able)]


def tried(program, table, mutant, passed):
    """The outcome of a fault; `passed` has the tests, as they were, that it got through before."""
    tests, spent = order(table, mutant), 0
    older, passed = passed, {t: at for t, at in passed.items() if t in tests and at == table[t]["stamp"]}
    out = {**mutant, "found": False, "reached": len(tests), "passed": passed}
    for test in (t for t in tests if t not in out["passed"]):
        spent += table[test]["seconds"]
        if spent > BUDGET:
            break
        limit = 4 * table[test]["seconds"] + 6
        good, how, _ = run(test, environment(program, SW_MUTANT=str(mutant["number"])), limit)
        if not good:
            return {**out, "found": True, "by": os.path.basename(test), "how": how,
                    "since": test in older}  # the test was changed after the fault had got through
        passed[test] = table[test]["stamp"]
    return out


def main(build, program, *options):
    again = "--again" in options
    listed = json.load(open(f"{build}/planted/mutants.json", encoding="utf-8"))
    table = baseline(build, program, [m["number"] for m in listed["mutants"]], again)
    path, before = f"{build}/results.json", {}
    if again and os.path.exists(path):
        kept = json.load(open(path, encoding="utf-8"))
        before = {r["number"]: r for r in kept["mutants"] + kept["beyond"]}
    done = {n: r for n, r in before.items() if r["found"] or r["passed"]}
    drawn = list(listed["mutants"])
    random.Random(listed["seed"]).shuffle(drawn)
    left = [m for m in drawn if not done.get(m["number"], {}).get("found")]
    stop = time.monotonic() + 60 * MINUTES

    def save():
        """Those up to the first that was not tried are a sample; the others wait for --again."""
        whole = list(itertools.takewhile(lambda m: m["number"] in done, drawn))
        rows = [done[m["number"]] for m in whole]
        beyond = [r for n, r in {**before, **done}.items() if n not in {m["number"] for m in whole}]
        scripts = [t for t, x in table.items() if x["good"] and "test_" not in t]
        text = json.dumps({**listed, "tests": sum(x["good"] for x in table.values()), "scripts": scripts,
                           "mutants": rows, "beyond": beyond})
        with open(path + ".new", "w", encoding="utf-8") as out:
            out.write(text)
        os.replace(path + ".new", path)

    def one(mutant):
        if time.monotonic() > stop:
            return None
        return tried(program, table, mutant, before.get(mutant["number"], {}).get("passed", {}))

    with ThreadPoolExecutor(WORKERS) as pool:
        for i, result in enumerate(pool.map(one, left), 1):
            if result:
                done[result["number"]] = result
            if i % 10 == 0 or i == len(left):
                save()
                print(f"{i} of {len(left)}: {sum(not r['found'] for r in done.values())} not found", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
