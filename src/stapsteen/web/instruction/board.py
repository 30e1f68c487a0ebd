"""The groups of a block on the table: take a pupil up and put it down, look first, propose anew.

Two taps move a pupil: the first asks the page with the pupil in the hand, the second puts it down.
With htmx only the board changes; without it the same page comes back.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stapsteen.curriculum.access import goals_for
from stapsteen.kit.refused import Refused
from stapsteen.learning.levels import Level
from stapsteen.school.models import Person
from stapsteen.web.asked import key_in, number_in
from stapsteen.web.door import found, staff_only, viewer_of
from stapsteen.web.instruction.views import block_of, makers_only
from stapsteen.web.undoing import say_done
from stapsteen.week.instruction.access import blocks_for, groups_in, may_make_blocks, seats_in
from stapsteen.week.instruction.actions import propose_again
from stapsteen.week.instruction.coming import gaps_in
from stapsteen.week.instruction.looking import look_first, undo_look
from stapsteen.week.instruction.moving import move, undo_move, undo_proposal
from stapsteen.week.instruction.queries import Board, board_of
from stapsteen.week.models import InstructionBlock, InstructionSeat

LEVEL = "level-"
CHECKED = (Level.NOT_YET, Level.WITH_HELP, Level.ALONE)


@staff_only
@require_safe
def block(request: HttpRequest, number: int) -> HttpResponse:
    return _page(request, block_of(request, number), hand=number_in(request.GET.get("hand", "")))


@makers_only
@require_POST
def put(request: HttpRequest, number: int) -> HttpResponse:
    """Put a pupil down in a group."""
    viewer, one = viewer_of(request), block_of(request, number)
    groups = groups_in(blocks_for(viewer)).filter(block=one)
    group = found(groups.filter(pk=number_in(request.POST.get("group", ""))).first())
    pupil = found(one.pupils.filter(pk=number_in(request.POST.get("pupil", ""))).first())
    return _done(request, one, lambda: move(pupil, group, by=viewer))


@makers_only
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    seat = found(seats_in(blocks_for(viewer)).filter(pk=number).first())
    return _done(request, seat.group.block, lambda: undo_move(seat, by=viewer), back=True)


@makers_only
@require_POST
def propose(request: HttpRequest, number: int) -> HttpResponse:
    one = block_of(request, number)
    propose_again(one, all_over=request.POST.get("all") == "1", by=viewer_of(request))
    said = _("Dit is het voorstel met wat we nu weten.")
    say_done(request, said, "instruction:propose_back", one.pk)
    return redirect("instruction:block", number=one.pk)


@makers_only
@require_POST
def propose_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take a whole proposal back."""
    one = block_of(request, number)
    undo_proposal(one, by=viewer_of(request))
    messages.success(request, _("De groepjes zijn weer zoals ze waren."))
    return redirect("instruction:block", number=one.pk)


@makers_only
@require_POST
def check(request: HttpRequest, number: int) -> HttpResponse:
    """Write down what a check of five minutes showed, for every pupil who was looked at."""
    viewer, one = viewer_of(request), block_of(request, number)
    goal = found(goals_for(viewer).filter(pk=number_in(request.POST.get("goal", ""))).first())
    tapped = {
        pupil: number_in(request.POST.get(f"{LEVEL}{pupil.pk}", "")) for pupil in one.pupils.all()
    }
    levels = {pupil: level for pupil, level in tapped.items() if level in CHECKED}
    key = key_in(request.POST.get("key", "")) or uuid4()
    looked = look_first(one, goal, levels, by=viewer, device_key=key)
    new = _("Opgeschreven. Dit is het voorstel met wat we nu weten.")
    said = (
        new if looked.proposed else _("Opgeschreven. De groepjes die je zelf maakte, blijven zo.")
    )
    say_done(request, said, "instruction:look_back", one.pk, looked.key)
    return redirect("instruction:block", number=one.pk)


@makers_only
@require_POST
def look_back(request: HttpRequest, number: int, key: UUID) -> HttpResponse:
    """Take back what a check showed, with the groups that were made from it."""
    one = block_of(request, number)
    as_before = undo_look(one, key, by=viewer_of(request))
    back = _("Teruggenomen. De groepjes zijn weer zoals ze waren.")
    messages.success(
        request, back if as_before else _("Teruggenomen. De groepjes blijven zoals ze nu zijn.")
    )
    return redirect("instruction:block", number=one.pk)


def _done(
    request: HttpRequest, one: InstructionBlock, do: object, *, back: bool = False
) -> HttpResponse:
    """Move somebody, and show the board as it is then, with the way back."""
    assert callable(do)
    htmx = bool(getattr(request, "htmx", False))
    try:
        seat: InstructionSeat = do()
    except Refused as refused:
        if not htmx:
            raise
        return _page(request, one, refused=refused)
    said = _("%(name)s zit nu bij: %(group)s.") % {
        "name": seat.pupil.first_name,
        "group": seat.group.goal or _("werkt zelf"),
    }
    way_back = "" if back else reverse("instruction:undo", args=[seat.pk])
    if htmx:
        return _page(request, one, said=said, way_back=way_back, focus=seat.pupil_id)
    messages.success(request, said, extra_tags=f"undo:{way_back}" if way_back else "")
    return redirect("instruction:block", number=one.pk)


def _page(
    request: HttpRequest,
    one: InstructionBlock,
    *,
    hand: int = 0,
    said: str = "",
    way_back: str = "",
    focus: int = 0,
    refused: Refused | None = None,
) -> HttpResponse:
    viewer, hx = viewer_of(request), bool(getattr(request, "htmx", False))
    board = board_of(one, viewer)
    may_change = may_make_blocks(viewer) and one.withdrawn_at is None
    held = _held(board, hand) if may_change else None
    context = {
        "board": board,
        "one": one,
        "may_change": may_change,
        "hand": held,
        "said": said,
        "way_back": way_back,
        "focus": focus or (0 if held is None else held.pk),
        "refused": refused,
        "levels": CHECKED,
        "key": uuid4(),
        "gaps": [] if hx else gaps_in(one, [table.group for table in board.tables]),
        "touched": any(place.seat.by_hand for table in board.tables for place in table.places),
    }
    template = "instruction/block.html" + ("#board" if hx else "")
    return render(request, template, context, status=422 if refused else 200)


def _held(board: Board, number: int) -> Person | None:
    pupils = (place.pupil for table in board.tables for place in table.places)
    return next((pupil for pupil in pupils if pupil.pk == number), None)
