"""All words of the page stand in two files that say the same."""

import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

import simulation
from simulation import questions, report
from simulation.files.money import read_rupiah
from simulation.measures.catalogue import MEASURES
from simulation.parameters import (
    DOSES,
    TOPICS,
    Cost,
    Eligibility,
    Group,
    Label,
    Sector,
    SelfSelection,
    VillageProfile,
)
from simulation.parameters.field import Mark
from simulation.questions.registry import kinds
from simulation.report.words import GAP, MINUS, Words, sentences
from tests.report.conftest import Pages
from tests.report.studies import CASES

EXPERIMENTS = Path(__file__).parents[2] / "experiments"


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys_and_places() -> None:
    english, indonesian = sentences("en"), sentences("id")
    assert list(english) == list(indonesian)
    assert {k: places(v) for k, v in english.items()} == {k: places(v) for k, v in indonesian.items()}
    assert all(english.values())
    assert all(indonesian.values())


def test_no_key_stands_in_two_files() -> None:
    folder = Path(report.__file__).parent / "text" / "en"
    keys = [key for file in folder.iterdir() for key in YAML(typ="safe").load(file.read_text())]
    assert sorted(keys) == sorted(set(keys))


def half_told(node: Any) -> Iterator[Any]:
    """Yield mappings that have a text in one language alone."""
    if isinstance(node, dict):
        if ("en" in node) != ("id" in node):
            yield node
        node = list(node.values())
    for part in node if isinstance(node, list) else ():
        yield from half_told(part)


def test_what_ships_is_told_in_both_languages() -> None:
    files = [*Path(simulation.__file__).parent.rglob("*.yaml"), *EXPERIMENTS.rglob("*.yaml")]
    read = YAML(typ="safe", pure=True).load
    texts = {path.name: list(half_told(read(path.read_text(encoding="utf-8")))) for path in files}
    assert {"instrument.yaml", "backfire.yaml", "kaloran_brimob.yaml"} <= set(texts)
    assert {name: found for name, found in texts.items() if found} == {}


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("given", ["Forum bulanan", {"en": "Forum bulanan"}, {"id": "Forum bulanan"}])
def test_a_label_in_one_language_is_shown_in_both(language: str, given: Any) -> None:
    label = Label.model_validate(given)
    group = Group(name="valley", share=1.0, label=label)
    village = VillageProfile(name="V", owners=2, groups=[group], sectors=[Sector(name="x", share=1.0)])
    words = Words(language, village)
    assert words.label(label, "forum") == "Forum bulanan"
    assert "Forum bulanan" in words.measure("attendance_valley")


FAMILIES: dict[str, set[str]] = {
    "unit": {m.unit.replace(" ", "_").replace("-", "_") for m in MEASURES},
    "activity": set(DOSES),
    "meaning": {m.name for m in MEASURES},
    "who": set(get_args(Eligibility.model_fields["select"].annotation)),
    "mark": set(get_args(Mark)),
    "verdict": {"higher", "lower", "same", "unsure"},
}
"""Keys whose last part is a name of the model: each must be one that exists."""
MODELS = (VillageProfile, Group, Eligibility, Cost, SelfSelection, *DOSES.values())
SETTINGS = {name for model in MODELS for name in model.model_fields}
VALUES = {*FAMILIES["who"], *get_args(DOSES["forum"].model_fields["seating"].annotation), *TOPICS}


def test_every_key_is_used(pages: Pages) -> None:
    for name in CASES:
        pages.page(name, "id")
    folders = [Path(package.__file__).parent for package in (report, questions)]
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for suffix in ("*.py", "*.j2")
        for folder in folders
        for path in folder.rglob(suffix)
    )
    families = FAMILIES | {"field": SETTINGS, "setting": VALUES}
    unused = [
        key
        for key in sentences("en")
        if key.split(".")[0] not in kinds()  # see test_answers.py
        and key not in pages.used
        and f'"{key}"' not in source
        and not (key.count(".") == 1 and key.split(".")[1] in families.get(key.split(".")[0], set()))
    ]
    # built from the verdict on a small study, whatever it happens to be
    built = r"(limits|controls|effect\.verdict)\.(same|worse|unsure|higher|lower|still_higher|still_lower)"
    built += r"|effect\.(more|less|equal)(_in)?|ties\.count(_one_group)?"
    built += r"|(question|assumptions|methods)\.(founded|observed|relaxed)"
    built += r"|methods\.(sets_shipped|sets_given|work\.\w+)"
    built += r"|condition\.(above|below|at_least|at_most|between)"
    assert [key for key in unused if not re.fullmatch(built, key)] == []
    composed = ("limits", "controls", "effect.verdict", "question", "assumptions", "methods")
    for start in ("effect.{way}", *(f"{key}.{{" for key in composed)):
        assert f'f"{start}' in source


