"""Asking pages as the people of a school, and reading 10,000 results in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from random import Random
from time import perf_counter

from benchmarks.seen.school import goals_of, percentile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from stapsteen.accounts.models import User
from stapsteen.exchange.results.keys import source_named
from stapsteen.exchange.results.result import Result
from stapsteen.exchange.results.taking import take_results
from stapsteen.learning.actions.evidence import observe
from stapsteen.learning.models import Evidence, PersonalGoal
from stapsteen.school.models import Person, Placement, RoleKind, School

Row = tuple[str, str, str, str, object]
RESULTS = 10_000
MOST_PUPILS = 50
LOG_IN = "allauth.account.auth_backends.AuthenticationBackend"


def everything(school: School, asks: int) -> Iterator[Row]:
    """The rows of the table for one school."""
    teachers, pupils = _with_role(school, RoleKind.TEACHER), _pupils(school)
    care = _with_role(school, RoleKind.CARE_COORDINATOR)
    yield _asked("coach: first screen", teachers, lambda _user: reverse("home"), asks)
    yield _asked("pupil: route", pupils, lambda _user: reverse("route:mine"), asks)
    yield _asked("care coordinator: signals", care, lambda _user: reverse("signals:overview"), asks)
    yield _asked("coverage of the school", care, lambda _user: reverse("coverage:overview"), asks)
    yield _observed(teachers, asks)
    yield _read_in(school, "latest results read in", 0)
    yield _read_in(school, "results of two weeks ago read in", 14)


def _with_role(school: School, kind: str) -> list[User]:
    return list(User.objects.filter(person__school=school, person__roles__kind=kind).distinct())


def _pupils(school: School) -> list[User]:
    """Some pupils with a log-in, made where they have none."""
    people = Person.objects.filter(school=school, placements__isnull=False).distinct()[:MOST_PUPILS]
    for person in people:
        User.objects.get_or_create(person=person, defaults={"email": f"{person.pk}@pupil.example"})
    return list(User.objects.filter(person__in=list(people)))


def _asked(what: str, users: list[User], page: Callable[[User], str], asks: int) -> Row:
    """Ask a page as these people in turn; each has asked it once before, as on any day."""
    clients = [(user, _logged_in(user)) for user in users]
    taken, queries = [], 0
    for number in range(asks):
        user, client = clients[number % len(clients)]
        with _counted() as counted:
            start = perf_counter()
            answer = client.get(page(user))
            taken.append(perf_counter() - start)
        if answer.status_code != 200:
            raise SystemExit(f"{what}: {answer.status_code} for {user}")
        queries = max(queries, counted[0])
    return _row(what, taken, queries)


def _logged_in(user: User) -> Client:
    """A browser in which somebody is logged in. Its first page loads the middleware, which a server does once."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend=LOG_IN)
    client.get(reverse("home"))
    return client


def _observed(teachers: list[User], asks: int) -> Row:
    """A whole group on one goal."""
    taken, queries = [], 0
    for number in range(max(asks // 10, 1)):
        user = teachers[number % len(teachers)]
        group = Person.objects.filter(memberships__group__guidance__staff=user.person).distinct()
        people = list(group[:30])
        held = PersonalGoal.objects.filter(person__in=people, goal__isnull=False).first()
        if held is None or held.goal is None:
            continue
        with _counted() as counted:
            start = perf_counter()
            observe(user, people, [held.goal], 3)
            taken.append(perf_counter() - start)
        queries = max(queries, counted[0])
    return _row("observation of a whole group written down", taken, queries)


def _read_in(school: School, what: str, days_ago: int) -> Row:
    random, goals = Random(days_ago), goals_of(school)  # noqa: S311
    source = source_named(school, "Oefenprogramma", "software")
    placed = list(Placement.objects.filter(pupil__school=school).exclude(pupil__chain_id=""))
    if not placed:
        for person in Person.objects.filter(school=school, placements__isnull=False):
            person.chain_id = f"eck-{person.pk}"
            person.save(update_fields=["chain_id"])
        placed = list(Placement.objects.filter(pupil__school=school).select_related("pupil"))
    newest = Evidence.objects.order_by("-at").values_list("at", flat=True)[0]
    first = max(newest, timezone.now() - timedelta(hours=1)) if not days_ago else newest
    at = first - timedelta(days=days_ago)
    results = [
        Result(line, f"eck-{one.pupil_id}", (f"doel-{random.choice(goals[int(one.year_group)]).pk}",),
               float(random.random() < 0.7), at + timedelta(milliseconds=line), f"o{line % 400}",
               key=f"bench-{days_ago}-{line}")
        for line, one in enumerate(random.choices(placed, k=RESULTS))
    ]  # fmt: skip
    with _counted() as counted:
        start = perf_counter()
        batch = take_results(source, results, by=None)
        taken = perf_counter() - start
    if batch.taken < RESULTS * 0.8:
        raise SystemExit(f"{what}: {batch.left_out}")
    return f"{batch.taken} {what}", f"{taken:.1f} s", "", "", counted[0]


def _row(what: str, taken: list[float], queries: int) -> Row:
    middle, late = (f"{1000 * percentile(taken, share):.0f} ms" for share in (0.5, 0.95))
    return what, middle, late, f"{1000 * max(taken):.0f} ms", queries


@contextmanager
def _counted() -> Iterator[list[int]]:
    """How many queries were asked inside."""
    counted = [0]

    def count(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        counted[0] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield counted
