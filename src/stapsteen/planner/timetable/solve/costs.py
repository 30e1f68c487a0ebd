"""What a model pays: deviations, and how the cost function and the weight of a rule price them.

A deviation is only pressed from below, since everything that is paid is kept as small as it can be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from stapsteen.planner.timetable.instance import Constraint, CostFunction
from stapsteen.planner.timetable.solve.model import Amount, Model

DEAREST = 10**8
MOST_OF_ALL = 2**60  # what a whole bill may come to; CP-SAT counts in 63 bits
MOST_STEPS = 30  # of a square


@dataclass(frozen=True)
class Term:
    """Something that is paid: an expression, its weight, and the most it can cost."""

    expression: cp_model.LinearExprT
    weight: int
    most: int
    required: bool


class Costs:
    """The bill of one model. ``strict``: no hard cost at all at the points that it touches."""

    def __init__(self, model: Model, *, strict: bool) -> None:
        self.model = model.model
        self.strict = strict
        self.terms: list[Term] = []
        self.left_out = False  # whether a part of some price is left to the referee

    def pay(self, rule: Constraint, deviation: Amount | None) -> None:
        """Charge the deviation of a rule at a point; None or a constant cannot change and is free."""
        if deviation is None or not deviation.terms:
            return
        if self.strict and rule.required:
            self.model.add(deviation.expression() <= 0)
        elif rule.cost_function is CostFunction.LINEAR or deviation.most <= 1:
            self._charge(rule, deviation.expression(), deviation.most)
        elif rule.cost_function is CostFunction.STEP:
            step = self.model.new_bool_var("")
            self.model.add(deviation.expression() <= deviation.most * step)
            self._charge(rule, step, 1)
        else:
            self._charge_squares(rule, deviation)

    def _charge(
        self, rule: Constraint, expression: cp_model.LinearExprT, most: int, times: int = 1
    ) -> None:
        weight = rule.weight * times
        self.terms.append(Term(expression, weight, weight * most, rule.required))

    def _charge_squares(self, rule: Constraint, deviation: Amount) -> None:
        """1 + 3 + 5 + ... : the cheap units are taken first by themselves; far out it gets no dearer."""
        steps = min(deviation.most, MOST_STEPS)
        units = [self.model.new_bool_var("") for _unit in range(steps)]
        rest = self.model.new_int_var(0, max(0, deviation.most - steps), "")
        self.model.add(deviation.expression() <= cp_model.LinearExpr.sum(units) + rest)
        for number, unit in enumerate(units):
            self._charge(rule, unit, 1, 2 * number + 1)
        self._charge(rule, rest, deviation.most - steps, 2 * steps + 1)
        self.left_out |= deviation.most > steps

    def outside(self, amount: Amount, minimum: int, maximum: int) -> Amount | None:
        """By how much an amount is below the minimum or above the maximum; None where it never is."""
        below, above = minimum - amount.least, amount.most - maximum
        if below <= 0 and above <= 0:
            return None
        if not amount.terms:
            return Amount(max(below, above))
        largest = max(below, above)
        off = self.model.new_int_var(0, largest, "")
        if above > 0:
            self.model.add(off >= amount.expression() - maximum)
        if below > 0:
            self.model.add(off >= minimum - amount.expression())
        return one(off, largest)

    def any_of(self, amount: Amount) -> Amount:
        """1 when an amount is above 0, else 0."""
        if amount.constant > 0:
            return Amount(1)
        literals = [literal for literal, _times in amount.terms]
        if not literals or len(literals) == 1:
            return amount
        found = self.model.new_bool_var("")
        for literal in literals:
            self.model.add_implication(literal, found)
        self.model.add_bool_or([*literals, found.negated()])
        return one(found)

    @property
    def hard_price(self) -> int:
        """What a unit of hard cost weighs: more than all soft cost together, as far as that goes."""
        hard = sum(term.most for term in self.terms if term.required)
        return max(1, min(DEAREST, 1 + self._soft, MOST_OF_ALL // max(1, hard)))

    @property
    def _soft(self) -> int:
        """The most that all soft cost together can be."""
        return sum(term.most for term in self.terms if not term.required)

    @property
    def is_exact(self) -> bool:
        """Whether the bill is what the referee says, and soft cost never outweighs hard cost."""
        outweighed = any(one.required for one in self.terms) and self.hard_price <= self._soft
        return not (outweighed or self.left_out)

    def minimise(self) -> None:
        """Let the solver keep the bill small."""
        dear = self.hard_price
        prices = [term.weight * (dear if term.required else 1) for term in self.terms]
        expressions = [term.expression for term in self.terms]
        self.model.minimize(cp_model.LinearExpr.weighted_sum(expressions, prices))


def one(variable: cp_model.IntVar, largest: int = 1) -> Amount:
    """The amount that one variable stands for, and the largest it can be."""
    return Whole(variable, largest)


class Whole(Amount):
    """An amount that is one whole-number variable."""

    def __init__(self, variable: cp_model.IntVar, largest: int) -> None:
        super().__init__()
        self.terms = [(variable, 1)]
        self.largest = largest

    @property
    def most(self) -> int:
        """The most it can be."""
        return self.largest


def total(amounts: Iterable[Amount | None]) -> Amount:
    """The sum of amounts."""
    found = Total()
    for amount in amounts:
        if amount is not None:
            found.constant += amount.constant
            found.terms += amount.terms
            found.largest += amount.most - amount.constant
    return found


class Total(Amount):
    """A sum of amounts that remembers the most it can be."""

    def __init__(self) -> None:
        super().__init__()
        self.largest = 0

    @property
    def most(self) -> int:
        """The most it can be."""
        return self.constant + self.largest
