"""Places in a C file where one small fault can be planted: each is a range of the
text, what stands there in its place, and a word for the kind of fault.

The sources are read as tokens: an operand ends where an operator of lower rank, a
bracket or a semicolon stands. clang-format keeps them such that `a * b` is a product
and `T *b` a declaration."""
import re
from collections import namedtuple

Site = namedtuple("Site", "start end line kind old new text void")
Token = namedtuple("Token", "kind text start end")

TOKEN = re.compile(r"""
    (?P<skip>\s+|/\*.*?\*/|//[^\n]*)
  | (?P<directive>^[ \t]*\#(?:\\\n|[^\n])*)
  | (?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
  | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[\w.]*)
  | (?P<name>[A-Za-z_]\w*)
  | (?P<op>\.\.\.|<<=|>>=|->|\+\+|--|&&|\|\||<<|>>|[-+*/%&|^<>=!]=|.)
""", re.X | re.S | re.M)

RANK = {"*": 10, "/": 10, "%": 10, "+": 9, "-": 9, "<<": 8, ">>": 8, "<": 7, "<=": 7, ">": 7, ">=": 7,
        "==": 6, "!=": 6, "&": 5, "^": 4, "|": 3, "&&": 2, "||": 1, "?": 0}
BOTH_WAYS = {"*", "&", "+", "-"}  # they have a form with one operand
ASSIGN = {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="}
ENDS = ASSIGN | {";", ",", "?", ":", "(", "[", "{", "return", "case", "else", "do"}
CONTROL = {"if", "while", "for", "switch"}
KEYWORDS = CONTROL | {"return", "goto", "break", "continue", "case", "default", "else", "do", "const", "static",
                      "struct", "enum", "union", "typedef", "extern", "sizeof"}
OTHER = {"<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"], "==": ["!="], "!=": ["=="],
         "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["*"], "&&": ["||"], "||": ["&&"],
         "+=": ["-="], "-=": ["+="], "*=": ["/="], "/=": ["*="]}
KIND = {**dict.fromkeys(["<", "<=", ">", ">=", "==", "!="], "relation"), "&&": "logic", "||": "logic"}
# What is dropped unseen: memory that is given back.
UNSEEN = re.compile(r"(?:^|_)(?:free|clear|clear_pointer|unref|close|destroy)$|^G_STATIC_ASSERT|^assert")


class Source:
    """A C file as tokens, with the partner of each bracket and what each brace opens."""

    def __init__(self, text):
        self.text = text
        self.tokens = [Token(m.lastgroup, m.group(), m.start(), m.end()) for m in TOKEN.finditer(text)
                       if m.lastgroup != "skip"]
        self.directives = [t.start for t in self.tokens if t.kind == "directive"]
        self.tokens = [t for t in self.tokens if t.kind != "directive"]
        self.partner, self.block, self.inside = {}, set(), [False] * len(self.tokens)
        self._match()

    def _match(self):
        stack = []
        for i, t in enumerate(self.tokens):
            self.inside[i] = any(j in self.block for j in stack)
            if t.kind != "op":
                continue
            if t.text in "([{":
                if t.text == "{" and self._opens_block(i, stack):
                    self.block.add(i)
                stack.append(i)
            elif t.text in ")]}":
                j = stack.pop()
                self.partner[i], self.partner[j] = j, i

    def _opens_block(self, i, stack):
        before = self.text_at(i - 1)
        if before == ")":
            return not stack or self.text_at(self.partner[i - 1] - 1) in CONTROL
        return bool(stack) and stack[-1] in self.block and before in (";", "{", "}", "else", "do", ":")

    def text_at(self, i):
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def has_two_operands(self, i):
        t = self.tokens[i]
        if t.kind != "op" or t.text not in RANK:
            return False
        spaced = self.text[t.start - 1].isspace() and self.text[t.end:t.end + 1].isspace()
        return t.text not in BOTH_WAYS or spaced

    def left_end(self, i, rank):
        """The first token of the left operand of an operator of this rank at i."""
        j = i - 1
        while j >= 0:
            text = self.text_at(j)
            if text in (")", "]"):
                if text == ")" and self.text_at(self.partner[j] - 1) in CONTROL:
                    break
                j = self.partner[j] - 1
                continue
            if text == "}" and (self.partner[j] in self.block or self.text_at(self.partner[j] - 1) != ")"):
                break
            if text == "}":
                j = self.partner[j] - 1
                continue
            if text in ENDS or (self.has_two_operands(j) and RANK[text] < rank):
                break
            j -= 1
        return j + 1

    def right_end(self, i, rank):
        """The last token of the right operand."""
        j = i + 1
        while j < len(self.tokens):
            text = self.text_at(j)
            if text in ("(", "[") or (text == "{" and self.text_at(j - 1) == ")"):
                j = self.partner[j] + 1
                continue
            if text in (")", "]", "}") or text in ENDS or (self.has_two_operands(j) and RANK[text] <= rank):
                break
            j += 1
        return j - 1

    def site(self, first, last, kind, old, new, text, void=False):
        start, end = self.tokens[first].start, self.tokens[last].end
        if last < first or any(start < d < end for d in self.directives):
            return None
        return Site(start, end, self.text.count("\n", 0, start) + 1, kind, old, new, text, void)


def flat(text):
    """On one line: the lines below keep their numbers."""
    return re.sub(r"\s+", " ", text)


