"""plan and taper: from typed answers to a schedule, printed or saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from baclofen_titration.cli.accepting import accepted_of, with_lines_to_type
from baclofen_titration.cli.asking import Required, answer_all, flag
from baclofen_titration.cli.clinic import Joined, with_standing
from baclofen_titration.cli.deciding import decide
from baclofen_titration.cli.outcome import Outcome
from baclofen_titration.cli.output import deliver, refuse_output
from baclofen_titration.cli.questions import ask_the_rest, refuse_without_terminal
from baclofen_titration.cli.readers import Reader, Values
from baclofen_titration.cli.reading import DOWN, UP
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.patient import Patient
from baclofen_titration.planning import TaperRequest, TitrationRequest, plan_taper, plan_titration
from baclofen_titration.planning.ways import Way
from baclofen_titration.protocols import DosingProtocol, TimesBand
from baclofen_titration.protocols.doses_a_day import counts_of
from baclofen_titration.regimen import Regimen, Taking

PATIENT = ("protocol", "products", "age", "kidneys", "taking")


def plan(given: Mapping[str, Any]) -> Outcome:
    """Go up to an aim."""
    _refuse_half_a_course(given)
    refuse_output(given)
    joined = with_standing(given, UP)
    values = answered("plan", joined, UP, _needed_up)
    request = TitrationRequest(
        **common(values, joined.notes),
        aim=values["aim"],
        first_taking=values.get("first_taking"),
        **_course(values),
        rise=values.get("rise"),
        interval=values.get("interval"),
        begin=values.get("begin"),
        doses_a_day=values.get("doses_a_day"),
        reading=values.get("reading"),
        change_on=values.get("change_on", ()),
        closed=values.get("closed", ()),
    )
    checked = with_lines_to_type(plan_titration, request)
    return deliver(checked, given, values, joined.notes)


def taper(given: Mapping[str, Any]) -> Outcome:
    """Go down."""
    if given["because"] is not None:
        return decide(given)
    _refuse_two_paces(given)
    refuse_output(given)
    joined = with_standing(given, DOWN)
    values = answered("taper", joined, DOWN, _needed_down)
    if "way" in values and {*PACES, "to", "floor", "then"} & set(values):
        raise InvalidValueError("--way is a pace and an end; leave out --by, --until, --to.")
    request = taper_request(values, joined.notes)
    checked = with_lines_to_type(plan_taper, request)
    return deliver(checked, given, values, joined.notes)


def answered(
    command: str, joined: Joined, readers: Mapping[str, Reader], required: Required
) -> dict[str, Any]:
    """What was typed as options, what is asked because it is needed, and the rest with --ask."""
    typed: dict[str, str] = {}
    refuse_without_terminal(joined.answers)
    values = answer_all(joined.answers, readers, required, joined.places, typed)
    if "start" not in values:
        typed["start"] = tomorrow().isoformat()
    ask_the_rest(command, joined.answers, readers, values, typed)
    return values


def taper_request(values: Values, notes: list[str]) -> TaperRequest:
    """The request of typed answers."""
    return TaperRequest(
        **common(values, notes),
        **(
            {"way": values["way"], "over": values.get("over")}
            if "way" in values
            else {**_pace(values), "to": values.get("to")}
        ),
        to_limit=values.get("to_limit", False),
        if_too_fast=values.get("if_too_fast", "refuse"),
        first_to_fall=values.get("first_to_fall"),
        change_on=values.get("change_on", ()),
        closed=values.get("closed", ()),
    )


PACES = ("by", "until", "halve_every", "table", "curve", "pump_share")
"""What may be given instead of a length."""


def _refuse_two_paces(given: Mapping[str, Any]) -> None:
    paces = [flag(name) for name in ("over", *PACES) if given[name] is not None]
    if len(paces) > 1:
        raise InvalidValueError(f"{' and '.join(paces)} are two paces; give one of them.")
    if given["halve_every"] is not None and given["floor"] is None:
        raise InvalidValueError("--halve-every and --floor go together; give both.")
    if given["floor"] is not None and given["halve_every"] is None and not _by_share(given["by"]):
        raise InvalidValueError("--floor is of --halve-every or of a share in --by; give one.")


def _by_share(by: str | None) -> bool:
    return by is not None and "%" in by


def _pace(values: Values) -> dict[str, Any]:
    """How fast, in the words of a request."""
    over, by = values.get("over"), values.get("by")
    if "then" in values or isinstance(over, Way) or isinstance(by, Way):
        first = by if by is not None else over
        if not isinstance(first, Way):
            raise InvalidValueError(
                "--then follows a pace that says where it ends, such as --by "
                '"10 mg/day every 3 days to 20 mg/day".'
            )
        if "then" not in values:
            raise InvalidValueError(
                f"The pace {first} ends before the taper does, and no other follows it. Give the "
                "next one with --then, or the end of the taper with --to."
            )
        return {"ways": (first, *values["then"])}
    fall, every = by if by is not None else (None, None)
    others = ("until", "halve_every", "floor", "curve", "pump_share")
    return {
        **{name: values.get(name) for name in others},
        "over": over,
        "table": values.get("table", ()),
        "fall": None if isinstance(fall, str) else fall,
        "share": fall if isinstance(fall, str) else None,
        "every": every,
    }


def _needed_up(known: Values) -> list[str]:
    return [*about_patient(known), "aim", *_left_open(known)]


def _needed_down(known: Values) -> list[str]:
    return [
        *about_patient(known),
        "used_for",
        *(["over"] if _length_is_open(known) else []),
    ]


def _length_is_open(known: Values) -> bool:
    """Whether nothing has said yet how long the way down takes."""
    protocol, way = known.get("protocol"), known.get("way")
    if way is not None and isinstance(protocol, DosingProtocol):
        return protocol.taper_way(way).leaves_open
    return not any(pace in known for pace in (*PACES, "way"))


def about_patient(known: Values) -> list[str]:
    """What every plan asks about the patient."""
    about = [name for name in PATIENT if name != "kidneys" or "creatinine" not in known]
    return [*about, *(["since"] if isinstance(known.get("taking"), Regimen) else [])]


def _left_open(known: Values) -> list[str]:
    """What the protocol leaves open: how much to rise, how long to keep a dose."""
    protocol = known.get("protocol")
    if not isinstance(protocol, DosingProtocol):
        return []
    protocol.refuse_gap()
    if protocol.readings:
        if "reading" not in known:
            return ["reading"]
        protocol = protocol.read_as(known["reading"])
    way, begins = protocol.by_weight, False
    counts = bool(counts_of(_bands_of(protocol)))
    if way is not None:
        rises, days = way.slowest.value != way.fastest.value, way.days.shortest != way.days.longest
    else:
        rule = protocol.titration.rule
        rises = rule is not None and rule.slowest.value != rule.fastest.value
        days = rule is not None and rule.longest_days is not None
        begins = rule is not None and rule.highest_start is not None
    asked = (
        ("rise", rises),
        ("interval", days),
        ("begin", begins and _from_nothing(known)),
        ("doses_a_day", counts),
    )
    return [name for name, left_open in asked if left_open]


def _bands_of(protocol: DosingProtocol) -> tuple[TimesBand, ...]:
    """Every band of times of day of the way up."""
    if protocol.by_weight is not None:
        return protocol.by_weight.times
    rule = protocol.titration.rule
    return protocol.titration.split + (() if rule is None else rule.times)


def _from_nothing(known: Values) -> bool:
    return known.get("taking") == "nothing"


def common(values: Values, notes: list[str]) -> dict[str, Any]:
    """The inputs that every request needs."""
    if "reserve" in values and "supply" not in values:
        raise InvalidValueError("--reserve is counted beyond a supply; give --supply too.")
    start = values.get("start")
    if start is None:
        start = tomorrow()
        notes.append(f"Start {start}: chosen, because no start was given. It is tomorrow.")
    return {
        "protocol": values["protocol"],
        "products": values["products"],
        "products_before": values.get("products_before", ()),
        "patient": patient_of(values),
        "setting": values.get("setting", "outpatient"),
        "rule_sets": values.get("rule_set", ()),
        "taking": taking_of(values),
        "start": start,
        "supply": values.get("supply"),
        "fill_every": values.get("fill_every"),
        "reserve": values.get("reserve"),
        "step_back": not values.get("no_step_back", False),
        "review_every": values.get("review_every"),
        "acknowledgements": accepted_of(values),
    }


def patient_of(values: Values) -> Patient:
    """What was said of the patient; the rest was not asked."""
    named = {"conditions": "condition", "medicines": "medicine"}
    options = {field: named.get(field, field) for field in Patient.model_fields}
    return Patient(
        **{field: values[option] for field, option in options.items() if option in values}
    )


def taking_of(values: Values) -> Any:
    """What is taken now and since when, or the word for it."""
    taking = values["taking"]
    if isinstance(taking, Regimen):
        return Taking(regimen=taking, since=values["since"])
    if "since" in values:
        raise InvalidValueError(
            "--since is the first day of a regimen, and --taking names none; leave it out."
        )
    return taking


def tomorrow() -> date:
    """The day after this one, where the command is typed."""
    return date.today() + timedelta(days=1)


def _course(values: Values) -> dict[str, Any]:
    """How long to stay and to taper: as asked for, or as the protocol says where that is asked."""
    if values.get("course") == "yes" and "stay" in values:
        raise InvalidValueError("--course takes --stay and --then-taper from the protocol.")
    return {
        "course": values.get("course") == "yes",
        "stay": values.get("stay"),
        "then_taper": values.get("then_taper"),
    }


def _refuse_half_a_course(given: Mapping[str, Any]) -> None:
    if (given["stay"] is None) != (given["then_taper"] is None):
        raise InvalidValueError(
            "--stay and --then-taper go together: say how long to stay, and over how long to "
            "taper after it."
        )
