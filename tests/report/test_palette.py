"""One look a scenario, derived from its activities."""

from itertools import combinations

import numpy as np
import pytest

from simulation.parameters import DOSES, Dose
from simulation.report.palette import ACTIVITIES, BLACK, DASHED, GREY, OTHERS, SOLID, activity_colours, styles

ALL = {name: dose() for name, dose in DOSES.items()}


def without(*names: str) -> dict[str, Dose]:
    return {name: dose for name, dose in ALL.items() if name not in names}


def luminance(colour: str) -> float:
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))


def test_rules() -> None:
    programmes: dict[str, dict[str, Dose]] = {
        "none": {},
        "forum": {"forum": ALL["forum"]},
        "all": ALL,
        "all_but_forum": without("forum"),
        "forum_weekly": {"forum": ALL["forum"]},
        "again": ALL,
        "some": without("forum", "mentoring"),
        "nothing_too": {},
    }
    found = styles(programmes, "none")
    forum = activity_colours(programmes)["forum"]
    assert list(found) == list(programmes)
    assert (found["none"].colour, found["none"].line) == (GREY, SOLID)
    assert (found["forum"].colour, found["forum"].line) == (forum, SOLID)
    assert (found["all"].colour, found["all"].line) == (BLACK, SOLID)
    assert (found["all_but_forum"].colour, found["all_but_forum"].line) == (forum, DASHED)
    assert found["all_but_forum"].hollow
    assert found["forum_weekly"].colour == forum
    assert found["forum_weekly"].line not in (SOLID, DASHED)
    assert found["again"].colour == BLACK
    assert found["again"].line != SOLID
    assert found["some"].colour in OTHERS
    assert found["nothing_too"].colour == GREY
    assert found["nothing_too"].line != SOLID


def test_an_activity_keeps_its_colour_whatever_else_is_in_the_study() -> None:
    few = activity_colours({"a": {"mentoring": ALL["mentoring"]}})
    many = activity_colours({"a": ALL})
    assert few["mentoring"] == many["mentoring"]
    own = activity_colours({"a": ALL, "b": {"my_market": Dose()}})
    assert len(own) == len(ALL) + 1


def test_twenty_scenarios_of_one_activity_all_look_different() -> None:
    programmes = {f"s{k}": {"forum": ALL["forum"]} for k in range(20)} | {"none": {}, "all": ALL}
    found = styles(programmes, "none")
    looks = {(style.line, style.marker, style.hollow) for name, style in found.items() if name[0] == "s"}
    assert len(looks) == 20


def test_the_reference_is_grey_whatever_it_holds() -> None:
    found = styles({"forum": {"forum": ALL["forum"]}, "none": {}}, "forum")
    assert (found["forum"].colour, found["forum"].line) == (GREY, SOLID)


@pytest.mark.parametrize("colour", [*ACTIVITIES, *OTHERS, GREY])
def test_contrast_with_white(colour: str) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= 3.0


def test_colours_stay_apart_without_green_cones() -> None:
    # Machado, Oliveira & Fernandes 2009, deuteranopia
    matrix = np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    )
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])

    def lab(colour: str) -> np.ndarray:
        parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        xyz = to_xyz @ np.clip(matrix @ linear, 0, 1) / np.array([0.9505, 1.0, 1.089])
        f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
        return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])

    apart = [np.linalg.norm(lab(a) - lab(b)) for a, b in combinations([*ACTIVITIES, BLACK, GREY], 2)]
    assert min(apart) >= 19
