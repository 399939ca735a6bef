"""Fixtures of all tests, and the hypothesis profile that makes a failure in CI one at home as well."""

import signal
import sys

import pytest
from hypothesis import HealthCheck, settings

from simulation.cli import main
from simulation.parameters import Behaviour, Group, Sector, VillageProfile

# started in the background of a script, all processes would ignore the Ctrl-C that some tests send
signal.signal(signal.SIGINT, signal.default_int_handler)
settings.register_profile(
    "kampung",
    deadline=None,  # the first example may have to compile
    derandomize=True,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("kampung")


@pytest.fixture(scope="session")
def profile() -> VillageProfile:
    """The village of model.md: 60 owners, locals and newcomers, four sectors."""
    return VillageProfile(
        name="Kampung",
        owners=60,
        groups=[
            Group(name="local", share=0.6, strong_topics=("raw_materials",)),
            Group(name="newcomer", share=0.4, strong_topics=("marketing", "promotion")),
        ],
        sectors=[Sector(name=name, share=0.25) for name in ("food", "craft", "retail", "services")],
    )


@pytest.fixture(scope="session")
def behaviour() -> Behaviour:
    """The default behaviour."""
    return Behaviour()


@pytest.fixture
def kampung(monkeypatch, capsys):
    """Run the command; return its exit code, output and error output."""

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kampung", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        shown = capsys.readouterr()
        return int(end.value.code or 0), shown.out, shown.err

    return run
