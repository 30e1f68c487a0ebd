"""Files with goals: which format it is shows from what is in it, and what is wrong is told."""

from __future__ import annotations

import gzip
import json

import pytest
from tests.shared_data import shared_file

from stapsteen.curriculum.checking import checked
from stapsteen.curriculum.outline import Outline
from stapsteen.exchange.curriculum.reading import read, read_together
from stapsteen.kit.refused import Refused


def outline(content: object, name: str = "doelen.json") -> Outline:
    return read(name, json.dumps(content).encode())


def goal(number: int, code: str, **more: object) -> dict[str, object]:
    return {"id": f"id-{number}", "title": f"doel {number}", "aanbodid": code, **more}


def package(items: list[dict[str, object]], links: list[tuple[str, str, str]]) -> dict[str, object]:
    return {
        "CFDocument": {"identifier": "doc", "title": "Rekenen"},
        "CFItems": items,
        "CFAssociations": [
            {
                "associationType": kind,
                "originNodeURI": {"identifier": origin},
                "destinationNodeURI": {"identifier": end},
            }
            for origin, kind, end in links
        ],
    }


def item(key: str, text: str = "", **more: object) -> dict[str, object]:
    return {"identifier": key, "fullStatement": text or f"Item {key}", **more}


@pytest.mark.parametrize(
    ("code", "subject", "groups"),
    [
        ("RW.1.001", "arithmetic", (1, 2, 3)),
        ("RW.3-001", "arithmetic", (7, 8)),
        ("ko.123.010", "arts", (1, 2, 3, 4, 5, 6, 7, 8)),
        ("NE.2.104", "language", (4, 5, 6)),
    ],
)
def test_the_code_of_slo_says_the_area_and_the_year_groups(
    code: str, subject: str, groups: tuple[int, ...]
) -> None:
    (found,) = outline([goal(1, code)]).goals
    assert (found.key, found.code, found.subject, found.year_groups) == (
        "id-1", code, subject, groups,
    )  # fmt: skip


def test_what_is_deleted_or_not_of_primary_school_is_passed_over_and_counted() -> None:
    found = outline(
        [goal(1, "RW.1.001"), goal(2, "RW.1.002", deleted=True), goal(3, ""), goal(4, "RW.1.003")]
    )
    assert [one.key for one in found.goals] == ["id-1", "id-4"]
    assert found.notes == ("2 rijen horen niet bij de basisschool en tellen niet mee.",)


def test_the_same_code_twice_is_told_and_nothing_is_lost() -> None:
    found = checked(outline([goal(1, "KO.1.001"), goal(2, "KO.1.001")]))
    assert len(found.outline.goals) == 2
    assert [(one.same, one.value) for one in found.duplicates] == [("code", "KO.1.001")]


def test_the_core_objectives_of_2006_are_those_of_primary_school() -> None:
    found = outline(
        [
            {"id": "a", "prefix": "PO Kerndoel 07", "title": "Zeven"},
            {"id": "b", "prefix": "VO Kerndoel 07", "title": "Anders"},
        ]
    )
    assert [(one.edition, one.code, one.title) for one in found.objectives] == [
        ("2006", "7", "Zeven")
    ]


def test_a_part_of_a_new_core_objective_has_its_number_and_a_letter() -> None:
    found = outline(
        {
            "fo_kernzin": [
                {"id": "k", "prefix": "10", "description": "Rekent", "fo_doelzin_id": ["d", "weg"]}
            ],
            "fo_doelzin": [{"id": "d", "prefix": "A", "description": "Rekent met getallen"}],
        }
    )
    assert [(one.code, one.parent) for one in found.objectives] == [("10", ""), ("10A", "10")]
    assert checked(found).missing == []


