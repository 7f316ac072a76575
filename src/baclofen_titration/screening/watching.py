"""When somebody looks: the days of monitoring, from the rule file."""

from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Annotated, Literal, NamedTuple, get_args

from pydantic import Field

from baclofen_titration.dates import add_days, add_months
from baclofen_titration.lengths import Days
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.protocols.authors import AuthorReader, key
from baclofen_titration.protocols.parts import Months, Title
from baclofen_titration.protocols.table import Content, Table, flag, measure, one_of, title
from baclofen_titration.protocols.times import after
from baclofen_titration.provenance import Author, Key
from baclofen_titration.schedule import Reason, ReviewPoint
from baclofen_titration.screening.data_file import distinct, made, read_entries, several, text_of
from baclofen_titration.screening.telling import Direction

FILE = "reviews"
Event = Literal["start", "last rise", "above usual range"]


class Watched(NamedTuple):
    """What decides when somebody looks.

    Parameters
    ----------
    directions : frozenset of {"up", "down"}
        Which ways the schedule goes.
    from_nothing : bool
        Whether nothing was taken before.
    codes : frozenset of str
        Codes of the hazards that the patient's answers mean.
    events : mapping
        The day of each event that the schedule has.
    """

    directions: frozenset[str]
    from_nothing: bool
    codes: frozenset[str]
    events: Mapping[str, date]


class WatchRule(RuleModel):
    """A day on which somebody looks, and whom it is for."""

    key: Key
    purpose: Title
    watch: bool
    counted_from: Event
    days: Days | None = None
    months: Months | None = None
    directions: Several[Direction] = ()
    from_nothing: bool = False
    answers: Several[Key] = ()
    authors: Annotated[Several[Author], Field(min_length=1)]

    def applies_to(
        self,
        directions: frozenset[str],
        from_nothing: bool,
        codes: frozenset[str],
        events: frozenset[str],
    ) -> bool:
        """Whether it is for this patient and this schedule, as `Watched` says them."""
        return (
            self.counted_from in events
            and (not self.directions or not directions.isdisjoint(self.directions))
            and (from_nothing or not self.from_nothing)
            and (not self.answers or not codes.isdisjoint(self.answers))
        )

    def point(self, watched: Watched) -> ReviewPoint:
        """The day, and who asks for it."""
        on = watched.events[self.counted_from]
        on = add_months(on, self.months) if self.months else add_days(on, self.days or 0)
        parts = {
            "on": on,
            "purpose": self.purpose,
            "because": self.because,
            "watch": self.watch,
        }
        return ReviewPoint.of_proven(parts)

    @cached_property
    def because(self) -> tuple[Reason, ...]:
        """One reason an author."""
        return tuple(Reason(rule=self.key, author=author) for author in self.authors)


def watch_points(
    watched: Watched, held: frozenset[tuple[str, int | None, int | None]]
) -> tuple[ReviewPoint, ...]:
    """The days on which somebody looks at this patient, in the order of the file.

    Parameters
    ----------
    watched : Watched
        Ways, answers and the days of the schedule's events.
    held : frozenset of tuple
        Event, days and months of the reviews that the protocol asks for itself; each
        stands in place of our review of the same day. What is watched for stays.
    """
    events = frozenset(watched.events)
    rules = _applying(watched.directions, watched.from_nothing, watched.codes, events, held)
    return tuple([rule.point(watched) for rule in rules])


@lru_cache
def _applying(
    directions: frozenset[str],
    from_nothing: bool,
    codes: frozenset[str],
    events: frozenset[str],
    held: frozenset[tuple[str, int | None, int | None]],
) -> tuple[WatchRule, ...]:
    """The rules that are for somebody, whatever the dates."""
    return tuple(
        rule
        for rule in watch_rules()
        if rule.applies_to(directions, from_nothing, codes, events)
        and (rule.watch or (rule.counted_from, rule.days, rule.months) not in held)
    )


@cache
def watch_rules() -> tuple[WatchRule, ...]:
    """Every entry of the file, in its order."""
    return read_watch_rules(text_of(FILE))


def read_watch_rules(text: str) -> tuple[WatchRule, ...]:
    """Read the file from its text; all faults are raised at once.

    Raises
    ------
    RuleFileError
        If the file has faults.
    """
    read = made(FILE, FILE, read_entries(text, FILE, FILE, _read_rule), WatchRule)
    distinct(FILE, (rule.key for rule in read))
    return read


def _read_rule(table: Table, who: AuthorReader) -> Content:
    return {
        "key": table.take("key", key),
        "purpose": table.take("purpose", title),
        "watch": table.take("watch", flag),
        "counted_from": table.take("counted_from", one_of(*get_args(Event))),
        **(table.take_if_there("after", measure(after)) or {}),
        **_read_when(table),
        "authors": who.authors(table),
    }


def _read_when(table: Table) -> Content:
    if not table.has("when"):
        return {}
    when = table.table("when")
    content = {
        "directions": when.take_if_there("directions", several(one_of(*get_args(Direction)))) or (),
        "from_nothing": when.take_if_there("from", one_of("nothing")) == "nothing",
        "answers": when.take_if_there("answers", several(key)) or (),
    }
    when.close()
    return content
