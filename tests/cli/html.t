#!/usr/bin/python3
"""The page of --html: one well-formed file that loads nothing, with the same
figures and sentences as the workbook, for eyes, ears and printers."""
import collections
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/support")
from cell_shown import cell_shown  # noqa: E402
from languages import LANGUAGES, catalogue_of  # noqa: E402
from model_pilots import SMALL, folder_of  # noqa: E402
from page import read_page  # noqa: E402
from quiet_openpyxl import openpyxl  # noqa: E402
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
EXAMPLES = [p[:-len("pilot.json")] for p in
            sorted(glob.glob("examples/*/pilot.json"))]
FEW = "--set=simulation.draws=4096"
HEADINGS = ("h1", "h2", "h3")
# Sheets of which the page shows every printed cell; of the others it leaves
# out months, and columns that are there to type in.
WHOLE = {"Alternatives": "alternatives", "Budget": "budget", "Risks": "risks",
         "Break-even": "break-even", "Evidence": "evidence",
         "Survey": "survey", "Seats": "seats", "Checks": "checks"}
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000080000000808020000004b6d29dc"
    "000000114944415478da63f8cfc08015310c2d090028ff3fc1ce77c84f00000000"
    "49454e44ae426082")


def evaluate(pilot, work, *options, name="r"):
    base = os.path.join(work, name)
    run = subprocess.run(
        [PROGRAM, "evaluate", pilot, "--quiet", FEW, "--html", base + ".html",
         "-o", base + ".xlsx", "--json", base + ".json", *options],
        capture_output=True, text=True)
    return run, base


# ---- structure ----

def check_outside(what, page):
    css = page.root.one("style").text
    bad = re.findall(r"url\(|@import|expression\(|https?:|//\w", css)
    policy = [m.attributes.get("content", "") for m in page.root.all("meta")
              if m.attributes.get("http-equiv") == "Content-Security-Policy"]
    ok(not bad and policy and "default-src 'none'" in policy[0] and
       "script" not in page.source,
       f"{what}: nothing is loaded and nothing is run", *bad, *policy)


def check_headings(what, page):
    levels = [int(h.tag[1]) for h in page.root.all(*HEADINGS)]
    jumps = [b for a, b in zip(levels, levels[1:]) if b > a + 1]
    empty = [h for h in page.root.all(*HEADINGS) if not h.text]
    ok(levels.count(1) == 1 and levels[0] == 1 and not jumps and not empty,
       f"{what}: headings go down by one", *levels)


def check_landmarks(what, page, language):
    root = page.root
    once = [tag for tag in ("header", "nav", "main", "footer", "title")
            if len([e for e in root.all(tag)
                    if tag != "title" or e.parent.tag == "head"]) != 1]
    first = root.one("body").children[0]
    ok(not once and root.one("html").attributes.get("lang") == language and
       first.tag == "a" and first.attributes["href"] == "#main" and
       root.one("nav").attributes.get("aria-label"),
       f"{what}: landmarks, a language and a link to the content", *once)


def check_sections(what, page):
    links = [a.attributes["href"][1:] for a in page.root.one("nav").all("a")]
    keys = [s.attributes["id"] for s in page.root.all("section")]
    ok(links == keys and keys[0] == "decision" and "methods" in keys and
       "evidence" in keys, f"{what}: the contents lead to every part", *keys)


def width_of(row):
    return sum(int(c.attributes.get("colspan", 1))
               for c in row.all("th", "td"))


def check_tables(what, page):
    faults = []
    for table in page.root.all("table"):
        widths = {width_of(row) for row in table.all("tr")}
        if len(widths) > 1:
            faults.append(f"{widths} cells: {table.text[:80]}")
        faults += [f"a head without a scope: {th.text}"
                   for th in table.all("th") if "scope" not in th.attributes]
        faults += [f"an empty head: {table.text[:80]}"
                   for th in table.all("th") if not th.text]
        named = table.one("caption") or \
            table.parent.attributes.get("aria-label")
        if not named:
            faults.append(f"no name: {table.text[:80]}")
    ok(not faults, f"{what}: every table is even, named and has heads",
       *faults)


def check_charts(what, page, least):
    faults, n = [], 0
    for figure in page.root.all("figure"):
        svg = figure.one("svg")
        title, says = svg.one("title"), svg.one("desc")
        n += 1
        if svg.attributes.get("role") != "img" or not title or not says or \
                not title.text or len(says.text) < 20 or \
                figure.one("figcaption").text != title.text:
            faults.append(f"no words: {figure.text[:80]}")
        if not figure.one("details").one("tbody").one("tr"):
            faults.append(f"no figures: {title.text}")
        numbers = re.findall(r'(?:x|y|width|height|x1|y1|x2|y2|cx|cy)="([^"]*)"'
                             r'|points="([^"]*)"', "".join(marks_of(svg)))
        for one in " ".join(a or b for a, b in numbers).replace(
                ",", " ").split():
            if not re.fullmatch(r"-?\d+(\.\d)?", one):
                faults.append(f"{title.text}: {one}")
        if not [m for m in svg.all("rect", "polyline", "circle")]:
            faults.append(f"nothing is drawn: {title.text}")
    ok(n >= least and not faults,
       f"{what}: {n} charts say their finding, and have figures", *faults)


