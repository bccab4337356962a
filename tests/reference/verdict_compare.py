"""Two programs, one pilot: what the evidence says and what a seat is worth.

`verdict_compare.py PROGRAM RUNS FIRST_SEED KEEP` makes RUNS pilots of each kind
in a temporary folder, evaluates each with PROGRAM and with verdict.py, and
prints TAP: one line a kind. Pilots that differ stay in folder KEEP.
`verdict_compare.py PROGRAM DIR...` compares pilots that are there.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile

import numpy as np
from scipy import stats

import verdict
import verdict_pilots
from verdict_posterior import Points, bias_prior, mean_of, quantile_of

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..",
                                "support"))
from tap import done, ok  # noqa: E402

CHANCE = .015     # a share of draws: 4 errors of the reference and the program
SHOWN = 6


def evaluate(program, folder, *options):
    out = os.path.join(folder, "result.json")
    run = subprocess.run([program, "evaluate", folder, "--quiet", "--json", out,
                          *options], capture_output=True, text=True)
    if run.returncode:
        raise RuntimeError(f"{folder}: exit {run.returncode}: {run.stderr[:400]}")
    with open(out, encoding="utf-8") as f:
        return json.load(f)


def leading(result):
    return next((e for e in result["evidence"] if e["chain"]), None)


def link(chain, *names):
    return next((c for c in chain if any(n in c["step"] for n in names)), None)


class Differences:
    def __init__(self):
        self.found = []

    def near(self, key, got, want, relative=1e-6, absolute=1e-9):
        if got is None or want is None:
            if got is not want:
                self.found.append((key, got, want))
        elif not abs(got - want) <= absolute + relative * abs(want):
            self.found.append((key, got, want))

    def ends(self, key, got, want, relative, absolute=1e-9):
        for i, side in enumerate(("low", "high")):
            self.near(f"{key} {side}", got[i] if got else None, want[i],
                      relative, absolute)

    def same(self, key, got, want):
        if got != want:
            self.found.append((key, got, want))


# What is printed of the estimate

def exact_interval(effect):
    half = effect["se"] * stats.t.ppf(.975, effect["df"])
    return [effect["mean"] - half, effect["mean"] + half]


def compare_gross(d, chain, effect):
    if "gross" not in effect or effect.get("segments"):
        return  # binned: the families have tests of their own; segments: below
    gross = link(chain, "gross")
    few = "se" not in effect
    relative = 5e-3 if few else 1e-6
    d.near("gross answer", gross["value"], effect["gross"].mean(), relative)
    want = effect["gross"].quantile([.025, .975]) if few else exact_interval(effect)
    d.ends("gross answer", gross["ci95"], want, 1e-2 if few else 2e-3,
           .005 * abs(effect["gross"].mean()))


def compare_measurement(d, chain, pilot, effect):
    got = link(chain, "measurement")
    if effect["level"] != 1:
        d.near("measurement", got["value"], 1.0)
        return
    d.near("measurement", got["value"], mean_of(pilot.factor))
    d.ends("measurement", got["ci95"],
           [quantile_of(pilot.factor, p) for p in (.025, .975)], 2e-3, 2e-3)


def compare_bias(d, chain, effect):
    got = link(chain, "design bias")
    mean, sd = (0, 0) if effect["level"] == 1 else \
        bias_prior(effect["level"], effect["mean"])
    d.near("design bias", got["value"], mean, 1e-6, 1e-9)
    z = stats.norm.ppf(.975)
    d.ends("design bias", got["ci95"], [mean - z * sd, mean + z * sd], 2e-3)


def silent_rows(chain):
    """The rows of those of whom there are no data: one an arm."""
    return [c for c in chain if c["step"].startswith(("non-response", "the silent"))]


def in_minutes(rows):
    """Both arms' rows together; one that says 1 says that nobody is silent."""
    rows = [r for r in rows if [r["value"], *r["ci95"]] != [1, 1, 1]]
    mean = sum(r["value"] for r in rows)
    half = np.sqrt(sum(((r["ci95"][1] - r["ci95"][0]) / 2)**2 for r in rows))
    return {"value": mean, "ci95": [mean - half, mean + half]}


def compare_silent(d, chain, effect, want):
    rows = silent_rows(chain)
    if not rows:
        d.found.append(("a link for the silent", None, want))
        return
    if effect.get("segments"):
        return  # a share of each segment: compared in money
    one_arm = effect["level"] == 1
    got = rows[0] if one_arm else in_minutes(rows)
    near = 1e-3 if one_arm else .01 * max(1.0, abs(want[0]))
    d.near("the silent", got["value"], want[0], 0, near)
    d.ends("the silent", got["ci95"], want[1:], 0, 4 * near)


# What a seat is worth

def compare_money(d, result, seats, ref):
    renew = next(o for o in result["options"] if o["option"] == "renew")
    scale = abs(ref["net"]) + ref["pilot"].price
    d.near("net benefit of a seat", renew["npv"]["mean"] / seats, ref["net"],
           0, .01 * scale)
    d.near("chance", renew["probability_positive"], ref["chance"], 0, CHANCE)


