"""A code holds settings and nothing else: what is damaged, huge or hostile gives none."""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.dashboard.state.settings import MOST_PROGRAMMES, Programme, Settings
from simulation.dashboard.state.settings_code import LONGEST, code_of, settings_in
from simulation.dashboard.state.starting_point import Start
from simulation.interventions.registry import dose_types

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.one_of(NUMBERS, st.integers(-(2**40), 2**40), st.booleans(), WORDS, st.none())
DOSES = st.dictionaries(WORDS, st.dictionaries(WORDS, VALUES, max_size=3), max_size=3)
TITLES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
PROGRAMMES = st.builds(Programme, name=TITLES, activities=DOSES)


@st.composite
def any_settings(draw: st.DrawFn) -> Settings:
    programmes = draw(st.lists(PROGRAMMES, min_size=1, max_size=MOST_PROGRAMMES))
    return Settings(
        village=draw(st.dictionaries(WORDS, NUMBERS, max_size=4)),
        programmes=tuple(programmes),
        chosen=draw(st.integers(0, len(programmes) - 1)),
        prices=draw(st.dictionaries(WORDS, NUMBERS, max_size=4)),
        seed=draw(st.integers(0, 2**53 - 1)),
    )


def packed(text: str) -> str:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return urlsafe_b64encode(packer.compress(text.encode()) + packer.flush()).decode().rstrip("=")


@given(any_settings())
def test_a_code_gives_its_settings_back(settings: Settings) -> None:
    assert settings_in(code_of(settings)) == settings


@given(any_settings())
def test_a_code_can_stand_in_an_address(settings: Settings) -> None:
    assert set(code_of(settings)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_the_fullest_settings_fit_into_a_code(start: Start) -> None:
    # every parameter, price and slider of every dose changed, each to a number of its own, in six programmes
    numbers = Random(1)
    prices = {name: float(numbers.randrange(10**6)) for name in type(start.config.prices).model_fields}
    programmes = tuple(
        Programme(
            name=f"Rencana warga {k}",
            activities={
                name: {
                    "first": numbers.randrange(1, 53),
                    "every": numbers.randrange(1, 27),
                    "sessions": numbers.randrange(1, 53),
                    "attendance": round(numbers.random(), 2),
                }
                for name in dose_types()
            },
        )
        for k in range(MOST_PROGRAMMES)
    )
    village = {name: round(numbers.random(), 3) for name in start.parameters}
    settings = Settings(village=village, programmes=programmes, prices=prices)
    assert len(code_of(settings)) <= LONGEST
    assert settings_in(code_of(settings)) == settings


@given(st.text(max_size=80))
def test_any_text_gives_settings_or_none(text: str) -> None:
    found = settings_in(text)
    assert found is None or isinstance(found, Settings)


def test_a_damaged_code_gives_none_or_other_settings_but_no_error(start: Start) -> None:
    code = code_of(start.settings().with_village("owners", 80.0))
    for place in range(len(code)):
        other = "A" if code[place] != "A" else "B"
        found = settings_in(code[:place] + other + code[place + 1 :])
        assert found is None or isinstance(found, Settings)
    assert settings_in(code[: len(code) // 2]) is None


@pytest.mark.parametrize("foreign", ["", "=", "x", "?", "../../etc/passwd", "\0", "\u20ac" * 20, "AAAA"])
def test_a_foreign_code_gives_none(foreign: str) -> None:
    assert settings_in(foreign) is None


@pytest.mark.parametrize(
    "text",
    ["null", "[]", "1", '{"programmes":[]}', '{"programmes":[{"name":"a"}],"seed":NaN}', "[" * 20_000,
     '{"programmes":[{"name":"\\ud800"}]}', '{"programmes":[{"name":"a"}],"seed":' + "9" * 5000 + "}"],
)  # fmt: skip
def test_a_code_of_something_else_gives_none(text: str) -> None:
    code = packed(text)
    assert len(code) <= LONGEST
    assert settings_in(code) is None


def test_a_code_that_would_unpack_to_gigabytes_is_left_packed() -> None:
    bomb = packed('{"programmes":[{"name":"' + "a" * 4_000_000 + '"}]}')
    assert len(bomb) <= LONGEST
    assert len(zlib.decompress(urlsafe_b64decode(bomb + "=" * (-len(bomb) % 4)), -15)) > 4_000_000
    assert settings_in(bomb) is None


def test_a_code_longer_than_settings_need_is_not_even_unpacked(start: Start) -> None:
    assert settings_in(code_of(start.settings()) + "A" * LONGEST) is None


def test_settings_of_the_start_have_a_short_code(start: Start) -> None:
    code = code_of(start.settings())
    assert len(code) < 400
    assert json.loads(zlib.decompress(urlsafe_b64decode(code + "=" * (-len(code) % 4)), -15))
