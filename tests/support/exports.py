"""Files made on the spot, and what seatworth identify and check say of them."""
import csv
import io
import json
import os
import subprocess
import tempfile

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
TMP = tempfile.TemporaryDirectory()


def write(name, content, encoding="utf-8"):
    """A file of text, of bytes, or of what json.dumps makes of it."""
    path = os.path.join(TMP.name, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if not isinstance(content, (str, bytes)):
        content = json.dumps(content)
    with open(path, "wb") as f:
        f.write(content if isinstance(content, bytes)
                else content.encode(encoding))
    return path


def run(command, *args, cwd=None):
    return subprocess.run([PROGRAM, command, *args], capture_output=True,
                          text=True, timeout=120, cwd=cwd)


def found(path, *args):
    """What identify --json says of one file."""
    p = run("identify", "--json", *args, path)
    try:
        return json.loads(p.stdout)[0]
    except (ValueError, IndexError):
        return {"format": "no JSON: %s %s" % (p.stdout, p.stderr), "rows": None,
                "columns": [], "doubts": []}


def table(path, *args):
    return list(csv.reader(io.StringIO(
        run("identify", "--table", *args, path).stdout)))


def codes(j):
    return {d["code"] for d in j["doubts"]}


def doubt(j, code):
    return next((d for d in j["doubts"] if d["code"] == code),
                {"message": "", "line": None, "column": None})


def column(j, name):
    return next((c for c in j["columns"] if c["name"] == name),
                {"kind": None, "maps_to": None, "reading": ""})


def maps(j):
    return {c["maps_to"]: c["name"] for c in j["columns"] if c["maps_to"]}
