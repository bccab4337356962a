#!/usr/bin/python3
"""A report in another language is in it throughout, says the same figures, and
its catalogue fits the program's own texts."""
import csv
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/support")
from c_texts import texts_of  # noqa: E402
from languages import LANGUAGES, catalogue_of, texts_in_order  # noqa: E402
from model_pilots import SMALL, folder_of  # noqa: E402
from workbook_texts import workbook_texts  # noqa: E402
from page import read_page  # noqa: E402
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
PILOTS = [p[:-len("pilot.json")] for p in
          sorted(glob.glob("examples/*/pilot.json"))]
DRAWS = "simulation.draws=4096"
# Its sentences take as many cells as their words are wide.
PAGE_ONE = "xl/worksheets/sheet1.xml"
# Words that no other language has, but for its OWN: one of them is a piece left
# in English.
ENGLISH = set(
    "the of and is are not with for to from by at each seat seats week weeks "
    "month months year per which what that it no unknown cost costs benefit "
    "benefits their they than only has have were be been but other one two "
    "does do as on or its there when would what could must share people "
    "evidence value values given known answers rows none".split())
OWN = {"fr": {"as", "on", "or"}, "es": {"no"}}


def evaluate(pilot, work, language):
    base = os.path.join(work, language)
    run = subprocess.run(
        [PROGRAM, "evaluate", pilot, "--language", language,
         "--sheets", "all", "--set", DRAWS, "-o", base + ".xlsx",
         "--html", base + ".html", "--brief", base + ".md",
         "--json", base + ".json"],
        capture_output=True, text=True)
    return run, base


def data_of(pilot):
    """Everything that the pilot's own files say, the longest first."""
    found = set()
    for path in glob.glob(pilot + "**/*", recursive=True):
        if path.endswith(".json"):
            with open(path, encoding="utf-8") as f:
                found.update(re.findall(r'"((?:[^"\\]|\\.)*)"', f.read()))
        elif path.endswith(".csv"):
            with open(path, encoding="utf-8", errors="replace") as f:
                for row in csv.reader(f):
                    found.update(row)
        found.add(os.path.basename(path))
    return sorted((d for d in found
                   if len(d) > 2 and re.search("[A-Za-z]", d)),
                  key=len, reverse=True)


def without(text, data):
    for short in re.findall(r"([^\n]+?)…", text):  # a label that was cut
        if any(d.startswith(short) for d in data):
            text = text.replace(short + "…", " ")
    for d in data if "…" in text else ():  # and within a line
        if len(d) <= 15 or d[:15] not in text:
            continue
        for short in re.findall(re.escape(d[:15]) + "[^…]*(?=…)", text):
            if d.startswith(short):
                text = text.replace(short + "…", " ")
    for d in data:
        if d in text:
            text = re.sub(r"(?<!\w)" + re.escape(d) + r"(?!\w)", " ", text)
    return text


def english_in(text, language):
    words = re.findall(r"(?<![\w./_'-])[a-z]+(?![\w/_]|\.\w|-\w)", text)
    return sorted(set(words) & ENGLISH - OWN.get(language, set()))


# 1,234  $5  5%  and 1.5, which is no thousand, version or date.
ENGLISH_FIGURE = re.compile(r"[$€£]\d|\d%|(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)|"
                            r"(?<![\d.])\d+\.\d{1,2}(?![\d.])")


def figures_in(text):
    """Figures that are written as in English."""
    plain = re.sub(r"[\w./-]*[a-z_/-][\w./-]*\.\w+|\d+\.\d+\.\d+", " ", text)
    return ENGLISH_FIGURE.findall(plain)


def is_code(text):
    """A key, a file, a hash, a command: the same in every language."""
    return re.fullmatch(r"[\w-]*[_.\[\d][\w.\[\]-]*|seatworth stat .*",
                        text) is not None


def left_in_english(english, own, data, same, language):
    """Texts of a language's workbook that are English, or the English one's."""
    for place, text in own.items():
        rest = without(text, data)
        hits = [] if is_code(text) else english_in(rest, language)
        unchanged = english.get(place) == text and \
            re.search("[A-Za-z]{3}", rest) and \
            not is_code(text) and text not in same
        if hits or unchanged:
            yield f"{place[0]} {place[1]}: {text[:150]!r} {hits[:4]}"


