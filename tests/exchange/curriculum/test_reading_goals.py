"""Files with goals: which format it is shows from what is in it, and what is wrong is told."""

from __future__ import annotations

import gzip
import json

import pytest
from tests.shared_data import shared_file

from stapsteen.curriculum.checking import checked
from stapsteen.curriculum.outline import Outline
from stapsteen.exchange.curriculum.reading import read
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
