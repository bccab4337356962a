#!/usr/bin/python3
"""The tables of --data: documented column by column, equal to result.json to
the last digit, safe for spreadsheets, and written with the others or not."""
import csv
import datetime
import glob
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
FEW = "--set=simulation.draws=4096"
EXAMPLES = [p[:-len("pilot.json")] for p in
            sorted(glob.glob("examples/*/pilot.json"))]


def evaluate(pilot, *options):
    return subprocess.run([PROGRAM, "evaluate", pilot, "-q", FEW, *options],
                          capture_output=True, text=True)


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def package_of(folder):
    with open(os.path.join(folder, "datapackage.json"), encoding="utf-8") as f:
        return json.load(f)


# ---- the package ----

def is_of_type(text, kind):
    if text == "":
        return True
    if kind == "date":
        return datetime.date.fromisoformat(text) is not None
    if kind == "boolean":
        return text in ("true", "false")
    if kind == "integer":
        return re.fullmatch(r"-?\d+", text) is not None
    if kind == "number":
        return re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", text) is not None
    return kind == "string"


def check_package(name, folder, run_id):
    package, faults, keys = package_of(folder), [], []
    ok(package["run_id"] == run_id and len(package["resources"]) > 15 and
       {r["path"] for r in package["resources"]} | {"datapackage.json"} ==
       set(os.listdir(folder)), f"{name}: every file is documented",
       os.listdir(folder))
    for resource in package["resources"]:
        path = os.path.join(folder, resource["path"])
        with open(path, "rb") as f:
            data = f.read()
        if resource["hash"] != "sha256:" + hashlib.sha256(data).hexdigest() \
                or resource["bytes"] != len(data):
            faults.append(f"{path}: another hash")
        rows, fields = read(folder, resource["path"]), \
            resource["schema"]["fields"]
        heads = data.decode("utf-8").split("\n", 1)[0].split(",")
        if heads != [f["name"] for f in fields]:
            faults.append(f"{path}: {heads}")
        faults += [f"{path}, {f['name']}: no words" for f in fields
                   if len(f.get("description", "")) < 3]
        faults += [f"{path}, {f['name']}: {row[f['name']]!r} is no {f['type']}"
                   for f in fields for row in rows
                   if not is_of_type(row[f["name"]], f["type"])]
        faults += [f"{path}: of another run" for row in rows
                   if row["run_id"] != run_id]
        key = resource["schema"]["primaryKey"]
        found = [tuple(row[k] for k in key) for row in rows]
        keys += [f"{path}: {k}" for k in set(found) if found.count(k) > 1]
    ok(not faults, f"{name}: every column is as documented", *faults)
    ok(not keys, f"{name}: keys tell the rows apart", *keys)


# ---- the same as the result ----

def same(text, value):
    if value is None:
        return text == ""
    if isinstance(value, bool):
        return text == str(value).lower()
    if isinstance(value, (int, float)):
        return text != "" and float(text) == float(value)
    return text.removeprefix("'") == value


def check_list(name, rows, elements, columns):
    """Rows against a list of the result: column to path."""
    faults = [] if len(rows) == len(elements) else \
        [f"{len(rows)} rows for {len(elements)}"]
    for row, element in zip(rows, elements):
        for column, path in columns.items():
            value = element
            for part in path.split("."):
                value = None if value is None else \
                    value[int(part)] if part.isdigit() else value[part]
            if not same(row[column], value):
                faults.append(f"{column}: {row[column]!r}, not {value!r}")
    ok(not faults, f"{name} is the result's", *faults)


def leaves(value, path):
    if isinstance(value, dict):
        for key, below in value.items():
            yield from leaves(below, f"{path}.{key}")
    elif value is None or type(value) in (int, float):
        yield path, value


def check_result(name, folder, result):
    table = {n: read(folder, n + ".csv") for n in
             ("options", "figures", "segments", "chain", "ledger", "budget",
              "assumptions", "lines", "years", "scenarios", "flips", "files",
              "estimates", "tornado", "acceptability", "deadlines", "rules")}
    e, sim, v = result["economics"], result["simulation"], result["verdict"]
    check_list(f"{name}: options", table["options"], result["options"], {
        "option": "option", "seats": "seats", "price": "price",
        "npv_mean": "npv.mean", "npv_p05": "npv.p05", "npv_p95": "npv.p95",
        "npv_all": "npv_all", "cvar10": "cvar10", "why_not": "why_not",
        "probability_positive": "probability_positive",
        "cash_12_months": "cash_12_months", "bound_until": "bound_until"})
    check_list(f"{name}: segments", table["segments"], result["segments"], {
        "segment": "segment", "seats": "seats", "effect": "effect",
        "low": "ci95.0", "high": "ci95.1",
        "net_value_per_seat_year": "net_value_per_seat_year"})
    check_list(f"{name}: estimates", table["estimates"], result["evidence"], {
        "effect": "id", "estimate": "estimate", "se": "se", "p": "p",
        "low": "ci95.0", "high": "ci95.1", "n_pilot": "n_pilot"})
    check_list(f"{name}: chain", table["chain"],
               [link for x in result["evidence"] for link in x["chain"]],
               {"step": "step", "value": "value", "low": "ci95.0"})
    check_list(f"{name}: ledger", table["ledger"], e["ledger"], {
        "due": "due", "amount": "amount", "line": "line", "seats": "seats"})
    check_list(f"{name}: budget", table["budget"], e["budget"], {
        "fiscal_year": "fiscal_year", "cash": "cash", "accrual": "accrual"})
    check_list(f"{name}: years", table["years"], e["years"],
               {c: c for c in ("year", "costs", "benefits", "net")})
    check_list(f"{name}: lines", table["lines"], e["lines"],
               {"line": "id", "side": "side", "class": "class", "pv": "pv"})
    check_list(f"{name}: assumptions", table["assumptions"],
               result["model"]["inputs"],
               {c: c for c in ("key", "unit", "value", "low", "high",
                               "provenance")})
    check_list(f"{name}: flips", table["flips"], v["flips"],
               {c: c for c in ("input", "current", "flips_at", "to")})
    check_list(f"{name}: rules", table["rules"], v["rules"],
               {c: c for c in ("rule", "value", "threshold", "passed")})
    check_list(f"{name}: deadlines", table["deadlines"], v["deadlines"],
               {c: c for c in ("contract", "act_by", "money")})
    check_list(f"{name}: scenarios", table["scenarios"], result["scenarios"],
               {"scenario": "name", "npv": "npv", "verdict": "verdict"})
    check_list(f"{name}: tornado", table["tornado"], sim["tornado"],
               {c: c for c in ("input", "low", "npv_low", "npv_high")})
    check_list(f"{name}: files", table["files"], result["inputs"],
               {c: c for c in ("file", "sha256", "rows")})
    want = dict(p for k in ("economics", "pilot_to_date", "seats",
                            "simulation", "data_quality", "verdict")
                for p in leaves(result[k], k))
    got = {r["figure"]: r["value"] for r in table["figures"]}
    ok(got.keys() == want.keys() and
       all(same(got[k], want[k]) for k in want),
       f"{name}: figures are the result's", *(got.keys() ^ want.keys()))


