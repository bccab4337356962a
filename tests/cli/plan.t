#!/usr/bin/python3
"""seatworth plan: held to R (tests/reference/plan.R), to its schema, and to
what must hold between its figures."""
import json
import os
import subprocess
import sys

import jsonschema

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
SCHEMA = json.load(open("templates/schemas/plan.schema.json"))
PILOT = "examples/research-division-500"


def close(got, want, name, tolerance=1e-9):
    good = abs(got - want) <= tolerance * abs(want)
    if not good:
        print(f"# got {got}, want {want}")
    ok(good, name)


def run(*words):
    return subprocess.run([PROGRAM, "plan", *map(str, words)],
                          capture_output=True, text=True)


def plan(*words):
    done = run(*words, "--json")
    result = json.loads(done.stdout)
    jsonschema.validate(result, SCHEMA)
    return result


def fails(code, text, *words):
    done = run(*words)
    ok(done.returncode == code and text in done.stderr and not done.stdout,
       f"exit code {code}, {text}")


# R: power.t.test(delta = 30, sd = 90, power = 0.8, strict = TRUE)$n = 142.246
p = plan("--sd", 90, "--effect", 30)
ok(p["for_power"]["responses_per_arm"] == 143, "power.t.test's sample size")
ok(p["for_power"]["seats"] == 239, "0.6 of them answer: 143 / 0.6, up")
ok(p["recommended"]["goal"] == "power" and p["recommended"]["weeks"] == 8,
   "without money the power decides")
ok(p["for_net_gain"] is None and p["evpi"] is None, "worth is unknown")
ok(any("--prior-sd" in n for n in p["notes"]), "and said to be")

teams = ("--sd", 90, "--effect", 30, "--team-size", 10, "--team-cv", 0.3,
         "--icc", 0.05, "--response-rate", 0.6, "--width", 40)
p = plan(*teams)
close(p["design_effect"], 1.277, "Eldridge's design effect")
size = p["for_power"]
ok(size["responses_per_arm"] == 187, "the sample size in teams")
close(size["power"], 0.801398379161, "its power")
ok((size["teams_per_arm"], size["seats"], size["control"]) == (32, 320, 320),
   "whole teams are invited, answering or not")
ok(p["for_width"]["responses_per_arm"] == 207, "the sample size for the width")
close(p["for_width"]["width"], 39.908015615, "its width")
ok([r["icc"] for r in p["by_icc"]] == [0.01, 0.05, 0.1, 0.2] and
   all(a["seats"] <= b["seats"] for a, b in zip(p["by_icc"], p["by_icc"][1:])),
   "a higher correlation asks for more")
ok(plan(*teams[:-2], "--cluster-size", 10)["for_power"] == size,
   "--cluster-size is another name")

money = ("--sd", 90, "--value", 3000, "--cost", 90000, "--prior-mean", 25,
         "--prior-sd", 20, "--response-cost", 30, "--seat-cost", 7,
         "--fixed-cost", 2000, "--week-correlation", 0.5, "--min-weeks", 4,
         "--max-weeks", 12)
p = plan(*money)
best = p["for_net_gain"]
ok((best["responses_per_arm"], best["weeks"]) == (33, 4),
   "responses and weeks of the highest net gain")
close(best["net_gain"], 5088.11758713, "the net gain")
close(best["evsi"], 11492.1273861, "the value of the sample")
close(p["evpi"], 17180.6818934, "the value of knowing the effect")
close(p["break_even_effect"], 30, "the effect that pays")
close(best["net_gain"], best["evsi"] - best["delay"] - best["cost"],
      "net gain = value - delay - cost")
ok(p["recommended"]["goal"] == "net-gain" and
   p["recommended"]["seats"] == best["seats"] == 55, "is recommended")
ok(len(p["by_weeks"]) == 9 and
   max(p["by_weeks"], key=lambda s: s["net_gain"]) == best,
   "no other length gains more")
curve = p["curve"]
ok(all(a["responses_per_arm"] < b["responses_per_arm"] and
       a["evsi"] <= b["evsi"] <= p["evpi"] and a["width"] >= b["width"]
       for a, b in zip(curve, curve[1:])),
   "along the curve the value rises to that of knowing, the width falls")
ok(all(s["net_gain"] <= best["net_gain"] for s in curve) and best in curve,
   "the curve has the best size, and none better")
biased = plan(*money, "--bias-sd", 10)
ok(biased["for_net_gain"]["evsi"] < best["evsi"],
   "a bias that stays lowers the value")
p = plan(*money, "--fixed-cost", 20000)
ok(p["recommended"]["goal"] == "no-study" and
   p["recommended"]["responses_per_arm"] == 0 and p["for_net_gain"] is None,
   "a study that costs more than it gains is not recommended")
p = plan(*money, "--population", 60)
ok(p["for_net_gain"]["responses_per_arm"] <= 18,
   "no more than the people there are")
p = plan("--sd", 90, "--effect", 0, "--width", 40)
ok(p["for_power"] is None and any("unreachable" in n for n in p["notes"]) and
   p["recommended"]["goal"] == "width", "an effect of 0 is unreachable")

p = plan(PILOT)
sources = {i["input"]: i["source"] for i in p["inputs"]}
ok(all(sources[k] == "pilot" for k in
       ("sd", "effect", "team-size", "response-rate", "population", "value",
        "cost", "prior-mean", "prior-sd", "term-weeks", "seat-cost")),
   "a pilot tells most inputs")
ok(sources["icc"] == "default" and p["by_icc"] is not None,
   "what it does not tell is an assumption")
result = json.loads(subprocess.run(
    [PROGRAM, "evaluate", PILOT, "--json", "-"], capture_output=True,
    text=True).stdout)
values = {i["input"]: i["value"] for i in p["inputs"]}
economics = result["economics"]
ok(values["cost"] > 0 and p["break_even_effect"] >=
   economics["break_even"]["minutes_per_seat_week"],
   "the break-even is that of the evaluation, before the links after it")
close(economics["npv"],
      values["value"] * values["prior-mean"] - values["cost"],
      "worth and cost give the evaluation's net present value", 1e-6)
ok(plan(PILOT, "--sd", 50)["inputs"][0] == {
    "input": "sd", "value": 50, "source": "given",
    "meaning": p["inputs"][0]["meaning"]}, "what is given wins")
text = run(PILOT).stdout
ok("Recommended:" in text and "What this rests on:" in text and
   "assumed" in text, "the text says what it rests on")

fails(2, "give --sd", "--effect", 3)
fails(2, "nothing to plan for", "--sd", 3)
fails(2, "is no number", "--sd", "x", "--effect", 1)
fails(2, "sd must be above 0", "--sd", 0, "--effect", 1)
fails(2, "response-rate must be above 0 and at most 1", "--sd", 1, "--effect",
      1, "--response-rate", 1.5)
fails(2, "icc must be at least 0", "--sd", 1, "--effect", 1, "--icc", -0.1)
fails(2, "max-weeks is below", "--sd", 1, "--effect", 1, "--max-weeks", 3)
fails(2, "did you mean '--effect'", "--sd", 1, "--efect", 1)
fails(1, "", "missing-folder")
ok("Example:" in run("--help").stdout, "help has an example")
done()
