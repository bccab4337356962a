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


# ---- a pilot of May 2026 around a file ---------------------------------------

PEOPLE = "person,arm,department,seat_from,status\n" + "".join(
    f"u{k:02}@example.org,pilot,IT,2026-01-01,active\n" for k in range(1, 13))


def pilot(folder, usage=None, metered=None, price=1, **more):
    p = {"seatworth": 1, "name": "t", "product": "x", "currency": "USD",
         "as_of": "2026-05-31", "roster": {"file": "seats.csv"},
         "pilot": {"start": "2026-05-01", "end": "2026-05-31",
                   "assignment": "volunteers"},
         "contract": {"price": 30, "per": "seat-month", "seats_purchased": 20,
                      "price_basis": "add-on", "billing": "annual-upfront",
                      "term_months": 12, "term_start": "2026-01-01",
                      "term_end": "2026-12-31", "notice_days": 30,
                      "auto_renew": True, "reductions": "at-renewal"},
         "assumptions": {"hourly_cost": 60, "working_weeks_per_year": 46,
                         "realisation": 0.5, "discount_rate": 0.1,
                         "horizon_years": 1},
         "benefits": [], "simulation": {"draws": 1000}}
    if usage:
        p["usage"] = usage
    if metered:
        p["contract"]["metered"] = {"unit_price": price, "included": 0,
                                    "usage": metered}
    p.update(more)
    write(folder + "/seats.csv", PEOPLE)
    return write(folder + "/pilot.json", p)


def result(path):
    out = os.path.dirname(path)
    p = run("evaluate", path, "--json", out + "/r.json", "-o", out + "/r.xlsx")
    if p.returncode != 0:
        return None, p.stderr
    with open(out + "/r.json", encoding="utf-8") as f:
        return json.load(f), p.stderr


def units(r):
    return next((i["value"] for i in r["model"]["inputs"]
                 if i["key"] == "usage.metered_units_per_month"), None)


def active(r):
    return r["seats"]["active"]
