"""What can be done with log-ins."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.accounts.models import FileOpened, User
from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer, may_run_school
from stapsteen.school.log import record
from stapsteen.school.models import Board, Person, RoleKind, School


@transaction.atomic
def give_log_in(person: Person, email: str, password: str, *, by: Viewer | None) -> User:
    """Let a member of staff or a guardian log in with an e-mail address and a password."""
    if by is not None and (by.school != person.school or not may_run_school(by)):
        raise Refused(
            _("Je mag geen inlog geven."), _("Vraag de schoolleider of de beheerder om hulp.")
        )
    if User.objects.filter(email=email.lower()).exists():
        raise Refused(_("Er is al een inlog met dit e-mailadres."), _("Kies een ander adres."))
    _refuse_weak(password, person)
    user = User.objects.create_user(email, password, person=person)
    record(by, person.school, "give_log_in", person.pk)
    return user


def _refuse_weak(password: str, person: Person) -> None:
    try:
        validate_password(password, User(person=person))
    except ValidationError as weak:
        raise Refused(" ".join(weak.messages), _("Kies een langer wachtwoord.")) from weak


def note_file_opened(pupil: Person, *, by: User, page: str) -> None:
    """Write down that somebody looked into a pupil's file."""
    if by.person_id != pupil.pk:
        FileOpened.objects.create(pupil=pupil, by=by, page=page)


@transaction.atomic
def make_administrator(
    email: str, password: str, *, name: str = "", school_name: str = "", code: str = ""
) -> User:
    """The first log-in of a school, from the command line: nobody is logged in yet.

    Makes an empty school where there is none. Raises ``Refused`` when there are several and ``code``
    names none of them, or when the address is taken.
    """
    school = _school_to_run(school_name, code)
    given, _space, family = (name or email.partition("@")[0]).partition(" ")
    person = Person.objects.create(school=school, given_name=given, family_name=family)
    person.roles.create(kind=RoleKind.ADMINISTRATOR, starts=timezone.localdate())
    return give_log_in(person, email, password, by=None)


def _school_to_run(name: str, code: str) -> School:
    schools = School.objects.filter(code=code) if code else School.objects.all()
    if schools.count() > 1:
        raise Refused(_("Er zijn meer scholen."), _("Noem de code van de school: --code."))
    found = schools.first()
    if found is None:
        name = name or _("Onze school")
        found = School.objects.create(board=Board.objects.create(name=name), name=name, code=code)
    return found
