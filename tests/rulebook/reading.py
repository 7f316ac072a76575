"""How tests read shipped files: their text, and who stands behind a value."""

from __future__ import annotations

from importlib.resources import files

from baclofen_titration.provenance import Citation
from baclofen_titration.quantities import Dose
from baclofen_titration.regimen import NAMED_TIMES


def text_of(name):
    """The text of a shipped file."""
    return files("baclofen_titration.protocols").joinpath("data", f"{name}.toml").read_text("utf-8")


def who(authors):
    """The sources of a value in order, and whether a judgement stands behind it."""
    return " ".join(a.source if isinstance(a, Citation) else "judgement" for a in authors)


def graded(authors):
    """The same, with the grade of each source."""
    return " ".join(
        f"{a.source}:{a.grade}" if isinstance(a, Citation) else "judgement" for a in authors
    )


def row_of(step):
    """A row as morning, midday, evening, bedtime [mg or None], its sum, its days, its authors."""
    doses = [step.doses.get(at) for at in NAMED_TIMES]
    return (*doses, step.daily_total, step.days, who(step.authors))


def in_mg(*doses):
    """Doses from whole milligrams."""
    return tuple(None if mg is None else Dose(f"{mg} mg") for mg in doses)
