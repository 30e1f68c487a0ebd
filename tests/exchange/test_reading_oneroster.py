"""What OneRoster files say, and a sentence for each mistake that real ones contain."""

from __future__ import annotations

import pytest
from tests.shared_data import shared_file

from stapsteen.exchange.oneroster import read_oneroster
from stapsteen.exchange.roster import Roster, Unreadable
from stapsteen.exchange.upload import files_of_path

FILES = {
    "orgs": "sourcedId,name,type,identifier\ns1,De Wilg,school,99ZZ",
    "users": (
        "sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName,email,grades\n"
        "u1,true,s1,student,dina,Dina,Bos,dina@x.example,5\n"
        "u2,true,s1,teacher,bram,Bram,Mos,bram@x.example,"
    ),
    "classes": "sourcedId,title,grades,classType,schoolSourcedId\nc1,5a,5,homeroom,s1",
    "enrollments": "sourcedId,classSourcedId,userSourcedId,role\ne1,c1,u1,student\ne2,c1,u2,teacher",
    "academicSessions": "sourcedId,title,type,startDate,endDate\ny,2026,schoolYear,2026-08-01,2027-07-31",
    "manifest": "propertyName,value\noneroster.version,1.1",
}


def read(**changed: str) -> Roster:
    files = {name: text for name, text in {**FILES, **changed}.items() if text}
    return read_oneroster({f"{name}.csv": text.encode() for name, text in files.items()})


def told(roster: Roster) -> str:
    return "\n".join(map(str, roster.problems))


def sample(name: str) -> Roster:
    return read_oneroster(files_of_path(shared_file("oneroster", name)))


def test_a_school_has_pupils_and_staff_in_a_class():
    roster = read()
    assert (roster.school_name, roster.school_code, roster.year_name) == (
        "De Wilg",
        "99ZZ",
        "2026-2027",
    )
    assert [(one.given_name, one.year_group, one.groups) for one in roster.pupils] == [
        ("Dina", "5", ("c1",))
    ]
    assert [(one.email, one.role, one.groups) for one in roster.staff] == [
        ("bram@x.example", "teacher", ("c1",))
    ]
    assert roster.problems == ()


def test_passwords_phones_and_the_email_of_a_child_are_dropped():
    users = (
        FILES["users"].replace("grades", "grades,password,phone").replace(",5\n", ",5,geheim,06\n")
    )
    roster = read(users=users)
    assert (roster.dropped["password"], roster.dropped["phone"], roster.dropped["email"]) == (
        1,
        1,
        1,
    )
    assert "geheim" not in repr(roster)


def test_a_role_in_a_file_of_its_own_counts():
    users = "sourcedId,givenName,familyName\nu1,Dina,Bos"
    roles = "sourcedId,userSourcedId,role,orgSourcedId\nr1,u1,student,s1"
    assert len(read(users=users, roles=roles).pupils) == 1


def test_american_grades_become_groups_and_dutch_ones_stay():
    users = FILES["users"].replace(",5\n", ",03\n")
    assert read(users=users).pupils[0].year_group == "5"
    assert read().pupils[0].year_group == "5"


@pytest.mark.parametrize("missing", ["users", "orgs", "classes", "enrollments"])
def test_a_missing_file_is_refused_by_name(missing):
    with pytest.raises(Unreadable, match=f"ontbreken bestanden: {missing}.csv"):
        read(**{missing: ""})


def test_a_missing_column_is_refused_by_name():
    with pytest.raises(Unreadable, match=r"users.csv, regel 1: De kolom familyName ontbreekt"):
        read(users=FILES["users"].replace("familyName", "achternaam"))


def test_a_quote_that_never_closes_is_refused_with_its_line():
    with pytest.raises(Unreadable, match=r"classes.csv, regel 2"):
        read(classes=FILES["classes"].replace("5a", '"5a'))


def test_a_reference_to_nothing_is_told_with_its_line():
    roster = read(enrollments=FILES["enrollments"] + "\ne3,c1,u9,student")
    assert "enrollments.csv, regel 4: userSourcedId verwijst naar u9" in told(roster)


