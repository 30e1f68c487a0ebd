from __future__ import annotations

from django.urls import path

from stapsteen.web.instruction import board, views

app_name = "instruction"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("nieuw/", views.new, name="new"),
    path("<int:number>/", board.block, name="block"),
    path("<int:number>/zet/", board.put, name="put"),
    path("<int:number>/kijk/", board.check, name="check"),
    path("<int:number>/kijk/terug/<uuid:key>/", board.look_back, name="look_back"),
    path("<int:number>/voorstel/", board.propose, name="propose"),
    path("<int:number>/voorstel/terug/", board.propose_back, name="propose_back"),
    path("<int:number>/weg/", views.withdraw, name="withdraw"),
    path("<int:number>/terug/", views.bring_back, name="bring_back"),
    path("<int:number>/weer/", views.again, name="again"),
    path("plek/<int:number>/terug/", board.undo, name="undo"),
    path("groepje/<int:number>/doel/", views.goal, name="goal"),
]
