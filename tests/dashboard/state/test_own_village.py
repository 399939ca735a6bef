"""A visitor's own village: what is told of it, what is simulated, and that no name gets anywhere else."""

import io
import logging
import math
import zipfile
from pathlib import Path

import pytest

from simulation.dashboard.pages.explore import explored
from simulation.dashboard.state.own_village import (
    FEWEST_TOLD,
    MOST_ROWS,
    MOST_SHOWN,
    NAMES,
    OwnVillage,
    Refused,
    read_own,
)
from simulation.dashboard.state.plan_search import search_key
from simulation.dashboard.state.proposals import More, Proposals
from simulation.dashboard.state.session import Session, new_session
from simulation.dashboard.state.settings_code import settings_in
from simulation.dashboard.state.simulations import Simulations
from simulation.dashboard.state.starting_point import Start
from simulation.experiment.experiment_file import read_village
from simulation.survey.handover import Handover
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.reading import read_wave
from simulation.survey.spelling import plain

BEFORE = Path(__file__).parents[3] / "experiments" / "surveys" / "made_up_before.xlsx"


@pytest.fixture(scope="module")
def own(start: Start) -> OwnVillage:
    found = read_own(BEFORE.name, BEFORE.read_bytes(), start)
    assert isinstance(found, OwnVillage)
    return found


@pytest.fixture
def session(start: Start) -> Session:
    return new_session(start, Simulations(workers=1), "")[0]


@pytest.fixture(scope="module")
def names(start: Start) -> set[str]:
    """Every word of every name in the answers that is no word of the village."""
    wave = read_wave(BEFORE, Questionnaire.of(start.config.village))
    return {word for name in wave.names for word in plain(name).split() if len(word) > 3}


def answers(*rows: str) -> bytes:
    return "\n".join(["nama,kelompok,bidang", *rows]).encode()


def test_the_village_is_the_one_that_the_command_line_reads(
    start: Start, own: OwnVillage, tmp_path: Path
) -> None:
    wave = read_wave(BEFORE, Questionnaire.of(start.config.village))
    (tmp_path / "private").mkdir()
    Handover(wave, None, week=104, population=None, language="id").write(
        tmp_path / "private" / "answers.xlsx", tmp_path / "village.yaml", None
    )
    written = read_village(tmp_path / "village.yaml")
    assert own.start is not None and written.start is not None
    found = own.start.config.village
    assert found.start is not None and found.start.owners is not None and written.start.owners is not None
    assert found.model_dump(exclude={"start", "name"}) == written.model_dump(exclude={"start", "name"})
    for (here, column), (there, same) in zip(
        found.start.owners.columns(), written.start.owners.columns(), strict=True
    ):
        assert here == there
        assert column == [
            value if isinstance(value, str | None) else pytest.approx(value, abs=1e-6) for value in same
        ]
    assert found.start.ties is not None and written.start.ties is not None
    assert (found.start.ties.first, found.start.ties.second) == (
        written.start.ties.first, written.start.ties.second,
    )  # fmt: skip


def test_what_was_observed_differs_no_more_between_the_villages(start: Start, own: OwnVillage) -> None:
    assert own.start is not None and start.config.points is not None and own.start.config.points is not None
    config = own.start.config
    assert config.burn_in == 0
    assert config.points is not None and set(config.points.columns) < set(start.config.points.columns)
    assert own.start.programmes == start.programmes
    assert config.village.name == NAMES["id"]


def test_an_owner_of_many_ties_is_not_too_popular_for_the_model(start: Start) -> None:
    owners = [f"Orang {number},{1 + number % 2},1" for number in range(40)]
    contacts = ["nama,kontak"] + [f"Orang {number},Orang 0" for number in range(1, 40)]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("pelaku.csv", answers(*owners))
        package.writestr("kontak.csv", "\n".join(contacts))
    found = read_own("a.zip", stream.getvalue(), start)
    assert isinstance(found, OwnVillage) and found.start is not None
    assert found.start.config.behaviour.acquaintances == 39
    assert found.start.config.points is not None
    assert min(found.start.config.points.columns["acquaintances"]) >= 39


def test_means_of_few_are_not_told(start: Start) -> None:
    column = Questionnaire.of(start.config.village)
    trust = [each.header.id for each in column.tables["owners"].columns if each.quantity == "belief_local"]
    head = ",".join(["nama", "kelompok", "bidang", *trust])
    rows = [f"Orang {number},{1 if number < FEWEST_TOLD else 2},1" + ",4" * len(trust) for number in range(9)]
    found = read_own("a.csv", "\n".join([head, *rows]).encode(), start)
    assert isinstance(found, OwnVillage) and found.figures is not None
    local, newcomer = found.figures.groups
    assert (local.owners, newcomer.owners) == (5, 4)
    assert 0 < local.own < 1
    assert math.isnan(newcomer.other)


