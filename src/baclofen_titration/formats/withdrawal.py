"""Signs of withdrawal and their timing: for professionals with sources, for patients in short."""

from __future__ import annotations

from collections.abc import Iterator

from baclofen_titration.advice import Advice
from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.formats.page import Voices

TOPIC = "withdrawal"
TITLE = "Withdrawal: signs and timing"
IN_SHORT = ("emergency", "phone")
"""Tiers that a card or a reminder has room for: what has to be done now, or today."""


def withdrawal_lines(checked: CheckedSchedule, voices: Voices) -> Iterator[str]:
    """What the messages about withdrawal restate, each with the numbers of who says so."""
    for told in _told(checked):
        says = restated(told)
        yield f"{says[:1].upper()}{says[1:]}. {voices.cited(told.authors)}"


def withdrawal_sources(checked: CheckedSchedule) -> Iterator[tuple[str, str]]:
    """The same with the titles of the sources: what is restated, and who is behind it."""
    for told in _told(checked):
        titles = dict.fromkeys(one.title for one in told.authors if one.kind != "judgement")
        says = restated(told)
        yield f"{says[:1].upper()}{says[1:]}.", "; ".join(titles)


def signs_in_short(checked: CheckedSchedule) -> Iterator[str]:
    """What to do about signs, in the words for the patient."""
    for told in _told(checked):
        if told.tier in IN_SHORT:
            yield told.says


def restated(told: Advice) -> str:
    """Our own words for what the sources say together: the judgement's, where there is one."""
    says = next((one.says for one in told.authors if one.kind == "judgement"), None)
    return (says or told.authors[0].says).rstrip(".")


def _told(checked: CheckedSchedule) -> list[Advice]:
    return [told for told in checked.advice if told.topic == TOPIC]
