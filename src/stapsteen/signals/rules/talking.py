"""Conversations and what was agreed in them."""

from __future__ import annotations

from collections.abc import Iterator

from stapsteen.signals.rules.facts import Facts, Found, Here


def talk_asked(pupil: Facts, here: Here) -> Iterator[Found]:
    """The pupil asked for a conversation, and nobody planned one."""
    asked = pupil.talk_asked
    if asked is not None and here.days_since(asked) >= here.limits["talk_asked"]:
        yield Found("talk_asked", details={"day": asked.isoformat()})


def no_conversation(pupil: Facts, here: Here) -> Iterator[Found]:
    """No conversation for some weeks and none planned, at a school that holds conversations."""
    weeks = here.weeks_since(max(pupil.talked or pupil.since, pupil.since))
    if here.talks and not pupil.planned and weeks >= here.limits["no_conversation"]:
        never = pupil.talked is None or pupil.talked < pupil.since
        yield Found("no_conversation", details={"weeks": weeks, "never": never})


def conversation_waits(pupil: Facts, here: Here) -> Iterator[Found]:
    """The day of a planned conversation is past."""
    for one in pupil.planned:
        days = here.days_since(one.day)
        if days > 0 and days >= here.limits["conversation_waits"]:
            details = {"day": one.day.isoformat()}
            yield Found("conversation_waits", str(one.number), details)


def agreement_late(pupil: Facts, here: Here) -> Iterator[Found]:
    """The day of an agreement is past, and nobody looked back at it."""
    for one in pupil.agreements:
        days = here.days_since(one.day)
        if days > 0 and days >= here.limits["agreement_late"]:
            details = {"text": one.text, "day": one.day.isoformat()}
            yield Found("agreement_late", str(one.number), details)
