#!/usr/bin/env python3
"""A call that fails leaves the right results and 0, or the old ones whole, one
line and the code of an output or of memory: never another figure.

Each run has one fault: an allocation (each distinct call stack once, and calls
at random), a write that fails, is short or interrupted, fsync, rename, link,
close, a limit of the system, a full or a locked folder, a signal, a clock, a
locale. `make faults` tries all kinds of calls for FAULT_MINUTES (25): each kind
has its share of them, in which its calls are tried in random order. What was
tried is written to build/reliability."""
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support"))
from tap import done, ok  # noqa: E402

PROGRAM = str(pathlib.Path(os.environ.get("SEATWORTH", ROOT / "build/seatworth")).resolve())
MANY = os.environ.get("FAULTS", "some") == "all"
MINUTES = float(os.environ.get("FAULT_MINUTES", "25"))
TRIED, FAILED = {}, {}  # name -> faults
OUTPUTS = ["report.xlsx", "result.json", "brief.md", "rows.csv", "report.html"]
OUTPUT_CODES, MEMORY = {3}, {70}
WORK = pathlib.Path(tempfile.mkdtemp(prefix="faults-"))
SHIM = WORK / "shim.so"
RANDOM = random.Random(20240630)


def write_pilot(folder):
    """Thirty seats, answers in ranges, so that a likelihood is maximised."""
    folder.mkdir()
    answers = ["Less than 15 minutes", "15-30 minutes", "30-60 minutes", "No time saved"]
    seats = ["person,department,arm"]
    after = ["person,time_saved"]
    for i in range(30):
        seats.append(f"p{i:02d},{'Sales' if i % 2 else 'Finance'},pilot")
        if i % 5:
            after.append(f"p{i:02d},{answers[i % 4]}")
    (folder / "seats.csv").write_text("\n".join(seats) + "\n")
    (folder / "after.csv").write_text("\n".join(after) + "\n")
    (folder / "pilot.json").write_text("""{
 "seatworth": 1, "name": "Thirty seats", "currency": "USD", "as_of": "2024-06-30",
 "pilot": {"start": "2024-01-01", "end": "2024-06-30", "assignment": "volunteers"},
 "roster": {"file": "seats.csv"},
 "contract": {"price": 30, "per": "seat-month", "seats_purchased": 30, "term_months": 12,
              "term_start": "2023-08-01", "term_end": "2024-07-31", "notice_days": 30,
              "auto_renew": true, "reductions": "at-renewal"},
 "survey": {"files": [{"file": "after.csv", "wave": "after"}], "person": "person",
            "items": [{"id": "time_saved", "kind": "time-saved", "per": "day",
                       "question": "How much time do you save a day?"}]},
 "assumptions": {"hourly_cost": 60, "discount_rate": 0.08},
 "benefits": [{"id": "time", "kind": "time-saved", "class": "capacity"}],
 "scenarios": [{"name": "Dear", "set": {"contract.price": 45}}],
 "simulation": {"draws": 256, "seed": 7}}""")


def command(folder):
    # Without address randomisation call stacks are the same in every run.
    return ["setarch", "-R", PROGRAM, "evaluate", str(WORK / "pilot"), "-q",
            "-o", str(folder / OUTPUTS[0]), "--json", str(folder / OUTPUTS[1]),
            "--brief", str(folder / OUTPUTS[2]), "--rows", str(folder / OUTPUTS[3]),
            "--html", str(folder / OUTPUTS[4])]


def environment(fault="", **more):
    env = {"PATH": os.environ["PATH"], "OMP_NUM_THREADS": "1", "TMPDIR": str(WORK / "tmp"), **more}
    if fault:
        env.update(LD_PRELOAD=str(SHIM), FAULT=fault)
    return env


def old_folder():
    folder = pathlib.Path(tempfile.mkdtemp(dir=WORK))
    for name in OUTPUTS:
        (folder / name).write_text("old " + name)
    return folder


def complaint(folder, code, err, allowed):
    """What is wrong with how a run ended; None: nothing is."""
    found = {name: (folder / name).read_bytes() for name in OUTPUTS if (folder / name).exists()}
    is_new = found == REFERENCE
    is_old = found == {name: ("old " + name).encode() for name in OUTPUTS}
    left = sorted(set(os.listdir(folder)) - set(OUTPUTS))
    shutil.rmtree(folder)
    if left and code != -signal.SIGKILL:
        return f"left {left}"
    if code == 0:
        return None if is_new else "0, and other results"
    if not is_old and not (code < 0 and is_new):
        return f"{code}, and the old results are gone"
    if code not in allowed:
        return f"code {code}: {err[-200:]}"
    if code > 0 and err.count("\n") != 1:
        return f"code {code}, and not one line: {err[-300:]}"
    return None


