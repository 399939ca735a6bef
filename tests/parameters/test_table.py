"""The parameter table of the ODD is what the code says."""

from pathlib import Path

from simulation.parameters import DOSES, Behaviour, description
from simulation.parameters.table import renewed, table

PAGE = Path(__file__).parents[2] / "docs" / "odd.md"


def test_the_table_in_the_odd_is_not_stale() -> None:
    page = PAGE.read_text()
    assert renewed(page) == page, "run: python -m simulation.parameters.table docs/odd.md"


def test_every_parameter_of_behaviour_is_in_the_table_with_unit_and_source() -> None:
    shown = table()
    for name, field in Behaviour.model_fields.items():
        found = description(field)
        assert found is not None, name
        assert found.unit and found.source and found.en and found.id, name
        assert f"| `{name}` |" in shown


def test_every_default_lies_in_its_plausible_range() -> None:
    for model in (Behaviour, *DOSES.values()):
        for name, field in model.model_fields.items():
            found = description(field)
            if found is not None and found.plausible is not None:
                assert found.plausible[0] <= field.default <= found.plausible[1], f"{model.__name__}.{name}"


def test_the_odd_points_to_files_that_exist() -> None:
    import re

    root = PAGE.parents[1]
    named = set(re.findall(r"`((?:simulation|tests|experiments)/[\w/]+\.py)`", PAGE.read_text()))
    named |= {f"simulation/model/{name}" for name in re.findall(r"`(rules/\w+\.py)`", PAGE.read_text())}
    assert len(named) > 10
    for path in named:
        assert (root / path).exists(), path


def test_a_symbol_stands_before_the_evidence() -> None:
    fields = {name: description(field) for name, field in Behaviour.model_fields.items()}
    symbols = {name: found.symbol for name, found in fields.items() if found is not None}
    assert symbols["threshold"] == "theta"
    assert symbols["group_memory"] == "lambda_g"
    assert symbols["generalisation"] == "eta"
    assert symbols["lapse"] == symbols["gotong_royong"] == ""  # a source that is only "assumed" is none
    found = fields["misreading_across"]
    assert found is not None
    assert (found.symbol, found.evidence) == ("delta", "assumed")
