from __future__ import annotations

from django.urls import path

from stapsteen.web.themes import activities, views

app_name = "themes"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("nieuw/", views.new, name="new"),
    path("<int:number>/", views.theme, name="theme"),
    path("<int:number>/veranderen/", views.change, name="change"),
    path("<int:number>/weg/", views.withdraw, name="withdraw"),
    path("<int:number>/terug/", views.bring_back, name="bring_back"),
    path("<int:number>/vraag/", views.ask_question, name="ask"),
    path("<int:number>/activiteit/", activities.add, name="add"),
    path("vraag/<int:number>/", views.answered, name="answer"),
    path("vraag/<int:number>/weg/", views.question_away, name="question_away"),
    path("vraag/<int:number>/terug/", views.question_back, name="question_back"),
    path("activiteit/<int:number>/", activities.activity, name="activity"),
    path("activiteit/<int:number>/doel/", activities.goal, name="goal"),
    path("activiteit/<int:number>/zien/", activities.seen, name="see"),
    path("activiteit/<int:number>/weg/", activities.away, name="away"),
    path("activiteit/<int:number>/terug/", activities.back, name="back"),
]
