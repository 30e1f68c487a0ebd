"""Instruction groups: which there are, making them, giving a group another goal, ending them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stapsteen.school.access import current_year_for
from stapsteen.web.asked import number_in
from stapsteen.web.door import door, found, staff_only, viewer_of
from stapsteen.web.instruction.forms import BlockForm
from stapsteen.web.told_in_form import told_in
from stapsteen.web.undoing import say_done
from stapsteen.week.instruction.access import blocks_for, goals_to_give, groups_in, may_make_blocks
from stapsteen.week.instruction.actions import (
    bring_back_block,
    make_block,
    once_more,
    withdraw_block,
)
from stapsteen.week.instruction.moving import give_goal
from stapsteen.week.instruction.queries import listed_blocks
from stapsteen.week.models import InstructionBlock

makers_only = door(may_make_blocks)


def block_of(request: HttpRequest, number: int) -> InstructionBlock:
    """A block with which the viewer has to do; 404 for any other."""
    blocks = blocks_for(viewer_of(request)).select_related("subject", "year__school")
    block: InstructionBlock = found(blocks.filter(pk=number).first())
    return block


@staff_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    context = {
        "blocks": listed_blocks(viewer),
        "may_make": may_make_blocks(viewer) and current_year_for(viewer) is not None,
    }
    return render(request, "instruction/overview.html", context)


@makers_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    year = found(current_year_for(viewer))
    form = BlockForm(viewer, year, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            made = make_block(year, **form.values(), by=viewer)
            messages.success(request, _("De groepjes zijn er. Kijk of het zo goed is."))
            return redirect("instruction:block", number=made.pk)
    status = 422 if form.errors else 200
    return render(request, "instruction/new.html", {"form": form}, status=status)


@makers_only
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    block = block_of(request, number)
    withdraw_block(block, by=viewer_of(request))
    say_done(
        request, _("%(name)s is weg.") % {"name": block.name}, "instruction:bring_back", block.pk
    )
    return redirect("instruction:overview")


@makers_only
@require_POST
def bring_back(request: HttpRequest, number: int) -> HttpResponse:
    block = block_of(request, number)
    bring_back_block(block, by=viewer_of(request))
    return redirect("instruction:block", number=block.pk)


@makers_only
@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    made = once_more(block_of(request, number), by=viewer_of(request))
    messages.success(request, _("Dit zijn de nieuwe groepjes, met wat we nu weten."))
    return redirect("instruction:block", number=made.pk)


@makers_only
@require_http_methods(["GET", "HEAD", "POST"])
def goal(request: HttpRequest, number: int) -> HttpResponse:
    """Another goal for a group: a list to choose from, and the choice."""
    viewer = viewer_of(request)
    group = found(groups_in(blocks_for(viewer)).filter(pk=number, leader__isnull=False).first())
    goals = goals_to_give(group)
    if request.method == "POST":
        chosen = found(goals.filter(pk=number_in(request.POST.get("goal", ""))).first())
        give_goal(group, chosen, by=viewer)
        messages.success(request, _("Dit groepje werkt nu aan: %(goal)s.") % {"goal": chosen})
        return redirect("instruction:block", number=group.block_id)
    return render(request, "instruction/goal.html", {"group": group, "goals": goals})
