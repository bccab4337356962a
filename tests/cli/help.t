#!/usr/bin/python3
"""Help, manual pages and completions say what a command takes: what they list
is taken, and what they do not list is refused."""
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))


def run(*words, **more):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True,
                          **more)


def options_of(text):
    """The options of a help, each with whether it takes a value."""
    found = re.findall(r"^  (?:-\w, )?--([a-z-]+)(?: (\S+))?(?:\s\s|$)", text,
                       re.M)
    return {name: bool(value) for name, value in found}


overview = run("help").stdout
commands = re.findall(r"^  ([a-z]+) ", overview.split("\n\n")[2], re.M)
ok(len(commands) >= 14 and run("--help").stdout == overview,
   "help lists the commands, like --help", *commands)
taken = {c: options_of(run("help", c).stdout) for c in commands}
every = set().union(*taken.values())
for c in commands:
    words = run("help", c)
    ok(words.returncode == 0 and words.stdout == run(c, "--help").stdout,
       f"help {c} is what {c} --help says")
    # With --help nothing is run: the line is read and no more.
    bad = [o for o, value in taken[c].items() if o != "help" and
           run(c, f"--{o}", *(["1"] if value else []), "--help").returncode]
    ok(taken[c] and not bad, f"{c}: every option of the help is taken", *bad)
    known = {o for o in every - taken[c].keys()
             if run(c, f"--{o}=1", "--help").returncode != 2}
    ok(not known, f"{c}: what the help does not list is refused", *known)
    page = run("help", "--manual", c).stdout
    listed = set(re.findall(r"^\.It (?:Fl \w , )?Fl -([a-z-]+)", page, re.M))
    ok(listed == taken[c].keys(), f"{c}: the manual page has the same options",
       *(listed ^ taken[c].keys()))
    if shutil.which("groff"):
        said = subprocess.run(["groff", "-mdoc", "-Tutf8", "-ww", "-z"],
                              input=page, capture_output=True, text=True)
        ok(said.returncode == 0 and not said.stderr,
           f"{c}: the manual page is formatted without a word", said.stderr)

t_test = options_of(run("help", "stat", "t-test").stdout)
ok("group" in t_test and "resamples" not in t_test,
   "help stat METHOD lists what the method reads", *t_test)

narrow = run("help", "evaluate").stdout
ok(max(map(len, narrow.splitlines())) <= 80, "help fits a page")


def has_terminals():
    """Whether this machine lends one: a bare root has no /dev/pts."""
    try:
        for end in os.openpty():
            os.close(end)
        return True
    except OSError:
        print("# no pseudo-terminal can be opened: widths are not tried")
        return False


if shutil.which("script") and has_terminals():
    for width in (50, 100):
        text = subprocess.run(
            ["script", "-qec", f"stty cols {width}; {PROGRAM} help evaluate",
             "/dev/null"], capture_output=True, text=True,
            stdin=subprocess.DEVNULL).stdout
        text = text.partition("Example:")[0]  # lines to copy stay whole
        longest = max(len(line.rstrip()) for line in text.splitlines())
        ok(width - 25 < longest <= width,
           f"help fits a terminal of {width} columns", longest)

for shell in ("bash", "zsh", "fish"):
    text = run("help", "--completion", shell)
    absent = [o for o in every if not
              re.search(rf"(--|-l ){o}\b", text.stdout)]
    ok(text.returncode == 0 and not absent,
       f"{shell}: every option is completed", *absent)
    ok(all(re.search(rf"\b{c}\b", text.stdout) for c in commands),
       f"{shell}: every command is")
    if shutil.which(shell):
        check = subprocess.run([shell, "-n"], input=text.stdout,
                               capture_output=True, text=True)
        ok(check.returncode == 0, f"{shell} reads it", check.stderr)
refused = run("help", "--completion", "tcsh")
ok(refused.returncode == 2 and "bash, zsh, fish" in refused.stderr,
   "another shell is refused")

BASH = run("help", "--completion", "bash").stdout


def completed(*line):
    """What bash offers behind the words of a line, the last one unfinished."""
    script = BASH + """
COMP_WORDS=(seatworth "$@")
COMP_CWORD=$#
_seatworth
printf '%s\\n' "${COMPREPLY[@]}"
"""
    env = dict(os.environ, PATH=os.path.dirname(PROGRAM) + ":" +
               os.environ["PATH"])
    return subprocess.run(["bash", "-c", script, "bash", *line], text=True,
                          capture_output=True, env=env).stdout.split()


CASES = [(("ev",), {"evaluate"}), (("verify", "--inp"), {"--inputs"}),
         (("evaluate", "--language", ""), {"en", "de", "fr", "es"}),
         (("stat", "t-t"), {"t-test"}),
         (("scenario", "--ready", "p"), {"price-rise"}),
         (("explain", "economics.np"), None), (("help", "pl"), {"plan"})]
for line, want in CASES:
    got = set(completed(*line))
    ok(got == want if want else any(g.startswith(line[-1]) for g in got),
       f"bash completes: {' '.join(line)}", *got)
done()
