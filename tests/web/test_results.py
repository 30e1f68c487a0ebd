"""Results over the web: a file by people, messages by programmes."""

from __future__ import annotations

import base64
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cast import person_of
from tests.exchange.results.test_reading import statement
from tests.exchange.results.test_taking import school

from stapsteen.exchange.results.keys import make_key
from stapsteen.learning.models import Evidence, EvidenceImport, EvidenceKey, NormedResult
from stapsteen.learning.queries.mastery import shown_for

pytestmark = pytest.mark.django_db
FILE = b"leerling;doel;goed;moment\ndina1;R1;ja;2026-03-02\nnoor1;R1;ja;2026-03-02\n"
XAPI = {"X-Experience-API-Version": "1.0.3"}


def upload(client: Client, content: bytes, kind: str = "software"):
    file = SimpleUploadedFile("week.csv", content)
    fields = {"kind": kind, "source": "Oefenapp", "file": file}
    return client.post(reverse("results:overview"), fields)


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_file_is_read_in_and_taken_back_and_the_page_tells_what_was_left_out():
    everybody, _goal = school()
    client = logged_in(everybody.care_coordinator)
    looked = upload(client, FILE)
    page = client.get(looked["Location"]).content.decode()
    for told in (
        "1 resultaat telt mee", "Telt tot twintig", "2 maart 2026 12:00", "Regel 3.",
        "Er staat: noor1", "Schrijf het nummer uit de leerlingadministratie",
    ):  # fmt: skip
        assert told in page
    assert not EvidenceImport.objects.exists()
    client.post(looked["Location"])
    page = client.get(reverse("results:overview")).content.decode()
    assert "1 resultaat ingelezen." in page
    assert "Deze leerling kennen we niet. Regel 3." in page
    batch = EvidenceImport.objects.get()
    client.post(reverse("results:take_back", args=[batch.pk]))
    assert shown_for(person_of(everybody.pupil)) == {}


def test_a_file_that_was_taken_in_has_nothing_more_to_say_yes_to():
    everybody, _goal = school()
    client = logged_in(everybody.principal)
    client.post(upload(client, FILE.rpartition(b"noor1")[0])["Location"])
    looked = upload(client, FILE.rpartition(b"noor1")[0])["Location"]
    page = client.get(looked).content.decode()
    assert "Alles uit dit bestand stond er al." in page
    assert "telt mee" not in page
    assert client.get(looked.partition("?")[0]).status_code == 302


def test_a_normed_test_is_looked_at_before_it_is_kept():
    everybody, _goal = school()
    client = logged_in(everybody.principal)
    file = b"leerling;vak;toets;datum;score\ndina1;Rekenen;M5;2-3-2026;231,5\n"
    looked = upload(client, file, "test")["Location"]
    page = client.get(looked).content.decode()
    assert "1 resultaat telt mee" in page
    assert "231.5" in page
    assert not NormedResult.objects.exists()
    client.post(looked)
    assert NormedResult.objects.get().score == 231.5


@pytest.mark.parametrize(
    "content", [b"naam\nDina\n", b"\x00", b"\x1f\x8bkapot", b"PK\x03\x04kapot"]
)
def test_a_file_that_cannot_be_read_is_refused_in_words_and_changes_nothing(content: bytes):
    everybody, _goal = school()
    answer = upload(logged_in(everybody.principal), content)
    assert answer.status_code == 422
    assert not EvidenceImport.objects.exists()


def test_a_teacher_does_not_read_results_in():
    everybody, _goal = school()
    assert upload(logged_in(everybody.teacher), FILE).status_code == 403


def test_the_page_takes_as_many_queries_for_many_imports_as_for_one(django_assert_max_num_queries):
    everybody, _goal = school()
    client = logged_in(everybody.principal)
    for number in range(4):
        file = FILE.replace(b"2026-03-02", f"2026-03-1{number}".encode())
        client.post(upload(client, file)["Location"])
    client.get(reverse("results:overview"))
    with django_assert_max_num_queries(12):
        client.get(reverse("results:overview"))


def send(client: Client, page: str, said: object, **headers: str):
    return client.post(
        reverse(page), json.dumps(said), content_type="application/json", headers=headers
    )


def test_a_programme_with_a_key_hands_results_in_once():
    everybody, _goal = school()
    bearer = {"Authorization": f"Bearer {make_key('Oefenapp', by=everybody.principal)}"}
    row = {
        "pupil": "dina1",
        "goals": ["R1"],
        "right": True,
        "at": "2026-03-02T10:00:00Z",
        "id": "k",
    }
    for taken in (1, 0):
        answer = send(
            Client(enforce_csrf_checks=True), "api:results", {"results": [row, 7]}, **bearer
        )
        assert answer.json()["taken"] == taken
    assert answer.json()["left_out"] == {
        "there": {"count": 1, "lines": [1]},
        "not_for_us": {"count": 1, "lines": [2]},
    }
    assert EvidenceKey.objects.get().last_used_at is not None


def test_without_a_key_that_holds_nobody_comes_in():
    school()
    for page in ("api:results", "api:xapi_statements"):
        for header in ("", "Bearer nee", "Basic nee", "Basic " + base64.b64encode(b"a:b").decode()):
            answer = send(Client(), page, {"results": []}, Authorization=header, **XAPI)
            assert answer.status_code == 401
            assert answer.json()["advice"]