def inject(fault):
    folder = old_folder()
    run = subprocess.run(command(folder), env=environment(fault), capture_output=True, text=True,
                         timeout=120)
    return complaint(folder, run.returncode, run.stderr, OUTPUT_CODES | MEMORY)


def limited(which, value):
    folder = old_folder()
    run = subprocess.run(command(folder), env=environment(), capture_output=True, text=True, timeout=120,
                         preexec_fn=lambda: resource.setrlimit(which, (value, value)))
    codes = MEMORY | OUTPUT_CODES | ({1} if which == resource.RLIMIT_NOFILE else set())
    if run.returncode == 127 or "loading shared libraries" in run.stderr:
        shutil.rmtree(folder)
        return None  # the limit forbids to start the program
    return complaint(folder, run.returncode, run.stderr, codes)


def signalled(number, share):
    folder = old_folder()
    run = subprocess.Popen(command(folder), env=environment(), stdout=subprocess.DEVNULL,
                           stderr=subprocess.PIPE, text=True)
    time.sleep(share * DURATION)
    run.send_signal(number)
    err = run.communicate(timeout=120)[1]
    if number != signal.SIGKILL:
        return complaint(folder, run.returncode, err, {-number})
    private = all((folder / n).stat().st_mode & 0o077 == 0 for n in os.listdir(folder)
                  if n not in OUTPUTS)
    again = subprocess.run(command(folder), env=environment(), capture_output=True, text=True)
    said = complaint(folder, again.returncode, again.stderr, set())
    return said if private else "a file left behind can be read by others"


def count(kind, **more):
    folder = old_folder()
    run = subprocess.run(command(folder), env=environment(kind + ":0", FAULT_COUNT="1", **more),
                         capture_output=True, text=True)
    shutil.rmtree(folder)
    lines = [line.split() for line in run.stderr.splitlines()]
    return (int(next((b for a, *_, b in lines if a == "calls"), 0)),
            sorted(int(b) for a, *_, b in lines if a == "first"))


def sample(numbers, n):
    numbers = list(numbers)
    return numbers if MANY or len(numbers) <= n else sorted(RANDOM.sample(numbers, n))


def try_all(name, work, cases, share=None):
    """Every case; of a kind with a share of the minutes, as many as it allows."""
    until = time.monotonic() + MINUTES * 60 * share if MANY and share else None
    cases = RANDOM.sample(cases, len(cases)) if until else cases

    def one(case):
        return "late" if until and time.monotonic() > until else work(*case)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        said = [(c, s) for c, s in zip(cases, pool.map(one, cases)) if s != "late"]
    faults = [(c, s) for c, s in said if s]
    for case, what in faults[:5]:
        print(f"# {case}: {what}")
    ok(said and not faults, f"{name}: {len(said)} tried")
    kind = name.split(" of ")[0]
    TRIED[kind] = TRIED.get(kind, 0) + len(said)
    FAILED[kind] = FAILED.get(kind, 0) + len(faults)
    return len(said)


def works_under(**env):
    """The right results, whatever the environment says."""
    folder = old_folder()
    fault = env.pop("FAULT", "")
    run = subprocess.run(command(folder), env=environment(fault, **env), capture_output=True, text=True, timeout=120)
    return f"code {run.returncode}: {run.stderr[-200:]}" if run.returncode else complaint(folder, 0, "", set())


def in_shell(prefix, script, codes):
    """The command in a shell that has done something to the folder, or itself."""
    folder = old_folder()
    line = [*prefix, "sh", "-c", script, "sh", str(folder), *command(folder)]
    run = subprocess.run(line, env=environment(), capture_output=True, text=True, timeout=120)
    return complaint(folder, run.returncode, run.stderr, codes)


