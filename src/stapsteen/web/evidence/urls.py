from __future__ import annotations

from django.urls import path

from stapsteen.web.evidence import files, own, pupil, sending, writing

app_name = "evidence"
urlpatterns = [
    path("", writing.write, name="write"),
    path("doelen/", sending.goals, name="goals"),
    path("deur/", sending.door, name="door"),
    path("stuur/", sending.receive, name="receive"),
    path("bewaker.js", files.worker, name="worker"),
    path("terug/<uuid:key>/", sending.take_back, name="take_back"),
    path("leerling/<int:number>/", pupil.seen, name="seen"),
    path("leerling/<int:number>/besluit/", pupil.decision, name="decide"),
    path("leerling/<int:number>/terug/<int:evidence>/", pupil.withdrawal, name="withdraw"),
    path("bestand/<int:number>/", files.media, name="media"),
    path("zelf/", own.mine, name="mine"),
    path("zelf/<int:number>/", own.assess, name="assess"),
]
