"""The main job as a principal does it: from the export to the own school under five organisations."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.journey import log_in
from tests.cast import make_user
from tests.exchange.edexml import edexml, pupil, teacher
from tests.web.addresses import world

from stapsteen.accounts.actions import make_administrator
from stapsteen.jobs.models import Job
from stapsteen.profile.models import ProfileDecision
from stapsteen.school.models import RoleKind
from stapsteen.week.models import Enrolment, PlanningRun
from stapsteen.week.planning.work import plan
from stapsteen.week.sessions.choosing import deal_seats

pytestmark = [pytest.mark.browser, pytest.mark.everywhere, pytest.mark.django_db(transaction=True)]


def an_export(folder: Path) -> Path:
    """A school with two classes, forty pupils and three teachers."""
    groups = "".join(
        f'<groep key="g{n}"><naam>Groep {n}</naam><jaargroep>{n}</jaargroep></groep>'
        for n in (5, 6)
    )
    pupils = [
        pupil(
            f"{group}{number}",
            f"Kind {number}",
            f"g{group}",
            "<geslacht>1</geslacht>",
            str(group),
        )
        for group in (5, 6)
        for number in range(20)
    ]
    staff = teacher("l1", "g5") + teacher("l2", "g6") + teacher("l3", "g6")
    file = folder / "school.xml"
    file.write_bytes(edexml(pupils, groups=groups, staff=staff))
    return file


def do_the_work() -> None:
    """What the worker does, here and now."""
    for run in PlanningRun.objects.all():
        result = plan({"run": run.pk}, lambda told: None, lambda: False)
        Job.objects.filter(key=run.job_key).update(state=Job.State.DONE, result=result)


def test_from_export_to_five_organisations(page: Page, live_server, tmp_path, axe):
    user = make_administrator("beheer@school.example", "een-lang-wachtwoord", name="Bea Kok")
    log_in(page, live_server, user)
    page.goto(live_server.url + "/inlezen/")
    page.get_by_label("Bestand").set_input_files(an_export(tmp_path))
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(page.get_by_role("heading", name="Dit verandert er")).to_be_visible()
    expect(page.get_by_text("geslacht: 40")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Lees in").click()
    page.get_by_role("button", name="Neem alles over en ga plannen").click()
    page.get_by_role("button", name="Plan de week").click()
    expect(page.get_by_role("progressbar").first).to_be_visible()
    axe(page)
    do_the_work()
    expect(page.get_by_role("link", name="Leg ze naast elkaar")).to_be_visible(timeout=10_000)
    page.get_by_role("link", name="Leg ze naast elkaar").click()
    expect(page.get_by_role("columnheader")).to_have_count(5)
    expect(
        page.get_by_role("row").filter(has_text="Passend").get_by_text("onbekend")
    ).to_have_count(5)
    axe(page)
    page.get_by_role("link", name="Units").first.click()
    expect(
        page.get_by_role("table", name="Maandag").or_(page.get_by_role("table").first)
    ).to_be_visible()
    axe(page)


def test_an_import_can_be_undone_from_the_page(page: Page, live_server, tmp_path):
    user = make_administrator("beheer@school.example", "een-lang-wachtwoord", name="Bea Kok")
    log_in(page, live_server, user)
    page.goto(live_server.url + "/inlezen/")
    page.get_by_label("Bestand").set_input_files(an_export(tmp_path))
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    page.get_by_role("button", name="Lees in").click()
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.get_by_text("Teruggedraaid. De school is weer zoals ervoor.")).to_be_visible()


def test_a_wrong_file_gets_a_sentence_and_changes_nothing(page: Page, live_server, tmp_path, axe):
    user = make_administrator("beheer@school.example", "een-lang-wachtwoord", name="Bea Kok")
    log_in(page, live_server, user)
    wrong = tmp_path / "school.xml"
    wrong.write_bytes(edexml()[:-40])
    page.goto(live_server.url + "/inlezen/")
    page.get_by_label("Bestand").set_input_files(wrong)
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(page.get_by_text("het is afgebroken")).to_be_visible()
    expect(page.get_by_text("Er is niets veranderd.")).to_be_visible()
    axe(page)


def test_the_timetable_changes_colours_and_shows_where_groups_line_up(page: Page, live_server, axe):
    here = world()
    log_in(page, live_server, here.everybody.teacher)
    page.goto(live_server.url + "/rooster/")
    page.get_by_label("Rood, geel, groen").check()
    expect(page.locator("#timetable.colours-bands")).to_be_visible()
    expect(page.locator(".band-word").first).to_contain_text("vast")
    page.get_by_label("Waar groepen gelijklopen").check()
    expect(page.locator("#timetable.shows-alignment")).to_be_visible()
    assert "lines_up=1" in page.url
    axe(page)


def test_the_profile_moves_by_key_and_is_decided_by_the_principal(page: Page, live_server):
    here = world()
    log_in(page, live_server, here.everybody.principal)
    page.goto(live_server.url + "/profiel/")
    slider = page.get_by_role("slider", name="Organisatie")
    before = int(slider.input_value())
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("heading", name="Je probeert iets")).to_be_visible()
    page.get_by_role("button", name="Schrijf op").click()
    expect(page.get_by_text("Dit geldt vanaf vandaag")).to_be_visible()
    held = ProfileDecision.objects.filter(school=here.everybody.school, kind="in_force").first()
    assert held is not None
    assert held.positions["organisation"] == before - 1


def test_a_pupil_wishes_gets_a_seat_reads_why_and_leaves(page: Page, live_server, axe):
    here = world()
    Enrolment.objects.all().delete()
    kim = make_user(here.everybody.school, "Kim", RoleKind.PUPIL)
    log_in(page, live_server, kim)
    page.set_viewport_size({"width": 820, "height": 1180})
    page.goto(live_server.url + "/workshops/kiezen/")
    page.get_by_role("button", name="Brug").click()
    expect(page.get_by_role("button", name="Brug")).to_have_attribute("aria-pressed", "true")
    axe(page)
    round_ = here.everybody.year.rounds.get()
    deal_seats(round_, by=here.everybody.teacher)
    page.reload()
    expect(page.get_by_text("Dit was je eerste wens.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Ik kom niet").click()
    expect(page.get_by_text("Je bent afgemeld.")).to_be_visible()
    page.get_by_role("button", name="Brug").click()
    expect(page.get_by_text("Je nam een plek die over was.").first).to_be_visible()


def test_a_teacher_notes_who_was_there_in_two_taps(page: Page, live_server, axe):
    here = world()
    log_in(page, live_server, here.everybody.teacher)
    page.goto(live_server.url + "/workshops/")
    page.get_by_role("link", name="Brug").click()
    page.get_by_role("button", name="Iedereen is er").click()
    expect(page.get_by_text("Aanwezig")).to_be_visible()
    page.get_by_role("button", name="Dina is er niet").click()
    expect(page.get_by_text("Afwezig")).to_be_visible()
    axe(page)


def test_one_logs_in_by_typing(page: Page, live_server):
    here = world()
    page.goto(live_server.url)
    page.get_by_label("E-mailadres").fill(str(here.everybody.teacher.email))
    page.get_by_label("Wachtwoord").fill("een-lang-wachtwoord")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Dag Bram")).to_be_visible()