def side_by_side():
    """Two runs with different prices write the same files: they end as one's."""
    folder = old_folder()
    runs = [subprocess.Popen([*command(folder), "--set", f"contract.price={price}"], env=environment(),
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for price in (30, 31)]
    codes = [(r.communicate(timeout=120)[1], r.returncode) for r in runs]
    verified = [subprocess.run([PROGRAM, "verify", str(folder / OUTPUTS[1]), *(str(folder / n) for n in (
        OUTPUTS[0], OUTPUTS[2], OUTPUTS[3])), "--inputs", str(WORK / "pilot")], env=environment(),
        capture_output=True, text=True)]
    left = set(os.listdir(folder)) - set(OUTPUTS)
    shutil.rmtree(folder)
    if any(code for _, code in codes) or left:
        return f"{codes}, left {left}"
    return verified[0].stdout + verified[0].stderr if verified[0].returncode else None


def locales():
    """What can be made of the two that surprise, in a folder of our own."""
    made = [{"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}]
    for name in ("tr_TR", "de_DE"):
        where = WORK / "locale" / (name + ".UTF-8")
        where.parent.mkdir(exist_ok=True)
        if shutil.which("localedef") and subprocess.run(
                ["localedef", "-i", name, "-f", "UTF-8", where], capture_output=True).returncode == 0:
            made.append({"LOCPATH": str(where.parent), "LC_ALL": where.name, "LANG": where.name})
    return made


write_pilot(WORK / "pilot")
(WORK / "tmp").mkdir()
if not shutil.which("cc") or not shutil.which("setarch"):
    print("1..0 # SKIP needs a C compiler and setarch")
    sys.exit()
subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", SHIM, ROOT / "tests/fault/shim.c"], check=True)
reference = old_folder()
began = time.monotonic()
subprocess.run(command(reference), env=environment(), check=True, capture_output=True)
DURATION = time.monotonic() - began
START = time.monotonic()
REFERENCE = {name: (reference / name).read_bytes() for name in OUTPUTS}

total, places = count("malloc", FAULT_STACKS="5")
deep = count("malloc", FAULT_STACKS="12")[1]
tried = 0
tried += try_all(f"allocations at {len(places)} places (3 callers)", inject,
                 [(f"malloc:{n}:12",) for n in sample(places, 50)], 0.3)
tried += try_all(f"allocations of {total}", inject,
                 [(f"malloc:{n}:12",) for n in RANDOM.sample(range(1, total), 2000 if MANY else 30)],
                 0.1)
if MANY:
    tried += try_all(f"allocations at {len(deep)} call stacks (10 callers)", inject,
                     [(f"malloc:{n}:12",) for n in deep], 0.1)
for kind, errors, some in [("write", [5, 28], 12), ("short", [0], 4), ("fsync", [5], 4), ("rename", [5], 4),
                           ("link", [1], 4), ("close", [5], 8), ("fclose", [28], 6), ("fwrite", [28], 24),
                           ("fread", [5], 12), ("open", [13, 28], 6), ("fopen", [24], 4), ("cookie", [12], 6)]:
    calls = count(kind)[0]
    for error in errors:
        tried += try_all(f"{kind} of {calls}, errno {error}", inject,
                         [(f"{kind}:{n}:{error}",) for n in (
                             RANDOM.sample(range(1, calls + 1), 400) if MANY and calls > 400
                             else sample(range(1, calls + 1), some))], 0.02)
calls = count("write")[0]
ok(all(inject(f"write:{n}:4") is None for n in sample(range(1, calls + 1), 6)), "interrupted writes")
KIB = 1024
tried += try_all("address space", limited, [
    (resource.RLIMIT_AS, n * KIB) for n in sample(range(18000, 140000, 800), 12)], 0.02)
tried += try_all("file size", limited, [
    (resource.RLIMIT_FSIZE, n) for n in sample([0, 1, 100, 4096, 20000, 60000, 100000], 4)])
tried += try_all("open files", limited, [(resource.RLIMIT_NOFILE, n) for n in sample(range(3, 12), 5)])
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGPIPE, signal.SIGKILL):
    tried += try_all(signal.Signals(number).name, signalled, [
        (number, RANDOM.uniform(0, 1.1)) for _ in range(200 if MANY else 5)], 0.04)
mounts = subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode == 0 if shutil.which("unshare") else False
if mounts:
    cases = [(["unshare", "-m"], f'd=$1; shift; cp -a "$d" "$d.old"; mount -t tmpfs -o size={size}k none "$d" && '
              'cp "$d.old"/* "$d"; rm -r "$d.old"; "$@"; code=$?; for f in "$d"/* "$d"/.[!.]*; do case $f in *"*") ;; '
              '*) [ "$(cat "$f")" = "old ${f##*/}" ] || echo "$f is not old" >&2 ;; esac; done; exit $code', {3})
             for size in (20, 40, 64, 100)]
    tried += try_all("full folder", in_shell, cases)
    tried += try_all("read-only folder", in_shell, [
        (["unshare", "-m"], 'd=$1; shift; mount --bind "$d" "$d" && mount -o remount,ro,bind "$d"; "$@"', {3})])
tried += try_all("stack (64 KiB)", in_shell, [([], 'shift; ulimit -s 64; "$@"', {2})])
tried += try_all("clocks that jump", lambda: works_under(FAULT="clock:0"), [()])
tried += try_all("locales", lambda env: works_under(**env), [(env,) for env in locales()])
tried += try_all("two runs on one target", side_by_side, [()] * (20 if MANY else 2))
left = os.listdir(WORK / "tmp")
ok(not left, f"nothing is left in TMPDIR {left}")
ok(tried >= 200, f"{tried} faults")
shutil.rmtree(WORK)
if MANY:
    (ROOT / "build/reliability").mkdir(parents=True, exist_ok=True)
    (ROOT / "build/reliability/faults.json").write_text(json.dumps(
        {"tried": TRIED, "failed": {k: n for k, n in FAILED.items() if n}, "minutes": round((time.monotonic() - START) / 60, 1)}, indent=1))
done()
