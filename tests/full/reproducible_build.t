#!/usr/bin/python3
"""What is committed, built in two folders, is the same program and library, byte
by byte; its list of parts (SPDX) is whole and the same again."""
import filecmp
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

BUILT = ["build/seatworth", "build/release/libseatworth.a", "build/release/libseatworth.so.0", "build/seatworth.spdx.json"]

with tempfile.TemporaryDirectory() as work:
    folders = [os.path.join(work, "a"), os.path.join(work, "a much longer name", "b")]
    for folder in folders:
        os.makedirs(folder)
        subprocess.run(f"git archive HEAD | tar -x -C '{folder}'", shell=True, check=True)
        run = subprocess.run(["make", "-s", "-j2", "all", "build/release/libseatworth.so.0", "sbom"], cwd=folder, text=True,
                             capture_output=True, env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"})
        ok(run.returncode == 0, "builds", run.stderr[-400:])
    for name in BUILT:
        paths = [os.path.join(f, name) for f in folders]
        ok(all(map(os.path.exists, paths)) and filecmp.cmp(*paths, shallow=False), f"{name}: the same bytes")
    with open(os.path.join(folders[0], "build/seatworth.spdx.json"), encoding="utf-8") as f:
        bom = json.load(f)
    linked = subprocess.run(["ldd", os.path.join(folders[0], "build/seatworth")], capture_output=True, text=True).stdout
    ids = {p["SPDXID"] for p in bom["packages"]}
    ok(bom["spdxVersion"] == "SPDX-2.3" and bom["creationInfo"]["created"] == "2023-11-14T22:13:20Z", "SPDX, dated")
    ok(all(p["versionInfo"] and p["licenseDeclared"] for p in bom["packages"]), "each with version and licence")
    for library in ("glib", "gsl", "xlsxwriter", "minizip", "expat", "csv", "cjson"):
        ok((library in linked) == any(library in i for i in ids), f"{library}: linked and listed", linked)
done()
