"""openpyxl, without its word at each load that it does not keep data bars."""
import warnings

import openpyxl  # noqa: F401

warnings.filterwarnings("ignore", module="openpyxl")


def readable(book):
    """The sheets that a reader can bring to view."""
    return [s for s in book.worksheets if s.sheet_state != "veryHidden"]
