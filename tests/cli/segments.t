#!/usr/bin/python3
"""Segments by what the policy says, the other divisions beside, and no group
smaller than the privacy minimum anywhere."""
import csv
import json
import os
import subprocess
import sys
import tempfile

import jsonschema
import numpy as np
from scipy import stats

sys.path.insert(0, "tests/support")
from quiet_openpyxl import openpyxl  # noqa: E402
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
SCHEMA = json.load(open("templates/schemas/result.schema.json"))
N = 60
PILOT = {
    "seatworth": 1, "name": "segments", "currency": "USD",
    "pilot": {"start": "2024-01-01", "end": "2024-06-30"},
    "as_of": "2024-06-30", "roster": {"file": "seats.csv"},
    "contract": {"price": 30, "seats_purchased": N, "term_months": 12,
                 "term_start": "2024-01-01", "term_end": "2024-12-31"},
    "assumptions": {"hourly_cost": 60},
    "usage": {"file": "usage.csv"},
    "simulation": {"draws": 1024, "seed": 3},
    "survey": {"files": [{"file": "after.csv", "wave": "after"}],
               "person": "person",
               "items": [{"id": "saved", "question": "Minutes saved",
                          "kind": "time-saved", "per": "day"}]}}


def person(i):
    role = "clerk" if i % 3 == 0 else "analyst"
    region = ["north", "south", "west"][i // 19] if i < 57 else "isle"
    return {"person": f"p{i:02}@x.org", "arm": "pilot",
            "department": "sales" if i < 30 else "legal",
            "role": role, "region": region,
            "seniority": "senior" if i % 2 else "junior"}


def saved(i):
    return 10 + (i * 7) % 11 + (8 if i % 3 == 0 else 0)


def table(folder, name, rows):
    with open(os.path.join(folder, name), "w", newline="") as f:
        out = csv.DictWriter(f, rows[0].keys())
        out.writeheader()
        out.writerows(rows)


def weeks(i):
    """Habitual, now and then, lapsed, never."""
    return {0: range(1, 14), 1: range(12, 14), 2: range(1, 4),
            3: range(0)}[i % 4]


def evaluate(folder, *options):
    out = os.path.join(folder, "result.json")
    run = subprocess.run(
        [PROGRAM, "evaluate", folder, "--json", out, "-o",
         os.path.join(folder, "report.xlsx"), *options],
        capture_output=True, text=True)
    ok(run.returncode == 0, "evaluates", run.stderr)
    with open(out) as f:
        result = json.load(f)
    errors = list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(result))
    ok(not errors, "meets the schema", *[e.message for e in errors[:5]])
    return result


def check_raw(by, segments, people):
    for s in segments:
        mine = [i for i, p in enumerate(people) if p[by] == s["segment"]]
        if s["segment"] == "other":
            continue
        want = 5 * np.mean([saved(i) for i in mine])
        ok(s["seats"] == len(mine) and abs(s["effect"] - want) < 1e-9,
           f"{by} {s['segment']}: seats and raw minutes", s, want)


def check_joint(path):
    """Intervals that hold together: as formulas, by Sidak's bound for as many
    groups as have an estimate, each with its people less one."""
    def rows(data_only):
        book = openpyxl.load_workbook(path, data_only=data_only)
        return [[c.value for c in row] for row in book["Evidence"].iter_rows()]

    values, formulas = rows(True), rows(False)
    heads = [i for i, v in enumerate(values) if "|t| for all at once" in v]
    ok(len(heads) == 5, "every division has intervals for all at once", heads)
    wrong = []
    for head in heads:
        at = {name: c for c, name in enumerate(values[head])}
        low, high = at["All: 95% low"], at["All: 95% high"]
        last = head + 1
        while values[last][0] is not None:
            last += 1
        table = [v for v in values[head + 1:last]
                 if isinstance(v[at["p"]], (int, float))]
        for v in table:
            raw, se = v[at["Raw"]], v[at["Std. error"]]
            c = stats.t.ppf(1 - (1 - .95 ** (1 / len(table))) / 2,
                            v[at["People behind"]] - 1)
            if not np.allclose([v[low], v[high]], [raw - c * se, raw + c * se],
                               rtol=1e-9):
                wrong.append((v[0], v[low], v[high], raw, se, c))
        wrong += [f for v in formulas[head + 1:last] for f in (v[low], v[high])
                  if f is not None and not str(f).startswith(("=", "n/a"))]
    ok(not wrong, "by Sidak's bound, live", *wrong)


