from __future__ import annotations

from django.urls import path

from stapsteen.web.changes import days, weeks

app_name = "changes"
urlpatterns = [
    path("", days.today, name="today"),
    path("melden/", days.report, name="report"),
    path("<int:number>/", days.proposal, name="proposal"),
    path("<int:number>/voortgang/", days.progress, name="progress"),
    path("<int:number>/akkoord/", days.accept_it, name="accept"),
    path("<int:number>/terug/", days.take_it_back, name="take_back"),
    path("<int:number>/weer-terug/", days.is_back, name="back"),
    path("week/", weeks.ask, name="ask_week"),
    path("week/<int:number>/", weeks.week, name="week"),
    path("week/<int:number>/voortgang/", weeks.progress, name="week_progress"),
]
