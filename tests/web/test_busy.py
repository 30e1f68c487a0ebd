"""Who waits longer for the database than it lets: a sentence, and nothing half-written."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.http import HttpRequest
from django.test import RequestFactory

from stapsteen.web.refusals import Refusals


@pytest.mark.parametrize("part", [False, True], ids=["a page", "a part of a page"])
def test_a_locked_database_is_told_as_waiting_and_can_be_tried_again(
    rf: RequestFactory, part: bool
):
    request: HttpRequest = rf.post("/zien/")
    request.htmx = part
    answer = Refusals(lambda _request: None).process_exception(
        request, OperationalError("database is locked")
    )
    assert answer.status_code == 503
    assert "nog niet opgeslagen" in answer.content.decode()


def test_any_other_fault_of_the_database_stays_a_fault(rf: RequestFactory):
    refusals = Refusals(lambda _request: None)
    assert refusals.process_exception(rf.get("/"), OperationalError("disk I/O error")) is None
