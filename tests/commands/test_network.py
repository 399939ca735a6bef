"""``kampung network read``: what a user sees, and a study that runs from the village it wrote."""

from pathlib import Path

from simulation.experiment.experiment_file import read_study
from tests.experiment.files import VALID

KARATE = Path(__file__).parents[2] / "experiments" / "networks" / "karate_club.graphml"


def test_measures_are_told_with_what_became_of_the_ties(kampung):
    code, out, err = kampung("network", "read", KARATE, "--group", "club")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "34 nodes, 78 ties in the file, 78 pairs with a tie"
    assert "groups: mr_hi 17, officer 17" in lines
    values = dict(line.split()[:2] for line in lines[lines.index("Measures of the network") + 2 :] if line)
    assert values["degree"] == "4.5882"
    assert values["clustering"] == "0.5706"


def test_a_measure_of_groups_is_not_told_where_there_is_one_group(kampung):
    out = kampung("network", "read", KARATE)[1]
    assert "- not defined in this network" in out.splitlines()


def test_a_study_can_start_from_the_village_that_is_written(kampung, tmp_path):
    code, out, _ = kampung("network", "read", KARATE, "--group", "club", "--out", tmp_path / "karate.yaml")
    assert code == 0
    assert out.splitlines()[-1] == f"{tmp_path / 'karate.yaml'} written"
    study = tmp_path / "x.yaml"
    head, tail = VALID[: VALID.index("village:")], VALID[VALID.index("behaviour:") :]
    study.write_text(head + "village: karate.yaml\n" + tail)
    assert read_study(study).burn_in == 0
    words = ("--replicates", 3, "--out", tmp_path / "out", "--language", "en")
    assert kampung("run", study, *words)[0] == 0
    assert (
        "begins with the owners and ties that were observed" in (tmp_path / "out" / "report.html").read_text()
    )


def test_an_unknown_attribute_is_told_with_the_known_ones(kampung):
    code, out, err = kampung("network", "read", KARATE, "--group", "clubs")
    assert (code, out) == (2, "")
    assert "no node has the attribute 'clubs'; allowed: club; did you mean 'club'?" in err


def test_keys_without_a_village_are_refused(kampung, tmp_path):
    code, _, err = kampung("network", "read", KARATE, "--keys", tmp_path / "k.csv")
    assert code == 2
    assert "there is no village without --out" in err
    assert not list(tmp_path.iterdir())


def test_without_its_libraries_the_extra_is_named(kampung, monkeypatch):
    monkeypatch.setattr("simulation.files.extra.find_spec", lambda name: None)
    code, _, err = kampung("network", "read", KARATE)
    assert code == 2
    assert "the extra 'network': pip install -e .[network]" in err