def test_case_gives_parts_and_order_and_counts_the_rest() -> None:
    found = outline(
        package(
            [item("a"), item("b"), item("c")],
            [
                ("a", "isChildOf", "doc"),
                ("b", "isChildOf", "a"),
                ("b", "precedes", "c"),
                ("a", "exactMatchOf", "b"),
            ],
        )
    )
    assert [(one.goal, one.needed, one.kind) for one in found.links] == [
        ("b", "a", "part_of"),
        ("c", "b", "needs"),
    ]
    assert found.notes == ("Verbanden van de soort exactMatchOf zeggen niets over de volgorde: 1.",)


def test_a_cycle_of_parts_and_one_of_order_are_both_found() -> None:
    found = checked(
        outline(
            package(
                [item("a"), item("b")],
                [
                    ("a", "isChildOf", "b"),
                    ("b", "isChildOf", "a"),
                    ("a", "precedes", "b"),
                    ("b", "precedes", "a"),
                ],
            )
        )
    )
    assert found.cycles == [("a", "b"), ("a", "b")]
    assert len(found.sentences) == 2


def test_an_old_export_with_links_as_texts_is_read() -> None:
    content = package([item("a", educationalLevel="5"), item("b")], [])
    content["CFAssociations"] = [
        {
            "associationType": "precedes",
            "originNodeURI": "https://x/CFItems/a",
            "destinationNodeURI": "https://x/CFItems/b",
        }
    ]
    found = outline(content)
    assert [(one.goal, one.needed) for one in found.links] == [("b", "a")]
    assert found.goals[0].year_groups == (5,)


def test_a_link_to_what_is_not_there_is_told() -> None:
    found = checked(outline(package([item("a")], [("weg", "precedes", "a")])))
    assert [(one.goal, one.needed) for one in found.missing] == [("a", "weg")]
    assert "weg" in found.sentences[0]


