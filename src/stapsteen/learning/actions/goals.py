"""Setting goals, choosing them, working on them, and what comes after; of pupils and of staff.

``learning.access_goals`` says who may. Every action is one transaction with a step in the goal's
history and a line in the log. Steps are never removed: going back is a step as well.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.curriculum.models import Goal
from stapsteen.kit.refused import Refused
from stapsteen.learning.access_goals import Say, Side, Verb, say_of
from stapsteen.learning.models import GoalStep, PersonalGoal
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import Person

State = PersonalGoal.State
Kind = PersonalGoal.Kind
LADDER = tuple(State)
FROM: dict[Verb, tuple[State, ...]] = {
    Verb.TAKE: (State.OPEN,),
    Verb.START: (State.CHOSEN,),
    Verb.CLAIM: (State.CHOSEN, State.BUSY),
    Verb.AGREE: (State.CHOSEN, State.BUSY, State.CLAIMED),
    Verb.KEEP_UP: (State.AGREED,),
    Verb.LET_GO: (State.OPEN, State.CHOSEN, State.BUSY, State.CLAIMED),
}
TO = {
    Verb.TAKE: State.CHOSEN,
    Verb.START: State.BUSY,
    Verb.CLAIM: State.CLAIMED,
    Verb.AGREE: State.AGREED,
    Verb.KEEP_UP: State.KEPT_UP,
}


@transaction.atomic
def choose(by: Viewer, person: Person, goal: Goal, reason: str = "") -> PersonalGoal:
    """Set a goal of the school for a person: chosen at once, or open until the other side takes it.

    What the other side had proposed is taken. Raises ``Refused`` when the policy gives no say, when
    the goal is out of reach and who guides gives no ``reason``, and when the person has it already.
    """
    say = say_of(by, person)
    if goal.school_id != person.school_id or goal.retired_on is not None:
        raise Refused(_("Dit doel is er niet meer."), _("Kies een ander doel."))
    proposed = _standing(person).filter(goal=goal, state=State.OPEN).first()
    if proposed is not None and say.may_take(proposed):
        return _step(by, _hold(proposed), Verb.TAKE)
    _refuse_goal(say, goal, reason)
    return _set(by, say, PersonalGoal(person=person, goal=goal, reason=reason.strip()))


@transaction.atomic
def set_own(by: Viewer, person: Person, title: str, pictogram: str = "") -> PersonalGoal:
    """Set a goal in the person's own words. Raises ``Refused`` where the policy knows none."""
    say = say_of(by, person)
    if not say.sets_own:
        raise Refused(_("Eigen doelen kun je hier niet maken."), _who_knows(say))
    return _set(by, say, PersonalGoal(person=person, kind=Kind.OWN, **_words(title, pictogram)))


@transaction.atomic
def set_outside(
    by: Viewer, person: Person, title: str, pictogram: str, reason: str
) -> PersonalGoal:
    """Set a goal outside the national set, under any policy: who guides gives the reason."""
    say = say_of(by, person)
    if not say.sets_outside:
        raise Refused(_("Dit doel mag je niet zetten."), _("Vraag wie de leerling begeleidt."))
    if not reason.strip():
        raise Refused(_("Er staat nog geen reden bij."), _("Schrijf in een zin waarom."))
    words = _words(title, pictogram)
    return _set(by, say, PersonalGoal(person=person, kind=Kind.OUTSIDE, reason=reason, **words))


def take(by: Viewer, held: PersonalGoal) -> PersonalGoal:
    """Choose what the other side proposed."""
    return _move(by, held, Verb.TAKE)


def start(by: Viewer, held: PersonalGoal) -> PersonalGoal:
    """Begin to work on a chosen goal."""
    return _move(by, held, Verb.START)


def claim(by: Viewer, held: PersonalGoal) -> PersonalGoal:
    """Say "I can do it"; somebody else looks whether it is so."""
    return _move(by, held, Verb.CLAIM)


def agree(by: Viewer, held: PersonalGoal) -> PersonalGoal:
    """Agree that the goal is reached. What is shown of its mastery is another thing."""
    return _move(by, held, Verb.AGREE)


def keep_up(by: Viewer, held: PersonalGoal) -> PersonalGoal:
    """See that what was reached is still there."""
    return _move(by, held, Verb.KEEP_UP)


@transaction.atomic
def let_go(by: Viewer, held: PersonalGoal) -> PersonalGoal:
    """Stop with a goal that is not reached; it stays in the history, and may be chosen again."""
    held = _hold(held)
    say = say_of(by, held.person)
    own_proposal = held.state == State.OPEN and held.set_by_id == by.pk
    if not (own_proposal or say.may(Verb.LET_GO)):
        raise _no_say(say)
    _refuse_elsewhere(held, Verb.LET_GO)
    _end(by, held)
    return held


@transaction.atomic
def step_back(by: Viewer, held: PersonalGoal) -> PersonalGoal:
    """Take the last step back: to the state before it, before the first to nothing.

    By who took the step, or by who may agree on the goal: then it means "not yet". What was let go is
    taken up again by who let it go, or by who may let it go as well.
    """
    held = _hold(held)
    say, steps = say_of(by, held.person), list(held.steps.all())
    if held.ends is not None:
        return _resume(by, held, say)
    mine = bool(steps) and steps[-1].by_id == by.pk and say.side is not Side.NOBODY
    if not (mine or say.may(Verb.AGREE)):
        raise _no_say(say)
    before = states_left([step.state for step in steps])
    if len(before) < 2:
        _end(by, held)
    else:
        _write(by, held, State(before[-2]), "step_back")
    return held


