#!/usr/bin/python3
"""seatworth identify: formats, dialects, columns and doubts (TAP).

Every file is made here, in the shapes that exports have.
"""
import csv
import glob
import io
import json
import os
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
TMP = tempfile.TemporaryDirectory()
COUNT = 0
FAILED = 0


def check(good, name, detail=""):
    global COUNT, FAILED
    COUNT += 1
    print(("ok" if good else "not ok"), COUNT, "-", name)
    if not good:
        FAILED += 1
        print("# " + str(detail).replace("\n", "\n# "))


def write(name, content, encoding="utf-8"):
    path = os.path.join(TMP.name, name)
    with open(path, "wb") as f:
        f.write(content if isinstance(content, bytes)
                else content.encode(encoding))
    return path


def run(*args):
    return subprocess.run([PROGRAM, "identify", *args], capture_output=True,
                          text=True, timeout=60)


def found(path, *args):
    p = run("--json", *args, path)
    try:
        return json.loads(p.stdout)[0]
    except (ValueError, IndexError):
        return {"format": "no JSON: %s %s" % (p.stdout, p.stderr),
                "columns": [], "doubts": []}


def table(path, *args):
    return list(csv.reader(io.StringIO(run("--table", *args, path).stdout)))


def codes(j):
    return {d["code"] for d in j["doubts"]}


def doubt(j, code):
    return next((d for d in j["doubts"] if d["code"] == code), {})


def column(j, name):
    return next((c for c in j["columns"] if c["name"] == name), {})


# ---- formats by their headers, whatever the order of the columns -----------

HEADERS = {
    "m365_graph_copilot_user_detail_v1":
        "Report Refresh Date,Report Period,User Principal Name,Display Name,"
        "Microsoft Teams Copilot Last Activity Date,Copilot Chat",
    "m365_graph_copilot_user_detail_v2":
        "Report Refresh Date,User Principal Name,"
        "Microsoft Teams Copilot Last Activity Date,Report Period,"
        "Prompts submitted for all apps,Active Usage Days for all apps",
    "m365_admin_copilot_user_detail_v4":
        "User name,Display name,Prompts submitted (any app),Active Days,"
        "Last activity date of Teams Copilot (UTC)",
    "m365_admin_copilot_chat_user_detail_v3":
        "User guid,User principal name,Prompts submitted,Active usage days,"
        "Last activity date of Teams (UTC)",
    "m365_admin_copilot_readiness":
        "User Principal Name,Has Copilot license assigned,Uses Teams chat",
    "m365_admin_users_export":
        "Block credential,Department,Licenses,User principal name",
    "m365_active_user_detail":
        "User Principal Name,Has Exchange License,Assigned Products",
    "entra_users_export":
        "userPrincipalName,mail,userType,accountEnabled,createdDateTime",
    "m365_admin_agent_users":
        "Nome de usuário,Nome de exibição,Número de agentes usados,"
        "Respostas de agente recebidas",
    "viva_copilot_dashboard_export":
        "PersonId,MetricDate,Copilot enabled days for Intelligent Search,"
        "Copilot Chat prompts submitted (without Copilot license),"
        "Total Copilot actions taken",
    "viva_person_query":
        "PersonId,MetricDate,Total_Copilot_active_days,Copilot_assisted_hours,"
        "Organisation,IsActive",
    "viva_glint_raw":
        "First Name,Email,Status,Staff No,Survey Cycle Completion Date,"
        "Survey Cycle Sent Date,I get things done",
    "purview_audit_copilot": "RecordId,CreationTime,Operations,AuditData",
    "github_copilot_activity_csv":
        "Report Time,Login,Last Authenticated At,Last Activity At,"
        "Last Surface Used,Organization",
    "github_premium_request_csv":
        "date,username,product,sku,model,quantity,unit_type,net_amount,"
        "exceeds_quota,total_monthly_quota",
    "github_ai_usage_csv":
        "date,username,product,sku,model,quantity,unit_type,net_amount,input",
    "qualtrics_csv":
        "StartDate,EndDate,Status,Progress,Finished,ResponseId,Q1",
    "surveymonkey_csv":
        "Respondent ID,Collector ID,Date Created,Date Modified,Question",
    "limesurvey_csv":
        "Response ID,Date submitted,Last page,Start language,Seed,Question",
    "typeform_csv":
        "#,Question,Response Type,Start Date (UTC),Submit Date (UTC),"
        "Network ID",
    "msforms_csv": "Id;Heure de début;Heure de fin;Adresse de messagerie;Q",
    "copilot_sentiment_template":
        "Email,SurveyDate,Overall satisfaction,Time saved using Copilot",
    "google_forms_csv": "Horodateur,Adresse e-mail,Une question",
    "csp_nce_pricelist":
        "ProductTitle,SkuTitle,TermDuration,BillingPlan,UnitPrice,ERP Price",
    "partner_center_recon":
        "CustomerId,InvoiceNumber,ChargeType,UnitPrice,BillableQuantity",
    "azure_cost_actual":
        "Date,MeterCategory,MeterName,Quantity,costInBillingCurrency,"
        "BillingCurrency",
    "focus_cost_usage":
        "BilledCost,EffectiveCost,ChargeCategory,ChargePeriodStart,x_Thing",
    "workday_roster": "Employee ID,Worker,Supervisory Organization,FTE %",
    "native_roster": "user_id,email,seat_assigned,seat_removed",
    "native_price_sheet": "Vendor,Product,Plan,Price,Currency",
    "generic_hr_roster": "Personalnummer;Nachname;E-Mail;Abteilung;Eintritt",
    "canonical_roster": "person,arm,department,seat_from,seat_to",
    "canonical_survey": "person,wave,date,time_saved",
    "canonical_survey_counts": "item,wave,segment,answer,count",
    "canonical_outcomes": "unit,person,period,arm,value",
    "canonical_usage": "person,period,active_days,actions,minutes",
    "canonical_metered": "period,units,amount,currency",
    "canonical_invoices": "contract,date,from,to,seats,amount,currency",
}