def test_two_rows_with_one_number_count_once():
    roster = read(users=FILES["users"] + "\nu1,true,s1,student,dina,Dina,Bos,,5")
    assert len(roster.pupils) == 1
    assert "Het nummer u1 staat er al" in told(roster)


def test_rows_to_be_deleted_are_left_out():
    users = FILES["users"].replace("sourcedId,", "sourcedId,status,", 1)
    users = users.replace("u1,", "u1,active,").replace("u2,", "u2,tobedeleted,")
    assert read(users=users).staff == ()


def test_windows_letters_are_read_and_told():
    files = {f"{name}.csv": text.encode() for name, text in FILES.items()}
    files["users.csv"] = FILES["users"].replace("Dina", "Zoë").encode("cp1252")
    roster = read_oneroster(files)
    assert roster.pupils[0].given_name == "Zoë"
    assert "users.csv: Dit bestand is geen UTF-8" in told(roster)


@pytest.mark.parametrize(
    "sentence",
    [
        "roles.csv, regel 1: De kolom dataLastModified hoort dateLastModified te heten",
        "users.csv, regel 1: De kolom prefferedGivenName hoort preferredGivenName te heten",
        "roles.csv, regel 1: De kop heeft lege vakken: 2",
        "userprofiles.csv: Dit bestand hoort userProfiles.csv te heten",
        "userprofiles.csv, regel 1: De kolom profileType ontbreekt",
        "De status inactive bestaat niet",
        "users.csv, regel 2: 1/05/2023 is geen datum met tijd",
        "classes.csv, regel 2: courseSourcedId verwijst naar crs-222-2023-456-12345",
        "orgs.csv, regel 2: parentSourcedId verwijst naar org-sch-222-3456",
        "History Department heeft niet het type school",
        "Mensen zonder rol: 1",
    ],
)
def test_every_mistake_of_the_worst_sample_gets_a_sentence(sentence):
    assert sentence in told(sample("v1p2-moodle-fixture"))


@pytest.mark.parametrize(
    "sentence",
    [
        "users.csv, regel 1: De kolom orgs hoort orgSourcedIds te heten",
        "users.csv, regel 1: De kolom agents hoort agentSourcedIds te heten",
        "users.csv, regel 1: De kolom role staat er twee keer",
        "Er zijn geen stamgroepen",
    ],
)
def test_every_mistake_of_the_vendor_dump_gets_a_sentence(sentence):
    assert sentence in told(sample("v1p1-mockroster-dump"))


@pytest.mark.parametrize(
    "sentence",
    [
        "De kolom grade hoort grades te heten",
        "De kolom schoolYearId hoort schoolYearSourcedId te heten",
        "De kolom userId hoort userIds te heten",
        "demographics.csv, regel 1: De kolom sourcedId ontbreekt. De kolom userSourcedId is in plaats",
        "2017-05-06 08:01:05 is geen datum met tijd",
    ],
)
def test_every_mistake_of_the_tao_sample_gets_a_sentence(sentence):
    assert sentence in told(sample("v1p1-tao-sample"))


@pytest.mark.parametrize(
    ("name", "pupils", "staff"),
    [
        ("v1p2-moodle-testdata", 1, 0),
        ("v1p2-moodle-fixture", 3, 2),
        ("v1p1-moodle-full", 3, 2),
        ("v1p1-mockroster-dump", 54, 17),
        ("v1p1-tao-sample", 1, 0),
    ],
)
def test_the_published_samples_are_read(name, pupils, staff):
    roster = sample(name)
    assert (len(roster.pupils), len(roster.staff)) == (pupils, staff)


def test_the_form_for_couplings_gets_its_own_sentence():
    from stapsteen.exchange.actions import read as read_any

    with pytest.raises(Unreadable, match="Dit is JSON"):
        read_any(files_of_path(shared_file("oneroster", "v1p2-json-libre")))
