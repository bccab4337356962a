"""What a workbook's parts say, read without a spreadsheet."""
import zipfile
from xml.etree import ElementTree

from workbook_texts import MAIN, workbook_texts


def sheets_of(path):
    """(title, "visible" or "hidden") in the order of the tabs; without the
    one that no menu shows."""
    with zipfile.ZipFile(path) as book:
        root = ElementTree.fromstring(book.read("xl/workbook.xml"))
    return [(at.get("name"), at.get("state", "visible"))
            for at in root.iter(MAIN + "sheet")
            if at.get("state") != "veryHidden"]


def document_texts(path):
    return [text for _, _, text in workbook_texts(path)]


def parts(path):
    """The name and bytes of every part."""
    with zipfile.ZipFile(path) as book:
        return [(name, book.read(name)) for name in book.namelist()]
