"""How people, groups, rooms, lessons and times are called in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from stapsteen.planner.organisation.calendar import DAY_NAMES, is_morning
from stapsteen.planner.organisation.draft import Block, Draft
from stapsteen.planner.organisation.offered import PUPIL
from stapsteen.planner.organisation.plan import Sentence
from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.planner.organisation.together import WORDS

Language = str  # ``nl`` or ``en``
Words = Callable[[Language], str]
FEW = 4  # names that still read well one by one
AND = {"nl": "en", "en": "and"}
PART = {"nl": ("ochtend", "middag"), "en": (" morning", " afternoon")}
TOGETHER = {"start": "Starting together", "end": "Ending together"}
LESSONS = {"nl": "lessen", "en": "lessons of"}


def both(words: Words) -> Sentence:
    """The same words in Dutch and in English."""
    return Sentence(words("nl"), words("en"))


def pick(language: Language, nl: str, en: str) -> str:
    """The words in the language asked."""
    return en if language == "en" else nl


def listed(names: Iterable[str], language: Language) -> str:
    """``A, B en C``; each name once."""
    once = list(dict.fromkeys(names))
    if len(once) < 2:
        return "".join(once)
    return f"{', '.join(once[:-1])} {AND[language]} {once[-1]}"


def counted(amount: int, nl: tuple[str, str], en: tuple[str, str], language: Language) -> str:
    """``1 lestijd`` or ``3 lestijden``."""
    one, more = en if language == "en" else nl
    return f"{amount} {one if amount == 1 else more}"


def slots_in_words(amount: int, language: Language) -> str:
    """So many lesson slots."""
    return counted(amount, ("lestijd", "lestijden"), ("lesson slot", "lesson slots"), language)


def half_day_name(week: SchoolWeek, slot: int, language: Language) -> str:
    """``vrijdagochtend``, ``Friday morning``."""
    day = DAY_NAMES[language][week.lesson_slots[slot].weekday]
    return day + PART[language][not is_morning(week, slot)]


def days_in_words(days: Iterable[int], language: Language) -> str:
    """``maandag, dinsdag en vrijdag``."""
    return listed((DAY_NAMES[language][day] for day in days), language)


@dataclass(frozen=True)
class Names:
    """The names of everything in a draft, by the ids of its instance."""

    draft: Draft

    @cached_property
    def resources(self) -> dict[str, str]:
        """Columns, staff and rooms."""
        week = self.draft.week
        return {
            **{f"column/{one.id}": one.name for one in self.draft.columns},
            **{f"staff/{one.id}": one.name for one in week.staff},
            **{f"leader/{one.id}": one.name for one in week.staff},
            **{f"room/{one.id}": one.name for one in week.rooms},
        }

    def of_resources(self, ids: Iterable[str], language: Language) -> str:
        """Several of them in a row; pupils are not named."""
        known = (one for one in ids if not one.startswith(PUPIL))
        return listed((self.resources.get(one, one) for one in known), language)

    def lesson(self, event: str, language: Language) -> str:
        """One lesson: ``Gym Groep 12``; a duty: the name of its group."""
        block = self.draft.block_by_id.get(event)
        if block is None:
            column = event.split("/")[1] if "/" in event else event
            return self.resources.get(f"column/{column}", event)
        return self._block(block, language)

    def _block(self, block: Block, language: Language) -> str:
        subject = self.draft.week.subject_by_id.get(block.subject)
        if subject is None or language == "nl":
            return block.name
        return block.name.replace(subject.name, subject.in_language("en"), 1)

    def numbered(self, event: str, language: Language) -> str:
        """One lesson of several with the same name: ``Rekenen Groep 12 (les 2)``."""
        name = self.lesson(event, language)
        number = event.rpartition("-")[2]
        alike = [one for one in self.draft.blocks if one.name == self.draft.block_by_id[event].name]
        if len(alike) < 2 or not number.isdigit():
            return name
        return f"{name} ({pick(language, 'les', 'lesson')} {number})"

    def lessons(self, events: Sequence[str], language: Language) -> str:
        """Lessons in a row, equal names once with their number; many of one subject by the subject."""
        names = Counter(self.lesson(event, language) for event in events)
        if len(names) > FEW:
            names = Counter(self._subject(event, language) for event in events)
        return listed(
            (
                name if amount == 1 else f"{amount} {self._times(name, language)}"
                for name, amount in names.items()
            ),
            language,
        )

    def _times(self, name: str, language: Language) -> str:
        together = name in WORDS.values() or name in TOGETHER.values()
        return (
            pick(language, f"keer {name}", f"times {name}")
            if together
            else f"{LESSONS[language]} {name}"
        )

    def _subject(self, event: str, language: Language) -> str:
        block = self.draft.block_by_id.get(event)
        if block and block.kind in WORDS:
            return pick(language, WORDS[block.kind], TOGETHER[block.kind])
        subject = self.draft.week.subject_by_id.get(block.subject) if block else None
        return subject.in_language(language) if subject else self.lesson(event, language)
