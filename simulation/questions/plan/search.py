"""The search for good plans: NSGA-II over the genes of a plan space (Deb et al. 2002; pymoo)."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from simulation.files.faults import Fault, StudyError
from simulation.questions.plan.space import GENES, Genes, PlanSpace

if TYPE_CHECKING:
    from pymoo.algorithms.moo.nsga2 import NSGA2

POPULATION = 40
"""Plans of a generation."""
NEVER = 1e12
"""Objective of a plan that failed in every village."""

Evaluate = Callable[[Sequence[Genes]], np.ndarray]
"""Tells what plans gain: shape (plans, outcomes), more is better; NaN where there is no figure."""


class Archive:
    """All plans that were tried, each once.

    Attributes
    ----------
    plans : list of tuple of int
        In the order in which they were tried.
    gains : ndarray of float, shape (plans, outcomes)
        What they gained; more is better.
    """

    def __init__(self, outcomes: int) -> None:
        self.plans: list[Genes] = []
        self.gains = np.empty((0, outcomes))
        self._seen: set[Genes] = set()

    def __contains__(self, plan: Genes) -> bool:
        return plan in self._seen

    def add(self, plans: Sequence[Genes], gains: np.ndarray) -> None:
        """Keep plans that were tried."""
        self.plans += plans
        self._seen |= set(plans)
        self.gains = np.vstack([self.gains, gains])


def require_pymoo() -> None:
    """Refuse a search where pymoo is not installed.

    Raises
    ------
    StudyError
        With the extra and how to install it.
    """
    try:
        import pymoo  # noqa: F401, PLC0415 - an extra
    except ImportError:
        told = "pymoo is not installed"
        raise StudyError([Fault.of("plan", "", told, "the extra 'plan': pip install -e .[plan]")]) from None


def search(space: PlanSpace, evaluate: Evaluate, outcomes: int, evaluations: int, seed: int) -> Archive:
    """Try plans, generation after generation, and return all that were tried.

    The objectives are the expected cost (less is better) and each outcome. A plan is tried once, so every
    generation is new. The same seed and the same answers give the same search.

    Parameters
    ----------
    space : PlanSpace
    evaluate : callable
        Told the new plans of a generation; tells what they gain.
    outcomes : int
        How many it tells.
    evaluations : int
        Plans after which no further generation begins. A space with fewer is searched until no new plan
        can be bred.
    seed : int
    """
    archive = Archive(outcomes)
    algorithm = _nsga2(space, archive, outcomes, min(POPULATION, evaluations), seed)
    while len(archive.plans) < evaluations:
        offspring = algorithm.ask()
        if offspring is None or len(offspring) == 0:
            break
        plans = [_plan(genes) for genes in offspring.get("X")]
        gains = evaluate(plans)
        archive.add(plans, gains)
        costs = np.array([[space.cost(plan) / 1e6] for plan in plans])
        offspring.set("F", np.hstack([costs, np.where(np.isnan(gains), NEVER, -gains)]))
        for each in offspring:
            each.evaluated.update({"F", "G", "H"})
        algorithm.tell(infills=offspring)
    return archive


def _plan(genes: Sequence[float]) -> Genes:
    return tuple(int(level) for level in genes)


def _nsga2(space: PlanSpace, archive: Archive, outcomes: int, population: int, seed: int) -> "NSGA2":
    """Return the algorithm, ready to be asked: whole numbers, each repaired to a plan that can be bought."""
    from pymoo.algorithms.moo.nsga2 import NSGA2  # noqa: PLC0415 - an extra
    from pymoo.config import Config  # noqa: PLC0415
    from pymoo.core.crossover import Crossover  # noqa: PLC0415
    from pymoo.core.duplicate import DefaultDuplicateElimination  # noqa: PLC0415
    from pymoo.core.problem import Problem  # noqa: PLC0415
    from pymoo.core.repair import Repair  # noqa: PLC0415
    from pymoo.operators.mutation.pm import PM  # noqa: PLC0415
    from pymoo.operators.repair.rounding import RoundingRepair  # noqa: PLC0415

    # its compiled parts would not be felt beside the simulation
    Config.warnings["not_compiled"] = False

    class WholeActivities(Crossover):  # type: ignore[misc]
        """Exchanges all choices of an activity together: alone they mean little."""

        def _do(self, problem: Problem, X: np.ndarray, **given: Any) -> np.ndarray:  # noqa: N803
            matings = X.shape[1]
            luck = given["random_state"].uniform(size=(matings, len(space.levers)))
            return np.where(np.repeat(luck < 0.5, GENES, axis=1), X, X[::-1])

    class Affordable(Repair):  # type: ignore[misc]
        def _do(self, problem: Problem, X: np.ndarray, **_: object) -> np.ndarray:  # noqa: N803
            return np.array([space.repaired(_plan(genes)) for genes in X])

    class Unseen(DefaultDuplicateElimination):  # type: ignore[misc]
        """Drops what was tried in any generation before."""

        def _do(self, pop: Any, other: Any, is_duplicate: np.ndarray) -> np.ndarray:
            known = np.array([_plan(each.X) in archive for each in pop])
            found: np.ndarray = super()._do(pop, other, is_duplicate) | known
            return found

    top = space.levels - 1
    problem = Problem(n_var=top.size, n_obj=1 + outcomes, xl=np.zeros(top.size), xu=top, vtype=int)
    algorithm = NSGA2(
        pop_size=population,
        sampling=np.array(space.beginnings(population, seed)),
        crossover=WholeActivities(2, 2, prob=0.9),
        mutation=PM(prob=1.0, eta=3.0, vtype=float, repair=RoundingRepair()),
        repair=Affordable(),
        eliminate_duplicates=Unseen(),
    )
    return algorithm.setup(problem, seed=seed, termination=("n_gen", np.inf))
