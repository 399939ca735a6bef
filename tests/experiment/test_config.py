# ruff: noqa: E501 - a fault is one line, and stands here as it is told
"""An experiment is checked as a whole: every fault at once, each in words its author understands."""

import json
from pathlib import Path

import pytest

from simulation.experiment.config import StudyConfig
from simulation.experiment.experiment_file import read_study, read_village
from simulation.files.faults import Fault, Problems
from simulation.measures.catalogue import names
from simulation.parameters import Behaviour
from tests.experiment.files import VALID, told

MORE_MEASURES = len(names(["local", "newcomer"])) - 12
EXPERIMENT = Path(__file__).parents[2] / "experiments" / "kaloran_brimob.yaml"


class TestDefaults:
    def test_are_filled_in(self, folder):
        config = folder.changed("weeks: 104\nreplicates: 10\nseed: 7\n", "")
        assert (config.weeks, config.burn_in, config.replicates, config.seed) == (104, 208, 100, 1)
        assert config.network_weeks == [0, 104]

    def test_compare_a_quarter_half_and_the_end(self, folder):
        assert folder.changed("compare_weeks: [26, 104]\n", "").compare_weeks == [26, 52, 104]
        text = VALID.replace("weeks: 104\n", "weeks: 8\n").replace("compare_weeks: [26, 104]\n", "")
        assert folder.study(text).compare_weeks == [2, 4, 8]
        text = VALID.replace("weeks: 104\n", "weeks: 1\n").replace("compare_weeks: [26, 104]\n", "")
        (fault,) = folder.faults(text)
        assert "'forum' begins in week 8, the experiment ends with week 1" in fault.found

    def test_show_all_scenarios_beside_the_reference_in_panels_of_eight(self, folder):
        more = "".join(f"  more_{number}: {{}}\n" for number in range(12))
        config = folder.changed("  none: {}\n", "  none: {}\n" + more)
        panels = [panel.scenarios for panel in config.panels.values()]
        assert [len(panel) for panel in panels] == [8, 8]
        assert all(panel[0] == "none" for panel in panels)
        assert {name for panel in panels for name in panel} == set(config.scenarios)