def test_statements_are_taken_with_a_key_as_the_password_and_voided_again():
    everybody, goal = school()
    goal.uri = "https://slo.example/g"
    goal.save()
    key = make_key("Oefenapp", by=everybody.principal)
    basic = {"Authorization": "Basic " + base64.b64encode(f"app:{key}".encode()).decode(), **XAPI}
    around = {"contextActivities": {"category": [{"id": "https://slo.example/g"}]}}
    one = statement(context=around)
    answer = send(Client(), "api:xapi_statements", one, **basic)
    assert (answer.json(), answer["X-Experience-API-Version"]) == ([one["id"]], "1.0.3")
    assert Evidence.objects.get().external_key == one["id"]
    void = statement(
        id="1d41c918-b88b-4b20-a0a5-a4c32391aaa0",
        verb={"id": "http://adlnet.gov/expapi/verbs/voided"},
        object={"objectType": "StatementRef", "id": one["id"]},
    )
    assert send(Client(), "api:xapi_statements", [void], **basic).status_code == 200
    assert Evidence.objects.get().withdrawn_at is not None


def programme(everybody) -> dict[str, str]:
    return {"Authorization": f"Bearer {make_key('Oefenapp', by=everybody.principal)}", **XAPI}


def test_a_statement_that_is_voided_in_its_own_message_does_not_count():
    everybody, goal = school()
    one = statement(object={"id": goal.uri or f"doel-{goal.pk}"})
    void = statement(
        id="1d41c918-b88b-4b20-a0a5-a4c32391aaa0",
        verb={"id": "http://adlnet.gov/expapi/verbs/voided"},
        object={"objectType": "StatementRef", "id": str(one["id"]).upper()},
    )
    for message in ([one, void], [void, one]):
        said = send(Client(), "api:xapi_statements", message, **programme(everybody))
        assert (said.status_code, said.json()) == (200, [row["id"] for row in message])
        assert Evidence.objects.get().withdrawn_at is not None


def put(said: object, number: str, **headers: str):
    return Client().put(
        f"{reverse('api:xapi_statements')}?statementId={number}", json.dumps(said),
        content_type="application/json", headers=headers,
    )  # fmt: skip


def test_a_statement_is_put_where_its_address_says_with_or_without_an_id_of_its_own():
    everybody, goal = school()
    headers, number = programme(everybody), "fd41c918-b88b-4b20-a0a5-a4c32391aaa0"
    one = statement(object={"id": f"doel-{goal.pk}"})
    bare = {name: value for name, value in one.items() if name != "id"}
    other = "1d41c918-b88b-4b20-a0a5-a4c32391aaa0"
    assert put(one, other, **headers).status_code == 400
    assert put(bare, number.upper(), **headers).status_code == 204
    assert put(one, number, **headers).status_code == 204
    assert Evidence.objects.get().external_key == number
    for wrong in (put(one, "", **headers), put(one, "x", **headers), put([one], number, **headers)):
        assert (wrong.status_code, bool(wrong.json()["advice"])) == (400, True)


@pytest.mark.parametrize(
    ("length", "status"), [("x", 400), ("-1", 400), ("²", 400), ("9" * 9, 413), ("9" * 5000, 413)]
)
def test_a_length_that_is_none_or_too_much_is_answered_in_words(length: str, status: int):
    everybody, _goal = school()
    headers = {**programme(everybody), "Content-Length": length}
    answer = send(Client(), "api:results", {"results": []}, **headers)
    assert (answer.status_code, bool(answer.json()["advice"])) == (status, True)


def test_a_key_that_is_written_in_no_way_we_know_is_none():
    for header in ("Basic é", "Basic \u20ac", "Bearer", "Basic", "x" * 9000):
        assert send(Client(), "api:results", {}, Authorization=header).status_code == 401


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from([10**400, "\0", "\ud800"])
    | st.text(max_size=5) | st.datetimes().map(str),
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=5), some, max_size=3),
    max_leaves=5,
)  # fmt: skip
GOOD = {"pupil": "dina1", "goals": ["R1"], "right": True, "at": "2026-03-02T10:00:00Z", "item": "o"}
PLACES = ("id", "actor", "verb", "object", "context", "result", "timestamp")
SCORES = st.fixed_dictionaries(dict.fromkeys(("raw", "max", "scaled"), ODD))


def test_whatever_a_programme_sends_it_is_taken_or_refused_in_words():
    everybody, goal = school()
    headers = programme(everybody)

    @settings(max_examples=12, deadline=None)
    @given(
        st.dictionaries(st.sampled_from([*GOOD, "score", "out_of", "options", "attempt"]), ODD),
        st.dictionaries(st.sampled_from(PLACES), ODD),
        SCORES,
    )
    def never_falls(plain, xapi, score):
        one = statement(object={"id": f"doel-{goal.pk}"})
        for page, said in (
            ("api:results", {"results": [{**GOOD, **plain}, plain]}),
            ("api:xapi_statements", {**one, "result": {"score": score}, **xapi}),
        ):
            answer = send(Client(), page, said, **headers)
            assert answer.status_code == 200 or (
                answer.status_code == 400 and answer.json()["advice"]
            )

    never_falls()


@pytest.mark.parametrize("content", [b"[" * 100_000, b"\xff", b"", b"9" * 5000, b'{"a":' * 90_000])
def test_what_is_no_json_is_refused_in_words(content: bytes):
    everybody, _goal = school()
    headers = programme(everybody)
    for page in ("api:results", "api:xapi_statements"):
        answer = Client().post(
            reverse(page), content, content_type="application/json", headers=headers
        )
        assert (answer.status_code, bool(answer.json()["advice"])) == (400, True)


@pytest.mark.parametrize("said", [[], {"results": 7}, "x", {"results": [{}] * 10_001}])
def test_a_message_that_is_none_is_refused_in_words(said: object):
    everybody, _goal = school()
    bearer = {"Authorization": f"Bearer {make_key('Oefenapp', by=everybody.principal)}"}
    answer = send(Client(), "api:results", said, **bearer)
    assert (answer.status_code, bool(answer.json()["advice"])) == (400, True)
    assert not EvidenceImport.objects.exists()