def test_formats():
    for name, header in HEADERS.items():
        delimiter = ";" if ";" in header else ","
        cells = delimiter.join(["x"] * len(header.split(delimiter)))
        j = found(write("any.csv", header + "\n" + cells + "\n"))
        check(j["format"] == name, "knows " + name, j["format"])
        turned = delimiter.join(reversed(header.split(delimiter)))
        if "google" in name or "Report Period" in turned.split(",")[0]:
            continue
        j = found(write("any.csv", turned.upper() + "\n" + cells + "\n"))
        check(j["format"] == name, "whatever order and case: " + name,
              j["format"])


# ---- one table in many dialects ---------------------------------------------

ROWS = [["user", "team name", "from", "cost", "share", "note"],
        ["a1", "Süd", "2026-06-01", "2234.51", "0.35", "ok"],
        ["a2", "Nord", "2026-06-15", "1234.50", "0.80",
         'says "x"; more,\nand more'],
        ["a3", "Süd", "", "3234.52", "0.00", "ok"]]


def make(delimiter=",", eol="\n", date="%Y-%m-%d", money="{}", share="{}",
         every=False):
    def cell(text, row, k):
        if row > 0 and k == 2 and text:
            y, m, d = text.split("-")
            text = (date.replace("%Y", y).replace("%m", m).replace("%d", d)
                    .replace("%-m", str(int(m))).replace("%-d", str(int(d))))
            if date == "serial":
                text = {"01": "46174", "15": "46188"}[d]
        if row > 0 and k == 3:
            text = money(text) if callable(money) else text
        if row > 0 and k == 4:
            text = share(text) if callable(share) else text
        quote = every or any(c in text for c in (delimiter, '"', "\n"))
        return '"%s"' % text.replace('"', '""') if quote else text
    return "".join(delimiter.join(cell(t, i, k) for k, t in enumerate(r)) + eol
                   for i, r in enumerate(ROWS))


def us(text):
    return "$" + text[:-6] + "," + text[-6:]


def eu(text):
    return text[:-6] + "." + text[-6:].replace(".", ",") + " €"


def percent(text):
    return str(round(float(text) * 100)) + " %"


