#!/usr/bin/python3
"""The second quarter reads the first quarter's result: looks, information and
alpha spent."""
import json
import math
import os
import subprocess
import sys
import tempfile

import jsonschema

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
PILOT = "tests/data/pilots/designs/randomised"
SCHEMA = json.load(open("templates/schemas/result.schema.json"))


def quarter(path, looks, previous=None):
    sets = ["--set", f"pilot.looks={json.dumps(looks)}"]
    if previous:
        sets += ["--set", f"previous.result={previous}"]
    run = subprocess.run([PROGRAM, "evaluate", PILOT, "--json", path] + sets,
                         capture_output=True, text=True)
    ok(run.returncode == 0, "evaluates", run.stderr)
    ok("not evaluated" not in run.stderr, "what is given is read", run.stderr)
    first = previous and json.load(open(previous))["schema"].endswith("/1")
    ok(("is of schema seatworth/result/1" in run.stderr) == bool(first),
       "an earlier schema is named, and no other", run.stderr)
    with open(path) as f:
        result = json.load(f)
    errors = list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(result))
    ok(not errors, "meets the schema", *[str(e.message) for e in errors[:5]])
    lead = next(e for e in result["evidence"] if e["chain"])
    for other in result["evidence"]:
        if other is not lead:
            ok(other["look"] is None and other["alpha_spent"] is None,
               "looks are counted of the lead alone", other["look"])
    return lead


def spent(t):
    """O'Brien and Fleming by Lan and DeMets: alpha/2 a side."""
    z = 2.2414027276049473  # normal quantile of 1 - .05/4
    side = 2 * (0.5 * math.erfc(z / math.sqrt(2 * t)))
    return 2 * side


with tempfile.TemporaryDirectory() as folder:
    q = [os.path.join(folder, f"q{i}.json") for i in range(5)]
    first = quarter(q[0], [0.5, 1])
    ok(first["look"] == 1, "the first look", first["look"])
    ok(first["information"] == 0.5, "half of the information")
    ok(abs(first["alpha_spent"] - spent(0.5)) < 1e-6, "alpha of half",
       first["alpha_spent"], spent(0.5))

    second = quarter(q[1], [0.5, 1], q[0])
    ok(second["look"] == 2, "the second look", second["look"])
    ok(second["information"] == 1, "all of the information")
    ok(abs(second["alpha_spent"] - 0.05) < 1e-9, "all of alpha",
       second["alpha_spent"])

    # The first quarter looked at a third in place of half.
    early = json.load(open(q[0]))
    for e in early["evidence"]:
        if e["look"]:
            e["information"], e["alpha_spent"] = 1 / 3, spent(1 / 3)
    json.dump(early, open(q[2], "w"))
    third = quarter(q[3], [0.5, 1], q[2])
    ok(third["look"] == 2 and abs(third["alpha_spent"] - 0.05) < 1e-9,
       "what was spent elsewhere is spent", third["alpha_spent"])

    # A result of the first schema: what was looked at is looked at.
    old = json.load(open(q[0]))
    old["schema"] = "seatworth/result/1"
    old["verdict"]["extensions_used"] = 1
    json.dump(old, open(q[2], "w"))
    fourth = quarter(q[3], [0.5, 1], q[2])
    ok(fourth["look"] == 2 and abs(fourth["alpha_spent"] - 0.05) < 1e-9,
       "looks are read from the first schema", fourth["look"])
    result = json.load(open(q[3]))
    ok(result["verdict"]["extensions_used"] == 1, "and extensions used",
       result["verdict"]["extensions_used"])
    ok(any("seatworth/result/1" in w
           for w in result["data_quality"]["warnings"]),
       "the report says so", result["data_quality"]["warnings"])

    last = quarter(q[4], [0.5, 1], q[1])
    ok(last["look"] == 3, "a look that was not planned is counted")
    ok(abs(last["alpha_spent"] - 0.05) < 1e-9, "and has nothing to spend")

done()
