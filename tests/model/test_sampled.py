"""A village of which only some were asked is completed anew for each replicate (ODD 5.3)."""

from collections import Counter

import numpy as np
import pytest

from simulation.files.faults import Problems
from simulation.model.sampled import completed
from simulation.model.village import Village
from simulation.parameters import (
    Behaviour,
    Group,
    ObservedOwners,
    ObservedTies,
    Sample,
    Sector,
    Start,
    VillageProfile,
)

OWNERS, ASKED, MOST = 40, 20, 30
GROUPS = ["a" if place % 2 else "b" for place in range(OWNERS)]
BLANK = [None] * (OWNERS - ASKED)


def told(*, across: float = 0.1, within: float = 0.3) -> list[tuple[int, int]]:
    """Return pairs with at least one who was asked: regular, more within groups than across them."""
    return [
        (one, other)
        for one in range(ASKED)
        for other in range(one + 1, OWNERS)
        if (7 * one + 11 * other) % 100 < 100 * (within if GROUPS[one] == GROUPS[other] else across)
    ]


def village(
    pairs: list[tuple[int, int]], asked: int = ASKED, mutual: float = 0.5, **columns: object
) -> VillageProfile:
    owners = ObservedOwners(group=GROUPS, **columns)
    first, second = (list(side) for side in zip(*pairs, strict=True))
    ties = ObservedTies(first=first, second=second, strength=[0.4] * len(pairs))
    return VillageProfile(
        name="Half",
        owners=OWNERS,
        groups=[Group(name="a", share=0.5), Group(name="b", share=0.5)],
        sectors=[Sector(name="food", share=1.0)],
        start=Start(owners=owners, ties=ties, sample=Sample(asked=asked, mutual=mutual)),
    )


def drawn(profile: VillageProfile, seed: int, most: int = MOST) -> list[tuple[int, int]]:
    """Return the ties that were drawn beside those told."""
    assert profile.start is not None and profile.start.ties is not None
    whole = completed(profile, seed, most).start
    assert whole is not None and whole.ties is not None and whole.sample is None
    known = len(profile.start.ties.first)
    return list(zip(whole.ties.first[known:], whole.ties.second[known:], strict=True))


def test_where_all_were_asked_nothing_is_drawn() -> None:
    assert drawn(village(told(), asked=OWNERS), 1) == []


def test_no_tie_is_drawn_between_two_who_were_asked() -> None:
    for seed in range(20):
        assert all(max(pair) >= ASKED for pair in drawn(village(told()), seed))


def test_where_each_of_a_tie_tells_it_only_those_never_asked_get_more() -> None:
    pairs = drawn(village(told(), mutual=1.0), 3)
    assert pairs
    assert all(min(pair) >= ASKED for pair in pairs)


def test_a_replicate_has_its_own_ties_and_has_them_again() -> None:
    profile = village(told())
    assert drawn(profile, 1) == drawn(profile, 1) != drawn(profile, 2)


def test_what_was_told_stays_and_nobody_is_tied_twice() -> None:
    profile = village(told())
    whole = completed(profile, 5, MOST).start
    assert whole is not None and whole.ties is not None
    pairs = {frozenset(pair) for pair in zip(whole.ties.first, whole.ties.second, strict=True)}
    assert len(pairs) == len(whole.ties.first)
    assert {frozenset(pair) for pair in told()} <= pairs


def test_ties_across_groups_stay_as_rare_as_they_were_told() -> None:
    pairs = [pair for seed in range(40) for pair in drawn(village(told(), mutual=1.0), seed)]
    across = sum(GROUPS[one] != GROUPS[other] for one, other in pairs)
    known = [pair for pair in told() if pair[1] < ASKED]
    share = sum(GROUPS[one] != GROUPS[other] for one, other in known) / len(known)
    assert across / len(pairs) == pytest.approx(share, abs=0.08)


def test_the_number_of_ties_drawn_is_that_of_pairs_alike() -> None:
    """With the same chance of a tie for all, those never asked have as many among them as those asked."""
    pairs = told(across=0.2, within=0.2)
    among = sum(max(pair) < ASKED for pair in pairs)
    found = [len(drawn(village(pairs, mutual=1.0), seed)) for seed in range(60)]
    assert np.mean(found) == pytest.approx(among, rel=0.15)


def test_contacts_that_were_counted_are_there() -> None:
    named = Counter(one for one, other in told() if GROUPS[other] == "a")
    named.update(other for one, other in told() if other < ASKED and GROUPS[one] == "a")
    counts = [named[owner] + 2 for owner in range(ASKED)]
    profile = village(told(), contacts={"a": [*counts, *BLANK]})
    for seed in range(5):
        extra: Counter[int] = Counter()
        for one, other in drawn(profile, seed):
            if one < ASKED and GROUPS[other] == "a":
                extra[one] += 1
        assert [extra[owner] for owner in range(ASKED)] == [2] * ASKED


def test_nobody_has_more_ties_than_owners_keep_in_mind() -> None:
    profile = village(told())
    assert profile.start is not None
    most = profile.start.most_ties
    whole = completed(profile, 1, most).start
    assert whole is not None and whole.most_ties == most


def test_who_was_not_asked_has_the_answers_of_one_of_the_own_group() -> None:
    norm = [0.2 if group == "a" else 0.8 for group in GROUPS[:ASKED]]
    belief = {"b": [place / 100 for place in range(ASKED)] + BLANK}
    profile = village(told(), commitment=norm + BLANK, income=[1e6 + place for place in range(ASKED)] + BLANK,
                      belief=belief)  # fmt: skip
    whole = completed(profile, 9, MOST).start
    assert whole is not None and whole.owners is not None
    owners = whole.owners
    assert owners.commitment is not None and owners.income is not None
    assert owners.commitment == [0.2 if group == "a" else 0.8 for group in GROUPS]
    donors = [round(income - 1e6) for income in owners.income[ASKED:]]
    assert [GROUPS[donor] for donor in donors] == GROUPS[ASKED:]
    assert owners.belief["b"][ASKED:] == [donor / 100 for donor in donors]  # all answers of one donor
    assert len(set(donors)) > 2


def test_every_village_of_the_model_is_completed() -> None:
    profile = village(told())
    for seed in (1, 2):
        lived = Village(profile, Behaviour(), seed=seed)
        known = np.array(lived.state.owners["acquaintances"]).sum() // 2
        assert known == len(told()) + len(drawn(profile, seed, Behaviour().acquaintances))


def test_a_sample_of_more_than_there_are_is_refused() -> None:
    with pytest.raises(Problems, match=r"sample\.asked: 41 asked of 40; allowed: at most 40"):
        village(told(), asked=41)
