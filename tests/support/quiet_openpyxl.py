"""openpyxl, without its word at each load that it does not keep data bars."""
import warnings

import openpyxl  # noqa: F401

warnings.filterwarnings("ignore", module="openpyxl")