def test_dialects():
    us_dates = make(date="%m/%d/%Y", money=us, share=percent)
    files = {
        "plain": make(),
        "CRLF": make(eol="\r\n"),
        "lone CR": make(eol="\r"),
        "tabs": make("\t"),
        "pipes": make("|"),
        "all quoted": make(every=True),
        "American Excel": "\ufeff" + us_dates,
        "serial days": make(date="serial"),
        "title, blank line, footnote": "Report of seats\n\n" + make() +
                                       "\nNote: made by hand\n",
        "trailing delimiter": make().replace("ok\n", "ok,\n")
                              .replace("note\n", "note,\n")
                              .replace('more"\n', 'more",\n'),
        "messy header": "\ufeffUser ,Team\u00a0 Name,\"FROM\n\",Cost,_share,"
                        "Note\n" + make().split("\n", 1)[1],
    }
    want = ROWS
    for name, text in files.items():
        got = table(write("d.csv", text))
        got[0] = [h.replace("_", " ") for h in got[0]]
        check(got == want, "reads as one table: " + name, got)
    german = make(";", "\r\n", "%d.%m.%Y", eu, percent)
    for name, content in {
            "German Excel": german.encode("cp1252"),
            "sep line": b"sep=;\r\n" + german.encode("cp1252"),
            "UTF-16 little": b"\xff\xfe" + us_dates.replace(",", "\t")
                             .replace("$2\t", "$2,").replace("$1\t", "$1,")
                             .replace("$3\t", "$3,").replace("more\t", "more,")
                             .encode("utf-16-le"),
            "UTF-16 big without a mark": german.encode("utf-16-be")}.items():
        got = table(write("d.csv", content))
        got[0] = [h.replace("_", " ") for h in got[0]]
        check(got == want, "reads as one table: " + name, got)
    wrapped = "".join('"' + line.replace('"', '""') + '"\n'
                      for line in ["user,from", "a1,2026-06-01",
                                   'a2,"x, y"'])
    check(table(write("w.csv", wrapped)) ==
          [["user", "from"], ["a1", "2026-06-01"], ["a2", "x, y"]],
          "lines that were quoted whole", table(write("w.csv", wrapped)))
    j = found(write("d.csv", german.encode("cp1252")))
    check((j["encoding"], j["delimiter"], j["header_row"], j["header_rows"],
           j["rows"]) == ("windows-1252", ";", 1, 1, 3), "says the dialect", j)
    j = found(write("d.csv", make("\t")))
    check(j["delimiter"] == "\t", "a tab is a tab", j["delimiter"])


# ---- columns ----------------------------------------------------------------

def one(values, header="value", extra="", args=()):
    """A column of its own: kind, canonical cells, codes of doubts."""
    lines = ["person,%s" % header]
    for i, v in enumerate(values):
        lines.append('p%d@x.com,"%s"' % (i, v.replace('"', '""')))
    path = write("c.csv", "\n".join(lines) + "\n" + extra)
    j = found(path, *args)
    return (j["columns"][1]["kind"] if j["columns"] else "",
            [r[1] for r in table(path, *args)[1:]], codes(j), j)


