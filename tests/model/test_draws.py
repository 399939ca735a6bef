"""Named draws: every random number is a function of its name, and of nothing else."""

import ast
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

import simulation
from simulation.model import draws
from simulation.parameters import DOSES

PARTS = ("seed", "week", "process", "owner", "k")
NAMES = st.tuples(
    st.integers(0, 2**63 - 1),
    st.integers(-500, 500),
    st.integers(0, 2**40),
    st.integers(0, 10**7),
    st.integers(0, 2**40),
)
MANY = 20_000


def numbers_along(part: int, name: tuple[int, ...] = (11, 3, draws.PARTNER, 5, 2)) -> np.ndarray:
    """Return the draws whose names differ in one part only, which counts up."""
    return np.array(
        [
            draws.uniform(*(value + step * (place == part) for place, value in enumerate(name)))
            for step in range(MANY)
        ]
    )


def test_the_scrambler_is_that_of_splitmix64():
    golden = 0x9E3779B97F4A7C15
    known = (0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F)  # its first outputs from seed 0
    assert tuple(draws.mix(np.uint64(step * golden % 2**64)) for step in (1, 2, 3)) == known


@given(NAMES, NAMES)
def test_a_draw_depends_on_its_name_alone_and_lies_in_0_to_1(name, other):
    number = draws.uniform(*name)
    draws.uniform(*other)
    assert draws.uniform(*name) == number
    assert 0.0 <= number < 1.0


@pytest.mark.parametrize("part", range(5), ids=PARTS)
@given(name=NAMES, change=st.integers(1, 10**6))
def test_another_part_of_the_name_gives_another_number(part, name, change):
    changed = tuple(value + change * (place == part) for place, value in enumerate(name))
    assert draws.uniform(*name) != draws.uniform(*changed)


def test_parts_of_the_name_do_not_stand_in_for_each_other():
    name = (1, 2, 3, 4, 5)
    swapped = {
        tuple(name[b] if place == a else name[a] if place == b else name[place] for place in range(5))
        for a in range(5)
        for b in range(a)
    } | {name}
    assert len({draws.uniform(*each) for each in swapped}) == 11


@pytest.mark.parametrize("part", range(5), ids=PARTS)
def test_draws_along_any_part_are_uniform_and_uncorrelated(part):
    numbers = numbers_along(part)
    assert stats.kstest(numbers, "uniform").pvalue > 1e-3
    assert stats.chisquare(np.histogram(numbers, 200, (0, 1))[0]).pvalue > 1e-3
    for lag in (1, 2, 8, 16):
        assert abs(np.corrcoef(numbers[:-lag], numbers[lag:])[0, 1]) < 4 / np.sqrt(MANY)


def test_neighbours_are_uniform_together_not_only_each():
    for part in range(5):
        numbers = numbers_along(part)
        together = np.histogram2d(numbers[::2], numbers[1::2], 10, [(0, 1), (0, 1)])[0]
        assert stats.chisquare(together.ravel()).pvalue > 1e-3


@pytest.mark.parametrize("process", [draws.MEETINGS, draws.PARTNER, draws.TIE, draws.MEETING])
def test_owners_and_processes_share_no_luck(process):
    owners = np.arange(MANY)
    luck = draws.uniforms(5, 9, process, owners, 0)
    others = (draws.uniforms(5, 9, process + 1, owners, 0), draws.uniforms(5, 10, process, owners, 0))
    for other in (
        *others,
        draws.uniforms(6, 9, process, owners, 0),
        draws.uniforms(5, 9, process, owners, 1),
    ):
        assert abs(np.corrcoef(luck, other)[0, 1]) < 4 / np.sqrt(MANY)


def test_many_at_once_are_the_same_as_one_by_one():
    owners = np.array([7, 0, 3])
    one_by_one = [draws.uniform(4, -2, draws.ORDER, int(owner), 6) for owner in owners]
    assert draws.uniforms(4, -2, draws.ORDER, owners, 6).tolist() == one_by_one


@given(st.floats(1e-9, 1 - 1e-9), st.floats(0.0, 50.0))
def test_poisson_is_the_quantile_of_the_poisson_distribution(quantile, rate):
    expected = stats.poisson.ppf(quantile, rate)
    # at an edge of a step the last bit decides
    assume(np.abs(stats.poisson.cdf([expected - 1, expected], rate) - quantile).min() > 1e-12)
    assert draws.poisson(quantile, rate) == expected


def test_nobody_meets_at_rate_0_and_everybody_has_a_number_at_quantile_0():
    assert draws.poisson(0.999999, 0.0) == 0
    assert draws.poisson(0.0, 3.0) == 0