def marks_of(svg):
    for element in svg.all():
        yield "".join(f' {k}="{v}"' for k, v in element.attributes.items())


def check_structure(what, page, language, charts):
    ok(not page.faults, f"{what}: well formed", *page.faults)
    check_outside(what, page)
    check_headings(what, page)
    check_landmarks(what, page, language)
    check_sections(what, page)
    check_tables(what, page)
    check_charts(what, page, charts)


# ---- the same as the workbook ----

def printed(sheet):
    """Texts of the printed cells below the title, as they are shown."""
    area = sheet.print_area
    area = area[0] if isinstance(area, list) else area
    last = openpyxl.utils.range_boundaries(area.split("!")[-1])[2]
    found = []
    for row in sheet.iter_rows(min_row=4, max_col=last):
        for cell in row:
            if cell.value not in (None, ""):
                found.append(re.sub(r"\s+", " ", cell_shown(
                    cell.value, cell.number_format)).strip())
    return collections.Counter(found)


def shown(section):
    return collections.Counter(
        e.text for e in section.all("th", "td", "p", "h3", "h2", "dd", "li"))


def check_sheets(what, page, book):
    for title, key in WHOLE.items():
        section = page.section(key)
        if title not in book.sheetnames or section is None:
            continue
        want, have = printed(book[title]), shown(section)
        # Columns of heads alone are not shown.
        missing = {t: n for t, n in (want - have).items()
                   if re.search(r"\d", t) or t not in page.source}
        heads = {str(c.value) for r in book[title].iter_rows() for c in r
                 if c.value and c.font.b}
        missing = {t: n for t, n in missing.items() if t not in heads}
        ok(not missing and want, f"{what}: {title} as the workbook shows it",
           *list(missing.items())[:8])


def money(x):
    return f"-${-x:,.0f}" if round(x) < 0 else f"${x:,.0f}"


def check_figures(what, page, result):
    """Named figures of page one, from result.json."""
    decision, text = page.section("decision"), page.section("decision").text
    e = result["economics"]
    tiles = [li.one("strong").text for li in
             next(u for u in decision.all("ul")
                  if u.attributes.get("class") == "tiles").all("li")]
    # The words beside it say whether cash is lost or gained.
    cash = money(abs(e["npv_cashable"]))
    ok(tiles[0] == money(e["npv"]) and tiles[1] == cash and
       tiles[2] == f"{result['options'][0]['probability_positive']:.0%}",
       f"{what}: the tiles are the result's figures", *tiles)
    renew = result["options"][0]
    row = next(r for r in decision.all("tr")
               if r.text.lstrip("> ").startswith("Renew "))
    want = [money(renew["cash_12_months"]), money(e["npv_cashable"]),
            money(e["npv_with_capacity"]), money(e["npv_all"]),
            money(renew["npv"]["p05"]), money(renew["npv"]["p95"]),
            f"{renew['probability_positive']:.0%}", money(renew["cvar10"])]
    have = [c.text for c in row.all("td")][1:]
    ok(have == want, f"{what}: the option's row is the result's", have, want)
    v = result["verdict"]
    ok(all(s in text for s in (v["order"], v["headline"], *v["reasons"][:3])),
       f"{what}: order, headline and reasons are the result's", text[:400])
    ok(result["provenance"]["run_id"] in page.root.one("footer").text,
       f"{what}: the page names its run")


def check_example(pilot, work):
    name = os.path.basename(pilot.rstrip("/"))
    run, base = evaluate(pilot, work, name=name)
    ok(run.returncode == 0, f"{name}: evaluates", run.stderr)
    page = read_page(base + ".html")
    with open(base + ".json", encoding="utf-8") as f:
        result = json.load(f)
    check_structure(name, page, "en", 2)
    check_sheets(name, page, openpyxl.load_workbook(
        base + ".xlsx", data_only=True))
    if name == "research-division-500":
        check_figures(name, page, result)
    size = os.path.getsize(base + ".html")
    ok(size < 600_000, f"{name}: {size // 1024} KiB")


