from __future__ import annotations

from django.urls import path

from stapsteen.web.conversations import family, pupil, staff

app_name = "conversations"
urlpatterns = [
    path("", staff.overview, name="overview"),
    path("plannen/<int:pupil>/", staff.plan, name="plan"),
    path("<int:number>/", staff.talk, name="talk"),
    path("<int:number>/dag/", staff.move, name="move"),
    path("<int:number>/vervalt/", staff.cancel, name="cancel"),
    path("<int:number>/terug/", staff.bring_back, name="bring_back"),
    path("<int:number>/agenda/", staff.add, name="add"),
    path("<int:number>/agenda/alles/", staff.add_all, name="add_all"),
    path("<int:number>/agenda/<int:topic>/weg/", staff.take_off, name="take_off"),
    path("mijn/", pupil.mine, name="mine"),
    path("mijn/vragen/", pupil.ask, name="ask"),
    path("mijn/vragen/terug/", pupil.unask, name="unask"),
    path("thuis/", family.home, name="family"),
]
