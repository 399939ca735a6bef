"""Amounts of rupiah with a point for thousands, as Indonesians write them, are not read as a thousandth."""

import pytest

from simulation.experiment.amounts import FIELDS, small_amounts
from simulation.experiment.template import starting_experiment
from tests.experiment.files import VALID, Folder, told


@pytest.fixture
def folder(tmp_path) -> Folder:
    return Folder(tmp_path)


PLACES = {
    "prices.snack": ("weeks: 104\n", "weeks: 104\nprices: {{snack: {}}}\n"),
    "behaviour.income": ("{rivalry: 0.8}", "{{income: {}}}"),
    "ranges.income[0]": ("weeks: 104\n", "weeks: 104\nranges: {{income: [{}, 900000]}}\n"),
    "scenarios.weekly.set.forum.cost.per_head": ("forum.every: 1", "forum.cost.per_head: {}"),
    "programme.forum.cost.per_session": (
        "weeks: 104\n", "weeks: 104\nprogramme: {{forum: {{cost: {{per_session: {}}}}}}}\n"
    ),
    "outcomes.income.smallest_effect": (
        "  trust_other: {smallest_effect: 0.02}", "  income: {{smallest_effect: {}}}"
    ),
    "scenarios.forum.budget": ("    activities: [forum]", "    activities: [forum]\n    budget: {}"),
}  # fmt: skip


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("text", ["20.000", "900.000", "1.500"])
def test_a_point_before_three_digits_is_asked_about_at_its_place(folder, path, text):
    old, new = PLACES[path]
    fault = told(folder.fault_when(old, new.format(text)))
    line, column = (int(part) for part in fault.split(":")[1:3])
    written = folder.path.joinpath("x.yaml").read_text().splitlines()[line - 1]
    assert written[column - 1 :].startswith(text)
    question = f"found {text}: a point as thousands separator? write {text.replace('.', '')}"
    assert fault.partition(" ")[2] == f"{path}: {question}"


@pytest.mark.parametrize("text", ["20000", "20_000", "20000.0", "2e4", "20000.50", "20_000.000"])
def test_what_nobody_misreads_is_read(folder, text):
    config = folder.changed("weeks: 104\n", f"weeks: 104\nprices: {{snack: {text}}}\n")
    assert config.prices.snack == pytest.approx(20_000, abs=1)
    assert small_amounts(config) == []


def test_other_numbers_keep_their_three_decimals(folder):
    assert folder.changed("rivalry: 0.8", "rivalry: 1.250").behaviour.rivalry == 1.25


def test_every_amount_of_the_template_is_known_as_one():
    text = starting_experiment("mine")
    for name in ("snack", "transport", "speaker_hour", "moderator_hour", "income", "budget"):
        assert name in FIELDS
        assert f"{name}: " in text


def test_a_price_that_is_hardly_one_is_told_by_check(kampung, tmp_path):
    file = tmp_path / "x.yaml"
    text = VALID.replace("weeks: 104\n", "weeks: 104\nprices: {snack: 20, transport: 0}\n")
    file.write_text(text.replace("forum.every: 1", "forum.cost.per_head: 99.5"))
    code, out, err = kampung("check", file)
    assert (code, err) == (0, "")
    notes = [line for line in out.splitlines() if "20.000 is 20" in line]
    assert [line.partition(":")[0] for line in notes] == [
        "forum.cost.per_head is Rp 99.5", "prices.snack is Rp 20",
    ]  # fmt: skip
