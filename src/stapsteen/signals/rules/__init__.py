"""The safety net: each rule a function from what was read of one pupil to what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from stapsteen.signals.rules import evidence, goals, talking, workshops
from stapsteen.signals.rules.facts import Facts, Found, Here

Rule = Callable[[Facts, Here], Iterable[Found]]

RULES: dict[str, Rule] = {
    "talk_asked": talking.talk_asked,
    "nothing_seen": evidence.nothing_seen,
    "stuck": evidence.stuck,
    "conflict": evidence.conflict,
    "no_conversation": talking.no_conversation,
    "conversation_waits": talking.conversation_waits,
    "agreement_late": talking.agreement_late,
    "claim_waits": goals.claim_waits,
    "no_goal": goals.no_goal,
    "goal_long": goals.goal_long,
    "absent": workshops.absent,
    "not_chosen": workshops.not_chosen,
    "freedom_due": goals.freedom_due,
}


def find(pupil: Facts, here: Here) -> Iterator[Found]:
    """Everything that the rules which are on find of a pupil."""
    for key, rule in RULES.items():
        if key in here.limits:
            yield from rule(pupil, here)
