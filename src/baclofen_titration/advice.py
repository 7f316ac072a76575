"""What a patient is told beside the doses: plain words, each with who says so."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from baclofen_titration.model import Model, Several
from baclofen_titration.provenance import Author, Key, Sentence

Tier = Literal["instruction", "self-care", "phone", "emergency"]
"""What has to be done: follow it, look after it oneself, phone today, or call for help now."""

Topic = Literal[
    "taking",
    "food",
    "measuring",
    "rises",
    "missed",
    "stopping",
    "expect",
    "side-effect",
    "withdrawal",
    "overdose",
    "kidneys",
    "driving",
    "alcohol",
    "other-medicines",
    "hospital",
    "pregnancy",
]


class Advice(Model):
    """One thing that a patient is told.

    Parameters
    ----------
    key : str
        Stable name of the message, by which a translation is found.
    topic : str
        What it is about, from a closed list.
    tier : {"instruction", "self-care", "phone", "emergency"}
        What the reader has to do.
    says : str
        The words, in plain English.
    says_to_carer : str
        The same for somebody who gives the doses; empty where the words are the same.
    authors : tuple of Citation or Judgement
        Who says so.

    Examples
    --------
    >>> from baclofen_titration.provenance import Judgement
    >>> told = Advice(key="never-stop", topic="stopping", tier="instruction",
    ...               says="Never stop it on your own.",
    ...               authors=[Judgement(says="said", reason="an example")])
    >>> told.tier
    'instruction'
    """

    key: Key
    topic: Topic
    tier: Tier
    says: Sentence
    says_to_carer: Annotated[str, StringConstraints(max_length=600)] = ""
    authors: Several[Author]
