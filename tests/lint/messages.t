#!/usr/bin/python3
"""Every message has the values that its format prints, in their order, and
nothing takes a finished sentence apart: the compiler checks neither."""
import glob
import re
import sys
import tempfile

sys.path.insert(0, "tests/support")
from c_texts import LITERALS, arguments, call_at, literal, without_comments  # noqa: E402,E501
from languages import LANGUAGES, catalogue_of  # noqa: E402
from tap import done, ok  # noqa: E402

# What each conversion prints, by the function that makes the value.
TEXTS = {"sw_as_text", "sw_as_word", "sw_as_name", "sw_as_message",
         "sw_as_number", "sw_as_money", "sw_as_price", "sw_as_percent",
         "sw_as_probability", "sw_as_minutes", "sw_as_date", "sw_as_option",
         "sw_as_amount", "sw_as_seat_price", "sw_as_seats",
         "sw_as_offer", "sw_as_chance"}
OTHERS = {"sw_as_real": "eEfFgG", "sw_as_whole": "di", "sw_as_count": "ouxX",
          "sw_as_letter": "c"}
CONVERSION = re.compile(r"%(?:[-+0#]*\d*(?:\.\d+)?[hljzt]*"
                        r"([diouxXeEfFgGcs])|%)")


def conversions(text):
    return [c for c in CONVERSION.findall(text) if c]


def values_of(source):
    """Variables that hold a value, by the functions that make it."""
    found = {}
    for name, made in re.findall(
            r"sw_value\s+(\w+)\s*=\s*((?:[^;]|\n)*?);", source):
        for one in re.split(r",\s*(?=\w+ = )", f"{name} = {made}"):
            name, _, made = one.partition(" = ")
            found.setdefault(name.strip(), set()).update(
                re.findall(r"\bsw_as_\w+", made))
    return found


def outermost(argument):
    """The functions that may make a value: of a choice, all."""
    match = re.match(r"\s*(sw_as_\w+)\s*\(", argument)
    return {match.group(1)} if match else \
        set(re.findall(r"\bsw_as_\w+", argument))


def prints(conversion, made):
    if made in TEXTS:
        return conversion == "s"
    return conversion in OTHERS.get(made, "")


def faults_of(path):
    with open(path, encoding="utf-8") as f:
        source = without_comments(f.read())
    held = values_of(source)
    for at in re.finditer(r"\bsw_message_of\s*\(", source):
        line = source.count("\n", 0, at.start()) + 1
        fmt, *values = arguments(call_at(source, at.end())[:-1])
        texts = [literal(found) for found in LITERALS.findall(fmt)]
        # A table of formats, or one that is handed on, is its maker's affair.
        for text in texts:
            want = conversions(text)
            if len(want) != len(values):
                yield f"{path}:{line}: {len(values)} values for {text!r}"
                continue
            for conversion, value in zip(want, values):
                made = outermost(value) or held.get(value.strip(), set())
                if not made or not all(prints(conversion, m) for m in made):
                    yield (f"{path}:{line}: %{conversion} prints "
                           f"{' '.join(value.split())[:60]!r}")
        if not texts and "PER[" not in fmt:
            yield f"{path}:{line}: a format that is no literal"


def check_rule():
    """The rule finds what it is for."""
    source = ('sw_value n = sw_as_count(3), day = sw_as_date(d);\n'
              'sw_message_of("%zu by %s", n, day);\n'
              'sw_message_of("%s of %zu", sw_as_text(a));\n'
              'sw_message_of("%s", sw_as_count(1));\n'
              'sw_message_of(x ? "%s" : "%d", sw_as_text(a));\n'
              'sw_message_of("%g %%", sw_as_text(a));\n'
              'sw_message_of("%s", unknown);\n'
              'sw_message_of(fmt, sw_as_text(a));\n')
    with tempfile.NamedTemporaryFile("w", suffix=".c") as f:
        f.write(source)
        f.flush()
        lines = [int(fault.split(":")[1]) for fault in faults_of(f.name)]
    ok(lines == [3, 4, 5, 6, 7, 8], "the rule finds values that do not fit",
       lines)


def check_no_matching():
    """A text is looked up whole: no searching, no trying of ways."""
    with open("src/base/language.c", encoding="utf-8") as f:
        source = f.read()
    start = source.index("const char *sw_language_text(")
    body = source[start:source.index("\n}", start)]
    ok(not re.search(r"\b(for|while|do|strstr|strchr|regex)\b", body) and
       body.count("g_hash_table_lookup") == 1,
       "a word is found by one look into a table", body)
    loops = [path for path in glob.glob("src/base/language*.c")
             if re.search(r"\bg_regex|\bregcomp", open(path).read())]
    ok(not loops, "and no expression is matched", *loops)


def check_singulars():
    """A singular prints what its plural does, is the form of a text of the
    program, and has a text of its own in every language."""
    with open("src/base/language_one.c", encoding="utf-8") as f:
        table = f.read().split("FORMATS[] = {", 1)[1].split("};", 1)[0]
    rows = re.findall(r'\{("(?:[^"\\]|\\.)*"), (\d+),\s*("(?:[^"\\]|\\.)*")\}',
                      table)
    faults = []
    catalogues = {code: catalogue_of(code) for code in LANGUAGES}
    for many, counted, one in rows:
        many, one = literal(many), literal(one)
        if conversions(many) != conversions(one) or many == one or \
                int(counted) >= len(conversions(many)):
            faults.append(f"not the same values: {many!r}")
        faults += [f"{code}: {text!r}" for code, own in catalogues.items()
                   for text in (many, one) if text not in own]
    ok(len(rows) > 80 and not faults, "every singular fits its plural", *faults)


def main():
    check_rule()
    check_singulars()
    check_no_matching()
    paths = sorted(glob.glob("src/*/*.c"))
    faults = [fault for path in paths for fault in faults_of(path)
              if path != "src/base/message.c"]
    ok(len(paths) > 300 and not faults, "every message has its values", *faults)
    done()


main()
