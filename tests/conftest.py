"""Fixtures of all tests, and the hypothesis profile that makes a failure in CI one at home as well."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from simulation.parameters import Behaviour, Group, Sector, VillageProfile
from tests import command_line

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

TESTS = Path(__file__).parent
SLOW = (
    "benchmarks", "browser", "commands", "dashboard/lessons", "dashboard/pages", "dashboard/server", "docs",
    "experiments", "exporting", "questions", "repeating", "research_object", "reliability", "report",
    "analysis/test_peeling.py",
    "analysis/test_scenario_discovery.py", "dashboard/state/test_result_folders.py",
    "codebook", "dashboard/state/test_simulations.py", "dashboard/state/test_table_words.py",
    "experiment/test_start_file.py", "patterns/test_catalogue.py",
    "dashboard/test_documented_commands.py", "dashboard/test_mesa_view.py", "analysis/test_box.py",
    "experiment/test_span.py", "office/test_recalculation.py", "test_cli.py",
    "mechanisms/test_registry.py", "store/test_resume.py", "test_from_survey_to_plan.py", "test_reference.py",
)  # fmt: skip
"""Folders and files whose tests run studies, draw reports, or start browsers, servers, clusters, processes.

`make check` leaves them out. What takes long on its own is in its list whatever it tests.
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that `make check` leaves out."""
    for item in items:
        place = item.path.relative_to(TESTS).as_posix()
        if place.startswith(SLOW):
            item.add_marker("slow")


@pytest.fixture(scope="session")
def profile() -> VillageProfile:
    """The village that ships: 60 owners, locals and newcomers, four sectors."""
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
def kampung() -> Callable[..., tuple[int, str, str]]:
    """Run the command where the test stands; return its exit code, output and error output."""

    def run(*words: object) -> tuple[int, str, str]:
        return command_line.kampung(Path.cwd(), *words)

    return run
