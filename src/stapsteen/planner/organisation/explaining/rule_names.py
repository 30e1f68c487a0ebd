"""What the rules of a school week are called in a list."""

from __future__ import annotations

from stapsteen.planner.organisation.plan import Sentence
from stapsteen.planner.timetable.instance import Constraint

RULE_NAMES = {
    "placed": Sentence("elke les een plek", "a place for every lesson"),
    "whole": Sentence("lessen aan één stuk", "lessons in one piece"),
    "starts": Sentence("geen pauze in een les", "no break in a lesson"),
    "early": Sentence("basisvakken in de ochtend", "core subjects in the morning"),
    "spread": Sentence("verdeeld over de week", "spread over the week"),
    "order": Sentence("lessen op volgorde", "lessons in their order"),
    "duty": Sentence("elke groep een leerkracht", "a teacher for every group"),
    "present": Sentence("wie voor de groep staat, werkt dan", "who has a group is at work"),
    "own": Sentence("de eigen leerkracht", "the group's own teacher"),
    "linked": Sentence("leerkrachten die een groep hebben", "teachers who have a group"),
    "days": Sentence("werkdagen", "working days"),
    "specialist": Sentence("door de vakleerkracht", "by the subject teacher"),
    "who": Sentence("wie het vak geeft", "who gives the subject"),
    "room": Sentence("een ruimte als die nodig is", "a room where one is needed"),
    "which": Sentence("de goede soort ruimte", "the right kind of room"),
    "open": Sentence("de ruimte is open", "the room is open"),
    "leader": Sentence("iemand die de workshop geeft", "somebody who leads the workshop"),
    "gives": Sentence(
        "wie een les geeft, geeft geen workshop", "who gives a lesson leads no workshop"
    ),
    "fits": Sentence("een ruimte met genoeg plek", "a room with enough places"),
    "seats": Sentence("kinderen kunnen bij hun workshop zijn", "children can be at their workshop"),
    "clashes": Sentence("niemand op twee plekken", "nobody in two places"),
}


def family_of(rule: Constraint) -> str:
    """Which rule of a school week a constraint belongs to; one that others added is its own."""
    family = rule.id.partition("/")[0]
    return family if family in RULE_NAMES else rule.id


def rule_name(rule: Constraint) -> Sentence:
    """What a constraint is called."""
    return RULE_NAMES.get(family_of(rule), Sentence(rule.name, rule.name))
