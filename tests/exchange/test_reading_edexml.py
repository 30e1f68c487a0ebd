"""What an EDEXML file says, and what we answer when it says nonsense."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import date

import pytest
from tests.exchange.edexml import edexml, pupil, teacher
from tests.shared_data import shared_file

from stapsteen.exchange.edexml import read_edexml
from stapsteen.exchange.roster import Unreadable
from stapsteen.exchange.upload import files_of, files_of_path


def refused(content: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        read_edexml("school.xml", content)
    return str(refusal.value)


def test_a_pupil_has_a_name_a_birthday_a_year_group_and_a_class():
    (one,) = read_edexml("school.xml", edexml()).pupils
    assert (one.given_name, one.family_name, one.year_group, one.groups) == (
        "Dina",
        "Bos",
        "5",
        ("g5",),
    )
    assert one.birth_date == date(2017, 3, 4)


def test_the_year_group_of_the_pupil_wins_over_that_of_the_group():
    (one,) = read_edexml("school.xml", edexml([pupil("1", year_group="4")])).pupils
    assert one.year_group == "4"


def test_a_pupil_of_a_combined_class_without_its_own_year_group_takes_that_of_the_group():
    (one,) = read_edexml("school.xml", edexml([pupil("1", year_group="C")])).pupils
    assert one.year_group == "5"


@pytest.mark.parametrize("field", ["bsn", "etniciteit", "postcodenl", "geslacht", "fotourl"])
def test_what_data_protection_forbids_is_dropped_at_the_door(field):
    roster = read_edexml("school.xml", edexml([pupil("1", more=f"<{field}>geheim</{field}>")]))
    assert roster.dropped[field] == 1
    assert "geheim" not in repr(roster.pupils)


def test_the_email_address_of_a_child_is_dropped_and_of_a_teacher_kept():
    mail = "<emailadres>a@b.example</emailadres>"
    staff = teacher("l1").replace("<groepen>", mail + "<groepen>")
    roster = read_edexml("school.xml", edexml([pupil("1", more=mail)], staff=staff))
    assert roster.dropped["emailadres"] == 1
    assert roster.staff[0].email == "a@b.example"


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("", "teacher"),
        ("VAK", "subject_teacher"),
        ("OWA", "assistant"),
        ("DIR", "support"),
        ("IB", "support"),
    ],
)
def test_roles_of_a_file_never_give_the_rights_of_a_head_or_counsellor(role, kind):
    assert read_edexml("school.xml", edexml(staff=teacher("l1", role=role))).staff[0].role == kind


def test_a_pupil_who_left_before_the_reference_date_comes_in_as_one_who_left():
    left = pupil("2", more="<uitstroomdatum>2026-08-20</uitstroomdatum>")
    content = edexml([pupil("1"), left]).replace(
        b"<brincode>", b"<peildatum>2026-10-01</peildatum><brincode>"
    )
    assert [one.left_on for one in read_edexml("school.xml", content).pupils] == [
        None,
        date(2026, 8, 20),
    ]


def test_a_composite_group_is_a_class_where_its_pupils_have_no_other_class():
    groups = '<samengestelde_groep key="u1"><naam>Unit 1</naam></samengestelde_groep>'
    in_unit = '<samengestelde_groepen><samengestelde_groep key="u1"/></samengestelde_groepen>'
    roster = read_edexml("school.xml", edexml([pupil("1", group="", more=in_unit)], groups=groups))
    assert [group.kind for group in roster.groups] == ["year_class"]


def test_an_unknown_extension_block_is_no_obstacle():
    block = "<toevoegingen><blok><iets>geheim</iets></blok></toevoegingen>"
    roster = read_edexml(
        "school.xml", edexml([pupil("1", more=block)], more="<nieuw><deel/></nieuw>")
    )
    assert roster.dropped["toevoegingen"] == 1
    assert "Het deel <nieuw> kennen we niet" in str(roster.problems[0])


def test_a_class_that_is_not_in_the_file_is_told_and_the_pupil_stays():
    roster = read_edexml("school.xml", edexml([pupil("1", group="g9")]))
    assert roster.pupils[0].groups == ()
    assert "groep g9, maar die groep staat niet in het bestand" in str(roster.problems[0])


def test_a_birthday_that_does_not_exist_is_told_with_its_line_and_left_empty():
    content = edexml([pupil("1"), pupil("2").replace("2017-03-04", "2017-02-30")])
    roster = read_edexml("school.xml", content)
    assert roster.pupils[1].birth_date is None
    assert str(roster.problems[0]).startswith(
        "school.xml, regel 4: De geboortedatum 2017-02-30 bestaat niet."
    )


def test_two_pupils_with_one_number_are_refused_with_the_line_of_the_second():
    assert "regel 4: Nummer 1 hoort bij meer dan een leerling" in refused(
        edexml([pupil("1"), pupil("1")])
    )


def test_a_pupil_without_a_number_or_a_name_is_refused():
    assert "heeft geen nummer" in refused(edexml([pupil("")]))
    nameless = pupil("7").replace("Bos", "").replace("Dina", "")
    assert "Leerling 7 heeft geen naam" in refused(edexml([nameless]))


def test_a_school_year_that_is_no_year_is_refused():
    assert "Het schooljaar 2026 is niet te lezen" in refused(edexml(year="2026"))


def test_a_file_without_pupils_is_refused():
    assert "geen leerlingen" in refused(edexml([" "]))


def test_another_kind_of_xml_is_refused_by_its_name():
    assert "het begint met <html>" in refused(b"<html/>")


def test_a_file_that_was_cut_off_is_refused_where_it_ends():
    whole = edexml([pupil(str(number)) for number in range(9)])
    assert "het is afgebroken" in refused(whole[: len(whole) // 2])


def test_something_that_is_no_xml_is_refused():
    assert "geen goed XML-bestand" in refused(b"naam;groep\nDina;5a")


def test_an_entity_bomb_is_refused_before_it_grows():
    bomb = b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 100 + b'"><!ENTITY b "&a;&a;">]><EDEX>&b;</EDEX>'
    assert "DOCTYPE" in refused(bomb)


def test_a_file_of_the_machine_cannot_be_read_through_an_entity():
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><EDEX>&a;</EDEX>'
    assert "root:" not in refused(outside)


def test_windows_letters_under_a_utf_8_label_are_read_and_told():
    content = edexml([pupil("1", name="Zoë")]).decode().encode("cp1252")
    roster = read_edexml("school.xml", content)
    assert roster.pupils[0].given_name == "Zoë"
    assert "Windows-1252" in str(roster.problems[0])


def test_a_zip_that_unpacks_to_too_much_is_refused(monkeypatch):
    packed = zipped(school_xml=b"0" * 2_000_000)
    monkeypatch.setattr("stapsteen.exchange.upload.LARGEST", 1_000_000)
    with pytest.raises(Unreadable, match="groter dan"):
        files_of("school.zip", packed)


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return packed.getvalue()


def test_a_gzipped_file_in_a_zip_is_unpacked_as_well(monkeypatch):
    content = zipped(a_json=b"[]", b_json_gz=gzip.compress(b"[1]"), c_txt_gz=gzip.compress(b"x"))
    assert files_of("x.zip", content) == {"a.json": b"[]", "b.json": b"[1]"}
    packed = gzip.compress(b"[2]")
    assert files_of("x.zip", zipped(A_JSON_GZ=packed)) == {"A.JSON": b"[2]"}
    assert files_of("A.JSON.GZ", packed) == {"A.JSON": b"[2]"}
    with pytest.raises(Unreadable, match=r"twee bestanden die a\.json heten"):
        files_of("x.zip", zipped(a_json=b"[]", a_json_gz=packed))
    monkeypatch.setattr("stapsteen.exchange.upload.LARGEST", 1_000_000)
    half = gzip.compress(b"0" * 600_000)
    with pytest.raises(Unreadable, match="groter dan"):
        files_of("x.zip", zipped(a_json_gz=half, b_json_gz=half))


def test_a_broken_zip_is_refused():
    with pytest.raises(Unreadable, match="niet heel"):
        files_of("school.zip", b"PK\x03\x04niets")


@pytest.mark.parametrize(
    ("name", "pupils", "groups", "staff"),
    [
        ("EDEXML.Voorbeeld.2.0.xml", 2, 8, 3),
        ("EDEXML.Voorbeeld.2.0-Vla.xml", 2, 7, 3),
        ("EDEXML.Voorbeeld.2.1.xml", 2, 8, 3),
        ("EDEXML.Voorbeeld.2.1-Vla.xml", 2, 7, 3),
        ("cito-demo-1.03.xml.gz", 400, 19, 29),
        ("invalid-toevoegingen.xml", 2, 8, 3),
    ],
)
def test_the_published_samples_are_read(name, pupils, groups, staff):
    ((file, content),) = files_of_path(shared_file("edexml", "samples", name)).items()
    roster = read_edexml(file, content)
    assert (len(roster.pupils), len(roster.groups), len(roster.staff)) == (pupils, groups, staff)


def test_the_published_sample_with_another_header_is_refused_with_a_remedy():
    ((file, content),) = files_of_path(
        shared_file("edexml", "samples", "invalid-unknown-root-child.xml")
    ).items()
    with pytest.raises(Unreadable, match="schooljaar ontbreekt"):
        read_edexml(file, content)