def check_flows(name, folder, result):
    """Months add up to the years of the result: renewing all, the programme,
    what counts on the headline basis."""
    flows, lines = read(folder, "cash_flows.csv"), \
        {r["id"]: r for r in result["economics"]["lines"]}
    months, faults = {}, []
    for row in flows:
        if row["option"] == "renew" and row["view"] == "programme":
            year = (int(row["month"]) - 1) // 12
            key = (row["line"], year)
            months[key] = months.get(key, 0) + float(row["amount"])
    for line, r in lines.items():
        for year, amount in enumerate(r["years"]):
            got = months.get((line, year), 0)
            if abs(got - amount) > 1e-6 + 1e-9 * abs(amount):
                faults.append(f"{line}, year {year + 1}: {got}, not {amount}")
    ok(flows and not faults, f"{name}: months add up to the years", *faults)
    days = {(r["month"], r["first_day"], r["last_day"]) for r in flows}
    ok(all(a[2] < b[1] for a, b in zip(
        *(lambda d: (d, d[1:]))(sorted(days, key=lambda d: int(d[0]))))),
       f"{name}: months follow each other")


def check_together(work):
    pilot = EXAMPLES[0]
    folder = os.path.join(work, "new")
    run = evaluate(pilot, "--data", folder, "--json", "/proc/no.json")
    ok(run.returncode == 3 and not os.path.exists(folder),
       "where another output fails, there is no folder", run.stderr)
    run = evaluate(pilot, "--data", folder, "--rows", folder + "/runs.csv")
    ok(run.returncode == 2 and "same place" in run.stderr,
       "a result does not go to a table's place", run.stderr)
    file = os.path.join(work, "file")
    open(file, "w", encoding="utf-8").close()
    run = evaluate(pilot, "--data", file)
    ok(run.returncode == 3 and file in run.stderr,
       "a file is no folder", run.stderr)


def check_set(work):
    pilot = EXAMPLES[0]
    one, other = os.path.join(work, "one"), os.path.join(work, "other")
    result = os.path.join(work, "one.json")
    evaluate(pilot, "--data", one, "--json", result)
    evaluate(pilot, "--data", other, "--set", "contract.price=31")

    def verify(*files):
        return subprocess.run([PROGRAM, "verify", result, *files, "--inputs",
                               pilot, "-q"], capture_output=True, text=True)
    ok(verify(one).returncode == 0, "a folder of the same run is one set")
    run = verify(other)
    ok(run.returncode == 1 and "mixed" in run.stderr,
       "one of another run is found", run.stderr)
    os.replace(other + "/options.csv", one + "/options.csv")
    run = verify(one)
    ok(run.returncode == 1 and "options.csv" in run.stderr,
       "and so is one table of another run", run.stderr)


def main():
    with tempfile.TemporaryDirectory() as work:
        for pilot in EXAMPLES:
            name = os.path.basename(pilot.rstrip("/"))
            folder = os.path.join(work, name)
            run = evaluate(pilot, "--data", folder, "--json", folder + ".json")
            ok(run.returncode == 0, f"{name}: evaluates", run.stderr)
            with open(folder + ".json", encoding="utf-8") as f:
                result = json.load(f)
            check_package(name, folder, result["provenance"]["run_id"])
            check_result(name, folder, result)
            check_flows(name, folder, result)
            before = {n: open(os.path.join(folder, n), "rb").read()
                      for n in os.listdir(folder)}
            evaluate(pilot, "--data", folder, "--threads", "1", "--language",
                     "de")
            after = {n: open(os.path.join(folder, n), "rb").read()
                     for n in os.listdir(folder)}
            ok(before == after, f"{name}: the same bytes with other threads "
               "and in another language")
        check_together(work)
        check_set(work)
    done()


main()
