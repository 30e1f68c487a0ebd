from __future__ import annotations

from django.urls import path

from stapsteen.web.school import next_year, overview, set_up, year, year_plan

app_name = "school"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("groep/<int:number>/", overview.group, name="group"),
    path("jaar/", year_plan.calendar, name="calendar"),
    path("jaar/dagen/", year_plan.add_day, name="add_day"),
    path("jaar/<int:number>/weg/", year_plan.remove_day, name="remove_day_off"),
    path("jaar/vakanties/", year_plan.holidays, name="holidays"),
    path("jaar/week/", year_plan.week, name="week"),
    path("jaar/om-de-week/", year_plan.alternation, name="alternation"),
    path("jaar/terug/<str:mark>/", year_plan.undo, name="undo_year"),
    path("groepen/nieuw/", year.new_group, name="new_group"),
    path("groep/<int:number>/bij/", year.put_in, name="put_in"),
    path("volgend-jaar/", next_year.preview, name="next_year"),
    path("volgend-jaar/terug/", next_year.reopen, name="reopen"),
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
