"""The addresses of the pages. Each page family has its own list."""

from __future__ import annotations

from django.urls import include, path

from stapsteen.web.accounts.urls import demo_patterns
from stapsteen.web.home import views as home

urlpatterns = [
    path("", home.home, name="home"),
    path("over/", home.about, name="about"),
    path("weergave/", home.set_display, name="set_display"),
    path("taal/", include("django.conf.urls.i18n")),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("demo/", include((demo_patterns, "demo"))),
    path("aanbod/", include("stapsteen.web.coverage.urls")),
    path("themas/", include("stapsteen.web.themes.urls")),
    path("instructie/", include("stapsteen.web.instruction.urls")),
    path("inlezen/", include("stapsteen.web.exchange.urls")),
    path("resultaten/", include("stapsteen.web.results.urls")),
    path("api/", include("stapsteen.web.results.api_urls")),
    path("school/", include("stapsteen.web.school.urls")),
    path("profiel/", include("stapsteen.web.profile.urls")),
    path("rooster/", include("stapsteen.web.planning.urls")),
    path("vandaag/", include("stapsteen.web.changes.urls")),
    path("methodes/", include("stapsteen.web.methods.urls")),
    path("leerlijnen/bestand/", include("stapsteen.web.goal_files.urls")),
    path("leerlijnen/", include("stapsteen.web.curriculum.urls")),
    path("route/", include("stapsteen.web.route.urls")),
    path("workshops/", include("stapsteen.web.workshops.urls")),
    path("zien/", include("stapsteen.web.evidence.urls")),
    path("signalen/", include("stapsteen.web.signals.urls")),
    path("gesprekken/", include("stapsteen.web.conversations.urls")),
]

handler403 = "stapsteen.web.home.views.forbidden"
handler404 = "stapsteen.web.home.views.not_found"
handler500 = "stapsteen.web.home.views.server_error"
