"""How far each source can be trusted, learnt from how it disagrees with everything else.

For each judgement the rest of the evidence tells how likely every point of the scale was. A source's noise (and how much too high it
sees) is what makes its judgements likeliest; a source with few judgements stays near what is usual for its
kind, and none comes below a floor. What was learnt is a table of log-chances per source, so it adds up in any order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import exp, log

from stapsteen.mastery.bank import Bank
from stapsteen.mastery.evidence import Key, Kind, Seen
from stapsteen.mastery.rule import news, read_point
from stapsteen.mastery.settings import SHIPPED, Settings

NOISES = (0.4, 0.5, 0.63, 0.8, 1.0, 1.26, 1.6, 2.0, 2.5, 3.2)
BIASES = (-1.2, -0.8, -0.4, 0.0, 0.4, 0.8, 1.2)
FLOOR = 0.4  # no source is trusted more than this
SURE_OF_NOISE = 0.35  # how much the log of the noise differs between sources of a kind
SURE_OF_BIAS = 0.35  # how much sources of a kind differ in how high they see, in logits
Table = list[list[float]]


@dataclass(frozen=True, slots=True)
class Trust:
    """Noise (standard deviation) and bias (how much too high) of a source, in logits, and on how much it rests."""

    noise: float
    bias: float
    judgements: int


@dataclass(slots=True)
class Sources:
    """What was learnt of sources; who is not here has what is usual for the kind."""

    known: dict[Key, Trust] = field(default_factory=dict)

    def of(self, seen: Seen, settings: Settings) -> tuple[float, float]:
        """Noise and bias of where this evidence came from."""
        trust = self.known.get(seen.source) if seen.source is not None else None
        if trust is not None:
            return trust.noise, trust.bias
        return usual_noise(seen.kind, settings), 0.0

    def to_dict(self) -> dict[str, list[list[object]]]:
        """As plain lists, for JSON."""
        rows: list[list[object]] = [
            [key, one.noise, one.bias, one.judgements] for key, one in self.known.items()
        ]
        return {"known": rows}

    @staticmethod
    def from_dict(kept: dict[str, list[list[object]]]) -> Sources:
        """The sources that `to_dict` wrote."""
        return Sources({row[0]: Trust(*row[1:]) for row in kept["known"]})  # type: ignore[misc, arg-type]


NO_SOURCES = Sources()


def usual_noise(kind: Kind, settings: Settings) -> float:
    """The noise of a kind of source before anything is known of this one."""
    return settings.self_noise if kind is Kind.SELF else settings.judgement_noise


@dataclass(frozen=True, slots=True)
class Expected:
    """A judgement, and what the rest of the evidence says of the pupil: mean and variance in logits."""

    seen: Seen
    mean: float
    variance: float


def learn_sources(judged: Iterable[Expected], bank: Bank, settings: Settings = SHIPPED) -> Sources:
    """Trust in every source among these judgements."""
    tables: dict[Key, Table] = {}
    kinds: dict[Key, tuple[Kind, int]] = {}
    for one in judged:
        source = one.seen.source
        if source is None:
            continue
        table = tables.setdefault(source, [[0.0] * len(BIASES) for _ in NOISES])
        _add(table, one, bank, settings)
        kinds[source] = (one.seen.kind, kinds.get(source, (one.seen.kind, 0))[1] + 1)
    return Sources({key: _trust(table, *kinds[key], settings) for key, table in tables.items()})


def _add(table: Table, one: Expected, bank: Bank, settings: Settings) -> None:
    for row, noise in zip(table, NOISES, strict=True):
        for at, bias in enumerate(BIASES):
            reading = read_point(one.seen, bank, settings, noise, bias)
            row[at] += log(news(one.mean, one.variance, reading)[0])


def _trust(table: Table, kind: Kind, judgements: int, settings: Settings) -> Trust:
    """The mean over the table, each cell weighed by how likely it makes what was seen and what is usual."""
    usual = usual_noise(kind, settings)
    cells = [
        (
            score
            - 0.5 * (log(noise / usual) / SURE_OF_NOISE) ** 2
            - 0.5 * (bias / SURE_OF_BIAS) ** 2,
            noise,
            bias,
        )
        for row, noise in zip(table, NOISES, strict=True)
        for score, bias in zip(row, BIASES, strict=True)
    ]
    best = max(score for score, _, _ in cells)
    weights = [exp(score - best) for score, _, _ in cells]
    total = sum(weights)
    noise = sum(w * log(cell[1]) for w, cell in zip(weights, cells, strict=True)) / total
    bias = sum(w * cell[2] for w, cell in zip(weights, cells, strict=True)) / total
    return Trust(max(exp(noise), FLOOR), bias, judgements)