COLUMNS = [
    # name, header, cells, kind, canonical, doubts that must be there
    ("decimal comma", "value", ["1,5", "2,25"], "number", ["1.5", "2.25"], ""),
    ("both marks", "value", ["1.234,5", "2,0"], "number", ["1234.5", "2.0"],
     ""),
    ("apostrophes", "value", ["1'234.5", "2’345’678"], "number",
     ["1234.5", "2345678"], ""),
    ("narrow blanks", "value", ["1\u202f234,5", "2\u00a0345,5"], "number",
     ["1234.5", "2345.5"], ""),
    ("repeated marks group", "value", ["1,234,567", "2"], "number",
     ["1234567", "2"], ""),
    ("accounting", "value", ["(120.00)", "12-", "\u221215"], "number",
     ["-120.00", "-12", "-15"], ""),
    ("pounds", "value", ["£1,234", "£20"], "money", ["1234", "20"], ""),
    ("euros behind", "value", ["1.234 €", "20 €"], "money", ["1234", "20"],
     ""),
    ("open marks", "value", ["1,234", "2,345"], "number", ["1,234", "2,345"],
     "ambiguous-decimals"),
    ("open points", "value", ["1.234", "2.345"], "number", ["1.234", "2.345"],
     "ambiguous-decimals"),
    ("mixed marks", "value", ["1,234.5", "1.234,5"], "number",
     ["1,234.5", "1.234,5"], "ambiguous-decimals"),
    ("suppressed", "value", ["<5", "12", "13"], "number", ["", "12", "13"],
     "suppressed-value"),
    ("errors of Excel", "value", ["#DIV/0!", "12", "13"], "number",
     ["#DIV/0!", "12", "13"], "excel-error"),
    ("missing words", "value", ["n/a", "12", "NULL", "-", "k.A.", "13"],
     "number", ["", "12", "", "", "", "13"], ""),
    ("percent bins", "share", ["0%", "> 0% but < 10%", "≥ 11% but < 20%",
                               "≥ 41%"], "percent",
     ["0.00", "0-0.1", "0.11-0.2", "0.41+"], ""),
    ("day first", "hired", ["15/06/2026", "03/04/2026"], "date",
     ["2026-06-15", "2026-04-03"], ""),
    ("month first", "hired", ["06/15/2026", "03/04/26"], "date",
     ["2026-06-15", "2026-03-04"], ""),
    ("dots", "hired", ["03.04.2026", "5.6.26"], "date",
     ["2026-04-03", "2026-06-05"], ""),
    ("open order", "hired", ["03/04/2026", "05/06/2026"], "date",
     ["03/04/2026", "05/06/2026"], "ambiguous-dates"),
    ("mixed orders", "hired", ["06/15/2026", "15/06/2026"], "date",
     ["06/15/2026", "15/06/2026"], "ambiguous-dates"),
    ("halves of the day", "hired", ["3/4/2026 9:05:00 PM"], "date",
     ["2026-03-04T21:05:00"], ""),
    ("clock over midnight", "started", ["10/5/26 23:50:00", "10/6/26 0:20:00"],
     "date", ["2026-10-05T23:50:00", "2026-10-06T00:20:00"], ""),
    ("month names", "hired", ["7 de jul. de 2026", "1. Oktober 2026",
                              "March 3, 2026", "01-août-26"], "date",
     ["2026-07-07", "2026-10-01", "2026-03-03", "2026-08-01"], ""),
    ("zones", "hired", ["2026/10/01 12:30:00 AM GMT+1",
                        "2026-10-01T23:30:00-06:00"], "date",
     ["2026-09-30T23:30:00Z", "2026-10-02T05:30:00Z"], ""),
    ("serial days", "hired", ["46174", "46188.5"], "date",
     ["2026-06-01", "2026-06-15T12:00:00"], ""),
    ("no such day", "hired", ["2026-06-31", "2026-06-01"], "date",
     ["2026-06-31", "2026-06-01"], "bad-date"),
    ("sentinels", "hired", ["9999-12-31", "2026-06-01"], "date",
     ["", "2026-06-01"], "sentinel-dates"),
    ("truth", "active", ["TRUE", "False", "yes", "Nein"], "boolean",
     ["true", "false", "true", "false"], ""),
    ("five points", "q", ["Agree", "Strongly disagree",
                          "Neither agree nor disagree"], "likert",
     ["4", "1", "3"], ""),
    ("somewhat of five", "q", ["Somewhat agree", "Strongly agree"], "likert",
     ["4", "5"], ""),
    ("seven points", "q", ["Somewhat agree", "Agree", "Strongly agree"],
     "likert", ["5", "6", "7"], ""),
    ("do not know", "q", ["Agree", "Don't know", "Prefer not to say"],
     "likert", ["4", "", ""], ""),
    ("numbers and labels", "q", ["1 - Strongly agree", "4 - Disagree"],
     "likert", ["5", "2"], ""),
    ("satisfaction", "q", ["Very satisfied", "Dissatisfied"], "likert",
     ["5", "2"], ""),
    ("frequency", "q", ["Never", "Often", "Always"], "likert",
     ["1", "4", "5"], ""),
    ("quality", "q", ["Poor", "Very good", "Excellent"], "likert",
     ["1", "4", "5"], ""),
    ("German", "q", ["Stimme eher nicht zu", "Teils/teils",
                     "stimme voll und ganz zu"], "likert", ["2", "3", "5"],
     ""),
    ("German, applies", "q", ["trifft gar nicht zu", "trifft voll zu"],
     "likert", ["1", "5"], ""),
    ("Dutch", "q", ["Helemaal oneens", "Eens"], "likert", ["1", "4"], ""),
    ("French", "q", ["Plutôt d’accord", "Pas du tout d'accord"], "likert",
     ["4", "1"], ""),
    ("Spanish", "q", ["Totalmente de acuerdo", "En desacuerdo"], "likert",
     ["5", "2"], ""),
    ("Portuguese", "q", ["Discordo totalmente", "Concordo"], "likert",
     ["1", "4"], ""),
    ("Italian", "q", ["In disaccordo", "Fortemente d'accordo"], "likert",
     ["2", "5"], ""),
    ("template bins", "Time saved", ["No time saved (0 minutes)",
                                     "About 45 minutes per day",
                                     "About 1 hour or more per day"],
     "duration", ["0 minutes per day", "45 minutes per day",
                  "60+ minutes per day"], ""),
    ("common bins", "How much time per week does it save?",
     ["None", "Less than 15 minutes", "15–30 minutes", "More than 1 hour"],
     "duration", ["0 minutes per week", "0-15 minutes per week",
                  "15-30 minutes per week", "60+ minutes per week"], ""),
    ("period unknown", "Time saved by it", ["15-30 minutes", "1,5 Std."],
     "duration", ["15-30 minutes", "90 minutes"], "unknown-period"),
    ("bins that Excel broke", "Minutes saved per day",
     ["10-May", "15-30 minutes", "15. Okt"], "duration",
     ["10-May", "15-30 minutes", "15. Okt"], "damaged-bins"),
    ("ids", "employee_id", ["1.18052E+11", "0004105", "4106", "1-Jun"], "id",
     ["1.18052E+11", "0004105", "4106", "1-Jun"], "damaged-ids"),
    ("formulas", "note", ["=1+1", "+1+2x", "plain"], "comment",
     ["'=1+1", "'+1+2x", "plain"], "formula-text"),
    ("choices", "uses", ["A;B;", "B;", "A;"], "multi-select",
     ["A;B", "B", "A"], ""),
]


