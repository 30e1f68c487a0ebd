"""The route as a picture, one stone of it, and all that was seen: for the pupil, its coach and its parents."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stapsteen.accounts.actions import note_file_opened
from stapsteen.accounts.models import ScreenChoice
from stapsteen.accounts.reading import screen_of
from stapsteen.curriculum.access import goals_for
from stapsteen.kit.refused import Refused
from stapsteen.learning.access import evidence_for, guided_learning_for, learning_for, may_record
from stapsteen.learning.access_goals import Say, Side, say_of
from stapsteen.learning.actions.freedom import FREEDOMS
from stapsteen.learning.models import Evidence
from stapsteen.learning.queries.evidence import files_of, own_views
from stapsteen.learning.queries.route import everything_seen, may_now, route_of, stone_of
from stapsteen.profile.queries import agreed_with
from stapsteen.school.access import has_role, is_staff_member
from stapsteen.school.models import Person, RoleKind
from stapsteen.web.door import everyone, found, viewer_of
from stapsteen.web.route.picture import choices_of, river_of
from stapsteen.web.route.telling import agreed_of, told_of

PICTURES = (
    "star", "heart", "idea", "together", "talk", "reading", "writing", "arithmetic", "art", "music",
    "gym", "building", "garden", "animals", "cooking", "feelings", "mountain", "bridge",
)  # fmt: skip
FEW, USUAL = 1, 3  # stones that are shown behind, and under way


@everyone
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """A pupil's own route, a member of staff's own goals, and for parents whose route to open."""
    viewer = viewer_of(request)
    if has_role(viewer, RoleKind.PUPIL) or is_staff_member(viewer):
        return show(request, found(viewer.person))
    children = list(learning_for(viewer))
    if len(children) == 1:
        return show(request, person_on(request, children[0].pk, page="route:mine"))
    return render(request, "route/children.html", {"children": children})


@everyone
@require_safe
def of(request: HttpRequest, number: int) -> HttpResponse:
    return show(request, person_on(request, number, page="route:of"))


def show(request: HttpRequest, person: Person, refused: Refused | None = None) -> HttpResponse:
    viewer = viewer_of(request)
    say = say_of(viewer, person)
    screen = screen_of(person, say.year_group)
    few = screen.few_at_once
    route = route_of(viewer, person, FEW if few else USUAL, say=say)
    guides = say.side is Side.GUIDE
    context = {
        **whose(request, person),
        "route": route,
        "say": say,
        "screen": screen,
        "readings": ScreenChoice.Reading.choices,
        "reading": _reading(say, screen),
        "river": river_of(say, route.behind, route.here),
        "ahead": choices_of(say, [*route.proposed, *route.ahead]),
        "claimed": choices_of(say, route.claimed),
        "own": choices_of(say, route.own),
        "pictures": PICTURES,
        "agreed": agreed_of(agreed_with(person)) if say.side in (Side.GUIDE, Side.PUPIL) else [],
        "freedoms": FREEDOMS if guides else (),
        "guides": guides,
        "is_owner": say.side is Side.OWNER,
        "refused": refused,
        "asked": request.POST,
    }
    return render(request, "route/route.html", context, status=422 if refused else 200)


@everyone
@require_safe
def everything(request: HttpRequest, number: int) -> HttpResponse:
    """All goals of which something was seen, by subject: also what the picture leaves out."""
    person = person_on(request, number, page="route:everything")
    stones = everything_seen(viewer_of(request), person)
    return render(request, "route/everything.html", {**whose(request, person), "stones": stones})


@everyone
@require_safe
def stone(request: HttpRequest, number: int, goal: int) -> HttpResponse:
    """One stone: what was seen, how sure that is, and what would change it."""
    viewer, person = viewer_of(request), person_on(request, number, page="route:stone")
    this = found(goals_for(viewer).filter(pk=goal).first())
    one, say = stone_of(viewer, person, this), say_of(viewer, person)
    decision = evidence_for(viewer, person).filter(
        goal__in=[this, *one.came_from], kind=Evidence.Kind.DECISION
    )
    stands = one.became or (one.shown and one.shown.decision)
    context = {
        **whose(request, person),
        "stone": one,
        "may": may_now(say, one),
        "told": told_of(one.shown) if one.shown else None,
        "decision": decision.select_related("by__person").first() if stands else None,
        "files": files_of(viewer, person, [this, *one.came_from]),
        "may_write": may_record(viewer, person),
        "own_view": own_views(person).get(this.pk),
        "guides": say.side is Side.GUIDE,
        "sees_all": guided_learning_for(viewer).filter(pk=person.pk).exists(),
        "reading": _reading(say, screen_of(person, say.year_group)),
    }
    return render(request, "route/stone.html", context)


def _reading(say: Say, screen: ScreenChoice) -> str:
    """How the page reads: pictures and short words are for the pupil, who looks along reads text."""
    return ScreenChoice.Reading.TEXT if say.side is not Side.PUPIL else screen.reading


def whose(request: HttpRequest, person: Person) -> dict[str, object]:
    """Whose route it is: the reader's own is told to "you"."""
    return {"person": person, "is_own": viewer_of(request).person == person}


def person_on(request: HttpRequest, number: int, *, page: str = "") -> Person:
    """The person whose route this is, or 404. Who opens another's is written down."""
    viewer = viewer_of(request)
    if viewer.person is not None and viewer.person.pk == number:
        return viewer.person
    person: Person = found(learning_for(viewer).filter(pk=number).first())
    if page:
        note_file_opened(person, by=viewer, page=page)
    return person
