"""While a file comes in, the rest of the school goes on: what points to it is written down and waits for nobody."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from tests.cast import Cast, cast
from tests.curriculum.files import file, goal

from stapsteen.curriculum.actions.bring_in import bring_in
from stapsteen.exchange.results.keys import source_named
from stapsteen.exchange.results.normed import take_tests
from stapsteen.school.log import record


def normed_tests_come(everybody: Cast) -> None:
    source = source_named(everybody.school, "Toets", "software")
    take_tests(source, [], [], by=everybody.care_coordinator)


def goals_come(everybody: Cast) -> None:
    bring_in(None, everybody.school, file(goal("a")), "doelen.json")


def write(everybody: Cast) -> None:
    try:
        with transaction.atomic(), connection.cursor() as asked:
            asked.execute("SET LOCAL lock_timeout = '3s'")
            record(everybody.teacher, everybody.school, "meanwhile", "")
    finally:
        connection.close()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("come", [normed_tests_come, goals_come])
def test_who_writes_in_a_school_does_not_wait_for_a_file(come):
    everybody = cast()
    with transaction.atomic():
        come(everybody)
        with ThreadPoolExecutor(1) as other:
            other.submit(write, everybody).result()
    assert everybody.school.log.filter(verb="meanwhile").count() == 1
