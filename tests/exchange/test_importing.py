"""Reading in: the preview tells, the import is whole or nothing, twice is once, and it can be undone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.serializers import serialize
from django.utils import timezone
from tests.cast import cast
from tests.exchange.edexml import edexml, pupil, teacher

from stapsteen.exchange.actions import preview, read, read_in, undo
from stapsteen.exchange.models import ImportBatch
from stapsteen.kit.refused import Refused
from stapsteen.school.models import (
    ExternalKey,
    Group,
    Guidance,
    Membership,
    Person,
    Placement,
    RoleHeld,
    School,
    SchoolYear,
)

pytestmark = pytest.mark.django_db
TABLES = (School, SchoolYear, Group, Person, RoleHeld, Placement, Membership, Guidance, ExternalKey)
TWO_GROUPS = (
    '<groep key="g5"><naam>5a</naam><jaargroep>5</jaargroep></groep>'
    '<groep key="g6"><naam>6a</naam><jaargroep>6</jaargroep></groep>'
)


def bring_in(content: bytes, **more) -> ImportBatch | None:
    files = {"school.xml": content}
    return read_in(read(files), files, **more)


def everything() -> str:
    return "".join(serialize("json", table.objects.order_by("pk")) for table in TABLES)


def whole(*pupils: str, **more: str) -> bytes:
    return edexml(
        pupils or [pupil("1"), pupil("2", "Emre")], groups=TWO_GROUPS, staff=teacher("l1"), **more
    )


def test_a_first_import_makes_the_school_its_year_and_everybody_in_it():
    bring_in(whole())
    school = School.objects.get()
    year = school.years.get()
    assert (school.code, year.name, year.state) == ("99ZZ", "2026-2027", "open")
    assert [one.name for one in Group.objects.all()] == ["5a", "6a"]
    assert Membership.objects.filter(group__name="5a").count() == 2
    assert Guidance.objects.get().group.name == "5a"


def test_the_preview_counts_what_would_be_added_and_changes_nothing():
    before = everything()
    counts = preview(read({"school.xml": whole()})).difference.counts
    assert counts["added"] == {"groups": 2, "pupils": 2, "staff": 1}
    assert everything() == before


def test_reading_the_same_file_twice_changes_nothing():
    bring_in(whole())
    before = everything()
    assert bring_in(whole()) is None
    assert everything() == before
    assert ImportBatch.objects.count() == 1


def test_undoing_an_import_gives_back_what_was_before():
    bring_in(whole())
    before = everything()
    later = bring_in(whole(pupil("1", group="g6"), pupil("3", "Fatma")))
    assert later is not None
    assert everything() != before
    undo(later)
    assert everything() == before


def test_an_import_can_be_undone_and_done_again():
    undo(bring_in(whole()))
    assert Person.objects.count() == 0
    bring_in(whole())
    assert Person.objects.count() == 3
    assert School.objects.count() == 1


def test_a_pupil_who_changes_class_has_been_in_both():
    bring_in(whole())
    SchoolYear.objects.update(
        starts=timezone.localdate() - timedelta(days=90),
        ends=timezone.localdate() + timedelta(days=90),
    )
    Membership.objects.update(starts=timezone.localdate() - timedelta(days=90))
    bring_in(whole(pupil("1", group="g6"), pupil("2", "Emre")))
    memberships = Membership.objects.filter(person__given_name="Dina").order_by("starts")
    yesterday = timezone.localdate() - timedelta(days=1)
    assert [(one.group.name, one.ends) for one in memberships] == [("5a", yesterday), ("6a", None)]


def test_a_pupil_who_is_no_longer_in_the_file_has_left_and_is_not_deleted():
    bring_in(whole())
    bring_in(whole(pupil("1")))
    emre = Person.objects.get(given_name="Emre")
    assert emre.roles.get().ends is not None
    assert emre.memberships.get().ends is not None


def test_a_pupil_who_comes_back_is_the_same_person():
    bring_in(whole())
    bring_in(whole(pupil("1")))
    bring_in(whole())
    assert Person.objects.filter(given_name="Emre").count() == 1
    assert Person.objects.get(given_name="Emre").roles.filter(ends__isnull=True).count() == 1


def test_a_number_that_promises_nothing_is_matched_by_name_and_birthday():
    bring_in(edexml([pupil("#1")]))
    assert bring_in(edexml([pupil("#99")])) is None


def test_undo_refuses_when_somebody_worked_on_with_it():
    batch = bring_in(whole())
    Person.objects.get(given_name="Dina").memberships.create(
        group=Group.objects.get(name="6a"), starts=timezone.localdate()
    )
    before = everything()
    with pytest.raises(Refused, match="al verder gewerkt"):
        undo(batch)
    assert everything() == before


def test_undo_refuses_when_what_it_changed_was_changed_again():
    bring_in(whole())
    batch = bring_in(whole(pupil("1", name="Dinah"), pupil("2", "Emre")))
    Person.objects.filter(given_name="Dinah").update(given_name="Diana")
    with pytest.raises(Refused, match="bouwt"):
        undo(batch)


def test_imports_are_undone_the_last_one_first():
    first = bring_in(whole())
    bring_in(whole(pupil("1")))
    with pytest.raises(Refused, match="nog een bestand") as refusal:
        undo(first)
    assert refusal.value.advice == "Draai dat eerst terug."


def test_a_file_of_another_year_is_refused():
    bring_in(whole())
    with pytest.raises(Refused, match="schooljaar 2027-2028"):
        bring_in(whole(year="2027-2028"))


def test_a_file_of_another_school_is_refused():
    everybody = cast()
    School.objects.filter(pk=everybody.school.pk).update(code="11AA")
    everybody.principal.person.school.refresh_from_db()
    with pytest.raises(Refused, match="van school 99ZZ"):
        bring_in(whole(), by=everybody.principal)


@pytest.mark.parametrize("who", ["teacher", "pupil", "guardian", "care_coordinator"])
def test_only_who_runs_the_school_reads_in(who):
    everybody = cast()
    with pytest.raises(Refused, match="geen export inlezen"):
        bring_in(whole(), by=getattr(everybody, who))


def test_nothing_is_written_when_writing_breaks_down(monkeypatch):
    def break_down(self, members):
        raise RuntimeError

    monkeypatch.setattr("stapsteen.exchange.writing.Writing.add_staff", break_down)
    with pytest.raises(RuntimeError):
        bring_in(whole())
    assert School.objects.count() == Person.objects.count() == ImportBatch.objects.count() == 0


def test_a_large_school_takes_fewer_than_one_query_for_ten_pupils(django_assert_max_num_queries):
    many = [pupil(str(number), f"Kind {number}") for number in range(2000)]
    with django_assert_max_num_queries(200):
        bring_in(edexml(many, groups=TWO_GROUPS))
    assert Person.objects.count() == 2000


@pytest.mark.slow
def test_ten_thousand_pupils_are_read_in_and_taken_back():
    many = [pupil(str(number), f"Kind {number}") for number in range(10_000)]
    batch = bring_in(edexml(many))
    assert Person.objects.count() == 10_000
    undo(batch)
    assert Person.objects.count() == 0


def test_a_school_without_a_code_does_not_take_that_of_another():
    bring_in(whole())
    with pytest.raises(Refused, match="99ZZ staat hier al"):
        bring_in(whole(), by=cast().principal)
