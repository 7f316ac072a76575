"""Words for patients and for those who give the medicine, in one place, so that they can be moved.

Each has a name; what stands in braces is filled in by the format.
"""

from __future__ import annotations

from typing import Final

PHRASES: Final[dict[str, str]] = {
    "specimen": "SPECIMEN – NOT FOR PATIENT USE",
    "specimen-title": "SPECIMEN – {title}",
    "calendar-name": "Medicine, sheet {code}",
    "reminder-title": "Medicine time (sheet {code})",
    "reminder-title-dose": "Medicine: {pieces} (sheet {code})",
    "reminder-title-medicine": "Baclofen: {pieces}, {dose} (sheet {code})",
    "take": "Take {pieces} ({dose} of baclofen).",
    "every-day-at": "{days}, {at}.",
    "rise-condition": (
        "Go up only if the last dose did not make you too sleepy, weak or confused, and you still "
        "need more. Otherwise stay on the last dose and phone."
    ),
    "sheet-first": "If your paper sheet says something else, phone before you take it.",
    "change-title": "Medicine: a change today (sheet {code})",
    "change-text": "The dose changes today. Look at your sheet before you take the first one.",
    "review-title": "Review of your medicine (sheet {code})",
    "review-text": "{purpose}",
    "end-title": "Reminders end today – the medicine does not (sheet {code})",
    "end-text": (
        "These reminders end today. The medicine does not end. Keep taking it as your sheet says. "
        "Do not stop it suddenly."
    ),
    "end-review": "A review is due on {day}. Ask there for the reminders that come next.",
    "end-horizon": "Ask for the reminders that come next before {day} is over.",
    "end-title-stopped": "Reminders end today: the plan is done (sheet {code})",
    "end-text-stopped": (
        "These reminders end today, and so does the plan. From {after} no baclofen is taken, as "
        "planned. If you feel unwell, phone today."
    ),
    "fill-in": "____________ (fill in)",
    "not-suddenly": "Do not stop suddenly. It is stopped step by step, with a prescriber.",
    "card-title": "I take baclofen (sheet {code})",
    "card-no-doses": "My dose is on my newest sheet.",
    "card-not-today": "On {day}, not taken: {times}.",
    "card-stopped": "From {day} no baclofen is taken, as planned.",
    "card-continues": "From {day} the last dose is kept until a prescriber changes it.",
    "card-older": "Throw this card away when there is a newer sheet.",
    "pharmacy-title": "Pharmacy sheet, baclofen by mouth. Sheet {code}.",
    "label-head": "BACLOFEN {product}. Sheet {code}. {days}.",
    "label-one": "Take as the sheet says for the day.",
    "label-part": (
        "Box {number} of {boxes}: one part of the dose only. Take from each box what the sheet "
        "says for the day."
    ),
    "label-span": "{days}: {amount} in a day.",
    "label-most": "Never more than {amount} from this box in one day.",
    "label-discard": "Opened {opened}: not to be used from {discard} on.",
    "label-opened": "Opened {opened}: see the bottle for how long it keeps.",
    "label-span-none": "{days}: none.",
    "break-line": "Needs a tablet with a break line: halves or quarters are taken.",
    "cancelled-title": "Cancelled: {title}",
    "cancelled-text": "This was changed. Follow your newest sheet only.",
}


def phrase(name: str, **words: str) -> str:
    """A phrase with its gaps filled."""
    return PHRASES[name].format(**words)
