"""Why organisations differ: for each measure the two ends, and what makes the difference."""

from __future__ import annotations

from collections.abc import Mapping

from stapsteen.planner.organisation.comparison.definitions import DEFINITIONS
from stapsteen.planner.organisation.plan import Measure, Sentence

NAMES: dict[str, Sentence] = {
    "year_class": Sentence("jaarklassen", "year classes"),
    "equal_afternoons": Sentence("gelijke middagen", "equal afternoons"),
    "across_classes": Sentence("groepsdoorbrekend", "across classes"),
    "units": Sentence("units", "units"),
    "personal": Sentence("persoonlijke roosters", "personal timetables"),
}
CAUSES: dict[str, Sentence] = {
    "fit": Sentence(
        "Hoe meer groepen tegelijk hetzelfde vak hebben, hoe beter een kind les kan krijgen op "
        "het eigen punt.",
        "The more groups have the same subject at once, the better a child can be taught at its "
        "own point.",
    ),
    "choice": Sentence(
        "Keuze zit in workshops, thema's en tijd met een eigen planning.",
        "Choice is in workshops, themes and time with a plan of one's own.",
    ),
    "cohesion": Sentence(
        "Wie meer over groepen heen leert, is minder met de eigen groep en coach samen.",
        "Who learns across groups more is together with the own group and coach less.",
    ),
    "alignment": Sentence(
        "Groepen lopen gelijk waar het rooster hen op hetzelfde moment hetzelfde vak geeft.",
        "Groups line up where the timetable gives them the same subject at the same moment.",
    ),
    "calm": Sentence(
        "Elke wissel van plek, groep of volwassene kost een kind aandacht.",
        "Every change of place, group or adult costs a child attention.",
    ),
    "load": Sentence(
        "Het verschil zit in hoeveel mensen tegelijk nodig zijn en wie er toezicht houdt.",
        "The difference is in how many people are needed at once, and who supervises.",
    ),
    "cost": Sentence(
        "Meer kleine groepen tegelijk vragen meer mensen en meer ruimtes.",
        "More small groups at once ask for more people and more rooms.",
    ),
}
WORTH_TELLING = 0.05  # of the largest value


def why_they_differ(
    measures: Mapping[str, Mapping[str, Measure]],
) -> dict[str, Sentence]:
    """For each measure in which organisations really differ: the two ends, and the cause behind it.

    ``measures`` maps each organisation to its measures by key.
    """
    found: dict[str, Sentence] = {}
    for key in DEFINITIONS:
        values = {
            organisation: value
            for organisation, by_key in measures.items()
            if key in by_key and (value := by_key[key].value) is not None
        }
        most, least = max(values.values(), default=0.0), min(values.values(), default=0.0)
        if most - least > WORTH_TELLING * most:
            found[key] = _difference(key, values)
    return found


def _difference(key: str, values: Mapping[str, float]) -> Sentence:
    most = max(values, key=lambda name: values[name])
    least = min(values, key=lambda name: values[name])
    return Sentence(*(_in(key, values, most, least, language) for language in ("nl", "en")))


def _in(key: str, values: Mapping[str, float], most: str, least: str, language: str) -> str:
    definition = DEFINITIONS[key]
    high = written(definition.unit, values[most], language)
    low = written(definition.unit, values[least], language)
    top, bottom = NAMES[most].in_language(language), NAMES[least].in_language(language)
    cause = CAUSES[key].in_language(language)
    if language == "en":
        return f"Most with {top} ({high}), least with {bottom} ({low}). {cause}"
    return f"Het meest bij {top} ({high}), het minst bij {bottom} ({low}). {cause}"


def written(unit: str, value: float, language: str) -> str:
    """A measure's value as it is read aloud: ``62%``, ``4,5 keer``, ``310 minuten``."""
    if unit == "share":
        return f"{value:.0%}"
    number = f"{value:.1f}" if unit == "times" else f"{value:.0f}"
    words = {
        "nl": {"minutes": "minuten", "times": "keer", "hours": "uur"},
        "en": {"minutes": "minutes", "times": "times", "hours": "hours"},
    }
    if language == "nl":
        number = number.replace(".", ",")
    return f"{number} {words[language][unit]}"
