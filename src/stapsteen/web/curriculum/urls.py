from __future__ import annotations

from django.urls import path

from stapsteen.web.curriculum import changing, goals, lines, recordings

app_name = "curriculum"
urlpatterns = [
    path("", lines.lines, name="lines"),
    path("beginset/", lines.bring_in, name="bring_in"),
    path("kerndoelen/", lines.objectives, name="objectives"),
    path("nieuw/", changing.new, name="new"),
    path("doel/<int:number>/", goals.goal, name="goal"),
    path("doel/<int:number>/wijzig/", changing.edit, name="edit"),
    path("doel/<int:number>/splits/", changing.split, name="split"),
    path("doel/<int:number>/samen/", changing.merge, name="merge"),
    path("doel/<int:number>/uit/", changing.retire, name="retire"),
    path("doel/<int:number>/weer/", changing.restore, name="restore"),
    path("verandering/<int:number>/terug/", changing.undo, name="undo"),
    path("doel/<int:number>/opname/", recordings.keep, name="record"),
    path("opname/<int:number>/", recordings.listen, name="listen"),
    path("opname/<int:number>/weg/", recordings.remove, name="unrecord"),
]