def replaced(s, first, last, at, new):
    a, t, b = s.tokens[first].start, s.tokens[at], s.tokens[last].end
    return flat(s.text[a:t.start] + new + s.text[t.end:b])


def operators(s, pick):
    for i, t in enumerate(s.tokens):
        if not (s.inside[i] and s.has_two_operands(i) and t.text in OTHER):
            continue
        first, last, new = s.left_end(i, RANK[t.text]), s.right_end(i, RANK[t.text]), pick(OTHER[t.text])
        if first < i < last:
            site = s.site(first, last, KIND.get(t.text, "arithmetic"), t.text, new, replaced(s, first, last, i, new))
            # Its line is the operator's, not that of the first operand.
            yield site and site._replace(line=s.text.count("\n", 0, t.start) + 1)


def changed_number(text, step):
    if re.fullmatch(r"\d+", text):
        return str(int(text) + (step if int(text) else 1))
    if re.fullmatch(r"\d+\.\d*", text):
        return f"({text} {'+' if step > 0 or float(text) <= 0 else '-'} 1.0)"
    return None


def constants(s, pick):
    for i, t in enumerate(s.tokens):
        if s.inside[i] and t.kind == "number" and s.text_at(i - 1) != "case":
            new = changed_number(t.text, pick([1, -1]))
            if new:
                yield s.site(i, i, "constant", t.text, new.strip("()"), new)


def negated(s, first, last):
    if last < first:
        return None
    text = flat(s.text[s.tokens[first].start:s.tokens[last].end])
    return s.site(first, last, "condition", text, f"!({text})", f"!({text})")


def conditions(s):
    for i, t in enumerate(s.tokens):
        if not s.inside[i]:
            continue
        if t.text in ("if", "while") and s.text_at(i + 1) == "(":
            yield negated(s, i + 2, s.partner[i + 1] - 1)
        if t.text == "?":
            yield negated(s, s.left_end(i, 0), i - 1)


def starts_statement(s, i, open_braces):
    before = s.text_at(i - 1)
    if before in ("else", "do"):
        return True
    if before == ")":
        return s.text_at(s.partner[i - 1] - 1) in CONTROL and s.text_at(i) != "{"
    if before == "{":
        return i - 1 in s.block
    if before == "}":
        return s.partner[i - 1] in s.block
    return before == ";" and open_braces


def statement_end(s, i):
    while s.text_at(i) not in (";", ""):
        if s.text_at(i) == "}":
            return None
        i = s.partner[i] + 1 if s.text_at(i) in ("(", "[", "{") else i + 1
    return i - 1


def is_declaration(s, i):
    t, after = s.tokens[i], s.tokens[i + 1]
    if t.text in KEYWORDS or (t.kind != "name" and t.text not in ("*", "(")):
        return True
    return t.kind == "name" and (after.kind == "name" or after.text == ":" or
                                 (after.text == "*" and not s.has_two_operands(i + 1)))


def top_assignment(s, first, last):
    i = first
    while i <= last:
        if s.text_at(i) in ASSIGN and s.tokens[i].kind == "op":
            return i
        i = s.partner[i] + 1 if s.text_at(i) in ("(", "[", "{") else i + 1
    return None


def is_seen(s, first, at):
    """A dropped statement is safe where the place it would set has a value before it."""
    if at is None:
        name = s.text_at(first)
        return s.text_at(first + 1) != "(" or not UNSEEN.search(name)
    return s.text_at(at) != "=" or at - first > 1


def statements(s, pick):
    depth = []
    for i, t in enumerate(s.tokens):
        if t.text in ("(", "[", "{"):
            depth.append(i)
        elif t.text in (")", "]", "}"):
            depth.pop()
        in_block = bool(depth) and depth[-1] in s.block
        if not (in_block and starts_statement(s, i, in_block)) or is_declaration(s, i):
            continue
        last = statement_end(s, i)
        if last is None or last <= i:
            continue
        at, text = top_assignment(s, i, last), flat(s.text[t.start:s.tokens[last].end])
        if is_seen(s, i, at):
            yield s.site(i, last, "statement", text + ";", "nothing", "(void)0", True)
        if at is not None and s.text_at(at) in OTHER:
            old, new = s.text_at(at), pick(OTHER[s.text_at(at)])
            yield s.site(i, last, "arithmetic", old, new, "(void)(" + replaced(s, i, last, at, new) + ")", True)


def sites(text, random):
    """Every site of a file, one fault each, in the order of the text."""
    s = Source(text)
    found = [*operators(s, random.choice), *constants(s, random.choice), *conditions(s),
             *statements(s, random.choice)]
    return sorted((x for x in found if x), key=lambda x: (x.start, -x.end, x.kind, x.new))


def planted(text, chosen):
    """The text with a switch at every chosen site: [(number, site)]."""
    order = sorted(chosen, key=lambda c: (c[1].start, -c[1].end, c[0]))

    def render(start, end, inner):
        out, at = [], start
        while inner:
            number, site = inner.pop(0)
            within = []
            while inner and inner[0][1].start < site.end:
                within.append(inner.pop(0))
            if any(x.end > site.end for _, x in within):
                raise ValueError(f"sites cross in line {site.line}")
            old = render(site.start, site.end, within)
            old = f"(void)({old})" if site.void else f"({old})"
            out += [text[at:site.start], f"(SW_MUTANT({number}) ? ({site.text}) : {old})"]
            at = site.end
        return "".join(out) + text[at:end]

    return render(0, len(text), order)
