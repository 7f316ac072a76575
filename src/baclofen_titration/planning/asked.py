"""Each input of a request as it was given, in a fixed order, for the sheet and its code."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from baclofen_titration.checked import Asked
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.planning.requests import TaperRequest, TitrationRequest
from baclofen_titration.product import Product
from baclofen_titration.protocols.sheet_course import way_words
from baclofen_titration.quantities import DailyDose
from baclofen_titration.regimen import Taking

LONGEST_ANSWER = 600

# As `Asked(name, answer)` makes it, without a call of its own for each of forty answers.
_pair: Callable[[tuple[str, str]], Asked] = partial(tuple.__new__, Asked)


def _answers_down(request: TaperRequest) -> list[tuple[str, object]]:
    """What a taper was asked for; the rarer paces only where they were."""
    over = request.over
    chosen: list[tuple[str, object]] = [
        ("way", _way_text(request)),
        ("until", request.until),
        ("share", request.share),
        ("halve every", _days_text(request.halve_every)),
        ("floor", request.floor),
        *((f"way {number}", way) for number, way in enumerate(request.ways, start=1)),
        *((f"row {number}", row) for number, row in enumerate(request.table, start=1)),
        ("curve", request.curve),
        ("curve from", None if request.curve is None else request.curve.cite.title),
        ("beside a pump", request.pump_share),
        ("to limit", "yes" if request.to_limit else None),
        ("if too fast", None if request.if_too_fast == "refuse" else request.if_too_fast),
        ("first to fall", request.first_to_fall),
        ("because", request.because),
        ("change on", ", ".join(request.change_on) or None),
        ("closed", ", ".join(str(day) for day in request.closed) or None),
    ]
    return [
        ("taper over", _days_text(over) if isinstance(over, int) else over),
        ("fall", request.fall),
        ("every", _days_text(request.every)),
        ("taper to", _end_of(request)),
        *((name, answer) for name, answer in chosen if answer is not None),
    ]


def asked_of(request: TitrationRequest | TaperRequest) -> tuple[Asked, ...]:
    """Each input as it was given, in a fixed order."""
    patient, taking = request.patient, request.taking
    present, since = (
        (taking.regimen.as_given, str(taking.since)) if isinstance(taking, Taking) else (taking, "")
    )
    answers: list[tuple[str, object]] = [
        ("protocol", f"{request.protocol.id}, edition {request.protocol.edition}"),
        ("products", ", ".join(product.id for product in request.products)),
        *_changed_text(request.products_before),
        ("start", request.start),
        ("age", patient.age),
        ("kidneys", patient.kidneys),
        ("sex", patient.sex),
        ("weight", patient.weight),
        ("height", patient.height),
        ("creatinine", patient.creatinine),
        ("muscle", patient.muscle),
        ("acute illness", patient.acute_illness),
        ("cause", patient.cause),
        ("sensitive", patient.sensitive),
        ("clearance weight", patient.clearance_weight),
        ("indication", patient.indication),
        ("conditions", _names_text(patient.conditions)),
        ("medicines", _names_text(patient.medicines)),
        ("used for", patient.used_for),
        ("other baclofen", _names_text(patient.other_baclofen)),
        ("pregnancy", patient.pregnancy),
        ("breast feeding", patient.breast_feeding),
        ("setting", request.setting),
        ("rule sets", ", ".join(request.rule_sets) or None),
        ("taking", present),
        ("taking since", since or None),
    ]
    if isinstance(request, TitrationRequest):
        answers += [
            ("aim", request.aim.as_given if isinstance(request.aim, DailyDose) else request.aim),
            ("first taking", request.first_taking),
            *_course_text(request),
            ("rise", request.rise),
            ("interval", _interval_text(request.interval)),
            ("change on", ", ".join(request.change_on) or None),
            ("closed", ", ".join(str(day) for day in request.closed) or None),
        ]
        named = (
            ("begin", request.begin),
            ("doses a day", request.doses_a_day),
            ("reading", request.reading),
        )
        answers += [(name, answer) for name, answer in named if answer is not None]
    else:
        answers += _answers_down(request)
    answers += [
        ("supply", _days_text(request.supply)),
        ("reserve", _days_text(request.reserve)),
        ("review every", request.review_every),
    ]
    if not request.step_back:
        answers.append(("step back", "no"))
    if request.fill_every is not None:
        answers.append(("fill every", _days_text(request.fill_every)))
    texts = [
        answer if type(answer) is str else "not asked" if answer is None else str(answer)
        for _, answer in answers
    ]
    if sum(map(len, texts)) > LONGEST_ANSWER:  # mostly all of them together are shorter
        for (name, _), text in zip(answers, texts, strict=True):
            if len(text) > LONGEST_ANSWER:
                raise InvalidValueError(
                    f"The answer to {name} is longer than the {LONGEST_ANSWER} signs that a sheet "
                    "prints; name fewer."
                )
    return tuple(map(_pair, zip([name for name, _ in answers], texts, strict=True)))


def _course_text(request: TitrationRequest) -> list[tuple[str, object]]:
    """How long to stay and to taper, and whether that is the course of the protocol."""
    stay, taper = request.stay, request.then_taper
    held: list[tuple[str, object]] = []
    if request.course:
        course = request.protocol.whole_course()
        stay = None if course.stay is None else course.stay.value
        taper = course.taper.value
        whole = "" if course.whole is None else f", {_days_text(course.whole.value)} in all"
        held = [("course", f"of the protocol{whole}")]
    return [*held, ("stay", _days_text(stay)), ("then taper over", _days_text(taper))]


def _end_of(request: TaperRequest) -> object:
    """Where it ends: as asked for, or as the way of the protocol or the table says."""
    if request.pump_share is not None:
        return "what is decided after a look"
    if request.to_limit:
        return "the maximum that holds"
    if request.table and request.table[-1].days is None:
        return request.table[-1].take.daily_dose
    end = request.to if request.way is None else request.protocol.taper_way(request.way).to
    return end or "nothing"


def _way_text(request: TaperRequest) -> str | None:
    """The way down that is asked for, by its name and in words."""
    if request.way is None:
        return None
    return f"{request.way}, {way_words(request.protocol.taper_way(request.way))}"


def _changed_text(before: tuple[Product, ...]) -> list[tuple[str, object]]:
    """Only somebody whose product changes has been asked for the old one."""
    return [("products before", ", ".join(product.id for product in before))] if before else []


def _names_text(names: str | tuple[str, ...]) -> str:
    return names if isinstance(names, str) else ", ".join(names)


def _interval_text(interval: str | int | None) -> str | None:
    return interval if isinstance(interval, str) else _days_text(interval)


def _days_text(days: int | None) -> str | None:
    return None if days is None else f"{days} day" + ("" if days == 1 else "s")