def test_a_gzipped_file_is_read_as_it_is() -> None:
    content = gzip.compress(json.dumps([goal(1, "RW.1.001")]).encode())
    assert len(read("doelen.json.gz", content).goals) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.json", b"{", "regel 1"),
        ("x.json", b"\xff\xfe", "UTF-8"),
        ("x.json", b'{"a": 1}', "geen doelen"),
        ("x.json", b"[]", "geen doelen"),
        ("x.json", b"[" * 100_000, "te diep"),
        ("x.json.gz", gzip.compress(b"[]", mtime=0)[:-6], "niet heel"),
        ("x.toml", b"[[goal]", "TOML"),
    ],
)
def test_what_is_no_file_of_goals_is_refused_in_words(name: str, content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read(name, content)


def test_rows_of_other_shapes_break_nothing() -> None:
    rows = [goal(1, "RW.1.001"), 3, None, {"id": 5, "title": ["x"], "aanbodid": {}}, "x"]
    assert [one.key for one in outline(rows).goals][:1] == ["id-1"]
    odd = package([item("a")], [])
    odd["CFAssociations"] = [None, {"associationType": 3}, {"originNodeURI": 4}]
    assert outline(odd).goals[0].key == "a"


def test_the_primary_goals_of_slo_as_they_are_published() -> None:
    file = shared_file("slo", "derived", "po-aanbodsdoelen.json")
    found = checked(read(file.name, file.read_bytes()))
    assert len(found.outline.goals) == 1711
    codes = [one for one in found.duplicates if one.same == "code"]
    assert len(codes) == 48


def test_files_of_slo_together_bring_the_levels_and_core_objectives_of_each_goal() -> None:
    files = {
        "doelen.json": [
            {"id": "a", "title": "tellen", "bron": "Aanbodsdoel", "aanbodid": "RW.1.001"},
            {"id": "b", "title": "lezen", "bron": "Tussendoel"},
            {"id": "c", "title": "iets van later", "bron": "Einddoel"},
        ],
        "doelniveaus.json": [
            {"id": "1", "doel_id": ["a"], "niveau_id": ["82ca4442-246c-44b3-a562-7b101793feb4"]},
            {"id": "2", "doel_id": ["a", "b"], "kerndoel_id": ["k"],
             "niveau_id": ["512e4729-03a4-43a2-95ba-758071d1b725",
                           "e222c093-f0c6-4895-9dfb-c08eafb27aef"]},
            {"id": "3", "doel_id": ["b"], "kerndoel_id": ["vo"], "niveau_id": ["x"]},
            {"id": "4", "doel_id": ["c"], "niveau_id": ["vo"]},
        ],
        "kerndoelen.json": [
            {"id": "k", "prefix": "PO Kerndoel 01", "title": "Een"},
            {"id": "vo", "prefix": "VO Kerndoel 01", "title": "Anders"},
        ],
        "leerlingteksten.json": [{"id": "t", "doel_id": ["a"], "title": "Ik kan tellen."}],
        "LICENSE.json": {},
    }  # fmt: skip
    found = read_together({name: json.dumps(one).encode() for name, one in files.items()})
    counting, reading = found.goals
    assert (counting.year_groups, counting.objectives, counting.pupil_title) == (
        (1, 2), (("2006", "1"),), "Ik kan tellen.",
    )  # fmt: skip
    assert (reading.subject, reading.year_groups) == ("Nederlands", (1, 2))
    assert [one.code for one in found.objectives] == ["1"]
    assert "1 rijen horen niet bij de basisschool en tellen niet mee." in found.notes


def test_core_objectives_know_their_heading_status_and_whether_every_school_has_them() -> None:
    found = outline(
        {
            "fo_set": [
                {"title": "Kerndoelen Nederlands", "status": "concept", "fo_domein_id": ["1"]},
                {"title": "Kerndoelen Friese taal en cultuur", "fo_domein_id": ["2"]},
            ],
            "fo_domein": [
                {"id": "1", "fo_kernzin_id": ["k"]},
                {"id": "2", "fo_kernzin_id": ["f"]},
            ],
            "fo_kernzin": [
                {"id": "k", "prefix": "1", "description": "Leest", "fo_doelzin_id": []},
                {"id": "f", "prefix": "1", "description": "Lêst", "fo_doelzin_id": ["d"]},
            ],
            "fo_doelzin": [{"id": "d", "prefix": "A", "description": "Lêst Frysk"}],
        }
    )
    assert [(one.code, one.heading, one.status, one.for_some) for one in found.objectives] == [
        ("1", "Nederlands", "concept", False),
        ("FRY 1", "Friese taal en cultuur", "", True),
        ("FRY 1A", "Friese taal en cultuur", "", True),
    ]


def test_items_come_in_the_order_of_the_tree_and_its_first_level_is_the_lines() -> None:
    content = package([item(key) for key in "cabde"], [])
    content["CFAssociations"] = [
        {
            "associationType": "isChildOf",
            "originNodeURI": {"identifier": origin},
            "destinationNodeURI": {"identifier": end},
            "sequenceNumber": number,
        }
        for origin, end, number in [
            ("a", "doc", "1"), ("b", "a", 2), ("c", "a", 1), ("d", "doc", 2), ("a", "b", 1),
        ]
    ]  # fmt: skip
    found = outline({"CFPackage": content})
    assert [(one.key, one.line) for one in found.goals] == [
        ("a", ""), ("c", "a"), ("b", "a"), ("d", ""), ("e", ""),
    ]  # fmt: skip
    assert [one.key for one in found.lines] == ["a"]


def test_a_starter_set_brings_lines_english_and_core_objectives() -> None:
    content = """
        [[progression]]
        key = "number"
        subject = "arithmetic"
        name.nl = "Getallen"
        name.en = "Numbers"
        [[goal]]
        key = "a.1"
        progression = "number"
        step = 2
        nl = "Telt"
        en = "Counts"
        core_2006 = [26]
        core_2025 = ["10A"]
    """
    found = read("doelen.toml", content.encode())
    assert [(one.key, one.name, one.name_en) for one in found.lines] == [
        ("number", "Getallen", "Numbers")
    ]
    assert found.goals[0].objectives == (("2006", "26"), ("2025", "10A"))
    assert ("title_en", "Counts") in found.goals[0].more
