"""What a spreadsheet shows of a number by its format, made apart from the
program: for a page that has to show the same."""
import datetime
import re
from decimal import ROUND_HALF_UP, Decimal

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
TOKEN = re.compile(r'"([^"]*)"|\[[^\]]*\]|\\(.)|([#0,.]+)|(E\+0+)|(.)', re.S)


RULE = {">": float.__gt__, ">=": float.__ge__, "<": float.__lt__,
        "<=": float.__le__}


def sections_of(code):
    found, depth = [""], False
    for c in code:
        depth ^= c == '"'
        if c == ";" and not depth:
            found.append("")
        else:
            found[-1] += c
    return found


def grouped(digits, thousands):
    whole, dot, rest = digits.partition(".")
    if thousands:
        whole = re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", whole)
    return whole + dot + rest


def filled(section, x):
    places = next((m.group(3) for m in TOKEN.finditer(section)
                   if m.group(3)), "")
    percent = any(m.group(5) == "%" for m in TOKEN.finditer(section))
    exponent = any(m.group(4) for m in TOKEN.finditer(section))
    digits = places.rstrip(",")
    value = Decimal(f"{x:.15g}") * (100 if percent else 1)
    value /= 1000 ** (len(places) - len(digits))
    decimals = len(digits.partition(".")[2])
    if exponent:
        shown = f"{float(value):.{decimals}E}"
    else:
        shown = grouped(str(value.quantize(Decimal(1).scaleb(-decimals),
                                           ROUND_HALF_UP)), "," in digits)
    out, done = "", False
    for m in TOKEN.finditer(section):
        quoted, escaped, place, power, other = m.groups()
        if place and not done:
            out, done = out + shown, True
        elif not power:
            out += quoted or escaped or other or ""
    return out


def cell_shown(x, code):
    if isinstance(x, (datetime.datetime, datetime.date)):
        day = MONTHS[x.month - 1]
        return f"{day} {x.year}" if "d" not in code else \
            f"{x.day} {day} {x.year}"
    if isinstance(x, (bool, str)) or code in ("General", "@"):
        return f"{x:.10g}" if isinstance(x, (int, float)) else str(x)
    parts = sections_of(code)
    for part in parts if re.match(r"\[[<>]", code) else []:
        rule = re.match(r"\[([<>]=?)([\d.]+)\]", part)
        if rule is None or RULE[rule[1]](float(x), float(rule[2])):
            return filled(part, x)
    if x < 0 and len(parts) > 1:
        shown = filled(parts[1], -x)
    elif x == 0 and len(parts) > 2:
        shown = filled(parts[2], 0)
    else:
        shown = ("-" if x < 0 else "") + filled(parts[0], abs(x))
    nothing = not re.search("[1-9]", shown)
    return shown.replace("-", "") if nothing and len(parts) < 3 else shown