def by_place(path):
    return {(part, place): text for part, place, text in workbook_texts(path)}


def check_pilot(pilot, catalogues):
    name = os.path.basename(pilot.rstrip("/"))
    data = data_of(pilot)
    with tempfile.TemporaryDirectory() as work:
        runs = {code: evaluate(pilot, work, code)
                for code in ("en", *catalogues)}
        ok(all(run.returncode == 0 for run, _ in runs.values()),
           f"{name}: evaluates in every language",
           *(run.stderr for run, _ in runs.values()))
        english = by_place(runs["en"][1] + ".xlsx")
        for code, catalogue in catalogues.items():
            run, base = runs[code]
            what = f"{name}, {code}"
            check_workbook(what, english, base, data, catalogue, code)
            check_texts(what, run.stdout, base, data, code)
            check_result(what, runs["en"][1], base)


def check_workbook(what, english, base, data, catalogue, code):
    own = by_place(base + ".xlsx")
    odd = [place for place in sorted(english.keys() ^ own.keys())
           if place[0] != PAGE_ONE]
    ok(not odd, f"{what}: the same cells have texts", *odd)
    same = {text for key, text in catalogue.items() if key == text}
    left = list(left_in_english(english, own, data, same, code))
    ok(not left, f"{what}: no text of the workbook is English", *left)
    figures = {text[:120]: f"{place[0]} {place[1]}: {text[:120]!r}"
               for place, text in own.items() if not is_code(text) and
               figures_in(without(text, data))}.values()
    ok(not figures, f"{what}: no figure of the workbook is English", *figures)


def check_recalculation(pilot, language):
    """Sheets with translated titles and words compute what English ones do."""
    with tempfile.TemporaryDirectory() as work:
        _, base = evaluate(pilot, work, language)
        run = subprocess.run(
            ["/usr/bin/python3", "tests/support/recalculate.py",
             base + ".xlsx"], capture_output=True, text=True)
        ok(run.returncode == 0 and " 0 differ" in run.stdout,
           f"{language}: every formula of the workbook recalculates",
           run.stdout, run.stderr)


def check_texts(what, summary, base, data, code):
    with open(base + ".md", encoding="utf-8") as f:
        brief = f.read()
    # Values of p have three decimals: 0,064 is no thousand.
    page = "\n".join(t for t in read_page(base + ".html").texts()
                     if not is_code(t) and not re.fullmatch(r"[01],\d{3}", t))
    for part, text in (("brief", brief), ("summary", summary),
                       ("page", page)):
        left = [line for line in text.splitlines()
                if english_in(without(line, data), code) or
                figures_in(without(line, data))]
        ok(len(text) > 500 and not left,
           f"{what}: the {part} has no English line", *left)


def check_result(what, *bases):
    """result.json is a contract: the same in every language."""
    results = []
    for base in bases:
        with open(base + ".json", encoding="utf-8") as f:
            results.append(json.load(f))
        results[-1]["provenance"].pop("options")
    ok(results[0] == results[1], f"{what}: the result is the English one's")


def conversions(text):
    """What a format prints, in the order of the arguments."""
    found = re.findall(r"%(?:(\d+)\$)?([-+0#]*\d*(?:\.\d+)?[hljzt]*"
                       r"[diouxXeEfFgGcs])|%%", text)
    by_place = {}
    for i, (place, what) in enumerate(f for f in found if f[1]):
        by_place[int(place) if place else i + 1] = what
    return [by_place[k] for k in sorted(by_place)]


def check_catalogue(code, catalogue):
    unequal = [key for key, text in catalogue.items()
               if conversions(key) != conversions(text)]
    ok(not unequal, f"{code}: every text prints what its English prints",
       *unequal)
    ok(all(text.strip() for text in catalogue.values()),
       f"{code}: no text is empty")
    ends = [key for key, text in catalogue.items()
            if key[-1:] in ".:" and key[-1] != text[-1:]]
    ok(not ends, f"{code}: sentences end as their English", *ends)
    left = [text for text in catalogue.values()
            if english_in(re.sub(r"'[^']*'|\w+_\w+|\w+\.\w+", " ", text),
                          code)]
    ok(not left, f"{code}: no text of the catalogue is English", *left)


