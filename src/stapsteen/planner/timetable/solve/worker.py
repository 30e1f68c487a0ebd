"""One worker of a search: it anneals, polishes, or tries to prove, until it is over."""

from __future__ import annotations

from ortools.sat.python import cp_model

from stapsteen.planner.timetable.local.annealing import Annealer
from stapsteen.planner.timetable.local.compiling import is_available
from stapsteen.planner.timetable.local.placing import Cost
from stapsteen.planner.timetable.solve.best import Best, Scales
from stapsteen.planner.timetable.solve.polishing import EFFORT, Polisher
from stapsteen.planner.timetable.solve.proving import Prover

FIRST_MOVES = 100_000
QUICK_ROUNDS = 3  # before rounds suit the size of the question: a good plan soon
MOVES_A_SLOT = 500  # at least, in a round of a large question
MOVES_A_SECOND = 500_000  # on a common machine: what a deterministic second is
LONGER = 1.35  # than the round before
PROVE_AFTER = 2  # rounds
STEPS = 30  # of polishing between two rounds of annealing
DARING = (0.003, 0.3, 0.1, 0.02)  # of the rounds in turn: close to the best plan, far, less far


class Worker:
    """``effort`` bounds the work in deterministic seconds; None: only the clock does."""

    def __init__(self, best: Best, *, seed: int, duty: str, effort: float | None) -> None:
        self.best = best
        self.seed = seed
        self.duty = duty
        self.effort = effort
        self.spent = 0.0
        self.ended: dict[float, Cost] = {}  # what the last round cost at its end, by its daring
        self.solver: cp_model.CpSolver | None = None
        self.annealer: Annealer | None = None

    def work(self) -> None:
        """Do the duty; a fault ends it, the others go on, and the caller's thread tells of it."""
        try:
            self._work()
        except BaseException as failure:  # noqa: BLE001 - it is told by the caller's thread
            self.best.failure = failure

    def _work(self) -> None:
        self.annealer = Annealer(self.best.tables, self.seed) if is_available() else None
        self.polisher = Polisher(self.best.tables, Scales(self.best.tables).weigh, self.seed)
        if self.annealer is not None:
            self._construct(self.annealer)
        number = 0
        first_proof = 0 if self.annealer is None else PROVE_AFTER
        while self._goes_on():
            if self.annealer is not None and self.duty != "polish":
                self._anneal(self.annealer, number)
            if number == first_proof and self.duty == "both" and self._goes_on():
                self._prove()
            if self.annealer is None or (self.duty != "anneal" and number >= PROVE_AFTER):
                self._polish(STEPS * (1 + number))
            number += 1

    def _construct(self, annealer: Annealer) -> None:
        """A first plan; where there is a plan already, that one to go on from."""
        if self.best.placing is not None:
            annealer.start_from(self.best.placing)
        else:
            self.best.offer(annealer.construct())

    def _prove(self) -> None:
        prover = Prover(self.best, self._show)
        if prover.is_worth_trying():
            prover.prove()

    def _goes_on(self) -> bool:
        enough = self.effort is not None and self.spent >= self.effort
        return not (enough or self.best.over.is_set() or self.best.is_optimal)

    def _anneal(self, annealer: Annealer, number: int) -> None:
        """One round from the best plan, longer than the last."""
        annealer.start_from(self.best.current())
        large = MOVES_A_SLOT * annealer.tables.slots_n if number >= QUICK_ROUNDS else 0
        moves = int(max(FIRST_MOVES, large) * LONGER**number)
        daring = self._daring(number)
        annealer.round(moves, daring=daring, tick=lambda: self._tick(annealer))
        self.ended[daring] = annealer.board.cost

    def _daring(self, number: int) -> float:
        """How far to stray: in every second round as far as ended best lately, else each in turn."""
        if number >= len(DARING) and number % 2 == 0:
            return min(self.ended, key=lambda daring: self.ended[daring])
        turn = number if number < len(DARING) else number // 2
        return DARING[turn % len(DARING)]

    def _tick(self, annealer: Annealer) -> bool:
        self.spent += annealer.words.moves / MOVES_A_SECOND
        self.best.offer(annealer.board.best)
        return self._goes_on()

    def _polish(self, steps: int) -> None:
        """So many parts of the best plan; what is as good but otherwise is gone on from."""
        at = self.best.current()
        for _step in range(steps):
            if not self._goes_on():
                return
            if self.best.current().price < at.price:
                at = self.best.current()
            found = self.polisher.step(at, self._show)
            self.spent += EFFORT / 4
            if found is not None:
                at = found
                self.best.offer(found)

    def _show(self, solver: cp_model.CpSolver) -> None:
        self.solver = solver
        if self.best.over.is_set():
            solver.parameters.max_time_in_seconds = 0.01

    def stop(self) -> None:
        """End what CP-SAT is doing, or the making of a first plan."""
        if self.annealer is not None:
            self.annealer.board.stop_filling.value = 1
        if self.solver is not None:
            self.solver.stop_search()
