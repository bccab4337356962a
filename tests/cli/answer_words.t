#!/usr/bin/python3
"""What answers mean: every phrase in nine languages, mapped labels, unread
answers listed once, and where the time went, against figures made here."""
import csv
import json
import os
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")

# language: [nothing, not known, lost, or less, at least, per day, last week]
PHRASES = {
    "en": ["No time saved", "Hard to say", "It costs me time",
           "15 minutes or less", "more than 1 hour", "20 minutes per day",
           "20 minutes last week"],
    "de": ["Keine Zeitersparnis", "Weiß nicht", "Es kostet mich Zeit",
           "15 Minuten oder weniger", "mehr als 1 Stunde",
           "20 Minuten pro Tag", "20 Minuten in der letzten Woche"],
    "nl": ["Geen tijdwinst", "Weet ik niet", "Kost meer tijd",
           "15 minuten of minder", "meer dan 1 uur", "20 minuten per dag",
           "20 minuten afgelopen week"],
    "fr": ["Aucun gain de temps", "Je ne sais pas",
           "Ça me fait perdre du temps", "15 minutes ou moins",
           "plus de 1 heure", "20 minutes par jour",
           "20 minutes la semaine dernière"],
    "es": ["Ningún ahorro", "No lo sé", "Me hace perder tiempo",
           "15 minutos o menos", "más de 1 hora", "20 minutos al día",
           "20 minutos la semana pasada"],
    "pt": ["Nenhuma economia", "Não sei", "Me faz perder tempo",
           "15 minutos ou menos", "mais de 1 hora", "20 minutos por dia",
           "20 minutos na semana passada"],
    "it": ["Nessun risparmio di tempo", "Non lo so", "Mi fa perdere tempo",
           "15 minuti o meno", "più di 1 ora", "20 minuti al giorno",
           "20 minuti la settimana scorsa"],
    "pl": ["Brak oszczędności czasu", "Trudno powiedzieć", "Tracę czas",
           "15 minut lub mniej", "więcej niż 1 godzina",
           "20 minut dziennie", "20 minut w zeszłym tygodniu"],
    "ja": ["なし", "わからない", "余計に時間がかかる", "15分以下",
           "1時間以上", "1日あたり20分", "先週20分"],
}


def pilot(items, n, **more):
    out = {
        "seatworth": 1, "name": "words", "currency": "USD",
        "pilot": {"start": "2025-01-01", "end": "2025-06-30"},
        "as_of": "2025-06-30", "roster": {"file": "roster.csv"},
        "contract": {"price": 30, "seats_purchased": n},
        "assumptions": {"hourly_cost": 60}, "simulation": {"draws": 256},
        "survey": {"files": [{"file": "after.csv", "wave": "after"}],
                   "person": "person", "items": items}}
    out.update(more)
    return out


