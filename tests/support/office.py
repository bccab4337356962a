"""One LibreOffice in the background: a workbook is opened, cells are set, it
recalculates, cells are read. For tests that change inputs many times."""
import os
import subprocess
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

import recalculate

ERRORS = 4  # com.sun.star.sheet.FormulaResult.ERROR
PATIENCE = 60  # seconds until it listens


def property_of(name, value):
    p = PropertyValue()
    p.Name, p.Value = name, value
    return p


class Office:
    """Owns a profile in `folder` and the process that uses it."""

    def __init__(self, folder):
        user = os.path.join(folder, "session", "user")
        os.makedirs(user)
        with open(os.path.join(user, "registrymodifications.xcu"), "w") as f:
            f.write(recalculate.SETTINGS)
        pipe = f"seatworth-{os.getpid()}"
        self.process = subprocess.Popen(
            ["soffice", "-env:UserInstallation=file://" +
             os.path.dirname(user), "--headless", "--norestore",
             "--nologo", f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.desktop = self.connect(pipe)

    def connect(self, pipe):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(PATIENCE * 5):
            try:
                context = resolver.resolve(
                    f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                return context.ServiceManager.createInstanceWithContext(
                    "com.sun.star.frame.Desktop", context)
            except NoConnectException:
                time.sleep(0.2)
        raise RuntimeError("LibreOffice does not answer")

    def open(self, path):
        return Book(self.desktop.loadComponentFromURL(
            "file://" + os.path.abspath(path), "_blank", 0,
            (property_of("Hidden", True),)))

    def close(self):
        try:
            self.desktop.terminate()
        except Exception:  # the bridge closes while it answers
            pass
        self.process.wait(timeout=PATIENCE)


class Book:
    def __init__(self, document):
        self.document = document
        self.sheets = document.Sheets
        document.enableAutomaticCalculation(False)
        document.calculateAll()

    def named(self, name):
        return self.document.NamedRanges.getByName(name) \
            .getReferredCells().getCellByPosition(0, 0)

    def sheet(self, name):
        return self.sheets.getByName(name)

    def recalculate(self):
        """Of all that depends on a cell that was set."""
        self.document.calculate()

    def errors(self):
        """Places of all formula cells that show an error."""
        found = []
        for i in range(self.sheets.Count):
            ranges = self.sheets.getByIndex(i).queryFormulaCells(ERRORS)
            if ranges.Count > 0:
                found.append(ranges.RangeAddressesAsString)
        return found

    def close(self):
        self.document.close(True)


def content(cell):
    """A number, or the text that stands where there is none."""
    if cell.Type.value == "FORMULA":
        numeric = cell.FormulaResultType2 == 1
    else:
        numeric = cell.Type.value == "VALUE"
    return cell.Value if numeric else cell.String
