from __future__ import annotations

from django.urls import path

from stapsteen.web.workshops import pupil, staff

app_name = "workshops"
urlpatterns = [
    path("kiezen/", pupil.mine, name="mine"),
    path("kiezen/<int:number>/", pupil.wish, name="wish"),
    path("plek/<int:number>/", pupil.take, name="take"),
    path("plek/<int:number>/weg/", pupil.leave, name="leave"),
    path("", staff.overview, name="overview"),
    path("ronde/nieuw/", staff.new_round, name="new_round"),
    path("ronde/<int:number>/aanbieden/", staff.offer, name="offer"),
    path("ronde/<int:number>/verdelen/", staff.deal, name="deal"),
    path("<int:number>/", staff.session, name="session"),
    path("<int:number>/weg/", staff.withdraw, name="withdraw"),
    path("<int:number>/terug/", staff.bring_back, name="bring_back"),
    path("<int:number>/plaatsen/", staff.place, name="place"),
    path("<int:number>/iedereen/", staff.all_present, name="all_present"),
    path("inschrijving/<int:number>/geef/", staff.confirm, name="confirm"),
    path("inschrijving/<int:number>/weg/", staff.remove, name="remove"),
    path("inschrijving/<int:number>/aanwezig/", staff.attend, name="attend"),
]
