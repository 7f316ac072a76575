"""What a patient is told: messages from the rule files, and which of them apply."""

from functools import cache, lru_cache
from typing import Literal, NamedTuple, get_args

from baclofen_titration.advice import Advice, Tier, Topic
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.protocols.authors import AuthorReader, key
from baclofen_titration.protocols.table import Content, Table, one_of, sentence, title
from baclofen_titration.provenance import Author, Key
from baclofen_titration.screening.concerning import Concern
from baclofen_titration.screening.data_file import (
    distinct,
    made,
    names_in,
    read_entries,
    several,
    text_of,
)

Direction = Literal["up", "down"]
Form = Literal["tablet", "packet", "liquid"]

FOLDER = "advice"
TOPICS: tuple[str, ...] = get_args(Topic)
TIERS: tuple[str, ...] = get_args(Tier)


class Situation(NamedTuple):
    """What decides which messages apply.

    Parameters
    ----------
    directions : frozenset of {"up", "down"}
        Which ways the schedule goes.
    forms : frozenset of {"tablet", "packet", "liquid"}
        What is taken.
    jurisdiction : str
        Of the protocol, as its file names it.
    kidneys_bound : bool
        Whether a rule about the kidneys made a dose smaller or slower.
    protocol : str
        Its id.
    answers : frozenset of str
        Codes of the hazards that the patient's answers mean.
    concerns : frozenset of {"pregnancy", "breast-feeding"}
        What may concern the patient: what was said to, or was not ruled out.
    step_back : tuple of Citation or Judgement
        Who says in the protocol that one goes back a step where signs come back;
        empty where nobody does.
    """

    directions: frozenset[str]
    forms: frozenset[str]
    jurisdiction: str
    kidneys_bound: bool
    protocol: str = ""
    answers: frozenset[str] = frozenset()
    concerns: frozenset[str] = frozenset(get_args(Concern))
    step_back: tuple[Author, ...] = ()


class AdviceRule(RuleModel):
    """A message, and whom it is for. An empty condition lets everybody have it."""

    advice: Advice
    directions: Several[Direction] = ()
    forms: Several[Form] = ()
    jurisdictions: Several[str] = ()
    protocols: Several[Key] = ()
    kidneys_bound: bool = False
    answers: Several[Key] = ()
    concerns: Several[Concern] = ()
    step_back: bool = False

    def applies_in(self, situation: Situation) -> bool:
        """Whether it is for somebody in this situation."""
        return (
            (not self.directions or not situation.directions.isdisjoint(self.directions))
            and (not self.forms or not situation.forms.isdisjoint(self.forms))
            and self._is_for_the_text(situation)
            and (not self.kidneys_bound or situation.kidneys_bound)
            and (not self.answers or not situation.answers.isdisjoint(self.answers))
            and (not self.concerns or not situation.concerns.isdisjoint(self.concerns))
            and (not self.step_back or bool(situation.step_back))
        )

    def said_in(self, situation: Situation) -> Advice:
        """The message; what rests on the protocol is said by whom the protocol cites."""
        if not self.step_back:
            return self.advice
        authors = dict.fromkeys((*situation.step_back, *self.advice.authors))
        return self.advice.model_copy(update={"authors": tuple(authors)})

    def _is_for_the_text(self, situation: Situation) -> bool:
        """Whether the protocol, or its jurisdiction, is one of those named; all if none is."""
        if not self.jurisdictions and not self.protocols:
            return True
        return situation.jurisdiction in self.jurisdictions or situation.protocol in self.protocols


@lru_cache
def advice_for(situation: Situation) -> tuple[Advice, ...]:
    """What somebody in this situation is told, in the order in which it is printed.

    Parameters
    ----------
    situation : Situation
        Ways, forms, jurisdiction, kidneys.

    Returns
    -------
    tuple of Advice
        By topic, in each topic as the files have it.

    Examples
    --------
    >>> told = advice_for(Situation(frozenset({"down"}), frozenset({"tablet"}), "elsewhere", False))
    >>> "withdrawal-emergency" in [advice.key for advice in told]
    True
    """
    return tuple(rule.said_in(situation) for rule in advice_rules() if rule.applies_in(situation))


@cache
def advice_rules() -> tuple[AdviceRule, ...]:
    """Every message that is shipped, in the order in which messages are printed.

    Raises
    ------
    RuleFileError
        If a file has faults.
    """
    rules = [rule for name in names_in(FOLDER) for rule in read_advice(text_of(name), name)]
    distinct(FOLDER, (rule.advice.key for rule in rules))
    return tuple(sorted(rules, key=lambda rule: TOPICS.index(rule.advice.topic)))


def read_advice(text: str, name: str) -> tuple[AdviceRule, ...]:
    """Read one file of messages from its text.

    Raises
    ------
    RuleFileError
        If it has faults; all are listed.
    """
    entries = read_entries(text, name, FOLDER, _read_message)
    return made(name, FOLDER, entries, AdviceRule)


def _read_message(table: Table, who: AuthorReader) -> Content:
    message = {
        "key": table.take("key", key),
        "topic": table.take("topic", one_of(*TOPICS)),
        "tier": table.take("tier", one_of(*TIERS)),
        "says": table.take("tells", sentence),
        "says_to_carer": table.take("tells_carer", sentence),
        "authors": who.authors(table),
    }
    return {"advice": message, **_read_when(table)}


def _read_when(table: Table) -> Content:
    if not table.has("when"):
        return {}
    when = table.table("when")
    content = {
        "directions": when.take_if_there("directions", several(one_of(*get_args(Direction)))) or (),
        "forms": when.take_if_there("forms", several(one_of(*get_args(Form)))) or (),
        "jurisdictions": when.take_if_there("jurisdictions", several(title)) or (),
        "protocols": when.take_if_there("protocols", several(key)) or (),
        "kidneys_bound": when.take_if_there("kidneys", one_of("bound")) == "bound",
        "answers": when.take_if_there("answers", several(key)) or (),
        "concerns": when.take_if_there("concerns", several(one_of(*get_args(Concern)))) or (),
        "step_back": when.take_if_there("step_back", one_of("cited")) == "cited",
    }
    when.close()
    return content
