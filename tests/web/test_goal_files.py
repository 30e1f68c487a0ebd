"""The page on which files of goals come in: looked at, brought in, taken back, given to others."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import cast
from tests.web.test_permissions import logged_in

from stapsteen.curriculum.models import CoreObjective, Goal, GoalImport
from stapsteen.curriculum.queries import goals_in_use

pytestmark = pytest.mark.django_db


def upload(*rows: dict[str, object]) -> dict[str, object]:
    return {"file": SimpleUploadedFile("doelen.json", json.dumps(rows).encode())}


def row(number: int, code: str = "RW.1.001", **more: object) -> dict[str, object]:
    return {"id": f"id-{number}", "title": f"doel {number}", "aanbodid": code, **more}


def test_a_file_is_looked_at_brought_in_and_taken_back():
    everybody = cast()
    client = logged_in(everybody.care_coordinator)
    answer = client.post("/leerlijnen/bestand/", upload(row(1), row(2)))
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    assert "2 doelen hebben de code RW.1.001" in page.content.decode()
    assert Goal.objects.count() == 0
    done = client.post(answer["Location"], follow=True)
    assert "Ingelezen: SLO." in done.content.decode()
    assert goals_in_use(everybody.school).count() == 2
    client.post(f"/leerlijnen/bestand/{GoalImport.objects.get().pk}/terug/")
    assert goals_in_use(everybody.school).count() == 0
    assert client.get(answer["Location"]).status_code == 422  # the file lies ready no longer


def test_it_asks_which_subject_a_name_means_and_takes_a_part_as_a_part():
    everybody = cast()
    client = logged_in(everybody.principal)
    client.post(client.post("/leerlijnen/bestand/", upload(row(1), row(2)))["Location"])
    address = client.post("/leerlijnen/bestand/", upload(row(1), row(3, "XX.1.001")))["Location"]
    page = client.get(address).content.decode()
    assert "Welk vak is dit?" in page
    assert "maar een deel" in page
    client.post(address, {"vak-0": "arithmetic", "is_part": "on"})
    assert set(goals_in_use(everybody.school).values_list("key", "subject__key")) == {
        ("id-1", "arithmetic"),
        ("id-2", "arithmetic"),
        ("id-3", "arithmetic"),
    }


def test_core_objectives_for_some_schools_come_only_when_asked():
    client = logged_in(cast().principal)
    rows = [
        {"id": str(number), "prefix": f"PO Kerndoel {number}", "title": f"Kerndoel {number}"}
        for number in (1, 17)
    ]
    client.post(client.post("/leerlijnen/bestand/", upload(*rows))["Location"])
    assert [one.code for one in CoreObjective.objects.all()] == ["1"]
    client.post(client.post("/leerlijnen/bestand/", upload(*rows))["Location"], {"for_some": "on"})
    assert [one.code for one in CoreObjective.objects.all()] == ["1", "17"]


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "leeg"), (b"{", "geen JSON"), (b'{"a": 1}', "geen doelen")]
)
def test_what_is_no_file_of_goals_is_refused_beside_the_field(content, said):
    answer = logged_in(cast().principal).post(
        "/leerlijnen/bestand/", {"file": SimpleUploadedFile("x.json", content)}
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_teacher_gives_goals_to_others_and_brings_none_in():
    everybody = cast()
    boss = logged_in(everybody.principal)
    boss.post(boss.post("/leerlijnen/bestand/", upload(row(1)))["Location"])
    client = logged_in(everybody.teacher)
    number = GoalImport.objects.get().framework_id
    for address in (f"/leerlijnen/bestand/{number}.json", "/leerlijnen/bestand/alles.json"):
        answer = client.get(address)
        assert answer["Content-Disposition"].startswith('attachment; filename="')
        assert [one["fullStatement"] for one in answer.json()["CFItems"]] == ["doel 1"]
    assert client.get("/leerlijnen/bestand/").status_code == 403
    assert logged_in(everybody.pupil).get(address).status_code == 403
    assert (
        logged_in(everybody.stranger).get(f"/leerlijnen/bestand/{number}.json").status_code == 404
    )