def states_left(states: list[str]) -> list[str]:
    """The states on the way to the last one, without those that were stepped back from."""
    left: list[str] = []
    for state in states:
        rank = LADDER.index(State(state))
        left = [one for one in left if LADDER.index(State(one)) < rank]
        left.append(state)
    return left


def _standing(person: Person) -> QuerySet[PersonalGoal]:
    return PersonalGoal.objects.filter(person=person, ends__isnull=True).select_related("set_by")


def _refuse_goal(say: Say, goal: Goal, reason: str) -> None:
    if not say.sets:
        raise Refused(_("Je kunt dit doel nu niet kiezen."), _who_knows(say))
    if say.may_set(goal) or (say.side is Side.GUIDE and reason.strip()):
        return
    if say.side is Side.GUIDE:
        raise Refused(
            _("Dit doel ligt verder dan het tempo van de school."), _("Schrijf in een zin waarom.")
        )
    raise Refused(_("Dit doel is nu nog niet aan de beurt."), _("Kies een van de stenen voor je."))


def _words(title: str, pictogram: str) -> dict[str, str]:
    title = " ".join(title.split())
    if not title:
        raise Refused(
            _("Er staat nog niet wat je wilt leren."), _("Schrijf het in een paar woorden.")
        )
    if len(title) > 200:
        raise Refused(_("Dit is te lang."), _("Schrijf het in een paar woorden."))
    return {"own_title": title, "pictogram": pictogram}


def _set(by: Viewer, say: Say, held: PersonalGoal) -> PersonalGoal:
    held.state = State.CHOSEN if say.may(Verb.SET) else State.OPEN
    held.starts, held.set_by_id = timezone.localdate(), by.pk
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError as double:
        raise Refused(_("Dit doel is er al."), _("Kijk op de route waar het ligt.")) from double
    verb = "choose_goal" if held.state == State.CHOSEN else "propose_goal"
    _write(by, held, State(held.state), verb)
    return held


@transaction.atomic
def _move(by: Viewer, held: PersonalGoal, verb: Verb) -> PersonalGoal:
    held = _hold(held)
    say = say_of(by, held.person)
    if not (say.may_take(held) if verb is Verb.TAKE else say.may(verb)):
        raise _no_say(say)
    return _step(by, held, verb)


def _step(by: Viewer, held: PersonalGoal, verb: Verb) -> PersonalGoal:
    _refuse_elsewhere(held, verb)
    _write(by, held, TO[verb], f"{verb}_goal")
    return held


def _refuse_elsewhere(held: PersonalGoal, verb: Verb) -> None:
    if held.ends is not None or held.state not in FROM[verb]:
        raise Refused(_("Dit kan nu niet met dit doel."), _("Kijk op de route waar het ligt."))


def _hold(held: PersonalGoal) -> PersonalGoal:
    """The goal as it is now, held until the end: what two people do at once comes in turn."""
    rows = PersonalGoal.objects.select_for_update(of=("self",))
    return rows.select_related("person__school", "set_by", "goal").get(pk=held.pk)


def _end(by: Viewer, held: PersonalGoal) -> None:
    held.ends, held.ended_by_id = timezone.localdate(), by.pk
    held.save(update_fields=["ends", "ended_by"])
    record(by, held.person.school, "let_go_goal", held.pk)


def _resume(by: Viewer, held: PersonalGoal, say: Say) -> PersonalGoal:
    _refuse_resuming(by, held, say)
    held.ends = held.ended_by = None
    try:
        with transaction.atomic():
            held.save(update_fields=["ends", "ended_by"])
    except IntegrityError as double:
        raise Refused(_("Dit doel is er al."), _("Kijk op de route waar het ligt.")) from double
    record(by, held.person.school, "resume_goal", held.pk)
    return held


def _refuse_resuming(by: Viewer, held: PersonalGoal, say: Say) -> None:
    mine = held.ended_by_id == by.pk and say.side is not Side.NOBODY
    # A question that the other side took back is not asked again by who answers it.
    if not (mine or (say.may(Verb.LET_GO) and held.state != State.OPEN)):
        raise _no_say(say)
    if held.goal is not None and held.goal.retired_on is not None:
        raise Refused(_("Dit doel is er niet meer."), _("Kies een ander doel."))
    if held.ends is not None and held.ends < timezone.localdate() - timedelta(days=1):
        raise Refused(_("Dit is te lang geleden."), _("Kies het doel opnieuw."))


def _write(by: Viewer, held: PersonalGoal, state: State, verb: str) -> None:
    if held.state != state:
        held.state = state
        held.save(update_fields=["state"])
    GoalStep.objects.create(personal_goal=held, state=state, by_id=by.pk)
    record(by, held.person.school, verb, held.pk)


def _no_say(say: Say) -> Refused:
    return Refused(_("Dit kun je nu niet kiezen."), _who_knows(say))


def _who_knows(say: Say) -> str:
    """Where who reads a refusal goes with it: only a pupil has a coach."""
    if say.side is Side.PUPIL:
        return _("Praat erover met je coach.")
    if say.side is Side.NOBODY:
        return _("Praat erover met de coach van het kind.")
    return _("Wie wat kiest, staat in het profiel van de school.")