def test_the_source_holds_no_group_and_no_sentence() -> None:
    folder = Path(report.__file__).parent
    for path in [*folder.rglob("*.py"), *folder.rglob("*.j2")]:
        text = path.read_text(encoding="utf-8").lower()
        assert not re.search(r"local|newcomer", text), path
        assert "np.random" not in text, path
        assert "pyplot" not in text.replace("never pyplot", ""), path


@pytest.mark.parametrize(
    ("language", "value", "digits", "sign", "shown"),
    [
        ("id", 0.35, 2, False, "0,35"),
        ("en", 0.35, 2, False, "0.35"),
        ("id", 1234567.5, 1, False, "1.234.567,5"),
        ("en", -1234.5, 1, False, f"{MINUS}1,234.5"),
        ("id", 0.07, 2, True, "+0,07"),
        ("id", -0.0001, 2, True, "0,00"),
        ("en", float("nan"), 2, True, "\N{EN DASH}"),
    ],
)
def test_numbers(language: str, value: float, digits: int, sign: bool, shown: str) -> None:
    assert Words(language).number(value, digits, sign=sign) == shown


def test_money_and_shares() -> None:
    assert Words("id").rupiah(50_000_000) == f"Rp{GAP}50.000.000"
    assert Words("en").rupiah(-2500, sign=True) == f"{MINUS}Rp{GAP}2,500"
    assert Words("id").percent(0.125, 1) == f"12,5{GAP}%"
    assert Words("en").percent(0.5) == "50%"
    assert Words("id").amount("income", 1_000_000) == f"Rp{GAP}1.000.000"
    assert Words("id").amount("trust", 0.5) == "0,50"


def test_names() -> None:
    words = Words("id")
    assert words.all_of([]) == ""
    assert words.all_of(["a"]) == "a"
    assert words.all_of(["a", "b", "c"]) == "a, b dan c"
    assert words.label(None, "some_name") == "some name"
    assert words.label(Label(en="x", id="y"), "z") == "y"
    assert words.activity("forum") == "Forum Komunikasi UMKM"
    assert words.activity("my_market") == "my market"
    assert words.measure("no_such_column") == "no such column"
    with pytest.raises(ValueError, match="unknown language"):
        Words("fr")


def test_one_is_told_as_one() -> None:
    words = Words("en")
    told = words("question.compared", scenarios=1, reference="none")
    assert told == "1 scenario is compared with “none”."
    assert words("question.compared", scenarios=2, reference="none").startswith("2 scenarios are")


@pytest.mark.parametrize(
    ("amount", "indonesian", "english"),
    [
        (43_800_000, "Rp 43,8 juta", "Rp 43.8 million"),
        (50_000_000, "Rp 50 juta", "Rp 50 million"),
        (1_250_000_000, "Rp 1,25 miliar", "Rp 1.25 billion"),
        (999_999_999, "Rp 1 miliar", "Rp 1 billion"),
        (750_000, "Rp 750.000", "Rp 750,000"),
        (-2_500_000, f"{MINUS}Rp 2,5 juta", f"{MINUS}Rp 2.5 million"),
        (0, "Rp 0", "Rp 0"),
    ],
)
def test_large_amounts_are_said_as_people_say_them(amount: float, indonesian: str, english: str) -> None:
    assert Words("id").short_rupiah(amount) == indonesian.replace(" ", GAP)
    assert Words("en").short_rupiah(amount) == english.replace(" ", GAP)


@given(st.integers(100, 99_999), st.sampled_from([1e4, 1e7, 1e10]), st.sampled_from(["en", "id"]))
def test_an_amount_that_is_said_is_read_again(hundredths: int, size: float, language: str) -> None:
    amount = hundredths * size
    assert read_rupiah(Words(language).short_rupiah(amount)) == pytest.approx(amount, rel=1e-12)
    assert read_rupiah(Words(language).rupiah(amount)) == amount