def write(folder, name, rows):
    with open(os.path.join(folder, name), "w", newline="") as f:
        out = csv.DictWriter(f, list(rows[0]), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def evaluate(folder, spec, answers, *options, teams=None):
    n = len(answers)
    write(folder, "roster.csv",
          [{"person": f"p{i:03}@x.org",
            "team": teams[i] if teams else ""} for i in range(n)])
    write(folder, "after.csv",
          [dict({"person": f"p{i:03}@x.org", "date": "2025-06-20"}, **a)
           for i, a in enumerate(answers)])
    with open(os.path.join(folder, "pilot.json"), "w") as f:
        json.dump(spec, f)
    result = os.path.join(folder, "r.json")
    if os.path.exists(result):
        os.remove(result)
    run = subprocess.run(
        [PROGRAM, "evaluate", folder, "--json", result, "-o",
         os.path.join(folder, "r.xlsx"), *options],
        capture_output=True, text=True)
    if not os.path.exists(result):
        return None, run.stdout + run.stderr
    with open(result) as f:
        return json.load(f), run.stdout + run.stderr


def saved(**more):
    return dict({"id": "saved", "question": "Time saved per day",
                 "kind": "time-saved", "per": "day"}, **more)


def lead_of(r):
    return next(e for e in r["evidence"] if e["id"] == "saved")


def test_words(folder):
    """One language after the other means the same: the same estimate, with
    nothing left unread."""
    figures = {}
    for language, p in PHRASES.items():
        none, unknown, lost, least, most, daily, _ = p
        for name, texts in (("usual", [none] * 3 + [unknown] * 2 + [least] * 4
                             + [most] * 2 + [daily] * 3),
                            ("lost", [lost] * 2 + [daily] * 3 + [least] * 5
                             + [most])):
            r, text = evaluate(folder, pilot([saved()], len(texts)),
                               [{"saved": t} for t in texts])
            e = lead_of(r) if r else {"unread": text}
            figures.setdefault(name, {})[language] = (
                e.get("n_pilot"), e.get("unread"), e.get("estimate"))
    for name, by in figures.items():
        same = {(a, b, c and round(c, 9)) for a, b, c in by.values()}
        ok(len(same) == 1 and next(iter(same))[1] == 0,
           f"nine languages, one meaning ({name}): {by}")
    n, unread, estimate = figures["usual"]["en"]
    ok(n == 12, "not knowing is no answer, none is one")


def test_spans(folder):
    for language, p in PHRASES.items():
        r, text = evaluate(folder, pilot([saved(per="week", question="x")], 20),
                           [{"saved": p[6]}] * 10 + [{"saved": p[5]}] * 10)
        want = (20 + 20 + 100 + 100) / 4
        ok(r and abs(lead_of(r)["estimate"] - want) < 1e-9,
           f"{language}: last week is a week's, per day is five times as much")


def test_questions(folder):
    asks = {"on a typical day": 5, "in a typical week": 1, "last week": 1,
            "over the past month": None, "an einem typischen Tag": 5,
            "In a typical week, how much time per day": 5,
            "lors d'une semaine type": 1, "en un día típico": 5,
            "in un giorno tipico": 5, "num dia típico": 5,
            "op een gemiddelde dag": 5, "w typowym tygodniu": 1}
    for question, times in asks.items():
        item = saved(question=f"Time saved {question}?")
        del item["per"]
        r, text = evaluate(folder, pilot([item], 24),
                           [{"saved": 10 + i % 6} for i in range(24)])
        minutes = r and r["evidence"][0]["chain"][0]["value"]
        want = 12.5 * (times or 12 / 52.1775)
        ok(r and abs(minutes - want) < 1e-6 * want,
           f"'{question}' says the period ({minutes}, {want})")


def test_mapping(folder):
    labels = {"A little": 5, "Somewhat": [10, 20], "Lots": [45, None],
              "No clue": None, "Slower": -10}
    rng = random.Random(3)
    texts = [rng.choice(list(labels)) for _ in range(60)]
    r, text = evaluate(folder, pilot([saved(answers=labels)], 60),
                       [{"saved": t.upper()} for t in texts])
    known = sum(labels[t] is not None for t in texts)
    ok(r and lead_of(r)["n_pilot"] == known and lead_of(r)["unread"] == 0,
       f"labels are read as the pilot maps them, in any case: {text[-300:]}")
    r, _ = evaluate(folder, pilot([saved(answers={"a": 10, "b": 30})], 20),
                    [{"saved": "a"}] * 15 + [{"saved": "b"}] * 5)
    ok(abs(lead_of(r)["estimate"] - 15) < 1e-9, "mean of the mapped minutes")
    r, text = evaluate(folder, pilot([saved(answers={"a": [30, 10]})], 2),
                       [{"saved": "a"}] * 2)
    ok(r is None and "ends below its start" in text, "a range that runs back")


def test_unread(folder):
    texts = ["quite a lot"] * 5 + ["hm"] * 3 + ["10 minutes"] * 12 \
        + ["20 minutes"] * 12
    answers = [{"saved": t} for t in texts]
    r, text = evaluate(folder, pilot([saved()], len(texts)), answers)
    e = lead_of(r) if r else {}
    ok(r and e["n_pilot"] == 24 and e["unread"] == 8
       and abs(e["estimate"] - 15) < 1e-9, "a quarter unread does not stop it")
    ok(e and abs(e["unread_as_none"] - 15 * 24 / 32) < 1e-9,
       f"with them as none beside it: {e.get('unread_as_none')}")
    listed = [line for line in text.splitlines() if "quite a lot" in line]
    ok(len(listed) >= 1 and '"quite a lot" (5), "hm" (3)' in text
       and "max-rejects" not in text and '"answers": {' in text,
       "each is listed once with its count; the remedy is the mapping")
    report = json.dumps(r["data_quality"])
    ok("8 answers" in report and "quite a lot" not in report,
       "the report counts them and does not quote")
    r, text = evaluate(folder, pilot([saved()], 4), [{"saved": "hm"}] * 4)
    ok(r is None and "max-rejects" not in text and '"hm" (4)' in text,
       "nothing readable is an error with the same remedy")


SHARES = {"more": 1, "check": 0, "home": 0.25, "say": None}


def ratio(minutes, places):
    known = [(m, SHARES[p]) for m, p in zip(minutes, places)
             if SHARES[p] is not None]
    total = sum(m for m, _ in known)
    return sum(m * s for m, s in known) / total


def link_of(r):
    chain = next(e["chain"] for e in r["evidence"] if e["chain"])
    return next(c for c in chain if c["step"] == "realisation")


def bootstrap(minutes, places, teams):
    rng = random.Random(11)
    by = {}
    for m, p, t in zip(minutes, places, teams):
        if SHARES[p] is not None:
            a, b = by.get(t, (0, 0))
            by[t] = (a + m, b + m * SHARES[p])
    clusters = list(by.values())
    means = []
    for _ in range(4000):
        draw = [rng.choice(clusters) for _ in clusters]
        means.append(sum(b for _, b in draw) / sum(a for a, _ in draw))
    m = sum(means) / len(means)
    return sum((x - m) ** 2 for x in means) / (len(means) - 1), len(clusters)


def test_realisation(folder):
    rng = random.Random(5)
    where = {"id": "where", "question": "Where did the time go?",
             "kind": "reinvestment", "answers": SHARES}
    n, teams = 120, [f"t{i % 24}" for i in range(120)]
    minutes = [rng.choice([5, 10, 20, 40, 60]) for _ in range(n)]
    places = [rng.choice(list(SHARES)) for _ in range(n)]
    answers = [{"saved": m, "where": p} for m, p in zip(minutes, places)]
    spec = pilot([saved(), where], n)
    r, text = evaluate(folder, spec, answers, teams=teams)
    link = link_of(r)
    m = ratio(minutes, places)
    var, g = bootstrap(minutes, places, teams)
    k = min(g, m * (1 - m) / var - 1)
    want = (0.5 + k * m) / (1 + k)
    ok(link["provenance"] == "survey" and abs(link["value"] - want) < 0.01,
       f"realisation is measured, weighted by minutes: {link} {want}")
    sd = (want * (1 - want) / (k + 2)) ** 0.5
    width = link["ci95"][1] - link["ci95"][0]
    ok(abs(width / (3.92 * sd) - 1) < 0.06,
       f"its interval is the teams': {width} {3.92 * sd}")
    r, _ = evaluate(folder, spec, answers, "--set",
                    "assumptions.realisation=0.5", teams=teams)
    ok(link_of(r)["provenance"] != "survey"
       and link_of(r)["value"] == 0.5, "what is set by hand stands")
    alike = [{"saved": 20, "where": "more"}] * 12
    r, _ = evaluate(folder, pilot([saved(), where], 12), alike)
    link = link_of(r)
    ok(link["value"] < 1 and link["ci95"][0] < 0.95,
       f"twelve who agree are no certainty: {link}")


for test in (test_words, test_spans, test_questions, test_mapping, test_unread,
             test_realisation):
    with tempfile.TemporaryDirectory() as where:
        test(where)
done()
