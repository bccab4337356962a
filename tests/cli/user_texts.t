#!/usr/bin/python3
"""What users wrote stays as it is in every language: a pilot whose names are
English words that have a translation says the same as one whose names are no
words at all, wherever a name stands."""
import csv
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/support")
from languages import LANGUAGES, catalogue_of  # noqa: E402
from workbook_texts import workbook_texts  # noqa: E402
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
EXAMPLE = "examples/research-division-500/"
NO_WORD = "\u02ac"  # makes a name that nobody has a word for

# Names of the example, by words that every language has another one for.
DEPARTMENTS = {"Biology": "Warnings", "Clinical Operations": "Cancel",
               "Data Sciences": "Decision", "Discovery Chemistry": "Costs",
               "Medical Writing": "None.", "Regulatory Affairs": "Total from"}
ROLES = ["Owner", "Sheet", "Caveats", "Role", "Result", "Event risks"]
REGIONS = ["Price", "Scenarios", "Survey"]
ANSWERS = {"More of the same work": "not evaluated"}
QUESTION = "Net present value"
LONG = "July, 1 July 2024; $1,234.50. Renew: " * 30  # 1,110 characters
SCENARIOS = ["Verdict", "83%", "$1,234.50", "1 July 2024"]
OTHERS = ["Renew", "Extend and study", "unknown", "a control group", "roster",
          "contract", "rejected", "never", "capacity", "Methods", "Checks",
          "Time saved", "nobody answered", "none", "Caveats", "open"]


def read_example():
    """pilot.json without its comments."""
    with open(EXAMPLE + "pilot.json", encoding="utf-8") as f:
        lines = [line for line in f if not line.strip().startswith("//")]
    return json.loads("".join(lines))


def pilot_of(call):
    """The example with names that `call` makes of words."""
    p = read_example()
    p["name"], p["product"] = call("Methods"), call("Price")
    first = {**p.pop("contract"), "sku": call("Checks")}
    second = {**first, "sku": call("capacity"), "price": 4,
              "seats_purchased": 40}
    p["contracts"] = [first, second]
    questions = [call(QUESTION), call(LONG), call("Evidence"), call("open")]
    for item, question in zip(p["survey"]["items"], questions):
        item["question"] = question
    p["outcomes"][0]["metric"] = call("rejected")
    p["costs"][0]["id"], p["costs"][1]["id"] = call("none"), call("never")
    p["costs"].append({"id": call("open"), "kind": "contingency",
                       "share": 0.1})
    p["benefits"].append(
        {"id": call("Time saved"), "kind": "cost-avoided",
         "class": "capacity", "amount_per_year": 10000,
         "owner": call("Costs"), "budget_line": call("Checks")})
    p["risks"] = [{"id": call("Caveats"), "probability_per_year": 0.1,
                   "cost": 9000},
                  {"id": call("unknown"), "probability_per_year": 0.2,
                   "benefit_months_lost": 1, "cost": 8000}]
    p["alternatives"] = [
        {"name": call("Renew"), "benefit_factor": 0.8,
         "measured_by": call("Survey"), "contract": {"price": 12}},
        {"name": call("Extend and study"), "contract": {"price": 9}}]
    p["scenarios"] = [{"name": call(name),
                       "set": {"assumptions.realisation": 0.3 + 0.1 * i}}
                      for i, name in enumerate(SCENARIOS)]
    p["extension"] = {"studies": [
        {"name": call("a control group"), "kind": "control", "weeks": 9}]}
    p["assumptions"]["wage_growth"] = {
        "value": 0.02, "source": call("roster"), "owner": call("nobody "
                                                               "answered")}
    p["assumptions"]["inflation"] = {"value": 0.02, "source": call("contract"),
                                     "owner": call("Costs")}
    return p


