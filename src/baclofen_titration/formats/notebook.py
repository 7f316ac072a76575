"""A checked schedule as a notebook shows it: the steps, plain HTML, nothing from outside."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.formats.entrance import refuse_unchecked
from baclofen_titration.formats.sheet_codes import sheet_code
from baclofen_titration.formats.wording import span_words
from baclofen_titration.formats.words.speaking import phrase

HEADS = ("Days", "Phase", "Taken", "In 24 hours")


def notebook_html(checked: CheckedSchedule) -> str:
    """Render the steps as one table, for people who program; it is no patient's sheet.

    Parameters
    ----------
    checked : CheckedSchedule
        From `plan_titration` or `plan_taper`.

    Returns
    -------
    str
        A fragment of HTML: the mark of a specimen, the steps, and how many findings there are.
    """
    refuse_unchecked(checked)
    return "".join(_parts(checked))


def _parts(checked: CheckedSchedule) -> Iterator[str]:
    mark = f"<strong>{escape(phrase('specimen'))}</strong> " if checked.is_specimen else ""
    head = f"{checked.protocol.id}, sheet {sheet_code(checked)}"
    yield f"<div><p>{mark}{escape(head)}</p><table><thead><tr>"
    yield "".join(f'<th scope="col">{name}</th>' for name in HEADS)
    yield "</tr></thead><tbody>"
    for step in checked.schedule.steps:
        cells = (span_words(step.start, step.end), step.phase, step.regimen)
        daily = step.regimen.daily_dose
        shown = "".join(f"<td>{escape(str(cell))}</td>" for cell in (*cells, daily))
        yield f"<tr>{shown}</tr>"
    counts = [f"{_count(checked, severity)} {severity}" for severity in ("stop", "caution", "note")]
    yield f"</tbody></table><p>Findings: {', '.join(counts)}.</p></div>"


def _count(checked: CheckedSchedule, severity: str) -> int:
    return sum(finding.severity == severity for finding in checked.report.findings)