@pytest.mark.parametrize(
    ("rows", "unfit"),
    [
        (["Ani,1,1"], "few"),
        (["Ani,1,1", "Budi,1,2"], "group"),
        ([f"Orang {number},{1 + number % 2},1" for number in range(201)], "large"),
        (["Ani,1,1", "Budi,2,2"], ""),
        (["Ani,7,1"], "few"),
    ],
)
def test_what_cannot_be_simulated_is_shown_all_the_same(start: Start, rows: list[str], unfit: str) -> None:
    found = read_own("a.csv", answers(*rows), start)
    assert isinstance(found, OwnVillage)
    assert (found.unfit, found.start is None) == (unfit, bool(unfit))


def test_a_fault_nobody_foresaw_is_told_without_what_stands_in_the_file(
    start: Start, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(*_: object) -> None:
        raise RuntimeError("Ani Wijaya")

    monkeypatch.setattr("simulation.dashboard.state.own_village.read_wave", failing)
    found = read_own("Ani Wijaya.csv", answers("Ani Wijaya,1,1"), start)
    assert isinstance(found, Refused) and found.why == {}
    assert "RuntimeError" in caplog.text
    assert "Ani" not in caplog.text and "Ani" not in repr(found)


def test_a_file_is_called_by_its_name_alone(start: Start) -> None:
    for name in ("../../etc/jawaban.csv", "C:\\Users\\Ani\\jawaban.csv", "jawaban.csv"):
        found = read_own(name, answers("Ani,1,1"), start)
        assert found.file == "jawaban.csv"


def test_no_name_is_in_what_is_simulated_kept_or_handed_on(
    session: Session, own: OwnVillage, names: set[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    assert own.start is not None and len(names) > 10
    session.own.value = own
    session.live_in(own.start)
    session.remember('{"guesses":{}}')
    session.change(session.settings.with_village("threshold", 0.5).with_budget(3_000_000))
    question = explored(session)
    job = session.simulations.ask(question.sketch())
    answer = job.future.result(timeout=60)
    told = [
        question.village.model_dump_json(), repr(question), repr(answer), question.key, question.past,
        search_key(session.start, session.resolved(), 1e6, 104, 1), session.address(), session.memory() or "",
        repr(session), repr(own), caplog.text,
    ]  # fmt: skip
    for text in told:
        assert not names & set(plain(text.replace('"', " ").replace("'", " ").replace(",", " ")).split())


def test_another_browser_starts_from_the_village_that_ships(session: Session, own: OwnVillage) -> None:
    session.live_in(own.start)
    assert session.address() == ""
    session.change(session.settings.with_village("threshold", 0.5).with_budget(3_000_000))
    code = session.address().partition("s=")[2]
    kept = settings_in(code)
    assert kept is not None
    assert (kept.village, kept.budget) == ({}, 3_000_000)
    guest, usable = new_session(session.shipped, session.simulations, session.address())
    assert usable and guest.start is session.shipped and guest.own.value is None


def test_the_tab_keeps_no_plan_of_it(session: Session, own: OwnVillage) -> None:
    plans = Proposals("k", 1e6, "trust_other", 0.05, 104, (), More(0.0, 0.0, 0.0, 0.0), 1, 1)
    session.remember('{"guesses":{}}')
    session.live_in(own.start)
    session.proposals.value = plans
    assert session.memory() == '{"guesses":{}}'
    session.live_in(None)
    assert session.proposals.value is None  # they are no plans for the village that ships


def test_there_and_back_again(session: Session, own: OwnVillage) -> None:
    before = explored(session)
    session.change(session.settings.with_village("owners", 80))
    session.live_in(own.start)
    assert session.start is own.start and session.settings.village == {}
    there = explored(session)
    assert there.past != before.past and there.village.start is not None
    assert not session.history.value.past
    session.own.value = own
    session.forget()
    assert session.start is session.shipped and session.own.value is None
    assert explored(session).key == before.key


def test_two_visitors_see_nothing_of_each_other(start: Start, own: OwnVillage) -> None:
    simulations = Simulations(workers=1)
    one, other = (new_session(start, simulations, "")[0] for _ in range(2))
    one.own.value = own
    one.live_in(own.start)
    assert other.own.value is None and other.start is start
    assert explored(other).past != explored(one).past


def test_more_rows_than_a_village_has_are_refused_and_many_faults_cut(start: Start) -> None:
    found = read_own("a.csv", answers(*["Ani,1,1"] * (MOST_ROWS + 1)), start)
    assert isinstance(found, Refused) and "Baris" in found.why["id"]
    many = [f"Orang {number},{1 + number % 2},{number % 2}" for number in range(2 * MOST_SHOWN + 20)]
    found = read_own("a.csv", answers(*many, *many), start)
    assert isinstance(found, OwnVillage)
    assert found.faults > MOST_SHOWN
    assert sum(each.fault for each in found.told["id"]) == MOST_SHOWN
