"""Plants faults in copies of the sources, each behind a switch (switch.h).

    generate.py FOLDER COUNT COMPILER FLAG...

FOLDER/src/... get the copies, FOLDER/mutants.json the list. The seed is fixed. The
sites of all files lie in a row, shuffled within their file, and every N/COUNT-th is
taken, so each file has its share to within one; a fault that does not compile gives
its place to the next of its file."""
import json
import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from sites import planted, sites

SEED = 20261201
MODULES = ("stats", "evidence", "economics", "decision")


def sources():
    return [f"src/{m}/{name}" for m in MODULES for name in sorted(os.listdir(f"src/{m}")) if name.endswith(".c")]


def shuffled_sites(path):
    text = open(path, encoding="utf-8").read()
    draw = random.Random(f"{SEED} {path}")
    found = sites(text, draw)
    draw.shuffle(found)
    return text, found


def shares(sizes, count):
    """How many of each file a systematic sample takes."""
    step = sum(sizes) / count
    at, before, out = random.Random(SEED).random() * step, 0, []
    for size in sizes:
        taken = 0
        while at < before + size:
            taken, at = taken + 1, at + step
        out.append(taken)
        before += size
    return out


def compiles(path, text, compiler):
    done = subprocess.run([*compiler, "-fsyntax-only", "-x", "c", "-"], input=f'#line 1 "{path}"\n{text}', text=True,
                          stderr=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def chosen(path, text, found, share, compiler):
    """The first `share` sites that compile, each by itself where all together do not;
    and how many were passed over."""
    row, at = [], 0
    while len(row) < share and at < len(found):
        more = found[at:at + share - len(row)]
        at += len(more)
        if not compiles(path, planted(text, list(enumerate(row + more, 1))), compiler):
            more = [x for x in more if compiles(path, planted(text, [(1, x)]), compiler)]
        row += more
    return row, at - len(row)


def write_changed(path, text):
    """A file that is as it was keeps its time: it is not compiled again."""
    if not os.path.exists(path) or open(path, encoding="utf-8").read() != text:
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)


def main(folder, count, *compiler):
    paths = sources()
    files = [shuffled_sites(p) for p in paths]
    share = shares([len(found) for _, found in files], int(count))
    with ThreadPoolExecutor(2) as pool:
        rows = list(pool.map(lambda x: chosen(x[0], *x[1], x[2], compiler), zip(paths, files, share)))
    listed = []
    for path, (text, _), (row, _) in zip(paths, files, rows):
        numbered = list(enumerate(row, len(listed) + 1))
        listed += [{"number": n, "file": path, "line": x.line, "kind": x.kind, "old": x.old, "new": x.new,
                    "source": text.split("\n")[x.line - 1].strip()} for n, x in numbered]
        os.makedirs(os.path.dirname(f"{folder}/{path}"), exist_ok=True)
        write_changed(f"{folder}/{path}", f'#line 1 "{path}"\n' + planted(text, numbered))
    json.dump({"seed": SEED, "sites": sum(len(f) for _, f in files), "files": len(paths),
               "discarded": sum(d for _, d in rows), "mutants": listed},
              open(f"{folder}/mutants.json", "w", encoding="utf-8"), indent=1)
    print(f"{len(listed)} faults of {sum(len(f) for _, f in files)} sites in {len(paths)} files; "
          f"{sum(d for _, d in rows)} did not compile")


if __name__ == "__main__":
    main(*sys.argv[1:])
