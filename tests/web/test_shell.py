"""What holds for every page: headers, languages, no inline code, nothing from elsewhere."""

from __future__ import annotations

import logging
import re
from io import StringIO

import pytest
from django.test import Client
from tests.web.addresses import address, names, world
from tests.web.test_permissions import logged_in

from stapsteen.kit.refused import Refused
from stapsteen.school.models import RoleHeld

pytestmark = pytest.mark.django_db


def pages() -> list[tuple[str, str]]:
    """Every page that opens for the principal or the pupil, with its text."""
    here = world()
    found = []
    for user in (here.everybody.principal, here.everybody.pupil):
        client = logged_in(user)
        for name in names():
            response = client.get(address(here, name))
            text = response.content.decode(errors="replace")
            if response.status_code == 200 and text.startswith("<!doctype html>"):
                found.append((name, text))
    assert len(found) > 20
    return found


def test_no_page_has_inline_script_or_style_or_asks_another_server():
    for name, text in pages():
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), name
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"", text), name
        assert re.findall(r"(?:src|href|action)=\"(https?:)?//", text) == [], name


def test_every_page_has_one_heading_a_title_a_language_and_a_way_to_skip():
    for name, text in pages():
        assert len(re.findall("<h1", text)) == 1, name
        assert re.search(r"<title>\s*\S+.* · Stapsteen</title>", text), name
        assert '<html lang="nl"' in text, name
        assert 'href="#main"' in text, name


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ],
)
def test_security_headers(header, value):
    assert value in Client().get("/account/login/")[header]


def test_the_content_security_policy_lets_in_only_ourselves():
    policy = Client().get("/account/login/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_the_whole_app_is_there_in_english_too():
    here = world()
    client = logged_in(here.everybody.principal)
    client.post("/taal/setlang/", {"language": "en", "next": "/"})
    text = client.get("/rooster/plannen/").content.decode()
    assert '<html lang="en"' in text
    assert "Plan the week" in text


def test_a_refusal_is_a_sentence_with_advice(monkeypatch):
    here = world()

    def refuse(*_args, **_more):
        raise Refused("De deur is dicht.", "Klop aan.")

    monkeypatch.setattr("stapsteen.web.planning.plans.ask_plans", refuse)
    response = logged_in(here.everybody.principal).post("/rooster/plannen/")
    assert response.status_code == 422
    assert "De deur is dicht." in response.content.decode()
    assert "Klop aan." in response.content.decode()


def test_a_page_that_is_not_there_says_so_kindly():
    here = world()
    response = logged_in(here.everybody.teacher).get("/bestaat-niet/")
    assert response.status_code == 404
    assert "Hier is niets" in response.content.decode()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_how_it_looks_is_remembered(theme):
    client = Client()
    client.post("/weergave/", {"theme": theme, "next": "/account/login/"})
    assert f'data-theme="{theme}"' in client.get("/account/login/").content.decode()


def test_after_choosing_how_it_looks_one_does_not_end_up_elsewhere():
    response = Client().post("/weergave/", {"theme": "dark", "next": "https://elders.example/"})
    assert response["Location"] == "/"


def test_outside_the_demo_nobody_picks_a_role():
    assert Client().get("/demo/").status_code == 404
    assert Client().post("/demo/principal/").status_code == 404


def test_one_logs_in_with_an_email_address_and_a_password():
    here = world()
    client = Client()
    right = {"login": here.everybody.teacher.email, "password": "een-lang-wachtwoord"}
    assert client.post("/account/login/", {**right, "password": "fout"}).status_code == 200
    assert client.post("/account/login/", right).status_code == 302
    assert client.get("/school/").status_code == 200


def test_guessing_a_password_is_stopped():
    here = world()
    wrong = {"login": here.everybody.teacher.email, "password": "fout"}
    for _try in range(10):
        Client().post("/account/login/", wrong)
    client = Client()
    client.post("/account/login/", {**wrong, "password": "een-lang-wachtwoord"})
    assert client.get("/school/").status_code == 302


@pytest.mark.parametrize("path", ["/account/signup/"])
def test_nobody_makes_an_account_alone(path):
    assert "password1" not in Client().get(path).content.decode()


def test_a_board_member_sees_its_schools_and_no_child():
    from stapsteen.accounts.models import User

    here = world()
    board = User.objects.create_user("bestuur@wilg.example", "x", board=here.everybody.school.board)
    client = logged_in(board)
    text = client.get("/").content.decode()
    assert "De Wilg" in text
    pupils = RoleHeld.objects.filter(kind="pupil", person__school=here.everybody.school).count()
    assert f"{pupils} leerlingen" in text
    for path in ("/rooster/", "/school/", "/workshops/", "/profiel/", "/inlezen/"):
        assert client.get(path).status_code == 403, path


def test_the_menu_shows_each_day_first_and_opens_the_part_one_is_in():
    client = logged_in(world().everybody.teacher)
    daily, *folded = client.get("/leerlijnen/").context["menu"]
    assert [str(link.label) for link in daily.links][:3] == [
        "Start",
        "Signalen",
        "Zien en opschrijven",
    ]
    assert [(str(part.name), part.is_open) for part in folded] == [
        ("Leren", True),
        ("De school", False),
    ]
    assert not any(part.is_open for part in client.get("/signalen/").context["menu"][1:])


@pytest.mark.parametrize("who", ["principal", "teacher", "care_coordinator", "pupil", "guardian"])
def test_no_two_lines_of_a_menu_have_one_name_or_one_icon(who):
    client = logged_in(getattr(world().everybody, who))
    links = client.get("/").context["navigation"]
    assert len({link.icon for link in links}) == len({link.label for link in links}) == len(links)


def test_a_page_that_is_not_for_somebody_is_one_line_in_the_log():
    said = StringIO()
    console = logging.StreamHandler(said)
    logging.getLogger().addHandler(console)
    assert logged_in(world().everybody.teacher).get("/rooster/plannen/").status_code == 403
    logging.getLogger().removeHandler(console)
    assert said.getvalue() == "Forbidden (Permission denied): /rooster/plannen/\n"
