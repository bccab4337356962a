"""tests/MUTATION.md on standard output, from BUILD/results.json and what was judged
by hand (judged.tsv: file, source line, change, verdict, reason)."""
import json
import math
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
MODULES = ("stats", "evidence", "economics", "decision")
AIM = 0.85


def wilson(found, n, z=1.959963984540054):
    """The 95 % interval of a proportion (Wilson 1927)."""
    if n == 0:
        return 0.0, 1.0
    p, w = found / n, z * z / n
    half = z * math.sqrt(p * (1 - p) / n + w / (4 * n))
    return (p + w / 2 - half) / (1 + w), (p + w / 2 + half) / (1 + w)


def judged():
    path, out = os.path.join(HERE, "judged.tsv"), {}
    for line in open(path, encoding="utf-8") if os.path.exists(path) else []:
        if line.strip() and not line.startswith("#"):
            file, source, change, verdict, reason = line.rstrip("\n").split("\t")
            out[file, source, change] = verdict, reason
    return out


def change(m):
    new = m["new"] if m["kind"] != "condition" else "its opposite"
    return f"{m['old'] if m['kind'] != 'statement' else 'statement'} -> {new}"


def verdict(m, known):
    return known.get((m["file"], m["source"], change(m)), ("not judged", ""))


def percent(x):
    return f"{100 * x:.1f} %"


def row(name, rows, known):
    found, n = sum(m["found"] for m in rows), len(rows)
    low, high = wilson(found, n)
    same = sum(not m["found"] and verdict(m, known)[0] == "equivalent" for m in rows)
    real = percent(found / (n - same)) if n > same else ""
    return f"| {name} | {n} | {found} | {percent(found / n) if n else ''} | {percent(low)} to {percent(high)} | {same} | {real} |"


def table(title, groups, known):
    yield from [f"| {title} | faults | found | score | 95 % interval | no fault at all | score without those |",
                "| --- | ---: | ---: | ---: | --- | ---: | ---: |"]
    yield from (row(name, rows, known) for name, rows in groups if rows)


def cell(text):
    return text.replace("|", "\\|")


def survivors(rows, known):
    left = [m for m in rows if not m["found"]]
    yield from ["| place | line | change | tests tried | verdict | why |", "| --- | --- | --- | ---: | --- | --- |"]
    for m in sorted(left, key=lambda m: (MODULES.index(m["file"].split("/")[1]), m["file"], m["line"])):
        what, why = verdict(m, known)
        yield (f"| {m['file']}:{m['line']} | `{cell(m['source'])}` | `{cell(change(m))}` | {len(m['passed'])} of {m['reached']} | "
               f"{what} | {cell(why)} |")


def report(data):
    rows, known = data["mutants"], judged()
    of = {name: [m for m in rows if m["file"].split("/")[1] == name] for name in MODULES}
    kinds = sorted({m["kind"] for m in rows})
    found, n = sum(m["found"] for m in rows), len(rows)
    ways = {how: sum(m.get("how") == how for m in rows) for how in ("fails", "sanitizer", "crash", "hangs")}
    low, high = wilson(found, n)
    yield from ["# Planted faults", "", "Written by `make mutation`.", ""]
    yield (f"{n} faults were planted one at a time in {data['files']} files of src/stats, src/evidence, src/economics "
           f"and src/decision, drawn with seed {data['seed']} from {data['sites']:,} places, each file its share. The "
           f"{data['tests'] - len(data['scripts'])} tests of tests/unit, under AddressSanitizer, and of the scripts the "
           f"quick ones ({', '.join(os.path.basename(t) for t in data['scripts']) or 'none'}) found {found}: **{percent(found / n)}**, 95 % interval {percent(low)} to {percent(high)} (Wilson). The aim is {percent(AIM)}.")
    yield ""
    late = sum(m.get("since", False) for m in rows)
    cut = sum(not m["found"] and len(m["passed"]) < m["reached"] for m in rows)
    if late:
        yield f"{late} of them by a test that was changed after they had got through, {percent((found - late) / n)} without."
        yield ""
    if cut:
        yield (f"{cut} of those that were not found were not tried on every test that runs their place, for want of time: "
               "the score is at least this.")
        yield ""
    yield (f"Found by a check that failed: {ways['fails']}; by AddressSanitizer: {ways['sanitizer']}; by a crash: "
           f"{ways['crash']}; by a test that did not end: {ways['hangs']}.")
    yield ""
    yield from table("module", [*of.items(), ("all", rows)], known)
    yield ""
    yield from table("kind", [(k, [m for m in rows if m["kind"] == k]) for k in kinds], known)
    yield from ["", "## Not found", "", "Equivalent: no input can show a difference. Missing: a test should find it.", ""]
    yield from survivors(rows, known)


if __name__ == "__main__":
    print("\n".join(report(json.load(open(f"{sys.argv[1]}/results.json", encoding="utf-8")))))