def test_columns():
    for name, header, cells, kind, canonical, code in COLUMNS:
        got = one(cells, header)
        good = (got[0] == kind and got[1] == canonical and
                (code in got[2] if code else not got[2]))
        check(good, "column: " + name, got[:3])
    kind, cells, doubts, j = one(["03/04/2026"], "hired")
    check("date_order" in doubt(j, "ambiguous-dates").get("message", "") and
          "2026-04-03" in doubt(j, "ambiguous-dates")["message"] and
          "2026-03-04" in doubt(j, "ambiguous-dates")["message"],
          "an open date names both readings and the key", j["doubts"])
    kind, cells, doubts, j = one(["1,234"])
    message = doubt(j, "ambiguous-decimals").get("message", "")
    check("1234" in message and "1.234" in message and "decimal" in message,
          "an open number names both readings and the key", message)
    check(one(["03/04/2026"], "hired", args=("--date-order", "dmy"))[1] ==
          ["2026-04-03"], "the user settles the order of dates")
    check(one(["1,234"], args=("--decimal", ","))[1] == ["1.234"],
          "the user settles the decimal sign")
    two = write("two.csv", "person,a,b\nx,31/12/2026,03/04/2026\n")
    check(table(two)[1][1:] == ["2026-12-31", "2026-04-03"],
          "the other dates of a file settle an open column", table(two))
    grid = write("grid.csv", "person,q1,q2\na,Agree,Strongly agree\n"
                             "b,Slightly agree,Agree\n")
    check(table(grid)[1:] == [["a", "6", "7"], ["b", "5", "6"]],
          "neighbours in a grid share a scale", table(grid))
    whole = write("whole.csv", "User name,Number of agents used,Agent "
                               "responses received\na@x.com,3,1.320\n")
    check(table(whole)[1][2] == "1320", "counts have no decimals",
          table(whole))


# ---- surveys with more than one header row ----------------------------------

QUALTRICS = (
    "StartDate,EndDate,Status,Progress,Finished,ResponseId,RecipientEmail,"
    "Q1_1,Q2_1,Q2_2\n"
    'Anfangsdatum,Ende,Typ,Fortschritt,Fertig,ID,Mail,"How far do you agree? '
    '- I am\nfast",What for? Select all - Selected Choice - Mail,What for? '
    "Select all - Selected Choice - Code\n"
    '"{""ImportId"":""startDate""}","{""ImportId"":""endDate""}",s,p,f,r,m,'
    '"{""ImportId"":""QID1_1""}",q,q\n'
    "2026-10-01 09:00:00,2026-10-01 09:05:00,Survey Preview,100,True,R_0,,"
    "Agree,,\n"
    "2026-10-01 09:00:00,2026-10-01 09:05:00,IP Address,100,True,R_1,a@x.com,"
    "Agree,Mail,\n"
    "2026-10-02 09:00:00,2026-10-02 09:05:00,IP Address,40,False,R_2,b@x.com,"
    "Disagree,,Code\n")

