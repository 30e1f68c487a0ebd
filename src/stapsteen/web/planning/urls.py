from __future__ import annotations

from django.urls import path

from stapsteen.web.planning import (
    agenda,
    comparison,
    editing,
    explaining,
    plans,
    timetable,
    versions,
)

app_name = "planning"
urlpatterns = [
    path("", timetable.timetable, name="timetable"),
    path("excel/", timetable.spreadsheet, name="spreadsheet"),
    path("plannen/", plans.plan, name="plan"),
    path("plannen/voortgang/", plans.progress, name="progress"),
    path("plannen/<int:number>/stop/", plans.stop_run, name="stop"),
    path("plannen/<int:number>/gebruiken/", plans.use, name="use"),
    path("besluit/<int:number>/terug/", plans.undo_use, name="undo_use"),
    path("vergelijken/", comparison.comparison, name="comparison"),
    path("plannen/<int:number>/aanpassen/", versions.start, name="start_version"),
    path("versies/", versions.versions, name="versions"),
    path("versies/<int:number>/", editing.edit, name="edit"),
    path("versies/<int:number>/plekken/", editing.places, name="places"),
    path("versies/<int:number>/les/", editing.lesson, name="lesson"),
    path("versies/<int:number>/zet/", editing.move, name="move"),
    path("versies/<int:number>/terug/", editing.undo, name="undo_move"),
    path("versies/<int:number>/opnieuw/", editing.redo, name="redo_move"),
    path("versies/<int:number>/vast/", editing.lock, name="lock"),
    path("versies/<int:number>/rest/", editing.rest, name="rest"),
    path("versies/<int:number>/verschil/", versions.changes, name="changes"),
    path("versies/<int:number>/publiceren/", versions.publish, name="publish"),
    path("versies/<int:number>/weg/", versions.drop, name="drop_version"),
    path("plannen/<int:number>/waarom/<path:lesson>/", explaining.why, name="why"),
    path("plannen/<int:number>/kosten/", explaining.costs, name="costs"),
    path("plannen/<int:number>/naast/<int:other>/", explaining.difference, name="difference"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/<str:token>.ics", agenda.feed, name="feed"),
]
