"""The sliders of the village."""

import pytest

from simulation.dashboard.state.starting_point import read_start
from simulation.experiment.steps import step_of

START = read_start(None)


@pytest.mark.parametrize("name", sorted(START.parameters))
def test_a_slider_can_stand_where_the_village_stands(name: str) -> None:
    parameter = START.parameters[name]
    low, high = START.slider_range(parameter)
    step, digits = step_of(low, high, parameter.whole or name == "owners")
    kinds = [kind.values[name] for kind in START.kinds.values() if name in kind.values]
    for value in (START.value(START.settings(), name), *kinds):
        assert low <= value <= high
        steps = (value - low) / step
        # a browser moves a value between two steps to one of them
        assert steps == pytest.approx(round(steps), abs=1e-6)
        assert round(value, digits) == pytest.approx(value, abs=1e-9)
