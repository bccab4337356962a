#!/usr/bin/python3
"""The schema for editors and the program give the same answers (TAP).

Every pilot under tests/data/pilots is judged by python3-jsonschema with
templates/pilot.schema.json, and by `seatworth check` where $SEATWORTH is set.
"""
import json
import os
import subprocess
import sys

DATA = "tests/data/pilots"


def find_jsonschema():
    """Imports jsonschema, else starts again under a python that has it."""
    try:
        import jsonschema
        return jsonschema
    except ImportError:
        pass
    for python in ("/usr/bin/python3", "/usr/local/bin/python3"):
        if os.environ.get("SW_PYTHON_TRIED") or not os.path.exists(python):
            continue
        probe = subprocess.run([python, "-c", "import jsonschema"],
                               stderr=subprocess.DEVNULL, check=False)
        if probe.returncode == 0:
            os.environ["SW_PYTHON_TRIED"] = "1"
            os.execv(python, [python] + sys.argv)
    print("Bail out! no python3 with jsonschema "
          "(apt-get install python3-jsonschema)")
    sys.exit(1)


def blank_comments(text):
    out, i, n = [], 0, len(text)
    while i < n:
        if text[i] == '"':
            end = i + 1
            while end < n and text[end] not in '"\n':
                end += 2 if text[end] == "\\" else 1
            out.append(text[i:end + 1])
            i = end + 1
        elif text.startswith("//", i):
            while i < n and text[i] != "\n":
                i += 1
        elif text.startswith("/*", i):
            end = text.find("*/", i)
            if end < 0:
                raise ValueError("comment never ends")
            i = end + 2
        else:
            out.append(text[i])
            i += 1
    return "".join(out)


def unique_keys(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError("duplicate key")
    return dict(pairs)


def refuse(word):
    raise ValueError(word)


def by_schema(validator, path):
    """'syntax', 'schema' or 'good'."""
    try:
        with open(path, "rb") as f:
            text = f.read().decode("utf-8")
        value = json.loads(blank_comments(text),
                           object_pairs_hook=unique_keys,
                           parse_constant=refuse)
        json.dumps(value, allow_nan=False)
        if "\0" in text or "\\u0000" in text:
            raise ValueError("NUL")
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except ValueError:
        return "syntax"
    return "good" if validator.is_valid(value) else "schema"


def by_program(program, path):
    run = subprocess.run([program, "check", path], capture_output=True,
                         check=False)
    return run.returncode, run.stderr.decode("utf-8", "replace")


class Tap:
    def __init__(self):
        self.n = 0
        self.failed = 0

    def ok(self, good, name, detail=""):
        self.n += 1
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.n} - {name}")
        if not good and detail:
            for line in detail.splitlines():
                print(f"# {line}")


def expectations():
    with open(f"{DATA}/bad/EXPECTED.tsv", encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f][1:]
    return [(f"{DATA}/bad/{r[0]}", r[1], r[2], r[4]) for r in rows]


def check_program(tap, program, path, code, phrase="", line="-"):
    got, said = by_program(program, path)
    place = f":{line}:" if line != "-" else ""
    good = got == code and phrase in said and place in said
    tap.ok(good, f"check {path}",
           f"exit {got}, wanted {code} with {phrase!r} {place}\n{said}")


def main():
    jsonschema = find_jsonschema()
    with open("templates/pilot.schema.json", encoding="utf-8") as f:
        schema = json.load(f)
    kind = jsonschema.Draft202012Validator
    kind.check_schema(schema)
    validator = kind(schema, format_checker=jsonschema.FormatChecker())
    program = os.environ.get("SEATWORTH")
    if program and not os.access(program, os.X_OK):
        program = None
    tap = Tap()
    for name in sorted(os.listdir(f"{DATA}/good")):
        path = f"{DATA}/good/{name}"
        got = by_schema(validator, path)
        tap.ok(got == "good", f"schema takes {path}", got)
        if program:
            check_program(tap, program, path, 0)
    listed = set()
    for path, phrase, line, layer in expectations():
        listed.add(os.path.basename(path))
        want = "good" if layer == "loader" else layer
        got = by_schema(validator, path)
        tap.ok(got == want, f"schema on {path}", f"{got}, wanted {want}")
        if program:
            check_program(tap, program, path, 1, phrase, line)
    files = {f for f in os.listdir(f"{DATA}/bad") if f.endswith(".json")}
    tap.ok(files == listed, "every bad pilot is in EXPECTED.tsv",
           str(files ^ listed))
    if not program:
        print("# $SEATWORTH names no program: the schema alone was tested")
    print(f"1..{tap.n}")
    return 1 if tap.failed else 0


sys.exit(main())
