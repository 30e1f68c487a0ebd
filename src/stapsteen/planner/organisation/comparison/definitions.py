"""What the seven measures mean, in words for a team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stapsteen.planner.organisation.plan import Sentence


@dataclass(frozen=True)
class Definition:
    """A measure: its name, its unit, which way is often wished for, and how it is computed."""

    key: str
    name: Sentence
    unit: Literal["share", "minutes", "times", "hours"]
    wished: Literal["high", "low"]
    text: Sentence


_ALL = (
    Definition(
        "fit",
        Sentence("Passend", "Fit"),
        "share",
        "high",
        Sentence(
            "Het deel van de instructietijd waarin een leerling les krijgt in wat voor die leerling "
            "nu aan de beurt is: al toe eraan, en nog niet beheerst. Krijgen in een groep twee "
            "jaargroepen om de beurt les, dan telt voor ieder kind de helft als instructie.",
            "The share of instruction time in which a pupil is taught what is next for that pupil: "
            "ready for it and not yet mastered. Where two year groups are taught in turns, half of "
            "the time counts as instruction for each child.",
        ),
    ),
    Definition(
        "choice",
        Sentence("Keuze", "Choice"),
        "share",
        "high",
        Sentence(
            "Het deel van de lestijd waarin de leerling zelf iets mag bepalen: de inhoud, de vorm "
            "of het moment. Workshops, thema's en werk volgens een eigen planning tellen mee.",
            "The share of lesson time in which the pupil may decide something: the content, the "
            "form or the moment. Workshops, themes and work to one's own plan count.",
        ),
    ),
    Definition(
        "cohesion",
        Sentence("Samenhang", "Cohesion"),
        "share",
        "high",
        Sentence(
            "Het deel van de lestijd dat een leerling met de hele eigen groep en een eigen "
            "leerkracht of coach is.",
            "The share of lesson time that a pupil is with the whole own group and one of its own "
            "teachers or coaches.",
        ),
    ),
    Definition(
        "alignment",
        Sentence("Gelijkloop", "Alignment"),
        "minutes",
        "high",
        Sentence(
            "Het aantal minuten per week waarin een groep hetzelfde vak heeft als een andere groep "
            "van dezelfde unit of leeftijd. Dan kunnen groepen samenwerken. Gemiddeld per groep.",
            "The minutes a week in which a group has the same subject as another group of the same "
            "unit or age. Then groups can work together. The mean per group.",
        ),
    ),
    Definition(
        "calm",
        Sentence("Wisselingen", "Changes"),
        "times",
        "low",
        Sentence(
            "Hoe vaak een leerling op een dag van plek, van groep of van volwassene wisselt. "
            "Minder wisselingen is rustiger. Gemiddeld per leerling per dag.",
            "How often a pupil changes place, group or adult in a day. Fewer changes are calmer. "
            "The mean per pupil per day.",
        ),
    ),
    Definition(
        "load",
        Sentence("Belasting", "Load"),
        "share",
        "low",
        Sentence(
            "Het deel van de aanstelling dat medewerkers lesgeven of toezicht houden. Wat overblijft "
            "is voor voorbereiding, overleg en zorg. Daarnaast: hoeveel verschillende lessen iemand "
            "voorbereidt en hoe vaak iemand van groep wisselt.",
            "The share of their contract that staff teach or supervise. What is left is for "
            "preparation, meetings and care. Besides: how many different lessons somebody prepares "
            "and how often somebody changes groups.",
        ),
    ),
    Definition(
        "cost",
        Sentence("Inzet", "Cost"),
        "hours",
        "low",
        Sentence(
            "De uren die alle medewerkers samen per week lesgeven en toezicht houden. Daarnaast: "
            "hoeveel ruimtes er tegelijk in gebruik zijn en hoeveel uur de gymzaal.",
            "The hours that all staff together teach and supervise in a week. Besides: how many "
            "rooms are in use at once and for how many hours the gym.",
        ),
    ),
)
DEFINITIONS: dict[str, Definition] = {definition.key: definition for definition in _ALL}
