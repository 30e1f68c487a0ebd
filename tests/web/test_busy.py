"""Who waits longer for the database than it lets: a sentence, and nothing half-written."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from tests.cast import cast
from tests.web.test_permissions import logged_in

from stapsteen.web.results import api
from stapsteen.web.workshops import staff

pytestmark = pytest.mark.django_db
PLACE = "/workshops/1/iedereen/"  # takes only what is sent


class FromPostgres(Exception):
    """What psycopg raises, as far as it is looked at."""

    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


def fault(text: str, sqlstate: str = ""):
    """Something that meets this fault in the database."""

    def meet(*_args: object):
        raise OperationalError(text) from (FromPostgres(sqlstate) if sqlstate else None)

    return meet


WAITED = [
    fault("database is locked"),
    fault("canceling statement due to lock timeout", "55P03"),
    fault("deadlock detected", "40P01"),
]


@pytest.fixture
def client():
    return logged_in(cast().teacher)


@pytest.mark.parametrize("meet", WAITED, ids=["sqlite", "lock timeout", "deadlock"])
def test_who_waits_too_long_is_told_so_and_goes_back_to_the_page_it_came_from(
    client, monkeypatch, meet
):
    monkeypatch.setattr(staff, "session_of", meet)
    came_from = "http://testserver/workshops/1/"
    answer = client.post(PLACE, headers={"Referer": came_from})
    text = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "nog niet opgeslagen" in text
    assert f'href="{came_from}"' in text
    assert "css/stapsteen" in text


def test_back_is_never_another_site_nor_an_address_without_a_page(client, monkeypatch):
    monkeypatch.setattr(staff, "session_of", WAITED[0])
    text = client.post(PLACE, headers={"Referer": "https://elders.example/"}).content.decode()
    assert "elders" not in text
    assert PLACE not in text
    assert 'href="/"' in text
    assert 'href="/workshops/1/"' in client.get("/workshops/1/").content.decode()


def test_a_part_of_a_page_gets_the_sentence_and_lets_the_page_stand(client, monkeypatch):
    page = client.get("/workshops/").content.decode()
    monkeypatch.setattr(staff, "session_of", WAITED[0])
    answer = client.post(PLACE, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert answer.status_code == 503
    assert text.startswith('<div class="refused" role="alert">')
    assert '{"code":"503","swap":true,"error":true,"target":".messages"' in page


def test_a_programme_reads_it_as_json(client, monkeypatch):
    monkeypatch.setattr(api, "source_of_key", WAITED[0])
    answer = client.post("/api/v1/results", {}, "application/json")
    assert answer.status_code == 503
    assert answer.json() == {
        "error": "Er wordt net iets groots opgeslagen, en daarna pas dit.",
        "advice": "Dit is nog niet opgeslagen. Wacht even en probeer het nog eens.",
    }


def test_any_other_fault_of_the_database_stays_a_fault(client, monkeypatch):
    monkeypatch.setattr(staff, "session_of", fault("disk I/O error"))
    with pytest.raises(OperationalError, match="disk"):
        client.get("/workshops/1/")