MONKEY = (
    "Respondent ID,Collector ID,Date Created,Email Address,Do you agree?,,"
    "What for?,,Anything else?\n"
    ",,,,I am fast,I am good,Mail,Code,Open-Ended Response\n"
    "118052219000,4,12/31/2026 09:00:00 AM,a@x.com,Agree,Disagree,Mail,,"
    "It isn&apos;t bad\n"
    "118052219003,4,12/31/2026 09:10:00 AM,b@x.com,Disagree,Agree,,Code,\n")


def test_headers():
    j = found(write("q.csv", QUALTRICS))
    check((j["header_rows"], j["header_row"], j["rows"]) == (3, 4, 2),
          "three header rows of Qualtrics, and no preview", j)
    check({"dropped-rows", "flagged-rows"} <= codes(j),
          "previews are left out and partials counted, and both said",
          j["doubts"])
    check(column(j, "Q1_1").get("kind") == "likert" and
          column(j, "Q2_1").get("kind") == "multi-select",
          "questions of Qualtrics", j["columns"])
    j = found(write("s.csv", MONKEY))
    names = [c["name"] for c in j["columns"]]
    check(j["header_rows"] == 2 and names[4:] == [
        "Do you agree? - I am fast", "Do you agree? - I am good",
        "What for? - Mail", "What for? - Code", "Anything else?"],
        "a question of SurveyMonkey stands over its choices", names)
    check(table(write("s.csv", MONKEY))[1][4:] ==
          ["4", "2", "Mail", "", "It isn't bad"], "answers of SurveyMonkey",
          table(write("s.csv", MONKEY)))
    lime = ('"id","submitdate","lastpage","startlanguage","token","q[SQ001]",'
            '"q[SQ002]","dept","u[SQ001]"\n'
            '"1","2026-10-05 09:05:00","3","en","t1","A2","A5","A1","Y"\n'
            '"2","","1","en","t2","A4","A1","A2","N"\n')
    j = found(write("l.csv", lime))
    check(column(j, "q[SQ001]")["kind"] == "likert" and
          column(j, "dept")["kind"] == "text" and
          "answer-codes" in codes(j) and "flagged-rows" in codes(j),
          "codes of LimeSurvey", j)


# ---- what stands around the data, and what is broken ------------------------

BROKEN = [
    ("unterminated quote", 'a,b\n1,"x\n2,y\n3,z\n', "unterminated-quote", 2),
    ("no header", "u001,Sales,5\nu002,Sales,10\n", "no-header", 1),
    ("empty", "", "empty-file", None),
    ("header only", "user,dept\n", "no-rows", None),
    ("old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1", "not-a-table", None),
    ("web page", "<!DOCTYPE html><p>expired", "not-a-table", 1),
    ("short row", "user,dept,minutes\na,S,1\nb,S\n", "short-row", 3),
    ("long row", "user,dept\na,S\nb,S,x\n", "ragged-row", 3),
    ("duplicate header", "user,score,Score\na,1,2\n", "duplicate-header", 1),
    ("control bytes", b"user,dept\na,S\x00x\nb,S\n", "control-character", 2),
    ("no UTF-8", b"user,dept\na,S\xfcd\n", "encoding-fallback", 2),
    ("UTF-8 twice", "user,dept\na,SÃ¼d\n", "double-encoded", 2),
    ("total that is wrong", "user,minutes\na,10\nb,20\nTotal,31\n",
     "total-mismatch", 4),
    ("concealed", "User Principal Name,Has Copilot license assigned\n" +
     "E58EEF6A6BBD3D0293CB306D24A42057,TRUE\n", "concealed-persons", 2),
    ("two delimiters", "a;b,c\n1;2,3\n", "ambiguous-delimiter", 1),
]


def test_broken():
    for name, content, code, line in BROKEN:
        j = found(write("b.csv", content))
        d = doubt(j, code)
        check(d.get("line", -1) == line, "says: " + name, j["doubts"])
    j = found(write("b.csv", "user,score,score,score\na,1,2,3\n"))
    check([c["name"] for c in j["columns"]] ==
          ["user", "score", "score#2", "score#3"], "duplicates are numbered",
          j["columns"])
    right = found(write("t.csv", "user,minutes\na,10\nb,20\nTotal,30\n\n"
                                 "Source: HR\n"))
    check(right["rows"] == 2 and codes(right) == {"total-rows"},
          "a total that is right is only left out", right)
    named = found(write("n.csv", "name,minutes,dept\nAnna,1,x\n"
                                 "Count Dracula,2,y\n"))
    check(named["rows"] == 2, "a person may be called Count", named)
    repaired = table(write("x.csv", "user,dept\na,SÃ¼d\n"), "--encoding",
                     "utf-8-twice")
    check(repaired[1][1] == "Süd", "text encoded twice is repaired", repaired)


