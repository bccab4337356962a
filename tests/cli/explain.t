#!/usr/bin/python3
"""seatworth explain: every key of result.json is explained, a near-miss is
named."""
import json
import os
import subprocess
import sys

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
OUTSIDE = ("schema", "name", "currency", "inputs", "model", "provenance")
NOT_IN_RESULT = {"evpi", "evppi", "evsi", "net_gain", "ceac", "ceaf",
                 "comparator", "leaving", "equivalent_annual_net_benefit",
                 "budget_view", "paid_ahead", "co_terminate", "end_of_term",
                 "extended_service", "offers", "release", "min_change",
                 "nonresponse", "previous"}


def run(*words):
    return subprocess.run([PROGRAM, "explain", *words], capture_output=True,
                          text=True)


def paths(schema, before=""):
    for key, value in schema.get("properties", {}).items():
        yield before + key
        yield from paths(value.get("items", value), before + key + ".")


figures = json.load(open("templates/explain.json"))["figures"]
named = [name for figure in figures for name in figure["names"]]
keys = [p for p in paths(json.load(open("templates/schemas/result.schema.json")))
        if p.split(".")[0] not in OUTSIDE]
missing = sorted(set(keys) - set(named))
ok(not missing, f"every key of result.json is explained {missing}")
parts = {key.split(".")[0] for key in keys}
stale = sorted(n for n in named
               if n.split(".")[0] not in parts and n.split(".")[0] not in NOT_IN_RESULT)
ok(not stale, f"and no part that it lacks {stale}")
ok(len(named) == len(set(named)), "each once")
ok(all(figure[k] for figure in figures
       for k in ("title", "meaning", "method", "source")),
   "each has a title, a meaning, a method and a source")

listed = run()
ok(listed.stdout.split() == named, "without a name they are listed")
failed = [name for name in named if run(name).returncode]
ok(not failed, f"each can be asked for {failed}")

out = run("simulation.evpi")
ok(out.returncode == 0 and
   out.stdout.startswith("Value of perfect information\n") and
   "\n  Formula  E[max_a NB_a] - max_a E[NB_a]\n" in out.stdout and
   "\n  Source   Raiffa" in out.stdout, "meaning, formula and source")
ok(run("payback_months").stdout.startswith("Payback\n"),
   "the last part of a key is enough")
ok(run("options[2].npv.mean").stdout == run("options.npv.mean").stdout,
   "an index in it does no harm")
ok(run("Expected Loss").stdout.startswith("Expected loss\n"),
   "nor do capitals and blanks")
ok(run("bound until").stdout.startswith("Window, bound until\n") and
   run("accrual").stdout.startswith("Budget view\n") and
   run("Equivalent annual net benefit").stdout.count("NPV / A") == 1,
   "words of page one can be asked for")
ok(run("price").stdout.count("  Meaning") >= 2, "all that end so are explained")
out = run("simulation.evpj")
ok(out.returncode == 2 and not out.stdout and
   "did you mean 'simulation.evpi'?" in out.stderr, "a near-miss is named")
out = run("nonsense-of-a-name")
ok(out.returncode == 2 and "lists the names" in out.stderr, "others are not")
ok(run("a", "b").returncode == 2, "one name at a time")
ok("Example:" in run("--help").stdout, "help has an example")
done()