def test_normal_numbers_have_the_moments_of_the_normal_distribution():
    week = draws.week_key(3, 1)
    numbers = np.array([draws.normal(draws.owner_key(week, draws.INCOME, owner), 0) for owner in range(MANY)])
    assert abs(numbers.mean()) < 4 / np.sqrt(MANY)
    assert abs(numbers.var() - 1) < 4 * np.sqrt(2 / MANY)
    assert abs(stats.skew(numbers)) < 4 * np.sqrt(6 / MANY)
    assert abs(stats.kurtosis(numbers)) < 4 * np.sqrt(24 / MANY)
    assert stats.kstest(numbers, "norm").pvalue > 1e-3


def test_normal_numbers_are_those_of_box_and_muller():
    key = draws.owner_key(draws.week_key(3, 1), draws.INCOME, 8)
    length, angle = draws.draw(key, 4), draws.draw(key, 5)
    assert draws.normal(key, 4) == pytest.approx(
        np.sqrt(-2 * np.log(1 - length)) * np.cos(2 * np.pi * angle), rel=1e-14
    )


@given(st.text(max_size=20), st.text(max_size=20))
def test_activities_never_take_draws_of_the_village_or_of_each_others_meetings(name, other):
    processes = [
        draws.activity_process(name),
        *(draws.meeting_process(name, variant) for variant in (0, 1, 2)),
    ]
    assert min(processes) >= draws.ACTIVITY > draws.MEETING + 1000
    assert len(set(processes)) == 4
    assert not {draws.activity_process(other)} & set(processes[1:])


def test_the_activities_that_ship_have_draws_of_their_own():
    processes = {draws.activity_process(name) for name in DOSES}
    processes |= {draws.meeting_process(name, variant) for name in DOSES for variant in (0, 1)}
    assert len(processes) == 3 * len(DOSES)


def test_kinds_of_an_activity_and_decisions_of_a_meeting_never_overlap():
    kinds = (draws.ATTEND, draws.PLACE, draws.CHOICE, draws.ROSTER, draws.SEAT, draws.CANDIDATE)
    assert all(next_ - kind >= 10**7 for kind, next_ in pairwise(kinds))
    decisions = (draws.ACT, draws.LAPSE, draws.MISREAD, draws.RESOLVE, draws.SHARE, draws.TOPIC)
    sides = [decision + side for decision in decisions for side in (0, 1)]
    assert len(set(sides)) == 12
    assert max(sides) < 16


def test_replicates_have_seeds_of_their_own():
    seeds = {draws.replicate_seed(seed, replicate) for seed in range(20) for replicate in range(100)}
    assert len(seeds) == 2000
    assert all(0 <= seed < 2**63 for seed in seeds)


# ------------------------------------------------------------------ there is no other chance in the code
FORBIDDEN = {"random", "secrets", "uuid"}
GENERATORS = {
    "default_rng",
    "RandomState",
    "Generator",
    "SeedSequence",
    "shuffle",
    "randint",
    "randn",
    "urandom",
}


def other_chance(source: str) -> list[str]:
    """Return every line of Python that takes chance from anywhere but the named draws."""
    found = []
    for node in ast.walk(ast.parse(source)):
        taken: set[str] = set()
        if isinstance(node, ast.Import):
            taken = {part for alias in node.names for part in alias.name.split(".")} & FORBIDDEN
        elif isinstance(node, ast.ImportFrom):
            words = {part for alias in node.names for part in alias.name.split(".")}
            words |= set((node.module or "").split("."))
            # the type of functions that yield has the name of numpy's source of chance
            taken = words & (FORBIDDEN | GENERATORS) if node.module != "collections.abc" else set()
        elif isinstance(node, ast.Attribute):
            taken = {node.attr} & (FORBIDDEN | GENERATORS | {"rng"})
        elif isinstance(node, ast.Name):
            taken = {node.id} & (FORBIDDEN | GENERATORS - {"Generator"})
        elif isinstance(node, ast.keyword) and node.arg == "random_state":
            # a library may be given the seed of the study
            taken = set() if ast.unparse(node.value) == "seed" else {"random_state"}
        found += [f"line {node.lineno}: {word}" for word in taken]
    return found


def test_no_file_of_the_package_takes_chance_from_elsewhere():
    files = sorted(Path(simulation.__path__[0]).rglob("*.py"))
    assert len(files) > 40
    found = {str(file): other_chance(file.read_text(encoding="utf-8")) for file in files}
    assert {file: lines for file, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "source",
    [
        "import random",
        "from random import gauss",
        "import numpy as np\nx = np.random.rand()",
        "from numpy.random import default_rng",
        "from numpy import random as luck",
        "import numpy.random as luck",
        "class A:\n    def f(self):\n        return self.rng",
        "x = model.random.choice([1])",
    ],
)
def test_the_search_for_other_chance_finds_it(source):
    assert other_chance(source)


def test_the_search_lets_a_seeded_mesa_model_pass():
    assert not other_chance("super().__init__(rng=seed)")


def test_the_search_lets_a_library_pass_that_is_given_a_seed_and_no_other():
    assert not other_chance("f(random_state=seed)")
    assert other_chance("f(random_state=None)") and other_chance("f(random_state=state)")
