"""What a judge found, what it could not judge, and what a clinician accepted."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PrivateAttr, StringConstraints

from baclofen_titration.dates import CivilDate
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.lengths import Count
from baclofen_titration.model import Model, Several
from baclofen_titration.provenance import Author, Key
from baclofen_titration.regimen import TimeOfDay
from baclofen_titration.schedule import Schedule

Severity = Literal["stop", "caution", "note"]
Words = Annotated[str, StringConstraints(min_length=1, max_length=600)]

LONGEST_FOUND = 200

SEVERITY_ORDER: dict[Severity, int] = {"stop": 0, "caution": 1, "note": 2}


Role = Literal["prescriber", "pharmacist", "paediatric specialist", "kidney specialist"]


class Finding(Model):
    """One thing that was found.

    Parameters
    ----------
    code : str
        Stable name of the hazard; one code for one hazard, whoever finds it.
    severity : {"stop", "caution", "note"}
        A `stop` refuses the schedule unless a clinician acknowledges it; some
        cannot be acknowledged (`hard`).
    says : str
        What is wrong, in a sentence.
    on : datetime.date or None
        The first day on which it is so.
    step : int or None
        Number of the step, counted from 1.
    at : str or None
        Time of day.
    found, allowed : str
        The value found and the value allowed, with units; empty where there is none.
    authors : tuple of Citation or Judgement
        Who asks for what is allowed.
    hard : bool
        Whether no acknowledgement can lift it.
    role : str or None
        The only role whose acknowledgement lifts it; None for any.

    Examples
    --------
    >>> found = Finding(code="rise-too-soon", severity="stop", says="Too soon.",
    ...                 found="2 days", allowed="3 days")
    >>> found.severity, found.hard
    ('stop', False)
    """

    code: Key
    severity: Severity
    says: Words
    on: CivilDate | None = None
    step: Annotated[Count, Field(ge=1)] | None = None
    at: TimeOfDay | None = None
    found: Annotated[str, StringConstraints(max_length=LONGEST_FOUND)] = ""
    allowed: Annotated[str, StringConstraints(max_length=LONGEST_FOUND)] = ""
    authors: Several[Author] = ()
    hard: bool = False
    role: Role | None = None


class NotRun(Model):
    """A check that could not run, and why."""

    check: Key
    why: Words


class SafetyReport(Model):
    """Findings, worst first, with the checks that ran and those that could not.

    A report without findings says "nothing found by these N checks", never "safe".

    Parameters
    ----------
    findings : tuple of Finding
        Sorted, worst first.
    checks_run : tuple of str
        Names of the checks that could be made.
    checks_not_run : tuple of NotRun
        Those that could not, each with the reason.

    Examples
    --------
    >>> look = Finding(code="rise-too-soon", severity="caution", says="Look.")
    >>> report = SafetyReport(findings=[look])
    >>> report.stops, len(report.findings)
    ((), 1)
    """

    findings: Several[Finding] = ()
    checks_run: Several[Key] = ()
    checks_not_run: Several[NotRun] = ()
    # No field: it is not said to anybody, and two reports that say the same are equal or not by
    # what they were made of.
    _judged: Schedule | None = PrivateAttr(None)

    def made_of(self, schedule: Schedule) -> "SafetyReport":
        """The same report, as the one on this very schedule; nothing else can be sealed with it."""
        return self._on(schedule, self.findings)

    def is_of(self, schedule: Schedule) -> bool:
        """Whether this very schedule was judged, or an equal one."""
        return self._judged is schedule or self._judged == schedule

    @property
    def stops(self) -> tuple[Finding, ...]:
        """The findings that refuse the schedule."""
        return tuple(finding for finding in self.findings if finding.severity == "stop")

    def with_findings(self, more: tuple[Finding, ...]) -> "SafetyReport":
        """Add findings of others; the worst stay first, equals are kept once."""
        merged = (*self.findings, *more)
        if len({finding.code for finding in merged}) < len(merged):
            merged = tuple(dict.fromkeys(merged))
        ranked = sorted(merged, key=lambda finding: SEVERITY_ORDER[finding.severity])
        return self.with_only(tuple(ranked))

    def with_only(self, findings: tuple[Finding, ...]) -> "SafetyReport":
        """The report on the same schedule, with other findings in place of its own."""
        if not all(type(finding) is Finding for finding in findings):
            SafetyReport(findings=findings)  # refuses whatever only looks like one
        return self._on(self._judged, findings)

    def _on(self, schedule: Schedule | None, findings: tuple[Finding, ...]) -> "SafetyReport":
        run, not_run = self.checks_run, self.checks_not_run
        return SafetyReport.of_proven(
            {"findings": findings, "checks_run": run, "checks_not_run": not_run},
            {"_judged": schedule},
        )


def words_found(words: Iterable[str]) -> str:
    """The words given, in an order that does not depend on how they were given.

    What does not fit is counted and not cut, so that an acknowledgement never names half a list.
    """
    kept: list[str] = []
    rest = sorted(set(words))
    while rest and len(", ".join((*kept, rest[0], _more(len(rest) - 1)))) <= LONGEST_FOUND:
        kept.append(rest.pop(0))
    return ", ".join((*kept, _more(len(rest)))) if rest else ", ".join(kept)


def _more(number: int) -> str:
    return f"and {number} more"


def _printable(reason: str) -> str:
    # It is typed by a person and printed on every professional output, one line each.
    if not reason.isprintable():
        raise InvalidValueError("write it in one line, without hidden signs")
    return reason


class Acknowledgement(Model):
    """A clinician accepts one finding.

    Parameters
    ----------
    code : str
        The code of the finding.
    value : str
        The value found that is accepted, as the finding prints it.
    request : str
        Digest of the request it was made for; any other request voids it.
    role : str
        From a closed list.
    reason : str
        Why it is accepted.

    Examples
    --------
    >>> accepted = Acknowledgement(
    ...     code="rise-too-soon", value="2 days", request="0" * 64, role="prescriber",
    ...     reason="in hospital, seen every day")
    >>> accepted.code, accepted.value
    ('rise-too-soon', '2 days')
    """

    code: Key
    value: Annotated[str, StringConstraints(max_length=LONGEST_FOUND)]
    request: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    role: Role
    reason: Annotated[Words, AfterValidator(_printable)]

    def accepts(self, finding: Finding, request: str) -> bool:
        """Whether it lifts this finding in this request."""
        if finding.role not in (None, self.role):
            return False
        return not finding.hard and (self.code, self.value, self.request) == (
            finding.code,
            finding.found,
            request,
        )
