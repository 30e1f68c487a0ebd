from __future__ import annotations

from django.urls import path

from stapsteen.web.planning import agenda, comparison, plans, timetable

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
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/<str:token>.ics", agenda.feed, name="feed"),
]