with tempfile.TemporaryDirectory() as folder:
    people = [person(i) for i in range(N)]
    table(folder, "seats.csv", people)
    table(folder, "after.csv", [{"person": p["person"], "saved": saved(i)}
                                for i, p in enumerate(people)])
    table(folder, "usage.csv",
          [{"person": p["person"], "period": f"2024-W{w + 12:02}",
            "active_days": 2 if w in weeks(i) else 0}
           for i, p in enumerate(people) for w in range(14)])
    with open(os.path.join(folder, "pilot.json"), "w") as f:
        json.dump(PILOT, f)

    r = evaluate(folder)
    ok(r["segments_by"] == "department", "departments lead by default")
    ok([g["by"] for g in r["groupings"]] ==
       ["role", "region", "seniority", "use"], "the others stand beside",
       [g["by"] for g in r["groupings"]])
    check_raw("department", r["segments"], people)
    for g in r["groupings"][:3]:
        check_raw(g["by"], g["segments"], people)
    by = {g["by"]: g["segments"] for g in r["groupings"]}
    ok("isle" not in open(os.path.join(folder, "result.json")).read(),
       "a region of three is not named")
    other = [s for s in by["region"] if s["segment"] == "other"]
    ok(len(other) == 1 and other[0]["seats"] >= 5,
       "it is merged until five are in it", by["region"])
    roles = {s["segment"]: s for s in by["role"]}
    ok(roles["clerk"]["effect_pooled"] > roles["analyst"]["effect_pooled"],
       "pooled figures keep the order")
    gap = abs(roles["clerk"]["effect"] - roles["analyst"]["effect"])
    ok(abs(roles["clerk"]["effect_pooled"] - roles["analyst"]["effect_pooled"])
       < gap, "and are drawn together")
    ok(roles["clerk"]["p_holm"] >= roles["clerk"]["p"], "p is corrected")
    use = {s["segment"]: s["seats"] for s in by["use"]}
    ok(use == {"never used it": 15, "lapsed": 15, "active, no habit": 15,
               "habitual": 15}, "habits divide the seats", use)

    check_joint(os.path.join(folder, "report.xlsx"))
    sheet = openpyxl.load_workbook(os.path.join(folder, "report.xlsx"),
                                   data_only=True)["Evidence"]
    first = [str(row[0].value) for row in sheet.iter_rows()]
    ok(any(t.startswith("By department, which is decided on") for t in first),
       "the sheet says which is decided on")
    ok(any(t.startswith("By seniority, beside") for t in first),
       "and has the others")
    ok("isle" not in first, "without the small group")

    r = evaluate(folder, "--set", "policy.segment_by=role")
    ok(r["segments_by"] == "role", "the policy names another")
    check_raw("role", r["segments"], people)
    ok("department" in [g["by"] for g in r["groupings"]],
       "departments are then beside")
    ok(r["segments"][0]["net_value_per_seat_year"] is not None,
       "and the segments decided on are priced")

    # What a segment has committed to stands beside what is priced of it
    # (ECONOMICS 3), and decides nothing.
    plain = evaluate(folder)
    governed = evaluate(
        folder, "--set", 'segments=[{"segment": "legal", "realisation": 0.7}, '
        '{"segment": "isle", "realisation": 0.2}]')
    beside = {x["segment"]: x["realisation"] for x in governed["segments"]}
    ok(beside["legal"]["target"] == .7 and beside["sales"]["target"] is None
       and all(x["priced"] == .5 and x["provenance"] == "assumption"
               for x in beside.values()),  # the mean of PERT(.25, .5, .75)
       "a target beside the share, and where that is from", beside)
    ok(plain["economics"] == governed["economics"]
       and plain["options"] == governed["options"], "and nothing is priced by it")
    ok(any('"isle" is none of the segments' in str(w)
           for w in governed["data_quality"]["warnings"]),
       "a target of no segment is said", governed["data_quality"]["warnings"])
    sheet = openpyxl.load_workbook(os.path.join(folder, "report.xlsx"))["Evidence"]
    row = next(([c.value for c in r] for r in sheet.iter_rows()
                if r[0].value == "legal" and r[1].value == .7), None)
    ok(row is not None and row[2] == .5 and row[3] == "assumption",
       "Evidence has both", row)
    for text, says in (
            ('[{"segment": "legal", "realisation": 1.2}]', "at most 1"),
            ('[{"segment": "legal"}]', "realisation"),
            ('[{"segment": "legal", "realisation": 0.5},'
             '{"segment": "legal", "realisation": 0.6}]', "given twice")):
        run = subprocess.run([PROGRAM, "check", folder, "--set",
                              f"segments={text}"], capture_output=True, text=True)
        ok(run.returncode == 1 and says in run.stderr,
           f"refused: {says}", run.stderr)


