#!/usr/bin/python3
"""The brief and the terminal summary state what the Decision sheet states, word
for word, in every language."""
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/support")
from languages import LANGUAGES  # noqa: E402
from workbook_texts import workbook_texts  # noqa: E402
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
EXAMPLES = ["engineering-rct", "metered-api", "research-division-500"]


def page_texts(path):
    """What stands on the first sheet, Decision."""
    return [text for part, place, text in workbook_texts(path)
            if part == "xl/worksheets/sheet1.xml" and "formula" not in place]


def brief_statements(brief):
    """(heading, text) of the statements, and the reasons without a heading."""
    for line in brief.splitlines():
        stated = re.fullmatch(r"\*\*(.+?)\.\*\* (.+)", line)
        if stated:
            yield stated.groups()
        elif line.startswith("- "):
            yield "", line[2:]


def table_notes(brief):
    """What stands under the brief's table of options."""
    return [line for line in brief.rpartition("|\n")[2].splitlines() if line]


def summary_paragraphs(summary):
    """Sentences of the summary: lines that are indented and not of its
    table."""
    return " ".join(summary.split())


def in_one_line(text):
    return " ".join(text.split())


def in_cells(language):
    """Headings of what page one says in cells that follow the inputs."""
    headings = ("If nobody acts", "Next fiscal year", "What you must believe",
                "Return")
    if language == "en":
        return headings
    with open(f"templates/report/language/{language}.json",
              encoding="utf-8") as f:
        texts = json.load(f)["texts"]
    return tuple(texts[heading] for heading in headings)


def check(example, language, work):
    base = os.path.join(work, example + language)
    run = subprocess.run(
        [PROGRAM, "evaluate", "examples/" + example, "--language",
         language, "--set", "simulation.draws=4096", "-o", base + ".xlsx",
         "--brief", base + ".md"], capture_output=True, text=True)
    name = f"{example}, {language}"
    ok(run.returncode == 0, f"{name}: evaluates", run.stderr)
    page = page_texts(base + ".xlsx")
    whole = in_one_line(" ".join(page))
    with open(base + ".md", encoding="utf-8") as f:
        brief = f.read()
    said = list(brief_statements(brief))
    missing = [text for heading, text in said if text not in page and
               in_one_line(text) not in whole and
               # words and figures in cells of their own, below the heading
               not (heading in page and heading in in_cells(language))]
    ok(len(said) >= 7 and not missing,
       f"{name}: every statement of the brief is on the page", *missing)
    word = brief.splitlines()[0].rsplit(": ", 1)[1]
    ok(word in page and f"\n{word}  " in "\n" + run.stdout,
       f"{name}: all three have the same word", word)
    flat = summary_paragraphs(run.stdout)
    stated = [text for _, text in said if in_one_line(text) in flat]
    ok(len(stated) >= 4, f"{name}: the summary has statements of the brief",
       *stated)
    left = flat
    for text in stated + table_notes(brief):
        left = left.replace(in_one_line(text), " ")
    table = [line for line in run.stdout.splitlines()
             if re.search(r"\S {2,}\S", line)]
    for line in table:
        left = left.replace(in_one_line(line), " ")
    title = run.stdout.splitlines()[0]
    ok(not left.replace(title, "").split(),
       f"{name}: and nothing but these and the options", left)


def main():
    with tempfile.TemporaryDirectory() as work:
        for example in EXAMPLES:
            for language in ["en", *LANGUAGES]:
                check(example, language, work)
    done()


main()
