"""What a school learns from all its evidence: how hard things are, and whom to trust how far."""

from __future__ import annotations

from datetime import timedelta
from math import exp
from random import Random

import pytest
from django.db import connection
from django.utils import timezone
from tests.cast import make_person, make_school, make_year
from tests.curriculum.goals import make_goal

from stapsteen.jobs.models import Job
from stapsteen.learning.following import relearning
from stapsteen.learning.following.keeping import make_again
from stapsteen.learning.following.relearning import FEW, ask_to_learn, learn, work
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
