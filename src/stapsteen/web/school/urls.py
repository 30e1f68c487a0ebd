from __future__ import annotations

from django.urls import path

from stapsteen.web.school import overview, set_up

app_name = "school"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("groep/<int:number>/", overview.group, name="group"),
    path("instellen/", set_up.set_up, name="set_up"),
    path("instellen/alles/", set_up.take_all, name="take_all"),
    path("instellen/klopt/", set_up.confirm_topic, name="confirm"),
    path("instellen/tijden/", set_up.save_times, name="times"),
    path("instellen/ruimtes/", set_up.save_rooms, name="rooms"),
    path("instellen/gymzaal/<int:number>/", set_up.save_gym, name="gym"),
    path("instellen/team/", set_up.save_staff, name="staff"),
    path("instellen/groepen/", set_up.save_groups, name="groups"),
    path("instellen/minuten/", set_up.save_minutes, name="minutes"),
]
