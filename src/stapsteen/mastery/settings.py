"""The fixed numbers of the learner model. A school tunes nothing: small schools have too few answers to tune on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Start values and speeds. Everything is in logits, squared logits (a variance) or days, unless it says otherwise.

    The values are fits to logs of practice (LEARNER: two-level tracker); what they mean for a
    teacher is in docs/explanation/mastery.md.
    """

    # Where everything starts, before anything was seen.
    level_variance: float = 1.2  # how pupils differ in a subject
    deviation_variance: float = 0.6  # how a pupil's goals differ from the pupil's level
    goal_variance: float = 1.5  # how goals differ in difficulty
    item_variance: float = 0.6  # how tasks differ within a goal

    # What one answer changes beside the news in it.
    gain: float = 0.18  # learnt from doing a task once
    gain_halved_after: float = 6.5  # attempts on a goal after which the gain is half
    level_drift: float = 0.008  # new variance of the level
    deviation_drift: float = 0.045  # new variance of the goal

    # What a day without evidence changes.
    forgetting: float = 0.008  # share of the deviation that is lost
    level_drift_day: float = 0.0015  # new variance of the level

    # How an answer comes about.
    open_guess: float = 0.01  # chance of a right answer to an open question without knowing
    slip: float = 0.015  # chance of a wrong answer while knowing
    form: float = 0.5  # variance of a good or a bad day, shared by answers close together

    # How much other evidence says.
    percentage_answers: float = 5.0  # a percentage weighs at most as this many answers
    judgement_noise: float = 0.9  # standard deviation of what a teacher sees
    self_noise: float = 1.5  # standard deviation of what a pupil says of itself
    self_weight: float = 0.0  # what a pupil says is shown beside the estimate and is no part of it
    lapse: float = 0.02  # chance that a judgement was a mistake, such as a wrong tap
    test_noise: float = 0.3  # standard deviation when a test does not report its own

    # What is said.
    mastered: float = 0.8  # chance on a typical task of the goal from which it counts as mastered
    bar: float = 0.8  # how sure we are before we say "shown"
    report_bar: float = 0.9  # the same in a report
    proof_days: float = 7.0  # days between the first and the last proof
    not_yet: float = 0.2  # below this chance of mastery we say "not yet" ...
    not_yet_right: float = 6.0  # ... unless more than this many of the next ten come out right
    widest: float = 6.0  # a range of the next ten wider than this is "not enough seen"
    conflict: float = 2.0  # joint standard deviations from which sources are said to disagree


SHIPPED = Settings()
