"""A refusal told in the form that was filled in, so that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms

from stapsteen.kit.refused import Refused


@contextmanager
def told_in(form: forms.Form) -> Iterator[None]:
    """What an action refuses in here stands at the top of the form; the page is then shown again."""
    try:
        yield
    except Refused as refused:
        form.add_error(None, f"{refused.message} {refused.advice}")