class TestTheVillage:
    def test_may_stand_in_its_own_file(self, folder):
        start, end = VALID.index("village:"), VALID.index("behaviour:")
        inner = "\n".join(line[2:] for line in VALID[start:end].splitlines()[1:])
        folder.write(inner, "villages/two.yaml")
        config = folder.study(VALID[:start] + "village: villages/two.yaml\n" + VALID[end:])
        assert config.hash() == folder.study(VALID).hash()
        assert read_village(folder.path / "villages" / "two.yaml") == config.village

    def test_has_its_faults_told_at_their_line_in_its_own_file(self, folder):
        folder.write("name: X\nowners: 1\ngroups: [{name: a, share: 1}]\n", "v.yaml")
        start, end = VALID.index("village:"), VALID.index("behaviour:")
        faults = folder.faults(VALID[:start] + "village: v.yaml\n" + VALID[end:])
        assert [told(fault) for fault in faults] == [
            "v.yaml:1:1: village.sectors: the field 'sectors' is missing; allowed: a list of mappings with the "
            "fields name, share, label, 1 to 20 long",
            "v.yaml:2:9: village.owners: found 1; allowed: a whole number at least 2",
        ]

    def test_may_be_missing(self, folder):
        start, end = VALID.index("village:"), VALID.index("behaviour:")
        (fault,) = folder.faults(VALID[:start] + "village: nowhere.yaml\n" + VALID[end:])
        assert told(fault).startswith("x.yaml:2:10: village: ")
        assert told(fault).endswith("nowhere.yaml: there is no such file")

    def test_needs_two_owners(self, folder):
        fault = folder.fault_when("owners: 60", "owners: 1")
        assert told(fault) == "x.yaml:4:11: village.owners: found 1; allowed: a whole number at least 2"

    def test_must_fit_in_memory(self, folder):
        fault = folder.fault_when("owners: 60", "owners: 1_000_000_000")
        assert told(fault) == (
            "x.yaml:4:11: village.owners: 1,000,000,000 owners would take about 1,200 GB of memory for one run; "
            "at most 10,000,000 owners (12 GB)"
        )

    def test_has_shares_that_add_up_to_1(self, folder):
        fault = folder.fault_when("share: 0.6", "share: 0.5")
        assert told(fault) == "x.yaml:5:3: village.groups: the shares add up to 0.9, they must add up to 1"

    def test_has_groups_with_different_names(self, folder):
        assert "the name 'local' stands twice" in folder.fault_when("newcomer", "local").found


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("replicates: 10", "replicates: 0",
         "x.yaml:13:13: replicates: found 0; allowed: a whole number from 1 to 1000000 or a mapping with the fields until, at_least, at_most"),
        ("replicates: 10", "replicates: '12'",
         "x.yaml:13:13: replicates: found '12' (text); allowed: a whole number from 1 to 1000000 or a mapping with the fields until, at_least, at_most, written as 12"),
        ("replicates: 10", "replicates: 1.5",
         "x.yaml:13:13: replicates: found 1.5 (a number); allowed: a whole number from 1 to 1000000 or a mapping with the fields until, at_least, at_most"),
        ("replicates: 10", "replicates: true",
         "x.yaml:13:13: replicates: found true (true or false); allowed: a whole number from 1 to 1000000 or a mapping with the fields until, at_least, at_most"),
        ("replicates: 10", "replicates:",
         "x.yaml:13:1: replicates: found nothing; allowed: a whole number from 1 to 1000000 or a mapping with the fields until, at_least, at_most"),
        ("seed: 7", "seed: 9223372036854775808",
         "x.yaml:14:7: seed: found 9223372036854775808; allowed: a whole number from 0 to 9223372036854775807"),
        ("name: forum_test", "name: Forum Test",
         "x.yaml:1:7: name: found 'Forum Test'; allowed: a name of small letters, digits and _, beginning with a "
         "letter, at most 40 characters"),
        ("name: forum_test", "name: nul",
         "x.yaml:1:7: name: 'nul' cannot be the name of a folder under Windows"),
        ("name: forum_test\n", "",
         "x.yaml:1:1: name: the field 'name' is missing; allowed: a name of small letters, digits and _, beginning "
         "with a letter, at most 40 characters"),
        ("rivalry: 0.8", "rivalri: 0.8",
         "x.yaml:11:13: behaviour.rivalri: unknown field 'rivalri'; allowed: sensitivity, threshold, norm_weight, "
         "rivalry, lapse, misreading, misreading_across, bad_weight, memory, group_memory, prior_weight, "
         f"belief_weight, ... ({len(Behaviour.model_fields) - 12} more); did you mean 'rivalry'?"),
        ("rivalry: 0.8", "rivalry: .nan",
         "x.yaml:11:22: behaviour.rivalry: found .nan (not a finite number); allowed: a finite number"),
        ("rivalry: 0.8", "tie_start: 0.1",
         f"x.yaml:11:12: behaviour: tie_start (0.1) must not be below tie_minimum ({Behaviour().tie_minimum}): "
        "a tie would begin with one good meeting only to end with it"),
        ("{smallest_effect: 0.02}", "{smallest_effect: 0}",
         "x.yaml:24:34: outcomes.trust_other.smallest_effect: found 0; allowed: a number above 0"),
        ("  trust_other:", "  trust_othr:",
         "x.yaml:24:3: outcomes.trust_othr: unknown outcome 'trust_othr'; allowed: trust, trust_met, trust_unmet, "
         "trust_own, trust_own_met, trust_own_unmet, trust_other, trust_other_met, trust_other_unmet, trust_gap, "
         f"trust_mutual, trust_other_lowest, ... ({MORE_MEASURES} more); did you mean 'trust_other'?"),
        ("  trust_other:", "  path_length:",
         "x.yaml:24:3: outcomes.path_length: is compared in week 26, but computed only in the weeks of "
         "network_weeks; allowed: network_weeks that hold all compare_weeks"),
        ("reference: none", "reference: non",
         "x.yaml:22:12: reference: unknown scenario 'non'; allowed: none, forum, weekly; did you mean 'none'?"),
        ("[26, 104]", "[26, 105]",
         "x.yaml:25:21: compare_weeks[1]: found 105; allowed: weeks from 1 to 104, the last one of the experiment"),
        ("[26, 104]", "[0, 104]",
         "x.yaml:25:17: compare_weeks[0]: found 0; allowed: weeks from 1 to 104, the last one of the experiment"),
        ("[26, 104]", "[104, 26]",
         "x.yaml:25:22: compare_weeks[1]: found 26 after 104; allowed: ascending weeks, each once"),
        ("[26, 104]", "[26, 26]",
         "x.yaml:25:21: compare_weeks[1]: found 26 after 26; allowed: ascending weeks, each once"),
        ("[26, 104]", "[]", "x.yaml:25:16: compare_weeks: found []; allowed: a list of whole numbers, not empty"),
        ("[26, 104]\n", "[26]\nnetwork_weeks: [105]\n",
         "x.yaml:26:17: network_weeks[0]: found 105; allowed: weeks from 0 to 104, the last one of the experiment"),
        ("[26, 104]\n", "[26]\npanels: {a: {label: {en: a, id: b}, scenarios: [none, forun]}}\n",
         "x.yaml:26:55: panels.a.scenarios[1]: unknown scenario 'forun'; allowed: none, forum, weekly; did you mean "
         "'forum'?"),
        ("[26, 104]\n", "[26]\npanels: {a: {label: {en: a, id: b}, scenarios: [none, none]}}\n",
         "x.yaml:26:55: panels.a.scenarios[1]: the scenario 'none' stands twice"),
        ("[26, 104]\n", "[26]\nassumed: {village.owner: {en: a, id: b}}\n",
         "x.yaml:26:11: assumed.village.owner: unknown field 'owner'; allowed: name, owners, groups, sectors, "
         "relations, start, spreads; did you mean 'village.owners'?"),
        ("[26, 104]\n", "[26]\nassumed: {prices.snack: 20000}\n",
         "x.yaml:26:25: assumed.prices.snack: found 20000 (a whole number); allowed: text, or a mapping with the "
         "fields en, id"),
        ("[26, 104]\n", "[26]\ntitle: {}\n",
         "x.yaml:26:8: title: found an empty mapping: a label is a text, or a text in en, in id or in both"),
        ("[26, 104]\n", "[26]\ntitle: {eng: Forum}\n",
         "x.yaml:26:8: title: found eng: a label is a text, or a text in en, in id or in both"),
        ("[26, 104]\n", "[26]\ntitle: {en: Forum, ind: Forum}\n",
         "x.yaml:26:20: title.ind: unknown field 'ind'; allowed: en, id; did you mean 'id'?"),
        ("[26, 104]\n", "[26]\ntitle: {id: 7}\n",
         "x.yaml:26:13: title.id: found 7 (a whole number); allowed: text"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place_what_was_found_and_what_is_allowed(folder, old, new, line):
    assert told(folder.fault_when(old, new)) == line


LABELLED = {
    "title": ("name: forum_test", "name: forum_test\ntitle: {}"),
    "group": ("{name: local,", "{{name: local, label: {},"),
    "sector": ("{name: food,", "{{name: food, label: {},"),
    "scenario": ("  none: {}", "  none: {{label: {}}}"),
    "panel": ("[26, 104]\n", "[26, 104]\npanels: {{a: {{label: {}, scenarios: [none, forum]}}}}\n"),
    "question": ("[26, 104]\n", "[26, 104]\nassumed: {{village.owners: {}}}\n"),
}
"""Where a text to show may stand in an experiment."""


@pytest.mark.parametrize("where", LABELLED)
@pytest.mark.parametrize("one", ["Forum: bulanan", "{en: 'Forum: bulanan'}", "{id: 'Forum: bulanan'}"])
def test_a_text_in_one_language_stands_for_both(folder, where, one):
    old, new = LABELLED[where]
    quoted = one if one.startswith("{") else repr(one)
    short = folder.changed(old, new.format(quoted))
    long = folder.changed(old, new.format("{en: 'Forum: bulanan', id: 'Forum: bulanan'}"))
    assert short == long != folder.study(VALID)
    assert short.hash() == long.hash()


@pytest.mark.parametrize(
    "path",
    [
        "village.owners", "village.groups", "village.groups.local.share", "village.sectors.food.share",
        "behaviour.income", "prices.transport", "programme.forum.attendance", "programme.mentoring.cost.per_head",
    ],
)  # fmt: skip
def test_any_size_can_be_marked_as_assumed(folder, path):
    config = folder.study(f"{VALID}assumed: {{{path}: {{en: How many?, id: Berapa?}}}}\n")
    assert config.assumed[path].id == "Berapa?"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1.250.000", "1250000"), ("0,35", "0.35"), ("Rp 25.000", "25000"), ("1.250.000,50", "1250000.50"),
     ("15%", "0.15"), ("'12'", "12")],
)  # fmt: skip
def test_a_number_in_indonesian_spelling_is_told_as_it_must_be_written(folder, written, meant):
    fault = folder.fault_when("behaviour: {rivalry: 0.8}", f"behaviour:\n  income: {written}")
    assert fault.allowed.endswith(f"written as {meant}")


