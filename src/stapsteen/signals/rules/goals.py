"""The goals of a pupil: none, claimed and waiting, or too long; and the room that was agreed."""

from __future__ import annotations

from collections.abc import Iterator

from stapsteen.signals.rules.facts import Facts, Found, HeldGoal, Here

UNDER_WAY = {"chosen", "busy", "claimed"}


def no_goal(pupil: Facts, here: Here) -> Iterator[Found]:
    """No goal under way for some weeks, where pupils have goals of their own."""
    if not here.pupils_choose or any(held.state in UNDER_WAY for held in pupil.goals):
        return
    weeks = here.weeks_since(max(pupil.last_goal_ended or pupil.since, pupil.since))
    if weeks >= here.limits["no_goal"]:
        yield Found("no_goal", details={"weeks": weeks})


def claim_waits(pupil: Facts, here: Here) -> Iterator[Found]:
    """A pupil says that a goal is done, and nobody looked for some days."""
    for held in pupil.goals:
        days = here.days_since(held.since)
        if held.state == "claimed" and days >= here.limits["claim_waits"]:
            yield Found("claim_waits", str(held.number), _claim(held, days))


def _claim(held: HeldGoal, days: int) -> dict[str, object]:
    return {**held.named, "days": days, "goal": held.goal}


def goal_long(pupil: Facts, here: Here) -> Iterator[Found]:
    """At work on one goal for many weeks."""
    for held in pupil.goals:
        weeks = here.weeks_since(held.since)
        if held.state == "busy" and weeks >= here.limits["goal_long"]:
            yield Found("goal_long", str(held.number), {**held.named, "weeks": weeks})


def freedom_due(pupil: Facts, here: Here) -> Iterator[Found]:
    """The day has come on which more or less room would be looked at again."""
    for one in pupil.freedoms:
        days = here.days_since(one.day)
        if days >= here.limits["freedom_due"]:
            yield Found("freedom_due", str(one.number), {"day": one.day.isoformat()})
