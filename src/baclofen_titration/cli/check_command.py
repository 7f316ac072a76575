"""check: somebody's schedule, judged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from baclofen_titration import formats
from baclofen_titration.checked import JudgedSchedule
from baclofen_titration.cli.accepting import accepted_of, lines_to_type
from baclofen_titration.cli.asking import missing_words, read_given, words_of
from baclofen_titration.cli.clinic import with_standing
from baclofen_titration.cli.folder import STANDARD_INPUT, read_text, short
from baclofen_titration.cli.outcome import DONE, PARTLY, REFUSED, Outcome
from baclofen_titration.cli.plan_commands import patient_of, taking_of, tomorrow
from baclofen_titration.cli.readers import Values
from baclofen_titration.cli.reading import PATIENT
from baclofen_titration.cli.said_of_itself import options_to_add
from baclofen_titration.cli.terminal import folded
from baclofen_titration.dispensing.fitting import with_pieces
from baclofen_titration.errors import InvalidValueError, MissingInputError, UnreadableError
from baclofen_titration.findings import Finding
from baclofen_titration.planning import judge_schedule
from baclofen_titration.protocols import DosingProtocol
from baclofen_titration.protocols.withdrawn import withdrawn_findings
from baclofen_titration.regimen import Regimen
from baclofen_titration.schedule import Schedule, Then

LINES_OF_A_LINE = 3
ENDINGS: dict[str, Then] = {"stop": "stopped", "continue": "continues"}


def check_schedule(given: Mapping[str, Any]) -> Outcome:
    """Read a schedule in whichever form it is, and judge it."""
    joined = with_standing(given, PATIENT)
    values = read_given(joined.answers, PATIENT, joined.places)
    if isinstance(values.get("taking"), Regimen) and "since" not in values:
        raise MissingInputError(missing_words(["since"]))
    read, document = _read(given["file"], values, joined.notes)
    schedule = _with_end(_with_before(read, values), given["then"])
    schedule = _with_hours(schedule, values.get("protocol"), joined.notes)
    if "products" in values:
        fitted = with_pieces(schedule, values["products"])
        if fitted is not schedule:
            joined.notes.append("The schedule names no pieces; they were chosen from --products.")
        schedule = fitted
    judged = judge_schedule(
        schedule,
        protocol=values.get("protocol"),
        products=values.get("products", ()),
        patient=patient_of(values),
        setting=values.get("setting", "outpatient"),
        rule_sets=values.get("rule_set", ()),
        acknowledgements=accepted_of(values),
        findings=(
            *_withdrawn(document.get("protocol"), values.get("protocol")),
            *_changed(document, read),
        ),
    )
    said = folded("".join(f"{note}\n" for note in joined.notes))
    lines = lines_to_type(judged.unaccepted_stops, judged.request_digest)
    lines += options_to_add(document, values)
    text = formats.to_report(judged) + "".join(f"{line}\n" for line in lines)
    return Outcome(_code(judged), f"{said}\n{text}" if said else text)


def _code(judged: JudgedSchedule) -> int:
    if judged.unaccepted_stops:
        return REFUSED
    return PARTLY if judged.report.checks_not_run else DONE


def _withdrawn(origin: object, protocol: DosingProtocol | None) -> tuple[Finding, ...]:
    """Whether what the schedule was planned from is withdrawn."""
    if not isinstance(origin, dict):
        origin = {}
    return withdrawn_findings(str(origin.get("id")), str(origin.get("digest")), protocol)


def _changed(document: Mapping[str, Any], schedule: Schedule) -> tuple[Finding, ...]:
    """Whether somebody changed what the file says after it was written."""
    if not formats.bears_code_of_another(document, schedule):
        return ()
    says = (
        f"The file bears the sheet code {document['code']}, which is not the code of this "
        "schedule: something in it was changed after it was written. No paper with that code "
        "shows this schedule."
    )
    return (Finding(code="changed-since-written", severity="caution", says=says),)


def _read(path: str, values: Values, notes: list[str]) -> tuple[Schedule, Mapping[str, Any]]:
    """Read a schedule, and all that its JSON says; each form begins in its own way."""
    text = read_text(path)
    name = "Standard input" if path == STANDARD_INPUT else short(path)
    try:
        if _is_json(text) or _is_csv(text):
            if "start" in values:
                raise InvalidValueError("it has dates of its own; leave --start out.")
            if not _is_json(text):
                return formats.from_csv(text), {}
            return formats.from_json(text), json.loads(text)
        return formats.from_regimen_line(text, _start(values, notes)), {}
    except UnreadableError as error:
        raise UnreadableError(f"{name}: {words_of(error)}{_hint(text)}") from None


def _hint(text: str) -> str:
    """What may have been meant, where a whole page was read as a line."""
    if _is_json(text) or _is_csv(text) or len(text.strip().splitlines()) <= LINES_OF_A_LINE:
        return ""
    return "\nA schedule is JSON, CSV or one regimen line; a printed sheet cannot be read back."


def _start(values: Values, notes: list[str]) -> date:
    start: date | None = values.get("start")
    if start is None:
        start = tomorrow()
        notes.append(f"Start {start}: chosen, because no start was given. It is tomorrow.")
    return start


def _is_json(text: str) -> bool:
    return text.lstrip()[:1] in ("{", "[")


def _is_csv(text: str) -> bool:
    first = text.lstrip().partition("\n")[0]
    return first.partition(",")[0].strip().strip('"') == "date"


def _with_before(schedule: Schedule, values: Values) -> Schedule:
    """Say what was taken before, where the schedule does not."""
    if "taking" not in values:
        if "since" in values:
            raise InvalidValueError("--since belongs to a regimen; give --taking too.")
        return schedule
    before = taking_of(values)
    if schedule.before not in ("unknown", before):
        raise InvalidValueError(
            "The schedule says itself what was taken before, and --taking says something else. "
            "Leave --taking out, or correct one of them."
        )
    return schedule.model_copy(update={"before": before})


def _with_hours(schedule: Schedule, protocol: DosingProtocol | None, notes: list[str]) -> Schedule:
    """Put the protocol's hours behind the names of the day, where the schedule states none."""
    used = {taking.at for step in schedule.steps for taking in step.regimen.administrations}
    if protocol is None or schedule.clock or not used <= set(protocol.clock):
        return schedule
    clock = {at: hour for at, hour in protocol.clock.items() if at in used}
    meant = ", ".join(f"{at} {hour}" for at, hour in clock.items())
    notes.append(f"The schedule states no hours; those of {protocol.id} were taken: {meant}.")
    return schedule.model_copy(update={"clock": clock})


def _with_end(schedule: Schedule, then: str | None) -> Schedule:
    """Say what follows the last step, where the schedule does not."""
    if then is None:
        return schedule
    ending = ENDINGS.get(then)
    if ending is None:
        raise InvalidValueError(f"--then: Say {' or '.join(ENDINGS)}.")
    if schedule.then not in (None, ending):
        raise InvalidValueError(
            "The schedule says itself how it ends, and --then says something else. Leave --then "
            "out, or correct one of them."
        )
    return schedule.model_copy(update={"then": ending})
