"""The migrations: one line of them, and nothing in the models that they do not know."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader


@pytest.mark.django_db
def test_the_migrations_know_the_models() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_migrations_are_one_line() -> None:
    loader = MigrationLoader(None)
    own = sorted(name for app, name in loader.disk_migrations if app == "stapsteen")
    followed = [
        [parent for parent in loader.disk_migrations["stapsteen", name].dependencies
         if parent[0] == "stapsteen"]
        for name in own
    ]  # fmt: skip
    assert followed == [[], *[[("stapsteen", name)] for name in own[:-1]]]
