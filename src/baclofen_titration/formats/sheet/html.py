"""A patient's sheet as one HTML page that prints well and needs nothing from outside."""

from __future__ import annotations

from datetime import date
from functools import cache, partial
from importlib.resources import files
from typing import Any

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.formats.entrance import refuse_unchecked
from baclofen_titration.formats.extras import bring
from baclofen_titration.formats.sheet.chart import chart_svg
from baclofen_titration.formats.sheet.contents import SheetOptions
from baclofen_titration.formats.sheet.making import make_sheet
from baclofen_titration.formats.words.speaking import Words, words_of

BOXES = ("name", "birth-date", "record-number", "checked-by")
DIARY = ("diary-spasms", "diary-stiffness", "diary-sleepiness", "diary-falls", "diary-notes")
RECORD = ("record-when", "record-code", "record-why", "record-told", "initials")
SIGNATURES = ("name", "record-signature", "initials")
CODES = ("code-refused", "code-sick", "code-asleep", "code-away", "code-missing", "code-other")
MEDICINES = ("medicine", "how-much", "what-for")
PAPER = {"a4": "A4 portrait", "letter": "letter portrait"}


def to_html(
    checked: CheckedSchedule,
    options: SheetOptions | None = None,
    until: date | str | None = None,
) -> str:
    """Render a patient's sheet as HTML.

    Parameters
    ----------
    checked : CheckedSchedule
        From `plan_titration` or `plan_taper`.
    options : SheetOptions, optional
        Paper, large print, contacts.
    until : datetime.date or str, optional
        The last day with a row; see `make_sheet`.

    Returns
    -------
    str
        One page with its style inside it. It loads nothing and runs nothing.

    Raises
    ------
    MissingExtraError
        If Jinja2 is not installed; the message is the command that installs it.

    Examples
    --------
    >>> from baclofen_titration import (
    ...     Patient, TitrationRequest, load_products, load_protocol, plan_titration)
    >>> checked = plan_titration(TitrationRequest(
    ...     protocol=load_protocol("us-label-adult"), products=load_products("us-tablets"),
    ...     patient=Patient(age="46 years", kidneys="normal, tested 2026-11-12"),
    ...     taking="nothing", aim="30 mg/day", start="2026-12-01"))
    >>> to_html(checked).startswith("<!DOCTYPE html>")
    True
    """
    refuse_unchecked(checked)
    sheet = make_sheet(checked, options, until)
    page, words = _template(), words_of(sheet.options.language)
    return str(
        page.render(
            sheet=sheet,
            label=words.say,
            asked=partial(_asked, words, sheet.options.carer),
            direction=words.direction,
            chart=chart_svg(sheet.glance, words),
            boxes=BOXES,
            diary=DIARY,
            medicines=MEDICINES,
            record=RECORD,
            signatures=SIGNATURES,
            codes=CODES,
            style=_style(sheet.options.paper, words),
        )
    )


def _asked(words: Words, carer: bool, name: str) -> str:
    return words.say(f"{name}-give" if carer else name)


def data_text(name: str) -> str:
    """A template of this room."""
    return files("baclofen_titration.formats.sheet").joinpath("data", name).read_text("utf-8")


def _style(paper: str, words: Words) -> str:
    foot = words.say("page", page="XX", pages="YY")
    margin = (
        f"@page {{ size: {PAPER[paper]}; margin: 11mm 12mm 14mm; "
        f'@bottom-right {{ content: "{foot}"; font-size: 9pt; }} }} '
        f"@page month {{ size: {PAPER[paper].replace('portrait', 'landscape')}; margin: 9mm; }}"
    )
    margin = margin.replace("XX", '" counter(page) "').replace("YY", '" counter(pages) "')
    return f"{margin}\n{data_text('sheet.css')}"


@cache
def _template() -> Any:
    return template_of("An HTML sheet", "sheet.html.j2")


def template_of(thing: str, name: str) -> Any:
    """A template of this room, which escapes whatever it prints.

    Raises
    ------
    MissingExtraError
        If Jinja2 is not installed.
    """
    jinja2 = bring("jinja2", "print", thing)
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    # In an attribute no word can be marked with its language: it is plain text there.
    environment.filters["plain"] = str
    return environment.from_string(data_text(name))
