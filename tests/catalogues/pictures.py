"""Sheets in other languages, to be looked at: `make pictures`."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from baclofen_titration.formats import to_pdf  # noqa: E402
from baclofen_titration.formats.sheet.contents import SheetOptions  # noqa: E402
from catalogues.pseudo import right_to_left  # noqa: E402
from golden.cases import PLANS  # noqa: E402


def main(folder: Path) -> None:
    """Write a sheet in Spanish beside English, and one from right to left."""
    checked = PLANS["uk-halves"]()
    (folder / "spanish.pdf").write_bytes(to_pdf(checked, SheetOptions(language="es")))
    with TemporaryDirectory() as shelf, right_to_left(Path(shelf)) as code:
        sheet = to_pdf(checked, SheetOptions(language=code))
    (folder / "right-to-left.pdf").write_bytes(sheet)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
