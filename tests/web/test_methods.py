"""The pages of methods: written down, a tap says how far a group is, and everything can go back."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import Cast, cast
from tests.curriculum.goals import make_subject
from tests.web.test_permissions import logged_in

from stapsteen.curriculum.models import Method, MethodPlace
from stapsteen.profile.actions import write_down
from stapsteen.profile.variants import VARIANTS

pytestmark = pytest.mark.django_db


def written(everybody: Cast, **more: object) -> dict[str, object]:
    return {
        "name": "Rekenrijk",
        "subject": make_subject(everybody.school).pk,
        "year_group": "5",
        "lessons_a_week": 4,
        "lessons": "Tellen\nMeten",
        **more,
    }


def test_a_method_is_written_down_changed_and_taken_back():
    everybody = cast()
    client = logged_in(everybody.principal)
    page = client.post("/methodes/nieuw/", written(everybody), follow=True)
    assert "Rekenrijk is bewaard." in page.content.decode()
    old = Method.objects.get()
    form = client.get(f"/methodes/{old.pk}/wijzig/").content.decode()
    assert "Tellen\nMeten" in form
    client.post(f"/methodes/{old.pk}/wijzig/", written(everybody, lessons="Tellen"))
    assert client.get(f"/methodes/{old.pk}/").status_code == 404
    client.post(f"/methodes/{old.pk}/terug/")
    assert "Meten" in client.get(f"/methodes/{old.pk}/").content.decode()
    client.post(f"/methodes/{old.pk}/weg/")
    assert "nog geen methodes" in client.get("/methodes/").content.decode()


def test_a_file_comes_in_the_place_of_the_text_and_unknown_codes_are_told():
    everybody = cast()
    file = SimpleUploadedFile("m.csv", "titel;doelen\nOptellen;weg\n".encode("cp1252"))
    page = logged_in(everybody.principal).post(
        "/methodes/nieuw/", written(everybody, lessons="", file=file), follow=True
    )
    assert "geen doel van jullie school: weg" in page.content.decode()
    assert Method.objects.get().lessons.get().title == "Optellen"


@pytest.mark.parametrize(
    ("wrong", "said"), [({"lessons": ""}, "nog geen lessen"), ({"year_group": "9"}, "")]
)
def test_what_is_missing_is_told_beside_the_field(wrong, said):
    everybody = cast()
    page = logged_in(everybody.principal).post("/methodes/nieuw/", written(everybody, **wrong))
    assert page.status_code == 422
    assert said in page.content.decode()
    assert Method.objects.count() == 0


def test_a_tap_says_how_far_the_group_is_and_undo_takes_it_back():
    everybody = cast()
    logged_in(everybody.principal).post("/methodes/nieuw/", written(everybody))
    method = Method.objects.get()
    client = logged_in(everybody.teacher)
    said = {"group": everybody.group.pk, "position": 1}
    page = client.post(f"/methodes/{method.pk}/plek/", said, follow=True).content.decode()
    assert "Groep 5 is bij les 1." in page
    assert "Les 1 van 2: Tellen" in page
    place = MethodPlace.objects.get()
    client.post(f"/methodes/plek/{place.pk}/terug/")
    assert MethodPlace.objects.count() == 0


@pytest.mark.parametrize(
    ("variant", "word"), [(0, "De methode leidt"), (4, "De methode is een bron")]
)
def test_the_profile_says_whether_the_method_leads_or_is_a_source(variant, word):
    everybody = cast()
    client = logged_in(everybody.principal)
    client.post("/methodes/nieuw/", written(everybody))
    write_down(everybody.school, "in_force", VARIANTS[variant].positions, by=everybody.principal)
    page = client.get(f"/methodes/{Method.objects.get().pk}/").content.decode()
    assert word in page
