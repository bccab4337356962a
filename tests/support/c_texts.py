"""The texts that C sources hand to a reader, as literals of their calls."""
import re

# What writes a text for a reader; sw_put_data and formulas are not among them.
WRITERS = re.compile(
    r"\b(sw_say|sw_words|sw_language_text|sw_put_text|sw_put_text_as|"
    r"sw_put_across|sw_put_section|sw_sheet_title|sw_chart_title|"
    r"sw_chart_axis_name|sw_effect_note|sw_warn|state|"
    r"sw_message_new|sw_message_of|sw_message_word|sw_as_word|sw_as_name|"
    r"sw_put_name|sw_put_fact|sw_put_fact_of|sw_put_minutes|"
    r"sw_put_minutes_of|sw_put_link|sw_trace_add|sw_trace_skip|"
    r"sw_quality_blank|sw_inputs_add|sw_bind_new_input|sw_data_reject|"
    r"sw_load_warn_file|sw_load_problem|sw_html_word)\s*\(")
# Which argument is the sentence; the others are codes, keys and remedies.
FORMAT = {"sw_load_warn_file": 4, "sw_load_problem": 5, "sw_inputs_add": 2,
          "sw_bind_new_input": 2, "sw_data_reject": 4, "sw_as_name": 0,
          "sw_put_name": 4}
HEADS = re.compile(r"\bHEADS?\[\]\s*=\s*\{([^}]*)\}", re.DOTALL)
LITERALS = re.compile(r'"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*')
ESCAPES = {r"\"": '"', r"\n": "\n", r"\\": "\\"}


def without_comments(source):
    return re.sub(r"/\*.*?\*/", lambda m: "\n" * m.group().count("\n"), source,
                  flags=re.DOTALL)


def literal(found):
    parts = re.findall(r'"((?:[^"\\\n]|\\.)*)"', found)
    return re.sub(r'\\["n\\]', lambda m: ESCAPES[m.group()], "".join(parts))


def call_at(source, start):
    """The text of the call whose parenthesis opens before `start`."""
    depth, i = 1, start
    while depth > 0 and i < len(source):
        if source[i] == '"':
            i = LITERALS.match(source, i).end()
            continue
        depth += {"(": 1, ")": -1}.get(source[i], 0)
        i += 1
    return source[start:i]


def arguments(call):
    """The arguments of a call, apart by the commas that are its own."""
    depth, last, i = 0, 0, 0
    while i < len(call):
        if call[i] == '"':
            i = LITERALS.match(call, i).end()
            continue
        depth += {"(": 1, ")": -1}.get(call[i], 0)
        if call[i] == "," and depth == 0:
            yield call[last:i]
            last = i + 1
        i += 1
    yield call[last:]


def said_in(writer, call):
    """The part of a call that a report says; errors end the run instead."""
    parts = list(arguments(call))
    if writer not in FORMAT or len(parts) <= FORMAT[writer]:
        return call if writer not in FORMAT else ""
    if writer == "sw_load_problem" and "SW_WARNING" not in parts[1]:
        return ""
    return parts[FORMAT[writer]]


def is_text(text):
    """Words, not a key, a unit of code or a mark."""
    words = re.sub(r"%(?:\d+\$)?[-+0#]*\d*(?:\.\d+)?[hljzt]*[a-zA-Z]", " ",
                   text)
    return re.search("[A-Za-z]{2}", words) is not None and \
        not re.fullmatch(r"[a-z][a-z0-9]*([-_.][a-z0-9]+)+", text)


def texts_of(paths):
    """(file and line, text), heads without the mark that puts them right."""
    for path in paths:
        with open(path, encoding="utf-8") as f:
            source = without_comments(f.read())
        calls = [(m.start(), said_in(m.group(1), call_at(source, m.end())))
                 for m in WRITERS.finditer(source)]
        calls += [(m.start(), m.group(1)) for m in HEADS.finditer(source)]
        for start, call in calls:
            line = source.count("\n", 0, start) + 1
            for found in LITERALS.findall(call):
                text = literal(found).removeprefix(">")
                if is_text(text):
                    yield f"{path}:{line}", text