# ---- options and formats of one's own ---------------------------------------

OWN = {"format": "my_time_clock", "title": "Our time clock", "table": "usage",
       "signatures": [{"all_of": ["badge", ["clocked", "gestempelt"]]}],
       "columns": [{"to": "person", "names": ["Badge"], "kind": "id"},
                   {"to": "minutes", "names": ["Clocked"], "kind": "number"}]}


def test_options():
    folder = os.path.join(TMP.name, "templates")
    os.makedirs(os.path.join(folder, "formats"), exist_ok=True)
    own = os.path.join(folder, "formats", "my_time_clock.json")
    with open(own, "w", encoding="utf-8") as f:
        json.dump(OWN, f)
    path = write("clock.csv", "Badge,Clocked\n0012,5\n0013,6\n")
    check(found(path)["format"] == "unknown", "a file of no format")
    j = found(path, "--templates", folder)
    check(j["format"] == "my_time_clock" and
          column(j, "Badge")["maps_to"] == "person",
          "a format of one's own needs no C", j)
    mapping = os.path.join(TMP.name, "mapping.json")
    unknown = write("unknown.csv",
                    "Employee,Bereich,Saved\na@x.com,S,1\nb@x.com,T,2\n")
    p = run(unknown, "--write-mapping", mapping)
    j = found(unknown, "--as", mapping)
    check(p.returncode == 0 and j["format"] == "my_unknown" and
          column(j, "Employee")["maps_to"] == "person",
          "a mapping that was written is a format to edit", (p.stderr, j))
    two = run("--json", path, unknown)
    check(len(json.loads(two.stdout)) == 2, "one element a file")
    check(run("--table", path, unknown).returncode == 2,
          "--table takes one file")
    check(run().returncode == 2, "a file is needed")
    check(run("--json", "/nonexistent.csv").returncode == 1,
          "a file that is not there is an error")
    check(found(path, "--as", "no_such_format")["doubts"][0]["code"] ==
          "unknown-format", "an unknown format is said")
    check(run("--help").returncode == 0, "help")


def test_schema():
    try:
        import jsonschema
    except ImportError:
        print("# no jsonschema here: the format files are checked by the "
              "program alone")
        return
    with open(os.path.join(ROOT, "templates/schemas/format.schema.json"),
              encoding="utf-8") as f:
        schema = json.load(f)
    names = set()
    for path in sorted(glob.glob(os.path.join(ROOT,
                                              "templates/formats/*.json"))):
        with open(path, encoding="utf-8") as f:
            value = json.load(f)
        errors = list(jsonschema.Draft202012Validator(schema)
                      .iter_errors(value))
        check(not errors and value["format"] + ".json" ==
              os.path.basename(path), "obeys the schema: " + value["format"],
              errors)
        names.add(value["format"])
    check(set(HEADERS) <= names, "every format has its file",
          set(HEADERS) - names)
    bad = dict(OWN, tabel="usage")
    path = os.path.join(TMP.name, "bad.json")
    with open(path, "w", encoding="utf-8") as f:
        json.dump(bad, f)
    p = run("--as", path, write("clock.csv", "Badge,Clocked\n0012,5\n"))
    check(p.returncode == 1 and "tabel" in p.stderr,
          "a format file with an unknown key is refused", p.stderr)


def test_codes_are_documented():
    with open(os.path.join(ROOT, "src/cli/seatworth.1"),
              encoding="utf-8") as f:
        page = f.read()
    for code in sorted(set(SEEN)):
        check(code in page, "the man page lists " + code)


SEEN = [c for row in COLUMNS for c in [row[5]] if c] + [b[2] for b in BROKEN]

test_formats()
test_dialects()
test_columns()
test_headers()
test_broken()
test_options()
test_schema()
test_codes_are_documented()
print("1..%d" % COUNT)
sys.exit(FAILED > 0)
