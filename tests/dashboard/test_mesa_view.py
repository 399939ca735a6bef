"""The page for Mesa users: SolaraViz takes a village as a model, and draws what the village is."""

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import solara

pytest.importorskip("altair")
FILE = Path(__file__).resolve().parents[2] / "docs" / "mesa_view.py"


@pytest.fixture(scope="module")
def view() -> ModuleType:
    found = importlib.util.spec_from_file_location("mesa_view", FILE)
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_the_page_is_rendered_and_every_visitor_has_a_village_of_his_own(
    view: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    villages, made = [], view.AdjustableVillage

    def kept(*given: object) -> object:
        villages.append(made(*given))
        return villages[-1]

    monkeypatch.setattr(view, "AdjustableVillage", kept)
    for _ in range(2):
        box, rendered = solara.render(view.Page(), handle_error=False)
        assert box.children
        rendered.close()
    first, second = villages
    first.step()
    assert (first.week, second.week) == (1, 0)


def test_the_sliders_are_the_parameters_of_the_model_within_their_ranges(view: ModuleType) -> None:
    village = view.AdjustableVillage(**{name: slider.value for name, slider in view.PARAMETERS.items()})
    plain = view.AdjustableVillage()
    assert village.behaviour == plain.behaviour
    assert village.measure("trust_other") == plain.measure("trust_other")


def test_the_pictures_hold_every_tie_and_every_week(view: ModuleType) -> None:
    village = view.AdjustableVillage()
    for _ in range(3):
        village.step()
    place = np.zeros((village.profile.owners, 2))
    axes = view.drawn_network(village, place).axes[0]
    assert len(axes.lines) == len(view.ties_of(village.state, village.record)) > 0
    assert sum(len(drawn.get_offsets()) for drawn in axes.collections) == village.profile.owners
    line = view.drawn_trust(village).axes[0].lines[0]
    assert line.get_ydata()[-1] == village.measure("trust_other")
    assert list(line.get_xdata()) == [0, 1, 2, 3]
