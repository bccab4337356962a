"""tests/RELIABILITY.md on standard output, from what the tests left in
build/reliability (make faults, make coverage), tests/fuzz/RESULTS.md (make
fuzz-results) and the tests themselves."""
import json
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor

WHERE = "build/reliability"
LIMIT = int(os.environ.get("ATTACK_SECONDS", "900"))  # a test


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


ATTACKS = ("disclosure", "no_person_data", "privacy_claims", "hostile_text", "hostile_input")


def attack(name):
    """A row of what a test printed; one that was cut off, or printed nothing, is no success."""
    try:
        out = subprocess.run([f"tests/cli/{name}.t"], capture_output=True, text=True, timeout=LIMIT).stdout
    except subprocess.TimeoutExpired:
        return f"| {name}.t | not finished in {LIMIT} seconds | |"
    good = len(re.findall(r"^ok ", out, re.M))
    bad = len(re.findall(r"^not ok ", out, re.M))
    whole = re.search(r"^1\.\.%d$" % (good + bad), out, re.M)
    return f"| {name}.t | {good + bad} | {bad} |" if whole else f"| {name}.t | {good + bad}, then it ended | {bad} |"


def privacy():
    with ThreadPoolExecutor(len(ATTACKS)) as pool:
        return ["| test | attacks and checks | succeeded |", "| --- | ---: | ---: |", *pool.map(attack, ATTACKS)]


def coverage():
    found = read("coverage.json")
    if found is None:
        return ["Not measured: run `make coverage`, which needs gcovr."]
    return [f"Lines {found['line_percent']} %, branches {found['branch_percent']} % of `src/`, by all tests of "
            "`make test`."]


print("# Reliability\n\nWritten by `make reliability` from what the tests left.")
for title, lines in (("Faults", faults()), ("Fuzzing", fuzz()), ("Attacks", privacy()), ("Coverage", coverage())):
    print(f"\n## {title}\n\n" + "\n".join(lines))
