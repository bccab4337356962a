#!/usr/bin/python3
"""seatworth explain knows every key of pilot.json, in the words of its schema,
and every label of page one."""
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import warnings

import openpyxl

warnings.simplefilter("ignore")
sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
SCHEMA = json.load(open("templates/pilot.schema.json"))
CHOICES = ("anyOf", "oneOf", "allOf")


def run(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True)


def parts(node):
    """The schemas that say something of the same value."""
    yield node
    if "$ref" in node:
        yield from parts(SCHEMA["$defs"][node["$ref"].split("/")[-1]])
    for choice in CHOICES:
        for one in node.get(choice, []):
            yield from parts(one)
    for inside in ("items", "additionalProperties"):
        if isinstance(node.get(inside), dict):
            yield from parts(node[inside])


def leaves(node, path=""):
    found = False
    for part in parts(node):
        for key, below in part.get("properties", {}).items():
            found = True
            yield from leaves(below, f"{path}.{key}".lstrip("."))
    if not found:
        yield path


def texts(path):
    """Every description that the schema has for a path."""
    nodes = [SCHEMA]
    for key in path.split("."):
        nodes = [part["properties"][key] for node in nodes
                 for part in parts(node) if key in part.get("properties", {})]
    return {part["description"] for node in nodes for part in parts(node)
            if "description" in part}


keys = sorted(set(leaves(SCHEMA)))
ok(len(keys) > 100, "the schema has keys", len(keys))
with ThreadPoolExecutor(2) as pool:
    said = dict(zip(keys, pool.map(lambda k: run("explain", k), keys)))
unknown = [k for k in keys if said[k].returncode]
ok(not unknown, "every key of the schema is explained", *unknown)
other = [k for k in keys if k not in unknown and
         not any(f"  Meaning  {t}\n" in said[k].stdout for t in texts(k))]
ok(not other, "in a description of the schema's own", *other)
short = sorted({k.split(".")[-1] for k in keys})
bad = [k for k in short if run("explain", k).returncode]
ok(not bad, "the last part of a key is enough", *bad)

FIGURES = json.load(open("templates/explain.json"))["figures"]
labels = [label for f in FIGURES for label in f.get("labels", [])]
ok(len({label.lower() for label in labels}) == len(labels), "a label once")
with tempfile.TemporaryDirectory() as folder:
    book = os.path.join(folder, "r.xlsx")
    ok(run("evaluate", "examples/research-division-500", "--quiet",
           "-o", book).returncode == 0, "a pilot is evaluated")
    page = openpyxl.load_workbook(book, data_only=True)["Decision"]
first = [r[0].value for r in
         page.iter_rows(min_row=8, max_row=52, max_col=1)
         if isinstance(r[0].value, str)]
headings = [c.value for row in page.iter_rows(min_row=8, max_col=12)
            for c in row[1:] if str(row[0].value).startswith(
                ("Options (", "Renewing all, against", "What you must"))]
options = {"Renew 500 seats", "Rightsize", "Renegotiate the price",
           "Extend and study", "> Cancel", "Do nothing: it renews"}
shown = [str(w).split(" (")[0] for w in first + headings
         if isinstance(w, str) and w not in options and "$" not in str(w)]
shown = [w for w in shown if not w.startswith("NPV to ")]
ok(len(shown) > 20, "page one has labels", len(shown))
bare = [w for w in shown if run("explain", w).returncode]
ok(not bare, "every label of page one is explained", *bare)
done()
