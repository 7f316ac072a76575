"""What stands beside the rules, as the tables of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baclofen_titration.protocols.sheet_rule import days_words
from baclofen_titration.protocols.stated import (
    Between,
    BetweenCounts,
    BetweenDays,
    StatedShare,
    TaperLength,
)
from baclofen_titration.protocols.toml_text import Document
from baclofen_titration.protocols.writing_course import course, plateau, taper_way
from baclofen_titration.protocols.writing_ways import WaysWriter, authored, says

if TYPE_CHECKING:
    from baclofen_titration.protocols.model import DosingProtocol
    from baclofen_titration.protocols.parts import ReviewRule
    from baclofen_titration.protocols.patient_rules import Rule
    from baclofen_titration.protocols.stated import Stated
    from baclofen_titration.protocols.unstated import Unstated


def beside(protocol: DosingProtocol) -> Document:
    """Every table that is neither heading, population nor a rule of the ways."""
    sets = protocol.goes_with
    return {
        "limits_per_kg": {p.rule: authored(p) for p in protocol.limits_per_kg} or None,
        "limits_by_age": [
            {
                "rule": limit.rule,
                "from_age": str(limit.from_age),
                "below_age": str(limit.below_age or "none"),
                "value": str(limit.value),
                **says(limit.authors),
            }
            for limit in protocol.limits_by_age
        ]
        or None,
        "rule_sets": None if sets is None else {"goes_with": list(sets.sets), **says(sets.authors)},
        "patients": [_patient_rule(rule) for rule in protocol.patient_rules] or None,
        "plateaus": [plateau(held) for held in protocol.plateaus] or None,
        "course": course(protocol.course),
        "taper_ways": [taper_way(way) for way in protocol.taper_ways] or None,
        "milestones": [
            {
                "daily_dose": str(milestone.daily_dose),
                "by": days_words(milestone.by_day),
                **says(milestone.authors),
            }
            for milestone in protocol.milestones
        ]
        or None,
        "stated": _stated(protocol.stated) or None,
        "unstated": [_unstated(entry) for entry in protocol.unstated] or None,
        "reviews": [_review(review) for review in protocol.reviews],
        "facts": [{"topic": fact.topic, **says(fact.authors)} for fact in protocol.facts],
    }


def _review(review: ReviewRule) -> Document:
    return {
        "purpose": review.purpose,
        "after": review.after,
        "counted_from": review.counted_from,
        **says(review.authors),
    }


def _stated(stated: Stated) -> dict[str, object]:
    content: dict[str, object] = {}
    for name in type(stated).model_fields:
        value = getattr(stated, name)
        if isinstance(value, tuple) and value:
            content[name] = [_entry(entry) for entry in value]
        elif value is not None and value != ():
            content[name] = _entry(value)
    return content


def _entry(entry: object) -> Document:
    if isinstance(entry, Between):
        return {**_conditions(entry), **_ends(entry), **says(entry.authors)}
    if isinstance(entry, StatedShare):
        return {
            "percent": f"{entry.percent} %",
            "of": entry.of,
            "floor": None if entry.floor is None else str(entry.floor),
            **says(entry.authors),
        }
    held = {"value": str(getattr(entry, "value", ""))}
    return {**held, **says(getattr(entry, "authors", ()))}


def _conditions(entry: object) -> Document:
    """Of what a rise is one, from when a trial counts, for whom a length holds."""
    held: dict[str, object] = {
        name: getattr(entry, name) for name in ("basis", "counted_from") if hasattr(entry, name)
    }
    if isinstance(entry, TaperLength):
        used, more = entry.used_longer_than, entry.reached_more_than
        held |= {
            "used_longer_than": "any" if used is None else days_words(used),
            "reached_more_than": None if more is None else str(more),
            "kidneys": entry.kidneys or None,
            "to": None if entry.to is None else str(entry.to),
        }
    return held


def _ends(entry: Between[object]) -> Document:
    def end(value: object) -> object:
        if value is None or isinstance(entry, BetweenCounts):
            return value
        if isinstance(entry, BetweenDays) and isinstance(value, int):
            return days_words(value)
        return str(value)

    if entry.lowest == entry.highest:
        return {"value": end(entry.lowest)}
    return {"lowest": end(entry.lowest), "highest": end(entry.highest)}


def _unstated(entry: Unstated) -> Document:
    ways = WaysWriter()
    choices = [
        {
            "name": choice.name,
            **says(choice.authors),
            "rule": "titration.rule" if choice.rule is None else ways.rule(choice.rule),
        }
        for choice in entry.choices
    ]
    readings: object = choices or list(entry.readings) or None
    return {"topic": entry.topic, **says(entry.authors), "readings": readings}


def _patient_rule(rule: Rule) -> Document:
    edge = "" if rule.edge is None else f" {rule.edge} mL/min"
    by_kidneys = rule.kidneys in ("below", "up to")
    return {
        "name": rule.name,
        "when": f"kidneys {rule.kidneys}{edge}" if by_kidneys else rule.kidneys,
        "from_age": None if rule.from_age is None else str(rule.from_age),
        "cause": rule.cause,
        "sensitive": True if rule.sensitive else None,
        "factor": rule.factor,
        "max_first_day": None if rule.max_first_day is None else str(rule.max_first_day),
        "max_daily_dose": None if rule.max_daily_dose is None else str(rule.max_daily_dose),
        "min_days_between_rises": None
        if rule.min_days_between_rises is None
        else days_words(rule.min_days_between_rises),
        **_steady_state(rule),
        "stop": rule.stop,
        "one_step": True if rule.one_step else None,
        **says(rule.authors),
    }


def _steady_state(rule: Rule) -> Document:
    held = rule.steady_state
    if held is None:
        return {}
    whole, tenth = divmod(held.half_life, 10)
    return {
        "half_lives": str(held.half_lives),
        "half_life": f"{whole}.{tenth} hours",
        "not_by_kidneys": f"{held.not_by_kidneys} %",
        "full": f"{held.full} mL/min",
    }
