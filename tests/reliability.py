"""tests/RELIABILITY.md on standard output, from what the tests left in
build/reliability (make faults, make coverage), tests/fuzz/RESULTS.md (make
fuzz-results) and the tests themselves."""
import json
import os
import re
import subprocess

WHERE = "build/reliability"


def read(name):
    path = os.path.join(WHERE, name)
    return json.load(open(path, encoding="utf-8")) if os.path.exists(path) else None


def faults():
    found = read("faults.json")
    if found is None:
        return ["Not measured: run `make faults`."]
    rows = [f"| {name} | {n} | 0 |" for name, n in found["tried"].items() if name not in found.get("failed", {})]
    rows += [f"| {name} | {found['tried'][name]} | {n} |" for name, n in found.get("failed", {}).items()]
    return [f"{sum(found['tried'].values()):,} faults in {found['minutes']:g} minutes (`make faults`). Each left the "
            "right results and exit code 0, or the old ones whole, one line and the exit code; nothing was left "
            "behind.", "", "| fault | tried | failed |", "| --- | ---: | ---: |", *rows]


def fuzz():
    try:
        text = open("tests/fuzz/RESULTS.md", encoding="utf-8").read()
    except OSError:
        return ["Not measured: run `make fuzz-results`."]
    total = sum(int(n.replace(",", "")) for n in re.findall(r"^\| \w+ \| ([\d,]+) \|", text, re.M))
    return [f"{total:,} inputs to the readers under AddressSanitizer and UndefinedBehaviorSanitizer: "
            "[tests/fuzz/RESULTS.md](fuzz/RESULTS.md)."]


def privacy():
    lines = []
    for test in ("tests/cli/disclosure.t", "tests/cli/no_person_data.t", "tests/cli/privacy_claims.t",
                 "tests/cli/hostile_text.t", "tests/cli/hostile_input.t"):
        out = subprocess.run([test], capture_output=True, text=True).stdout
        good = len(re.findall(r"^ok ", out, re.M))
        bad = len(re.findall(r"^not ok ", out, re.M))
        lines.append(f"| {test[len('tests/cli/'):]} | {good + bad} | {bad} |")
    return ["| test | attacks and checks | succeeded |", "| --- | ---: | ---: |", *lines]


def coverage():
    found = read("coverage.json")
    if found is None:
        return ["Not measured: run `make coverage`, which needs gcovr."]
    return [f"Lines {found['line_percent']} %, branches {found['branch_percent']} % of `src/`, by all tests of "
            "`make test`."]


print("# Reliability\n\nWritten by `make reliability` from what the tests left.")
for title, lines in (("Faults", faults()), ("Fuzzing", fuzz()), ("Attacks", privacy()), ("Coverage", coverage())):
    print(f"\n## {title}\n\n" + "\n".join(lines))
