"""What is refused after it was filled in: the same form, with all that was typed and why it cannot be."""

from __future__ import annotations

import pytest
from tests.cast import Cast, cast
from tests.curriculum.goals import make_goal
from tests.web.test_permissions import logged_in
from tests.week.sessions.offer import make_round

from stapsteen.curriculum.models import Goal
from stapsteen.week.models import Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody() -> Cast:
    return cast()


def test_a_workshop_for_more_than_the_room_holds_is_told_with_its_title_still_there(everybody):
    page = f"/workshops/ronde/{make_round(everybody).pk}/aanbieden/"
    client = logged_in(everybody.teacher)
    form = client.get(page).context["form"]
    room, leader = (form.fields[name].queryset.first() for name in ("room", "leader"))
    typed = {"title": "Bruggen", "room": room.pk, "leader": leader.pk, "form": "direct"}
    typed["pictogram"] = form.fields["pictogram"].choices[0][0]
    response = client.post(page, {**typed, "capacity": 200})
    assert response.status_code == 422
    text = response.content.decode()
    assert 'value="Bruggen"' in text
    (said,) = response.context["form"].non_field_errors()
    assert said.startswith(f"In {room.name} passen {room.capacity} kinderen.")
    assert said in text
    assert not Session.objects.exists()


def test_goals_that_cannot_be_merged_stay_ticked_and_the_words_stay(everybody):
    first, second = (make_goal(everybody.school, name) for name in ("Telt", "Splitst"))
    page = f"/leerlijnen/doel/{first.pk}/samen/"
    typed = {"title": "Telt en splitst", "pupil_title": "", "goals": [second.pk]}
    response = logged_in(everybody.principal).post(page, typed)
    assert response.status_code == 422
    text = response.content.decode()
    assert "Telt en splitst" in text
    assert f'value="{second.pk}" checked' in text
    assert Goal.objects.filter(retired_on=None).count() == 2


def test_a_split_without_words_for_the_child_keeps_those_for_the_team(everybody):
    goal = make_goal(everybody.school, "Telt")
    words = {
        "form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 1,
        "form-0-title": "Telt tot tien", "form-0-pupil_title": "",
        "form-1-title": "Telt tot twintig", "form-1-pupil_title": "Ik tel tot twintig.",
    }  # fmt: skip
    response = logged_in(everybody.principal).post(f"/leerlijnen/doel/{goal.pk}/splits/", words)
    assert response.status_code == 422
    assert "Telt tot twintig" in response.content.decode()
    assert 'role="alert"' in response.content.decode()


def test_a_theme_that_ends_before_it_begins_keeps_its_title(everybody):
    response = logged_in(everybody.teacher).post(
        "/themas/nieuw/", {"title": "Water", "starts": "2020-02-01", "ends": "2020-01-01"}
    )
    assert response.status_code == 422
    assert 'value="Water"' in response.content.decode()
