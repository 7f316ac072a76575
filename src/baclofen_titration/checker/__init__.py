"""The judge: says what is wrong with a schedule, whoever planned it.

It shares nothing with the engines but the vocabulary. It judges by three sets
of limits, each kept apart: hard limits of its own (``data/hard-limits.toml``),
its own transcription of each shipped protocol, and the limits handed down. For
a user's own protocol file only the first and the last exist, and the last are
not independent of planning.

Every code it can report, all of them `stop` unless said. Those marked ``!``
are `hard`: no acknowledgement lifts them. A limit that the hard limits pass
too is hard whatever its code.

================================  ======================================================
code                              what is wrong
================================  ======================================================
malformed-schedule !              the schedule, or what was handed down with it, does
                                  not hold together; nothing else is judged
gap-between-steps !               days between two steps are covered by neither
overlapping-steps !               two steps cover the same days
zero-dose !                       a taking of nothing
ends-without-instruction !        the last step ends and nothing says what follows
daily-dose-above-maximum          a day above max_daily_dose
dose-above-maximum                one taking above max_dose
present-dose-above-maximum        caution: what is taken already is above a maximum and
                                  is carried on, not raised; a stop where the maximum is
                                  one that the patient's kidneys or age narrowed
first-day-above-maximum           the first days of somebody who took nothing are above
                                  max_first_day
rise-too-large                    the daily dose rises by more than max_rise
rise-too-large-at-one-time        a time of day rises by more than max_rise_per_dose
rise-too-soon                     a rise sooner than min_days_between_rises after the
                                  previous change of any kind
fall-too-large                    the daily dose falls by more than max_fall
fall-too-large-at-one-time        a time of day falls by more than max_fall_per_dose
fall-too-soon                     a fall sooner than min_days_between_falls after a fall
abrupt-stop                       the fall to nothing is larger than max_last_daily_dose
rise-in-taper                     something rises on entering a step of a taper
fall-in-titration                 the daily dose falls on entering a step that is none
                                  of a taper
takings-too-close                 two takings within min_hours_between_takings
present-takings-too-close         caution: two takings of a taper that were as close in what
                                  is taken already
kidneys-too-weak                  the kidneys are as weak as sources say to avoid
older-with-weak-kidneys           65 years or more, with weak kidneys
rise-with-weak-kidneys            more than one step, where one is all that may be planned
taper-short-after-long-use        caution: under 3 weeks, after use for more than 2 months
                                  or of unknown length
taper-shorter-than-labels         caution: shorter than any label prints
fall-above-half                   caution: a fall that is not the last takes more than half of
                                  the daily dose
doses-change-with-daily-dose      caution: in a taper a time of day is dropped on a day on which
                                  something else falls too
hypersensitivity                  what the patient's answers stop on the way up; so do all
                                  those that follow, to probably-intrathecal
wheat-allergy                     an allergy to wheat, by the Austrian text
terminal-kidney-failure           terminal kidney failure
unstable-spasticity               spasticity that is not yet stable
acute-intoxication                an acute intoxication
peptic-ulcer                      a peptic ulcer, by the British texts
epilepsy                          epilepsy, by the German texts
stroke                            a stroke, by the US texts
cerebral-palsy                    cerebral palsy, by the US texts
parkinsons-disease                Parkinson's disease, by the US texts
rheumatic-spasm                   rheumatic muscle spasm, by the US texts
baclofen-among-medicines          baclofen among the other medicines
baclofen-as-needed                baclofen as needed
baclofen-elsewhere                baclofen of another prescriber
baclofen-pump                     a pump
pregnant                          a pregnancy
nsaids                            a medicine such as ibuprofen, with weak kidneys
kidney-lowering                   another medicine that lowers them, with weak kidneys
several-depressants               two or more medicines that slow the brain
indication-outside-list           an indication that the protocol's text does not name
probably-intrathecal              a present daily dose as small as a pump's, or any in micrograms
smaller-dose-falls-first          caution: in a taper a dose of the day falls while a larger one
                                  stands
used-for-contradicts-since        caution: baclofen is said to be used for less time than what is
                                  taken now
unknown-product !                 pieces of a product that is not at hand
unmakeable !                      a dose without pieces
pieces-do-not-add-up !            pieces that contain more or less than the dose
forbidden-split                   a part that the product may not be taken as
mixed-products !                  solids and a liquid, or two strengths of liquid
protocol-not-transcribed !        a shipped protocol that this judge holds no
                                  transcription of
limit-looser-than-transcription ! a limit handed down allows more than the protocol
first-change-not-judged           note: what was taken before is not known
================================  ======================================================

How days and changes are counted:

* Neighbouring steps with the same doses are one regimen; a change is where two
  regimens meet, `before` and the first step among them. A change in which
  anything rises is a rise, one in which anything falls is a fall; it can be both.
* Days to a rise run from the first day of the previous change to the day of the
  rise; days to a fall likewise, but only if the previous change was a fall. A
  first day that starts late is partial and does not count.
* What is taken already counts from `since`. Where that is unknown it counts
  from the start of the schedule, and a rise on the first day is too soon.
  Whether it had itself begun with a fall is not known, so the first fall from
  it is not held up; if that leaves something open, the report says so.
* Limits forbid rises and never make a cut: a daily dose or a dose above its
  maximum that `before` already had, and that has not risen, is a caution.
* Each passed limit is reported at each rise above it, with the strictest limit
  passed; staying or falling above it is not reported again.
* In a taper, two takings that are both in `before` may stay as close as they are there.
* A part that a product may not be taken as is hard where nobody can say what is in
  it: a measure of a tablet, a whole or a half of a liquid.
* A taper is as long as the days from its first fall to the first day with nothing; where
  the present dose is kept until the end, that is no day at all.
* Takings by the clock and by name are matched through the clock of the schedule
  where it names an hour; a dose moved to another hour is a fall and a rise.
"""

from __future__ import annotations

from baclofen_titration.checker.beside import (
    check_empty_times,
    check_rise_share,
    check_whole_course,
)
from baclofen_titration.checker.departure import first_departure
from baclofen_titration.checker.judge import check
from baclofen_titration.checker.milestones import check_milestones
from baclofen_titration.checker.ways import WayPace, check_way

__all__ = [
    "WayPace",
    "check",
    "check_empty_times",
    "check_milestones",
    "check_rise_share",
    "check_way",
    "check_whole_course",
    "first_departure",
]
