"""Results become evidence: once, the first attempt, of pupils and goals that are known here."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from tests.cast import Cast, cast, make_school, person_of
from tests.curriculum.goals import make_goal

from stapsteen.curriculum.models import Framework, Goal
from stapsteen.exchange.results import csv_file, normed
from stapsteen.exchange.results.keys import make_key, revoke_key, source_named, source_of_key
from stapsteen.exchange.results.result import Result
from stapsteen.exchange.results.taking import take_results, withdraw_import, withdraw_keys
from stapsteen.kit.refused import Refused
from stapsteen.learning.actions.evidence import withdraw
from stapsteen.learning.following.attempts import freed
from stapsteen.learning.models import Evidence, EvidenceKey, MasteryState, NormedResult
from stapsteen.learning.queries.mastery import shown_for
from stapsteen.mastery.evidence import Kind
from stapsteen.school.models import ExternalKey, Subject

pytestmark = pytest.mark.django_db
NOON = timezone.now().replace(hour=11, minute=0, second=0, microsecond=0) - timedelta(days=2)


def school() -> tuple[Cast, Goal]:
    """The cast with a key for Dina and for Emre, and a goal with a code."""
    everybody = cast()
    for user, key in ((everybody.pupil, "dina1"), (everybody.classmate, "emre1")):
        ExternalKey.objects.create(
            school=everybody.school, source="edexml:pupil", key=key, person=person_of(user)
        )
    goal = make_goal(everybody.school, "Telt tot twintig")
    Goal.objects.filter(pk=goal.pk).update(code="R1")
    return everybody, goal


def answer(line: int = 2, pupil: str = "dina1", goal: str = "R1", **more: object) -> Result:
    minute = timedelta(minutes=line)
    return Result(line, pupil, (goal,), **{"value": 1.0, "at": NOON + minute, **more})  # type: ignore[arg-type]


def take(everybody: Cast, *results: Result):
    source = source_named(everybody.school, "Oefenapp", "software")
    return take_results(source, results, by=everybody.care_coordinator, name="week.csv")


def test_an_answer_becomes_evidence_with_its_source_and_moves_the_mastery():
    everybody, goal = school()
    batch = take(everybody, answer(item="o7", options=4))
    kept = Evidence.objects.get()
    assert (kept.person, kept.goal, kept.kind) == (person_of(everybody.pupil), goal, "answer")
    assert (kept.value, kept.item, kept.options, kept.at) == (1, "o7", 4, answer().at)
    assert (kept.source.name, kept.batch, batch.rows, batch.taken) == ("Oefenapp", batch, 1, 1)
    assert shown_for(person_of(everybody.pupil))[goal.pk].pieces == {Kind.ANSWER: 1}


def test_the_same_file_twice_changes_nothing():
    everybody, _goal = school()
    take(everybody, answer(), answer(3))
    state = MasteryState.objects.get().state
    again = take(everybody, answer(), answer(3))
    assert again.left_out == {"there": {"count": 2, "lines": [2, 3]}}
    assert (Evidence.objects.count(), MasteryState.objects.get().state) == (2, state)


def test_of_the_answers_to_a_task_on_a_day_only_the_first_counts():
    everybody, _goal = school()
    batch = take(
        everybody, answer(9, item="o7"), answer(2, item="o7", value=0.0),
        answer(3, item="o8", attempt=2), answer(4, pupil="emre1", item="o7"),
    )  # fmt: skip
    assert batch.left_out == {"retry": {"count": 2, "lines": [3, 9]}}
    later = take(
        everybody, answer(20, item="o7"), answer(2, item="o7", at=NOON + timedelta(days=1))
    )
    assert later.left_out == {"retry": {"count": 1, "lines": [20]}}


def counted() -> list[str]:
    return sorted(
        Evidence.objects.filter(withdrawn_at__isnull=True).values_list("external_key", flat=True)
    )


def test_an_earlier_attempt_that_comes_in_later_is_the_first_and_the_later_one_yields():
    everybody, _goal = school()
    take(everybody, answer(20, item="o7", key="late"))
    before = MasteryState.objects.get().state
    early = take(everybody, answer(2, item="o7", key="early", value=0.0))
    assert (early.taken, counted()) == (1, ["early"])
    state = MasteryState.objects.get().state
    assert state != before
    withdraw_import(early, everybody.care_coordinator)
    assert (counted(), MasteryState.objects.get().state) == (["late"], before)
    take(everybody, answer(2, item="o7", key="early", value=0.0))
    assert (counted(), MasteryState.objects.get().state) == (["early"], state)


def test_of_three_attempts_that_come_in_backwards_the_first_that_stands_counts():
    everybody, _goal = school()
    for line, key in ((30, "third"), (20, "second"), (10, "first")):
        take(everybody, answer(line, item="o7", key=key))
    source = source_named(everybody.school, "Oefenapp", "software")
    assert counted() == ["first"]
    withdraw_keys(source, ["second"])
    assert counted() == ["first"]
    withdraw_keys(source, ["first"])
    assert counted() == ["third"]


def test_a_first_attempt_that_a_person_takes_back_lets_the_later_one_count_again():
    everybody, _goal = school()
    take(everybody, answer(20, item="o7", key="late"))
    before = MasteryState.objects.get().state
    take(everybody, answer(2, item="o7", key="early", value=0.0))
    withdraw(everybody.care_coordinator, list(Evidence.objects.filter(external_key="early")))
    assert (counted(), MasteryState.objects.get().state) == (["late"], before)


def test_of_what_came_before_only_the_same_tasks_on_the_same_days_are_read(monkeypatch):
    everybody, _goal = school()
    for day in range(3):
        for item in ("o7", "o8"):
            for line, key in ((20, "late"), (2, "early")):
                at = NOON + timedelta(minutes=line) - timedelta(days=day)
                take(everybody, answer(line, item=item, key=f"{key} {item} {day}", at=at))
    read: list[str] = []
    made = Evidence.from_db.__func__  # type: ignore[attr-defined]

    def noted(cls, *row):
        one = made(cls, *row)
        read.append(one.external_key)
        return one

    source = source_named(everybody.school, "Oefenapp", "software")
    gone = list(Evidence.objects.filter(external_key="early o7 1"))
    monkeypatch.setattr(Evidence, "from_db", classmethod(noted))
    assert [task[1] for task in freed(source, gone)] == ["o7"]
    assert read == ["late o7 1"]


def test_an_attempt_that_yielded_does_not_come_back_when_its_own_import_was_taken_back():
    everybody, _goal = school()
    late = take(everybody, answer(20, item="o7", key="late"))
    early = take(everybody, answer(2, item="o7", key="early"))
    withdraw_import(late, everybody.care_coordinator)
    withdraw_import(early, everybody.care_coordinator)
    assert counted() == []
    assert take(everybody, answer(20, item="o7", key="late")).taken == 1


def test_what_its_source_took_back_does_not_come_again_with_the_file_of_next_week():
    everybody, _goal = school()
    batch = take(everybody, answer(key="k1"), answer(3, key="k2"))
    source = source_named(everybody.school, "Oefenapp", "software")
    withdraw_keys(source, ["k1"])
    again = take(everybody, answer(key="k1"), answer(3, key="k2"), answer(4, key="k3"))
    assert (again.taken, again.left_out["there"]["lines"]) == (1, [2, 3])
    assert counted() == ["k2", "k3"]
    withdraw_import(batch, everybody.care_coordinator)
    assert take(everybody, answer(key="k1")).taken == 1


def test_who_or_what_is_not_known_here_is_told_and_the_rest_is_taken():
    everybody, _goal = school()
    for title in ("Dubbel", "Nog eens"):
        Goal.objects.filter(pk=make_goal(everybody.school, title).pk).update(code="D")
    batch = take(
        everybody, answer(2), answer(3, pupil="zoe1"), answer(4, goal="X"), answer(5, goal="D")
    )
    assert batch.taken == 1
    assert batch.left_out == {
        "unknown_pupil": {"count": 1, "lines": [3]},
        "unknown_goal": {"count": 1, "lines": [4]},
        "double_goal": {"count": 1, "lines": [5]},
    }


def test_a_pupil_is_found_by_name_but_never_when_two_are_called_so():
    everybody, _goal = school()
    dina = person_of(everybody.pupil)
    assert take(everybody, answer(pupil=dina.name.upper())).taken == 1
    other = person_of(everybody.classmate)
    other.given_name, other.prefix, other.family_name = (
        dina.given_name,
        dina.prefix,
        dina.family_name,
    )
    other.save()
    batch = take(everybody, answer(3, pupil=dina.name), answer(4, pupil="dina1"))
    assert (batch.taken, batch.left_out) == (1, {"double_pupil": {"count": 1, "lines": [3]}})


def test_a_key_that_two_administrations_gave_to_two_pupils_is_nobodys():
    everybody, _goal = school()
    ExternalKey.objects.create(
        school=everybody.school, source="oneroster:user", key="dina1",
        person=person_of(everybody.classmate),
    )  # fmt: skip
    assert take(everybody, answer()).left_out == {"double_pupil": {"count": 1, "lines": [2]}}


def test_a_key_that_goals_of_two_sets_have_is_nobodys():
    everybody, goal = school()
    other = make_goal(everybody.school, "Springt")
    frame = Framework.objects.create(
        school=everybody.school, key="ander", name="Ander", source="own"
    )
    Goal.objects.filter(pk=goal.pk).update(key="g1")
    Goal.objects.filter(pk=other.pk).update(key="g1", framework=frame)
    batch = take(everybody, answer(goal="g1"), answer(3, goal=f"doel-{other.pk}"))
    assert (batch.taken, batch.left_out) == (1, {"double_goal": {"count": 1, "lines": [2]}})


@pytest.mark.parametrize("name", ["key", "uri"])
def test_a_name_that_is_the_code_of_one_goal_and_the_key_of_another_is_nobodys(name):
    everybody, _goal = school()
    other = make_goal(everybody.school, "Springt")
    Goal.objects.filter(pk=other.pk).update(**{name: "R1"})
    batch = take(everybody, answer(), answer(3, goal=f"doel-{other.pk}"))
    assert (batch.taken, batch.left_out) == (1, {"double_goal": {"count": 1, "lines": [2]}})


def test_a_pupil_of_another_school_is_not_known():
    everybody, _goal = school()
    elsewhere = make_school("De Linde")
    source = source_named(elsewhere, "Oefenapp", "software")
    batch = take_results(source, [answer()], by=None)
    assert (batch.taken, Evidence.objects.count()) == (0, 0)
    assert everybody.school != elsewhere


def test_an_import_is_taken_back_as_a_whole_and_can_then_be_read_again():
    everybody, goal = school()
    batch = take(everybody, answer(), answer(3, pupil="emre1"))
    withdraw_import(batch, everybody.care_coordinator)
    assert shown_for(person_of(everybody.pupil)) == {}
    assert take(everybody, answer()).taken == 1
    assert goal.pk in shown_for(person_of(everybody.pupil))
    with pytest.raises(Refused):
        withdraw_import(batch, everybody.care_coordinator)


def test_a_source_takes_back_what_it_sent_and_nothing_of_another():
    everybody, _goal = school()
    take(everybody, answer(key="k1"))
    other = source_named(everybody.school, "Andere app", "software")
    assert withdraw_keys(other, ["k1"]) == 0
    source = source_named(everybody.school, "Oefenapp", "software")
    assert withdraw_keys(source, ["k1"]) == 1
    assert shown_for(person_of(everybody.pupil)) == {}


def test_a_key_comes_in_until_it_is_revoked_and_only_its_digest_is_kept():
    everybody, _goal = school()
    key = make_key("Oefenapp", by=everybody.principal)
    kept = EvidenceKey.objects.get()
    assert key not in kept.digest
    assert source_of_key(key) == kept.source
    revoke_key(kept, by=everybody.principal)
    assert source_of_key(key) is None
    with pytest.raises(Refused):
        make_key("Oefenapp", by=everybody.teacher)


def test_a_normed_test_is_kept_once_for_a_pupil_and_a_day():
    everybody, _goal = school()
    file = (
        b"leerling;vak;toets;datum;score;gemiddelde;spreiding;niveau\n"
        b"dina1;Rekenen;Rekenen M5;20-01-2026;231;220;15;II\n"
        b"dina1;arithmetic;Rekenen M5;20-01-2026;231;220;15;II\n"
        b"dina1;Zwemmen;Zwemmen M5;20-01-2026;231;220;15;II\n"
    )
    source = source_named(everybody.school, "Toetsen", "test")
    batch = normed.take_tests(source, *normed.read(file), by=everybody.care_coordinator)
    kept = NormedResult.objects.get()
    assert (kept.score, kept.norm, kept.subject.key) == (231, "II", "arithmetic")
    assert {reason: said["count"] for reason, said in batch.left_out.items()} == {
        "there": 1,
        "unknown_subject": 1,
    }
    assert normed.take_tests(source, *normed.read(file), by=everybody.principal).taken == 0
    withdraw_import(batch, everybody.care_coordinator)
    assert not NormedResult.objects.filter(withdrawn_at__isnull=True).exists()
    assert normed.take_tests(source, *normed.read(file), by=everybody.principal).taken == 1


def test_a_test_of_the_same_name_and_day_in_another_subject_is_another_test():
    everybody, _goal = school()
    Subject.objects.create(school=everybody.school, key="reading", name="Lezen")
    rows = b"dina1;Rekenen;M5;20-01-2026;231\ndina1;Lezen;M5;20-01-2026;180\n"
    source = source_named(everybody.school, "Toetsen", "test")
    read = normed.read(b"leerling;vak;toets;datum;score\n" + rows)
    assert normed.take_tests(source, *read, by=everybody.principal).taken == 2


@pytest.mark.slow
def test_a_hundred_thousand_rows_with_dirt_are_read_to_the_end():
    everybody, _goal = school()
    day = datetime(2026, 1, 5, 9)  # noqa: DTZ001 - as a file has it
    rows = "".join(
        f"{'dina1' if n % 3 else 'emre1'};{'R1' if n % 7 else 'weg'};{n % 2};"
        f"{(day + timedelta(minutes=n)).isoformat() if n % 11 else '??'}\n"
        for n in range(100_000)
    )
    results, dirt = csv_file.read(("leerling;doel;goed;moment\n" + rows).encode())
    source = source_named(everybody.school, "Oefenapp", "software")
    batch = take_results(source, results, dirt, by=None)
    future = sum(one.reason == "future" for one in dirt)
    assert batch.rows == 100_000
    assert batch.left_out["bad_time"]["count"] == 9091
    assert batch.taken == 100_000 - sum(one["count"] for one in batch.left_out.values())
    assert batch.taken > 77_000 - future