def exact_pilot():
    """Two departments of 30 that answer alike, so that each one's effect is the
    mean of its answers, nearly known; one uses 28 of its seats, one 6."""
    spec = json.loads(json.dumps(PILOT))
    spec["contract"]["price"] = PRICE
    spec["survey"]["items"][0]["unit"] = "minutes"
    spec["simulation"]["draws"] = 16384
    spec["assumptions"] = {
        "hourly_cost": 60, "realisation": 0.5, "working_weeks_per_year": 48,
        "self_report_factor": 1, "persistence": 1, "transport": 1,
        "discount_rate": 0, "horizon_years": 1, "wage_growth": 0}
    return spec


PRICE, LATER = 108, 0.8
ACTIVE = {"sales": 28, "legal": 6}


def growth_of(active, n_draws=400_000):
    """min(later / pilot's share, 1 / segment's share), every share Jeffreys'."""
    r = np.random.default_rng(11)
    x = sum(ACTIVE.values())
    pilot = r.beta(.5 + x, .5 + N - x, n_draws)
    own = r.beta(.5 + active, .5 + N / 2 - active, n_draws)
    return np.minimum(LATER / pilot, 1 / own)


with tempfile.TemporaryDirectory() as folder:
    # Later use grows by as much in every segment, up to all of its seats: its
    # share in use is drawn from Beta(1/2 + x, 1/2 + n - x) (METHODS 4.6 d).
    people = [person(i) for i in range(N)]
    table(folder, "seats.csv", people)
    said = [10 + (.02 if i % 2 else -.02) for i in range(N)]
    table(folder, "after.csv", [{"person": p["person"], "saved": s}
                                for p, s in zip(people, said)])
    used = [i % 30 < ACTIVE["sales" if i < 30 else "legal"] for i in range(N)]
    table(folder, "usage.csv",
          [{"person": p["person"], "period": f"2024-W{w + 12:02}",
            "active_days": 2 if u else 0}
           for p, u in zip(people, used) for w in range(14)])
    with open(os.path.join(folder, "pilot.json"), "w") as f:
        json.dump(exact_pilot(), f)
    plain = evaluate(folder)
    r = evaluate(folder, "--set", f"assumptions.adoption={LATER}")
    per_seat = np.mean(said) * 5 * 48 / 60 * 60 * .5  # a year, without growth
    benefit = sum(N / 2 * per_seat * growth_of(x).mean()
                  for x in ACTIVE.values())
    renew = next(o for o in r["options"] if o["option"] == "renew")
    want = benefit - 12 * PRICE * N
    ok(abs(renew["npv"]["mean"] - want) < .003 * benefit,
       "renewing is worth what segments have room for", renew["npv"], want)
    alone = N * per_seat * (LATER / np.random.default_rng(5).beta(
        34.5, 26.5, 400_000)).mean() - 12 * PRICE * N
    ok(abs(renew["npv"]["mean"] - alone) > .05 * benefit,
       "which is less than all seats' growth for each", alone)
    for s in r["segments"]:
        x = ACTIVE[s["segment"]]
        paid = min(N / 2, np.ceil(x * LATER / (34.5 / 61)))
        worth = N / 2 * per_seat * growth_of(x) - 12 * PRICE * paid
        chance = (worth > 0).mean()
        ok(abs(s["probability_positive"] - chance) < .01,
           f"{s['segment']}: its chance by its own share", s, chance)
    ok({s["segment"]: s["active_share"] for s in plain["segments"]} ==
       {"sales": 28 / 30, "legal": .2}, "the shares are the log's")
    # What governed shares would be worth stands beside what is priced.
    governed = evaluate(folder, "--set", 'segments=[{"segment": "legal", '
                        '"realisation": 0.7}]')
    at = {s["segment"]: s["realisation"]["net_value_at_target"]
          for s in governed["segments"]}
    ok(at["sales"] is None and
       abs(at["legal"] - (per_seat * .7 / .5 - 12 * PRICE)) < .01,
       "a seat's net value at its segment's target", at)
    ok(governed["economics"] == plain["economics"] and
       governed["options"] == plain["options"], "which decides nothing")
    book = openpyxl.load_workbook(os.path.join(folder, "report.xlsx"))
    rows = [[c.value for c in row] for row in book["Evidence"].iter_rows()]
    rest = [v for v in rows if v[0] == "Net present value of renewing all"]
    want = N / 2 * per_seat * (1 + .7 / .5) - 12 * PRICE * N
    ok(len(rest) == 1 and abs(rest[0][6] - want) < 1 and
       abs(rest[0][5] - (N * per_seat - 12 * PRICE * N)) < 1,
       "and renewing all at it", rest, want)
    again = evaluate(folder, "--set", f"assumptions.adoption={LATER}")
    ok(again["segments"] == r["segments"] and again["options"] == r["options"],
       "the draws are the same again")

done()
