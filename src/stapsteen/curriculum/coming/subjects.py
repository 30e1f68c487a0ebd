"""Which subject of the school a name in a file means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.text import slugify

from stapsteen.curriculum.graph import words_alike
from stapsteen.curriculum.outline import Outline
from stapsteen.school.models import School, Subject
from stapsteen.school.rows import subject_rows

KNOWN = {
    "arithmetic": ("rekenen en wiskunde", "wiskunde", "math", "mathematics"),
    "language": ("nederlands", "nederlandse taal", "english language arts", "language arts"),
    "world": (
        "orientatie op jezelf en de wereld",
        "mens en natuur",
        "mens en maatschappij",
        "aardrijkskunde",
        "geschiedenis",
        "natuur en techniek",
        "science",
        "social studies",
    ),
    "arts": ("kunst en cultuur", "kunstzinnige orientatie", "muziek"),
    "gym": ("bewegen en sport", "bewegingsonderwijs", "physical education"),
    "social": ("burgerschap",),
    "english": ("engelse taal",),
}
"""Names that others give to our usual subjects, in words as they are compared."""
BEFORE = ("kerndoelen ", "tussendoelen ", "leerlijn ")
LONGEST_KEY, LONGEST_NAME = 30, 60


def usual(school: School) -> list[Subject]:
    """The subjects that schools usually have, not yet in the database.

    Personal formation gets no minutes of its own: it is learnt in all the others.
    """
    rows = list(subject_rows(school))
    personal = Subject(
        school=school,
        key="personal",
        name="Persoonlijke vorming",
        name_en="Personal formation",
        position=len(rows),
    )
    return [*rows, personal]


def names_in(outline: Outline) -> list[str]:
    """The names of subjects in a file, in its order. A goal without one belongs to the file's name."""
    return list(dict.fromkeys(goal.subject or outline.name for goal in outline.goals))


def key_of(name: str, subjects: Iterable[Subject]) -> str:
    """The key of the one of these subjects that a name means; "" for none."""
    subjects = list(subjects)
    plain = _plain(name)
    for subject in reversed(subjects):  # the school's own come last
        if plain in {subject.key, _plain(subject.name), _plain(subject.name_en)}:
            return subject.key
    keys = {subject.key for subject in subjects}
    return next((key for key, others in KNOWN.items() if plain in others and key in keys), "")


def unknown_in(school: School, outline: Outline) -> list[str]:
    """The names in a file that mean no subject we know of: a person says which, or makes one."""
    known = [*school.subjects.all(), *usual(school)]
    return [name for name in names_in(outline) if not key_of(name, known)]


def subjects_for(school: School, outline: Outline, chosen: Mapping[str, str]) -> dict[str, Subject]:
    """The subject for each name in a file, made where the school has none.

    ``chosen`` gives for a name the key of a subject. A name that is unknown becomes a subject.
    """
    known = {subject.key: subject for subject in (*usual(school), *school.subjects.all())}
    meant: dict[str, Subject] = {}
    for name in names_in(outline):
        key = chosen.get(name) or key_of(name, known.values())
        subject = known.get(key) or known.get(_new(school, name).key) or _new(school, name)
        if subject.pk is None:
            subject.save()
        meant[name] = known[subject.key] = subject
    return meant


def _new(school: School, name: str) -> Subject:
    named = name.strip()[:LONGEST_NAME] or "?"
    return Subject(
        school=school, key=slugify(named)[:LONGEST_KEY] or "vak", name=named, position=100
    )


def _plain(name: str) -> str:
    """A name as it is compared: without accents, signs, and words that say what a list is."""
    plain = words_alike(slugify(name).replace("-", " "))
    for word in BEFORE:
        plain = plain.removeprefix(word)
    return plain