def compare_segments(d, result, ref):
    rows = {s["segment"]: s for s in result["segments"]}
    for r, chance, net in zip(ref["effect"]["segments"], ref["segment_chances"],
                              ref["segment_nets"]):
        got, name = rows.get(r["segment"]), r["segment"]
        if got is None:
            d.found.append((f"segment {name}", None, r))
            continue
        d.same(f"{name} seats", got["seats"], r["seats"])
        d.same(f"{name} responses", got["responses"], r["n"])
        d.near(f"{name} pooled", got["effect_pooled"], r["pooled"], .01, .05)
        d.near(f"{name} chance", got["probability_positive"], chance, 0, CHANCE)
        d.near(f"{name} net", got["net_value_per_seat_year"], net, 0,
               .01 * (abs(net) + ref["pilot"].price))


def compare_verdict(d, result, ref):
    v = result["verdict"]
    if v["evidence_grade"] not in ref["letters"]:
        d.found.append(("letter", v["evidence_grade"], ref["letters"]))
    spends = ("renew", "renegotiate", "switch")
    if v["evidence_grade"] == "D" and v["option"] in spends:
        d.found.append(("option at grade D", v["option"], "4.7, rule 1b"))


def compare_staggered(d, result, effect):
    got = next((e for e in result["evidence"]
                if "different dates" in e["design"]), None)
    if not effect["estimable"]:
        d.same("staggered se", got and got["se"], None)
        return
    if got is None:
        d.found.append(("staggered", None, effect["mean"]))
        return
    d.near("effect", got["estimate"], -effect["mean"])
    allowed = (effect["se"], effect["se_centred"])
    if got["se"] is None or min(abs(got["se"] - s) for s in allowed) > 1e-6 * allowed[0]:
        d.found.append(("jackknife se", got["se"], allowed))
    d.near("df", got["df"], effect["df"])


def one_answer_decides(effect):
    """4.2.2: bounds, not a posterior, carry the money."""
    return effect["level"] == 1 and effect["n"] == 1


def compare(program, folder):
    d = Differences()
    try:
        result = evaluate(program, folder)
    except RuntimeError as error:
        d.found.append(("evaluate", str(error), "exit 0"))
        return d.found
    ref = verdict.verdict(folder)
    effect = ref["effect"]
    compare_seats(d, result, ref)
    if os.path.basename(folder).startswith("seats"):
        return d.found  # who uses it is known of everybody: the raked figure leads
    if "estimable" in effect:
        compare_staggered(d, result, effect)
        return d.found
    lead = leading(result)
    compare_verdict(d, result, ref)
    if lead is None:
        d.found.append(("a leading estimate", None, effect.get("mean")))
        return d.found
    chain = lead["chain"]
    compare_gross(d, chain, effect)
    compare_measurement(d, chain, ref["pilot"], effect)
    compare_bias(d, chain, effect)
    compare_silent(d, chain, effect, ref["link"])
    if "net" in ref and not one_answer_decides(effect):
        compare_money(d, result, ref["seats"]["assigned"], ref)
    if effect.get("segments"):
        compare_segments(d, result, ref)
    return d.found


def compare_seats(d, result, ref):
    got, want = result["seats"], ref["seats"]
    for key in ("purchased", "unassigned", "assigned", "active"):
        d.same(f"seats {key}", got.get(key), want[key])


def said(name, found):
    return "\n".join(f"{name}: {key}: got {got}, want {want}"
                     for key, got, want in found[:SHOWN])


def compare_kinds(program, runs, first, keep):
    shutil.rmtree(keep, ignore_errors=True)
    for kind in verdict_pilots.KINDS:
        bad = []
        for seed in range(first, first + runs):
            with tempfile.TemporaryDirectory() as work:
                folder = os.path.join(work, f"{kind}-{seed}")
                verdict_pilots.make(kind, seed, folder)
                found = compare(program, folder)
                if found:
                    bad.append(said(f"seed {seed}", found))
                    shutil.copytree(folder, os.path.join(keep, f"{kind}-{seed}"))
        ok(not bad, f"{runs} pilots, {kind}: evidence and worth agree", *bad)


def check_reference():
    """Figures that the page itself prints."""
    from verdict_posterior import FACTOR, few_answers
    ok(abs(few_answers([(30, 30)], 0).mean() - 28.4) < .01 * 28.4,
       "one answer of 30 minutes is 28.4 (4.2.3)")
    rng = np.random.default_rng(1)
    factor, kappa = (verdict.draw_of(s, rng, 2_000_000)
                     for s in (FACTOR, verdict.KAPPA))
    for f, want in ((1, 2.4), (.5, 3.2), (5 / 60, 5.9)):
        got = 1 / np.quantile(factor * (f + (1 - f) * kappa), .2)
        ok(abs(got - want) < .06,
           f"at response {f:.2f} the bar asks {want} times break-even (4.3)", got)


if __name__ == "__main__":
    program = sys.argv[1]
    if not sys.argv[2].isdigit():
        for directory in sys.argv[2:]:
            found = compare(program, directory)
            ok(not found, directory, said(directory, found))
        done()
    check_reference()
    compare_kinds(program, int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
    done()