def test_all_faults_are_told_at_once_and_none_that_follows_from_another(folder):
    text = VALID.replace("owners: 60", "owners: 1").replace("share: 0.6", "share: '60%'")
    text = text.replace("weeks: 104\n", "weeks: x\n").replace("replicates: 10", "replicates: 0")
    text = (
        text.replace("[forum]", "[form]")
        .replace("forum.every", "forum.evry")
        .replace("seed: 7", "seed: .inf")
    )
    text = text.replace("reference: none", "reference: non").replace(
        "smallest_effect: 0.02", "smallest: 0.02"
    )
    assert [(fault.line, fault.path) for fault in folder.faults(text)] == [
        (4, "village.owners"),
        (6, "village.groups[0].share"),
        (12, "weeks"),
        (13, "replicates"),
        (14, "seed"),
        (18, "scenarios.forum.activities[0]"),
        (21, "scenarios.weekly.set.forum.evry"),
        (22, "reference"),
        (24, "outcomes.trust_other.smallest_effect"),
        (24, "outcomes.trust_other.smallest"),
    ]


class TestTheResolvedDocument:
    def test_is_an_experiment_again_with_the_same_programmes_and_hash(self):
        config = read_study(EXPERIMENT)
        document = json.loads(json.dumps(config.to_document(), allow_nan=False))
        again = StudyConfig.model_validate(document)
        assert again.programmes() == config.programmes()
        assert again.hash() == config.hash()
        assert again.to_document() == document

    def test_can_be_read_from_its_file(self, folder):
        config = folder.study(VALID)
        assert folder.study(json.dumps(config.to_document(), indent=2)).hash() == config.hash()

    def test_holds_every_default(self, folder):
        document = folder.study(VALID).to_document()
        assert document["village"]["groups"][0]["strong_topics"] == []
        assert document["behaviour"]["threshold"] == Behaviour().threshold
        assert document["scenarios"]["weekly"]["set"]["forum.every"] == 1
        assert document["scenarios"]["weekly"]["set"]["forum.cost"]["moderator_hours"] == 2

    def test_has_a_hash_that_follows_content_not_writing(self, folder):
        one = folder.study(VALID).hash()
        assert one == folder.changed("owners: 60", "owners: 60 # as counted").hash()
        assert one == folder.changed("from: forum\n", "activities: [forum]\n").hash()
        assert one != folder.changed("owners: 60", "owners: 61").hash()
        assert len(one) == 64


def test_the_shipped_experiment_is_complete():
    config = read_study(EXPERIMENT)
    assert len(config.scenarios) == 32
    assert all(scenario.label is not None for scenario in config.scenarios.values())
    assert {name for panel in config.panels.values() for name in panel.scenarios} == set(config.scenarios)
    assert all(len(panel.scenarios) <= 8 for panel in config.panels.values())
    assert config.compare_weeks == [26, 52, 104]
    assert config.assumed.keys() >= {
        "village.owners",
        "village.groups",
        "village.sectors",
        "prices.transport",
    }


def test_a_study_made_in_python_is_checked_as_well():
    with pytest.raises(Problems, match=r"^StudyConfig: reference: unknown scenario 'non'"):
        StudyConfig(
            name="x",
            village=read_study(EXPERIMENT).village,
            scenarios={"none": {}},
            reference="non",
            outcomes={"trust": {"smallest_effect": 0.1}},
        )


def test_a_fault_is_one_line_whatever_was_found():
    fault = Fault("a\nb.yaml", 1, 2, "x", "found\r\nsomething\x85else", nearest="y\nz")
    assert len(str(fault).splitlines()) == 1