def check_languages(work):
    pilot = "examples/research-division-500"
    english = read_page(os.path.join(work, "research-division-500.html"))
    tags = [e.tag for e in english.root.all()]
    for code in LANGUAGES:
        run, base = evaluate(pilot, work, "--language", code, name=code)
        page = read_page(base + ".html")
        check_structure(code, page, code, 10)
        same = [e.tag for e in page.root.all() if e.tag not in ("text", "line")]
        ok(same == [t for t in tags if t not in ("text", "line")],
           f"{code}: the same page in other words")
        words = catalogue_of(code)
        ok(words["Skip to the content"] in page.root.one("a").text and
           words["CANCEL"] in page.section("decision").text,
           f"{code}: its own words")


# ---- looks, choice of sheets, bytes ----

def check_looks(work):
    pilot = "examples/research-division-500"
    path = os.path.join(work, "own.json")
    with open(os.path.join(work, "dot.png"), "wb") as f:
        f.write(DOT)
    with open(path, "w", encoding="utf-8") as f:
        json.dump({"inherits": "default", "paper": "letter", "logo": "dot.png",
                   "titles": {"risks": "What may go wrong"},
                   "colours": {"accent": "#00FF00", "panel": "#EEEEEE",
                               "primary": "#7A0019"}}, f)
    run, base = evaluate(pilot, work, "--theme", path, name="theme")
    page, css = read_page(base + ".html"), None
    css = page.root.one("style").text
    ok(run.returncode == 0 and not page.faults and "--primary:#7A0019" in css
       and "size:letter" in css, "a theme's colours and paper", run.stderr)
    light = re.search(r":root\{([^}]*)\}", css).group(1)
    ok("--accent:#00FF00" not in light,
       "a colour that cannot be read is made darker")
    img = page.root.one("img")
    ok(img is not None and img.attributes["src"].startswith(
        "data:image/png;base64,") and img.attributes["alt"],
       "the logo is in the page, with words")
    ok(page.section("risks").one("h2").text == "What may go wrong",
       "a theme's titles")
    run, base = evaluate(pilot, work, "--sheets", "decision,risks",
                         name="few")
    keys = [s.attributes["id"] for s in
            read_page(base + ".html").root.all("section")]
    ok(keys == ["decision", "risks"], "--sheets chooses its parts", *keys)
    ok(contrasts(css) == [], "every text can be read on its ground",
       *contrasts(css))


def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    return sum(w * (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4)
               for w, c in zip((0.2126, 0.7152, 0.0722), parts))


def contrasts(css):
    """Roles below 4.5 on the page or a panel, in light and in dark (WCAG 2.1,
    1.4.3)."""
    low = []
    for root in re.findall(r":root\{([^}]*)\}", css):
        c = dict(re.findall(r"--([\w-]+):(#[0-9A-F]{6})", root))
        for role in ("text", "primary", "accent", "caution", "stop", "muted"):
            for ground in ("surface", "panel"):
                a, b = sorted((luminance(c[role]), luminance(c[ground])))
                if (b + 0.05) / (a + 0.05) < 4.5:
                    low.append(f"{role} on {ground}: {c[role]} {c[ground]}")
    return low


def check_bytes(work):
    pilot = "examples/engineering-rct"
    first, base = evaluate(pilot, work, "--threads", "1", name="one")
    again, other = evaluate(pilot, work, "--threads", "2", name="two")
    with open(base + ".html", "rb") as a, open(other + ".html", "rb") as b:
        ok(a.read() == b.read(), "the same bytes with other threads")
    alone = subprocess.run([PROGRAM, "evaluate", pilot, "--quiet", FEW,
                            "--html", "-"], capture_output=True)
    with open(base + ".html", "rb") as f:
        ok(alone.stdout == f.read(), "the same on standard output, alone")
    twice = subprocess.run(
        [PROGRAM, "evaluate", pilot, "--quiet", "--html",
         os.path.join(work, "x"), "--json", os.path.join(work, ".", "x")],
        capture_output=True, text=True)
    ok(twice.returncode == 2 and "same place" in twice.stderr,
       "a page and a result do not go to one file", twice.stderr)
    link = os.path.join(work, "link.html")
    os.symlink(os.path.abspath(pilot + "/pilot.json"), link)
    own = subprocess.run([PROGRAM, "evaluate", pilot, "--html", link],
                         capture_output=True, text=True)
    ok(own.returncode == 2 and "own files" in own.stderr,
       "a page does not replace an input", own.stderr)


def main():
    with tempfile.TemporaryDirectory() as work:
        for pilot in EXAMPLES:
            check_example(pilot, work)
        for name in sorted(SMALL):
            run, base = evaluate(folder_of(name, os.path.join(work, name)),
                                 work, name=name + "-small")
            page = read_page(base + ".html")
            check_structure(name, page, "en", 0)
        check_languages(work)
        check_looks(work)
        check_bytes(work)
    done()


main()
