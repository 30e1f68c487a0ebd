"""What a school learns from all its evidence: how hard things are, and whom to trust how far."""

from __future__ import annotations

from datetime import timedelta
from math import exp
from random import Random

import pytest
from django.db import connection
from django.utils import timezone
from tests.cast import cast, make_person, make_school, make_year, person_of
from tests.curriculum.goals import make_goal
from tests.learning.seen import goal_of_dina

from stapsteen.jobs.models import Job
from stapsteen.learning.actions.evidence import observe, withdraw
from stapsteen.learning.following import relearning
from stapsteen.learning.following.keeping import make_again
from stapsteen.learning.following.relearning import (
    FEW,
    ask_to_learn,
    ask_when_due,
    ask_where_outdated,
    learn,
    work,
)
from stapsteen.learning.models import Evidence, EvidenceSource, ItemDifficulty, MasteryState
from stapsteen.mastery.batch import follow
from stapsteen.mastery.sources import FLOOR
from stapsteen.school.models import Placement, School

pytestmark = pytest.mark.django_db
PUPILS, DAYS = 24, 20


def seen_by_three(random: Random) -> tuple[School, dict[str, EvidenceSource]]:
    """Pupils of known ability, asked by software and watched by a sharp and by a careless eye."""
    school = make_school()
    year = make_year(school)
    goals = [make_goal(school, title) for title in ("Makkelijk", "Moeilijk")]
    kinds = {"app": "software", "sharp": "observer", "careless": "observer"}
    sources = {
        name: EvidenceSource.objects.create(school=school, kind=kind, name=name)
        for name, kind in kinds.items()
    }
    rows = []
    for _number in range(PUPILS):
        pupil = make_person(school, "Kind", "pupil")
        Placement.objects.create(pupil=pupil, year=year, year_group="5")
        able = random.gauss(0, 1.1)
        for day in range(DAYS):
            goal = goals[day % 2]
            above = able - 1.5 * (day % 2)
            at = timezone.now() - timedelta(days=DAYS - day, minutes=random.randrange(300))
            item = f"i{random.randrange(4)}"
            right = random.random() < 1 / (1 + exp(-above - (item == "i0") * -1.5))
            rows.append(Evidence(person=pupil, goal=goal, kind="answer", value=right, item=item,
                                 source=sources["app"], at=at))  # fmt: skip
            for name, noise in (("sharp", 0.3), ("careless", 3.0)):
                felt = above + random.gauss(0, noise)
                level = 1 + sum(felt > border for border in (-0.5, 0.8, 2.0))
                rows.append(Evidence(person=pupil, goal=goal, kind="observation", value=level,
                                     source=sources[name], at=at + timedelta(minutes=1 + len(name))))  # fmt: skip
    Evidence.objects.bulk_create(rows)
    return school, sources


def test_the_harder_goal_and_task_and_the_careless_eye_are_found_and_all_states_follow():
    school, sources = seen_by_three(Random(4))  # noqa: S311
    subject = school.goals.all()[0].subject
    assert learn(school, subject) == PUPILS * DAYS * 3
    hard = dict(ItemDifficulty.objects.values_list("goal__title", "mean").filter(item=""))
    assert hard["Moeilijk"] > hard["Makkelijk"] + 0.5
    tasks = dict(ItemDifficulty.objects.exclude(item="").values_list("item", "mean"))
    assert max(tasks, key=tasks.__getitem__) == f"{sources['app'].pk}:i0"
    sharp, careless = (EvidenceSource.objects.get(name=name) for name in ("sharp", "careless"))
    assert FLOOR <= sharp.noise < careless.noise
    assert sharp.noise_seen == PUPILS * DAYS
    states = list(MasteryState.objects.order_by("pk").values_list("person", "state"))
    assert len(states) == PUPILS
    make_again(school, [(person, subject.pk) for person, _state in states])
    assert list(MasteryState.objects.order_by("pk").values_list("person", "state")) == states


def test_nobody_waits_to_save_while_is_learnt(monkeypatch):
    school, _sources = seen_by_three(Random(4))  # noqa: S311
    depth, reckoned, written = len(connection.savepoint_ids), [], []

    def reckon(*said, **more):
        reckoned.append(len(connection.savepoint_ids))
        return follow(*said, **more)

    def write(school, pairs):
        written.append(len(pairs))
        make_again(school, pairs)

    monkeypatch.setattr(relearning, "follow", reckon)
    monkeypatch.setattr(relearning, "make_again", write)
    learn(school, school.goals.all()[0].subject)
    assert set(reckoned) == {depth}
    assert written == [FEW, PUPILS - FEW]


def test_learning_twice_gives_the_same():
    school, _sources = seen_by_three(Random(5))  # noqa: S311
    subject = school.goals.all()[0].subject
    learn(school, subject)
    first = list(ItemDifficulty.objects.order_by("goal", "item").values_list("mean", "variance"))
    learn(school, subject)
    again = list(ItemDifficulty.objects.order_by("goal", "item").values_list("mean", "variance"))
    assert again == first


def test_a_school_without_evidence_learns_nothing_and_once_a_week_is_enough():
    school = make_school()
    make_goal(school, "Telt")
    assert work({"school": school.pk}, lambda _told: None, lambda: False) == {"arithmetic": 0}
    ask_to_learn(school)
    ask_to_learn(school)
    assert Job.objects.filter(name="learn_from_evidence").count() == 1


def test_when_all_was_taken_back_nothing_of_it_is_left_in_what_was_learnt():
    everybody = cast()
    goal = goal_of_dina(everybody)
    seen = observe(everybody.teacher, [person_of(everybody.pupil)], [goal], 4)
    assert learn(everybody.school, goal.subject) == 1
    assert ItemDifficulty.objects.count() == 1
    withdraw(everybody.teacher, seen)
    assert learn(everybody.school, goal.subject) == 0
    assert ItemDifficulty.objects.count() == 0


def test_the_school_learns_from_a_week_in_which_only_observations_came_in():
    everybody = cast()
    ask_when_due(everybody.school)
    assert Job.objects.count() == 0
    seen = observe(everybody.teacher, [person_of(everybody.pupil)], [goal_of_dina(everybody)], 4)
    ask_when_due(everybody.school)
    assert [one.name for one in Job.objects.all()] == ["learn_from_evidence"]
    Job.objects.all().delete()
    Evidence.objects.filter(pk=seen[0].pk).update(received_at=timezone.now() - timedelta(days=8))
    ask_when_due(everybody.school)
    assert Job.objects.count() == 0


def test_states_of_an_earlier_model_are_made_again_also_where_nothing_was_seen():
    everybody = cast()
    goal, dina = goal_of_dina(everybody), person_of(everybody.pupil)
    observe(everybody.teacher, [dina], [goal], 4)
    assert ask_where_outdated() == 0
    now = MasteryState.objects.get(person=dina)
    MasteryState.objects.update(version="old", state={})
    other = MasteryState.objects.create(
        person=person_of(everybody.classmate), subject=goal.subject, version="old", state={}
    )
    assert (ask_where_outdated(), ask_where_outdated()) == (1, 1)
    job = Job.objects.get(name="learn_from_evidence")
    work(job.payload, lambda _told: None, lambda: False)
    assert MasteryState.objects.get(person=dina).version == now.version
    other.refresh_from_db()
    assert other.version == now.version
    assert ask_where_outdated() == 0