def check_sources(code, catalogue):
    """Every text that a sheet or a statement is written with has its own in the
    language: what the examples do not show would otherwise go unseen."""
    missing = [f"{place}: {text!r}"
               for place, text in texts_of(sorted(glob.glob("src/*/*.c")))
               if text not in catalogue]
    ok(not missing, f"{code}: no text of the program is missing", *missing)


def check_same_texts(catalogues):
    """A text that one language has and another lacks is said in English."""
    everything = set().union(*catalogues.values())
    for code, catalogue in catalogues.items():
        ok(not everything - catalogue.keys(),
           f"{code}: every text that another language has",
           *sorted(everything - catalogue.keys()))


def check_scan():
    source = ('sw_put_text(s, 0, 0, "Cash " /* no */\n "flow", LOOK);\n'
              'sw_say(l,\n "%s of %d", a, b);\n'
              'sw_put_heads(s, HEADS);\n'
              'static const char *const HEADS[] = {"Line", ">Rate", NULL};\n'
              'sw_put_text(s, 0, 0, name, LOOK); sw_put_data(s, 0, 0, "no");')
    with tempfile.NamedTemporaryFile("w", suffix=".c") as f:
        f.write(source)
        f.flush()
        found = {text for _, text in texts_of([f.name])}
    ok(found == {"Cash flow", "%s of %d", "Line", "Rate"},
       "the scan of sources finds texts and heads", *found)


def check_figures():
    english = ["$5", "a 5% share", "1,234 seats", "1.5 points", "12.25"]
    others = ["5\xa0$", "5\xa0%", "1.234", "1,5", "30.06.2024", "v 0.1.0",
              "1.234,50", "90-%-Intervall", "rows.csv", "1\xa0234,50",
              "30/06/2024", "1\u202f234"]
    ok(all(map(figures_in, english)) and not any(map(figures_in, others)),
       "English figures are told from others",
       *(t for t in english if not figures_in(t)),
       *(t for t in others if figures_in(t)))


def check_refusals(pilot):
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(os.path.join(folder, "report/language"))
        path = os.path.join(folder, "report/language/de.json")

        def run(texts, language="de"):
            with open(path, "w", encoding="utf-8") as f:
                json.dump({"language": "de", "texts": texts}, f)
            return subprocess.run(
                [PROGRAM, "evaluate", pilot, "--set", DRAWS, "--templates",
                 folder, "--language", language],
                capture_output=True, text=True)
        own = run({"Decide now.": "Jetzt ist zu entscheiden."})
        ok(own.returncode == 0 and "Jetzt ist zu entscheiden." in own.stdout
           and "KÜNDIGEN" in own.stdout,
           "a folder's language changes one text and inherits the rest",
           own.stderr, own.stdout)
        bad = run({"%s minutes": "%s von %s Minuten"})
        ok(bad.returncode == 1 and "does not print the same" in bad.stderr,
           "a text that prints other values is refused", bad.stderr)
        bad = run({"%s minutes": "%n Minuten"})
        ok(bad.returncode == 1, "and so is one that would write to memory",
           bad.stderr)
        none = run({}, "xx")
        ok(none.returncode == 1 and "'xx'" in none.stderr and
           ", ".join(["en", *LANGUAGES]) in none.stderr,
           "a language that is not there is refused, with those that are",
           none.stderr)


def main():
    catalogues = {code: catalogue_of(code) for code in LANGUAGES}
    for code, catalogue in catalogues.items():
        ok(len(texts_in_order(code)) == len(catalogue),
           f"{code}: every English text stands once")
        check_catalogue(code, catalogue)
        check_sources(code, catalogue)
    check_same_texts(catalogues)
    check_scan()
    check_figures()
    for pilot in PILOTS:
        check_pilot(pilot, catalogues)
    with tempfile.TemporaryDirectory() as work:
        for name in sorted(SMALL):
            check_pilot(folder_of(name, os.path.join(work, name)) + "/",
                        catalogues)
    for code in catalogues:
        check_recalculation("examples/research-division-500/", code)
    check_refusals("examples/research-division-500/")
    done()


main()
