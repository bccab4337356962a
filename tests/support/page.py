"""A page that --html wrote: its elements, its texts, and what is wrong with
it, by Python's own parser."""
import re
from html.parser import HTMLParser

VOID = {"meta", "link", "img", "br", "hr"}
# In SVG an element may close itself.
EMPTY = {"line", "rect", "circle", "polyline"}
KNOWN = VOID | EMPTY | set(
    "html head title style body a header div h1 h2 h3 p nav ul li main section "
    "footer dl dt dd span strong table caption thead tbody tr th td figure "
    "figcaption svg desc text details summary".split())
OUTSIDE = re.compile(r"^(?:#|data:image/(?:png|jpeg);base64,|data:,$)")


class Element:
    def __init__(self, tag, attributes, parent):
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children, self.data = [], []

    def all(self, *tags):
        for child in self.children:
            if child.tag in tags or not tags:
                yield child
            yield from child.all(*tags)

    def one(self, *tags):
        return next(self.all(*tags), None)

    @property
    def text(self):
        """Of the element and all in it, without the figures of charts."""
        return re.sub(r"\s+", " ", "".join(
            part if isinstance(part, str) else " " + part.text + " "
            for part in self.data)).strip()


class Page(HTMLParser):
    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.faults, self.ids, self.links = [], [], []
        self.root = self.at = Element("", {}, None)
        self.source = source
        self.feed(source)
        self.close()
        if self.at is not self.root:
            self.faults.append(f"<{self.at.tag}> is never closed")
        self.faults += [f"id {i} stands twice" for i in set(self.ids)
                        if self.ids.count(i) > 1]
        self.faults += [f"#{i} leads nowhere" for i in self.links
                        if i not in self.ids]

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.faults.append(f"<{tag}> has an attribute twice")
        if tag not in KNOWN:
            self.faults.append(f"<{tag}> is no element of the page")
        self.faults += [f"{name} of <{tag}>" for name in names
                        if name.startswith("on") or name == "style"]
        element = Element(tag, dict(attrs), self.at)
        self.read_references(element)
        self.at.children.append(element)
        self.at.data.append(element)
        if tag not in VOID:
            self.at = element

    def read_references(self, element):
        a = element.attributes
        if "id" in a:
            self.ids.append(a["id"])
        for name in ("href", "src", "action", "data", "srcset", "xlink:href"):
            value = a.get(name)
            if value is None:
                continue
            if not OUTSIDE.match(value):
                self.faults.append(f"{name}={value[:60]!r}")
            elif value.startswith("#"):
                self.links.append(value[1:])
        for name in ("aria-labelledby", "aria-describedby"):
            self.links += (a.get(name) or "").split()

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag in EMPTY:
            self.at = self.at.parent
        elif tag not in VOID:
            self.faults.append(f"<{tag}/> closes itself")

    def handle_endtag(self, tag):
        if tag != self.at.tag:
            self.faults.append(f"</{tag}> in <{self.at.tag}>")
        if self.at.parent is not None:
            self.at = self.at.parent

    def handle_data(self, data):
        self.at.data.append(data)

    def handle_comment(self, data):
        self.faults.append(f"a comment {data[:40]!r}")

    def handle_pi(self, data):
        self.faults.append(f"an instruction {data[:40]!r}")

    def section(self, key):
        return next((s for s in self.root.all("section")
                     if s.attributes.get("id") == key), None)

    def texts(self):
        """Every text that is shown or heard, by the smallest element that
        holds it whole."""
        label, x = "", None  # lines of one label of a picture
        for element in self.root.all():
            if element.tag == "text":
                if element.attributes["x"] != x:
                    yield label
                    label, x = "", element.attributes["x"]
                label = f"{label} {element.text}".strip()
                continue
            if element.tag not in ("style", "script") and any(
                    isinstance(d, str) and d.strip() for d in element.data):
                yield element.text
            for name in ("aria-label", "alt"):
                if name in element.attributes:
                    yield element.attributes[name]
        yield label


def read_page(path):
    with open(path, encoding="utf-8", newline="") as f:
        return Page(f.read())