def renamed(text, column, call, words):
    if column == "department":
        return call(DEPARTMENTS[text])
    if column == "team":
        base = next(d for d in DEPARTMENTS if text.startswith(d))
        return call(DEPARTMENTS[base]) + text[len(base):]
    if column in ("role", "region"):
        names = ROLES if column == "role" else REGIONS
        known = words.setdefault(column, [])
        known += [text] if text not in known else []
        return call(names[known.index(text) % len(names)])
    return call(ANSWERS[text]) if text in ANSWERS else text


def write_table(name, folder, call):
    with open(EXAMPLE + name, encoding="utf-8", newline="") as f:
        rows = list(csv.reader(f))
    words = {}
    for row in rows[1:]:
        row[:] = [renamed(text, column, call, words)
                  for column, text in zip(rows[0], row)]
    with open(os.path.join(folder, name), "w", encoding="utf-8",
              newline="") as f:
        csv.writer(f).writerows(rows)


def prepare(folder, call):
    os.makedirs(folder)
    with open(os.path.join(folder, "pilot.json"), "w", encoding="utf-8") as f:
        json.dump(pilot_of(call), f)
    for name in ("seats.csv", "before.csv", "after.csv", "reports.csv",
                 "usage.csv"):
        write_table(name, folder, call)
    return folder


def evaluate(folder, language):
    base = os.path.join(folder, "out-" + language)
    run = subprocess.run(
        [PROGRAM, "evaluate", "--quiet", folder, "--language", language,
         "--sheets", "all", "--set", "simulation.draws=4096", "-o",
         base + ".xlsx", "--brief", base + ".md"],
        capture_output=True, text=True)
    ok(run.returncode == 0, f"{language}: {os.path.basename(folder)} as names "
       "are evaluated", run.stderr)
    with open(base + ".md", encoding="utf-8") as f:
        brief = f.read()
    sheets = {(part, place): text
              for part, place, text in workbook_texts(base + ".xlsx")}
    return sheets, brief, run.stdout


def plain(text):
    """Without checksums and ids of runs, which differ where names do, and line
    breaks, which are where a longer name leaves them."""
    text = re.sub(r"\b[0-9a-f]{64}\b|\b[0-9a-f]{8}\b|run-[0-9a-f]{16}", "", text)
    return " ".join(text.replace(NO_WORD, "").split())


def agree(text, other):
    """A label that is cut has room for less behind a longer name."""
    text, other = plain(text), plain(other)
    if "…" in text and "…" in other:
        return text.split("…")[0].startswith(other.split("…")[0])
    return text == other


def check_words(language):
    catalogue = catalogue_of(language)
    names = [*DEPARTMENTS.values(), *ROLES, *REGIONS, *ANSWERS.values(),
             QUESTION, *OTHERS]
    same = [name for name in names if catalogue.get(name, name) == name]
    ok(not same, f"{language}: every name has another word", *same)


def check_names(language, words, others):
    sheets, other_sheets = words[0], others[0]
    ok(sheets.keys() == other_sheets.keys(),
       f"{language}: the same cells have texts",
       *sorted(sheets.keys() ^ other_sheets.keys()))
    differ = [f"{part} {place}: {text!r} {other_sheets[part, place]!r}"
              for (part, place), text in sheets.items()
              if not agree(text, other_sheets.get((part, place), ""))]
    ok(not differ, f"{language}: a name is the same on every sheet", *differ)
    for what, text, other in (("brief", words[1], others[1]),
                              ("summary", words[2], others[2])):
        ok(plain(text) == plain(other), f"{language}: and in the {what}", text,
           other)
    written = "\n".join(sheets.values())
    unseen = [name for name in (*DEPARTMENTS.values(), *SCENARIOS, *OTHERS)
              if name not in written]
    ok(not unseen, f"{language}: and every name is there", *unseen)


def main():
    with tempfile.TemporaryDirectory() as work:
        words = prepare(os.path.join(work, "words"), lambda name: name)
        others = prepare(os.path.join(work, "others"),
                         lambda name: name + NO_WORD)
        for language in LANGUAGES:
            check_words(language)
            check_names(language, evaluate(words, language),
                        evaluate(others, language))
    done()


main()
