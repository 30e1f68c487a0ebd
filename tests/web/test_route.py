"""The route as a page: what a pupil, its coach and its parents see and can do, and nobody else."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast, cast, person_of
from tests.curriculum.changed import made_by
from tests.curriculum.changed import words as wording
from tests.curriculum.goals import make_goal
from tests.learning.policy import runs
from tests.learning.seen import photo, works_on
from tests.learning.test_freedom import soon
from tests.web.test_permissions import logged_in

from stapsteen.accounts.models import FileOpened, ScreenChoice
from stapsteen.accounts.reading import usual_reading
from stapsteen.curriculum.models import Goal
from stapsteen.learning.actions.changed_goals import merge_goals, split_goal
from stapsteen.learning.actions.evidence import decide, observe
from stapsteen.learning.actions.freedom import agree_freedom
from stapsteen.learning.actions.goals import choose
from stapsteen.learning.models import PersonalGoal
from stapsteen.profile.models import AgreedFreedom

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody() -> Cast:
    everybody = cast()
    runs(everybody, goals="pupil", content="own", pace="own_line")
    return everybody


@pytest.fixture
def goal(everybody) -> Goal:
    counts = make_goal(everybody.school, "Telt tot twintig", step=8)
    observe(everybody.teacher, [person_of(everybody.pupil)], [counts], 4)
    return make_goal(everybody.school, "Telt tot honderd", counts, step=9)


def page(everybody: Cast, who: str, name: str = "of", *rest: object) -> str:
    client = logged_in(getattr(everybody, who))
    response = client.get(reverse(f"route:{name}", args=[person_of(everybody.pupil).pk, *rest]))
    return response.content.decode() if response.status_code == 200 else str(response.status_code)


def test_a_pupil_chooses_with_one_tap_and_takes_it_back(everybody, goal):
    client, dina = logged_in(everybody.pupil), person_of(everybody.pupil)
    assert "Ik kan: telt tot honderd." in client.get(reverse("route:mine")).content.decode()
    response = client.post(reverse("route:pick", args=[dina.pk, goal.pk]), follow=True)
    held = PersonalGoal.objects.get(goal=goal)
    undo = reverse("route:step", args=[dina.pk, held.pk, "terug"])
    assert (held.state, undo in response.content.decode()) == ("chosen", True)
    client.post(undo)
    held.refresh_from_db()
    assert held.ends is not None


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("teacher", 200), ("care_coordinator", 200), ("principal", 200), ("guardian", 200),
        ("classmate", 404), ("colleague", 404), ("administrator", 404), ("stranger", 404),
    ],
)  # fmt: skip
def test_who_opens_the_route_of_a_pupil_and_that_it_is_written_down(everybody, goal, who, status):
    address = reverse("route:of", args=[person_of(everybody.pupil).pk])
    assert logged_in(getattr(everybody, who)).get(address).status_code == status
    assert FileOpened.objects.filter(by=getattr(everybody, who)).exists() is (status == 200)


@pytest.mark.parametrize("who", ["principal", "guardian"])
def test_who_only_looks_has_nothing_to_tap(everybody, goal, who):
    found = page(everybody, who)
    assert "/stap/" not in found
    assert "/kies/" not in found


@pytest.mark.parametrize("who", ["principal", "guardian", "classmate", "stranger"])
def test_who_only_looks_changes_nothing_either(everybody, goal, who):
    client, dina = logged_in(getattr(everybody, who)), person_of(everybody.pupil)
    held = choose(everybody.pupil, dina, goal)
    for name, rest, told in (
        ("pick", [goal.pk], {}),
        ("own", [], {"title": "Een hut"}),
        ("step", [held.pk, "kan"], {}),
        ("step", [held.pk, "terug"], {}),
        ("reading", [], {"reading": "text"}),
        ("freedom", [], {"what": "goals:together", "review_on": soon().isoformat()}),
    ):
        answer = client.post(reverse(f"route:{name}", args=[dina.pk, *rest]), told)
        assert answer.status_code in {404, 422}, name
    assert list(PersonalGoal.objects.values_list("state", "ends")) == [("chosen", None)]
    assert (ScreenChoice.objects.count(), AgreedFreedom.objects.count()) == (0, 0)


def test_a_verb_that_is_none_and_a_goal_of_somebody_else_are_not_found(everybody, goal):
    client, dina = logged_in(everybody.pupil), person_of(everybody.pupil)
    mine = choose(everybody.pupil, dina, goal)
    other = works_on(person_of(everybody.classmate), goal)
    for held, verb in ((mine, "weg"), (other, "kan")):
        address = reverse("route:step", args=[dina.pk, held.pk, verb])
        assert client.post(address).status_code == 404


def test_the_coach_reads_on_a_stone_what_it_rests_on_and_no_percentage(everybody, goal):
    dina, counts = person_of(everybody.pupil), goal.needs.get().needed
    for _time in range(5):
        observe(everybody.teacher, [dina], [counts], 4)
    decide(everybody.teacher, dina, counts, mastered=True, reason="Laat het elke dag zien.")
    found = page(everybody, "teacher", "stone", counts.pk)
    for words in ("van de volgende 10 (waarschijnlijk", "6 waarnemingen", "deze week",
                  "Besluit: beheerst.", "Laat het elke dag zien."):  # fmt: skip
        assert words in found, words
    assert "%" not in found
    assert "van de volgende 10" not in page(everybody, "pupil", "stone", counts.pk)


def test_what_was_seen_once_is_told_in_the_singular(everybody, goal):
    counts = goal.needs.get().needed
    assert "<li>1 waarneming</li>" in page(everybody, "teacher", "stone", counts.pk)


def test_the_coach_reads_why_it_is_not_the_next_word_though_the_number_would_do(everybody, goal):
    counts = goal.needs.get().needed
    for _time in range(8):
        observe(everybody.teacher, [person_of(everybody.pupil)], [counts], 4)
    found = page(everybody, "teacher", "stone", counts.pk)
    assert "Het lukte nog niet op twee dagen die een week uit elkaar liggen." in found


def test_what_a_pupil_claims_lies_first_for_who_looks_and_nowhere_else(everybody, goal):
    dina = person_of(everybody.pupil)
    held = works_on(dina, goal, "claimed")
    for number in range(4):
        works_on(dina, make_goal(everybody.school, f"Later {number}", step=9))
    found = page(everybody, "teacher")
    address = reverse("route:step", args=[dina.pk, held.pk, "akkoord"])
    assert found.index("Dina zegt: ik kan het") < found.index(address) < found.index("river")
    assert found.count(address) == 1
    assert "zegt: ik kan het" not in page(everybody, "pupil")


@pytest.mark.parametrize("who", ["teacher", "guardian"])
def test_who_reads_the_route_of_a_child_is_not_addressed_as_the_child(everybody, goal, who):
    for number in range(5):
        works_on(person_of(everybody.pupil), make_goal(everybody.school, f"Nu {number}", step=9))
    found = page(everybody, who).partition("<main")[2].partition("</main")[0]
    assert not re.search(r"\b(je|jij|jouw)\b", found)
    assert "nog 2 stenen waar Dina aan werkt" in found


def test_the_menu_says_my_goals_of_staff_only_on_their_own_page(everybody, goal):
    client, own = logged_in(everybody.teacher), reverse("route:mine")
    current = re.compile(r'href="([^"]+)" aria-current="page"')
    for number, where in (
        (person_of(everybody.teacher).pk, own),
        (person_of(everybody.pupil).pk, reverse("school:overview")),
    ):
        found = client.get(reverse("route:of", args=[number])).content.decode()
        assert set(current.findall(found)) == {where}


def test_after_a_tap_the_page_opens_at_the_stone(everybody, goal):
    client, dina = logged_in(everybody.pupil), person_of(everybody.pupil)
    chosen = client.post(reverse("route:pick", args=[dina.pk, goal.pk]))
    assert chosen.url == f"{reverse('route:mine')}#doel-{goal.pk}"
    assert f'id="doel-{goal.pk}" tabindex="-1"' in client.get(chosen.url).content.decode()
    client.post(reverse("route:own", args=[dina.pk]), {"title": "Een hut"})
    hut = PersonalGoal.objects.get(own_title="Een hut")
    begun = client.post(reverse("route:step", args=[dina.pk, hut.pk, "begin"]))
    assert begun.url == f"{reverse('route:mine')}#eigen-{hut.pk}"


def test_what_was_seen_and_can_be_chosen_lies_ahead_and_not_behind_as_well(everybody, goal):
    observe(everybody.teacher, [person_of(everybody.pupil)], [goal], 1)
    found = page(everybody, "pupil")
    assert found.count(f'id="doel-{goal.pk}"') == 1
    assert found.index("pond") < found.index(f'id="doel-{goal.pk}"')


def test_in_pictures_each_sentence_can_be_heard(everybody, goal):
    logged_in(everybody.pupil).post(
        reverse("route:reading", args=[person_of(everybody.pupil).pk]), {"reading": "pictures"}
    )
    found = page(everybody, "pupil")
    bank = ("Mijn eigen doelen", "Iets dat ik zelf wil leren")
    for words in ("Wat wil je nu leren?", *bank, "Zo wil ik het zien"):
        assert f"data-speak>{words}<" in found


def test_not_enough_seen_is_said_as_something_usual(everybody, goal):
    found = page(everybody, "teacher", "stone", goal.pk)
    assert "nog niet genoeg gezien" in found
    assert "Dat is heel gewoon." in found
    assert "van de volgende 10" not in found


@pytest.mark.parametrize(
    ("year", "reading"),
    [(1, "pictures"), (3, "pictures"), (4, "short"), (5, "short"), (6, "text"), (None, "text")],
)
def test_how_children_of_a_year_group_usually_read(year, reading):
    assert usual_reading(year) == reading


def test_the_way_of_reading_is_kept_with_the_child(everybody, goal):
    dina = person_of(everybody.pupil)
    assert "reading-short" in logged_in(everybody.pupil).get(reverse("route:mine")).content.decode()
    told = {"reading": "pictures", "few": "yes"}
    logged_in(everybody.teacher).post(reverse("route:reading", args=[dina.pk]), told)
    kept = ScreenChoice.objects.get(person=dina)
    assert (kept.reading, kept.few_at_once, kept.set_by) == ("pictures", True, everybody.teacher)
    assert "reading-pictures" in page(everybody, "pupil")


def test_what_was_agreed_stands_on_the_route_for_both(everybody, goal):
    dina = person_of(everybody.pupil)
    told = {"what": "goals:together", "review_on": soon().isoformat(), "reason": "Even samen."}
    logged_in(everybody.teacher).post(reverse("route:freedom", args=[dina.pk]), told)
    for who in ("pupil", "teacher"):
        assert "Even samen." in page(everybody, who)
    agreed = AgreedFreedom.objects.get(person=dina)
    logged_in(everybody.teacher).post(reverse("route:end_freedom", args=[dina.pk, agreed.pk]))
    assert "Even samen." not in page(everybody, "pupil")


def test_what_is_refused_is_told_on_the_page(everybody, goal):
    agree_freedom(
        everybody.teacher, person_of(everybody.pupil), "goals", "teacher", review_on=soon()
    )
    address = reverse("route:pick", args=[person_of(everybody.pupil).pk, goal.pk])
    answer = logged_in(everybody.pupil).post(address)
    assert answer.status_code == 422
    assert "Je kunt dit doel nu niet kiezen." in answer.content.decode()


def test_staff_have_goals_of_their_own_that_nobody_else_opens(everybody):
    bram = person_of(everybody.teacher)
    client = logged_in(everybody.teacher)
    client.post(reverse("route:own", args=[bram.pk]), {"title": "Coachvragen", "picture": "talk"})
    assert "Coachvragen" in client.get(reverse("route:mine")).content.decode()
    for who in ("principal", "care_coordinator", "colleague"):
        address = reverse("route:of", args=[bram.pk])
        assert logged_in(getattr(everybody, who)).get(address).status_code == 404


def test_a_parent_of_one_child_sees_its_route_at_once(everybody):
    found = logged_in(everybody.guardian).get(reverse("route:mine")).content.decode()
    assert "De route van Dina" in found


def test_the_first_screen_of_a_pupil_shows_what_it_works_on(everybody, goal):
    choose(everybody.pupil, person_of(everybody.pupil), goal)
    found = logged_in(everybody.pupil).get("/").content.decode()
    assert "Ik kan: telt tot honderd." in found
    assert reverse("route:mine") in found


def test_a_route_takes_as_many_queries_with_much_seen_as_with_little(everybody, goal):
    dina, counts = person_of(everybody.pupil), goal.needs.get().needed
    decide(everybody.teacher, dina, counts, mastered=True, reason="Laat het elke dag zien.")
    choose(everybody.pupil, dina, goal)
    make_goal(everybody.school, "Klokkijken", step=9)
    names = ("of", "everything", "stone")

    def counted() -> list[int]:
        found = []
        for who in ("pupil", "teacher", "guardian"):
            client = logged_in(getattr(everybody, who))
            for name in names:
                with CaptureQueriesContext(connection) as asked:
                    rest = [counts.pk] if name == "stone" else []
                    client.get(reverse(f"route:{name}", args=[dina.pk, *rest]))
                found.append(len(asked))
        return found

    before = counted()
    for number in range(12):
        more = make_goal(everybody.school, f"Doel {number}", goal, step=9)
        observe(everybody.teacher, [dina], [more], 3)
        choose(everybody.pupil, dina, make_goal(everybody.school, f"Meer {number}", step=9))
    assert counted() == before
    assert max(before) <= 40


def test_a_goal_that_was_split_leads_on_and_its_parts_tell_where_they_came_from(everybody, goal):
    counts, dina = Goal.objects.get(title="Telt tot twintig"), person_of(everybody.pupil)
    works_on(dina, counts, "agreed")
    observe(everybody.teacher, [dina], [counts], 3, media=[photo()])
    parts = made_by(
        split_goal(everybody.principal, counts, [wording("Tot tien"), wording("Tot elf")])
    )
    client = logged_in(everybody.teacher)
    old = client.get(reverse("route:stone", args=[dina.pk, counts.pk])).content.decode()
    assert all(reverse("route:stone", args=[dina.pk, one.pk]) in old for one in parts)
    assert "mastery-word" not in old
    new = client.get(reverse("route:stone", args=[dina.pk, parts[0].pk]))
    assert new.context["stone"].came_from == (counts,)
    assert len(new.context["files"]) == 1
    assert "“Telt tot twintig”" in new.content.decode()
    assert "2 keer gezien" in new.content.decode()
    whole = client.get(reverse("route:everything", args=[dina.pk]))
    became = {one.goal.title: len(one.became) for one in whole.context["stones"]}
    assert became == {"Telt tot twintig": 2, "Tot tien": 0, "Tot elf": 0}


def test_a_decision_on_a_part_is_not_told_of_the_whole(everybody, goal):
    counts, dina = Goal.objects.get(title="Telt tot twintig"), person_of(everybody.pupil)
    decide(everybody.teacher, dina, counts, True, "Zag ik in de kring.")
    (whole,) = made_by(merge_goals(everybody.principal, [counts, goal], wording("Telt")))
    client = logged_in(everybody.teacher)
    page = client.get(reverse("route:stone", args=[dina.pk, whole.pk])).content.decode()
    assert "Besluit" not in page
