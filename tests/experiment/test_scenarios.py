# ruff: noqa: E501 - a fault is one line, and stands here as it is told
"""Scenarios build on each other, change doses by dotted fields, and buy sessions for a budget."""

import pytest

from simulation.experiment.budget import bought, expected_cost, expected_heads
from simulation.experiment.config import StudyConfig
from simulation.parameters import DOSES, Dose, Eligibility, Prices, SelfSelection
from simulation.parameters.programme import Forum, Mentoring
from tests.experiment.files import VALID, Folder, told

START, END = VALID.index("scenarios:"), VALID.index("reference:")


def text(scenarios: str, programme: str = "{}") -> str:
    indented = "".join(f"  {line}\n" for line in scenarios.strip("\n").splitlines())
    return f"{VALID[:START]}programme: {programme}\nscenarios:\n  none: {{}}\n{indented}{VALID[END:]}"


@pytest.fixture
def doses(folder: Folder):
    """Return the doses of the scenario ``it``."""

    def resolved(scenarios: str, programme: str = "{}") -> dict[str, Dose]:
        return folder.study(text(scenarios, programme)).programmes()["it"]

    return resolved


@pytest.fixture
def faults(folder: Folder):
    """Return what is wrong, with the place counted from the line ``none: {}``."""

    def found(scenarios: str, programme: str = "{}") -> list[str]:
        lines = []
        for fault in folder.faults(text(scenarios, programme)):
            head, _, rest = told(fault).partition(": ")
            lines.append(f"{int(head.split(':')[1]) - 17}:{head.split(':')[2]} {rest}")
        return lines

    return found


class TestAScenario:
    def test_may_be_empty(self, doses):
        assert doses("it: {}") == {}

    def test_lists_activities_which_act_in_their_own_order(self, doses):
        assert list(doses("it: {activities: [mentoring, forum, conflict_training]}")) == [
            "conflict_training",
            "forum",
            "mentoring",
        ]

    def test_gives_activities_their_default_dose(self, doses):
        assert doses("it: {activities: [forum]}") == {"forum": Forum()}

    def test_starts_with_another_wherever_that_stands(self, doses):
        found = doses("""
it: {from: middle, activities: [mentoring]}
middle: {from: first, set: {forum.every: 2}}
first: {activities: [forum], set: {forum.first: 3, forum.every: 1}}
""")
        assert found == {"forum": Forum(first=3, every=2), "mentoring": Mentoring()}

    def test_leaves_activities_out(self, doses):
        assert list(doses("it: {from: all, without: [forum]}\nall: {activities: [forum, mentoring]}")) == [
            "mentoring"
        ]

    def test_takes_the_sessions_its_base_bought(self, doses):
        found = doses(
            "it: {from: paid, set: {forum.seating: by_group}}\npaid: {activities: [forum], budget: 8_000_000}"
        )
        assert (found["forum"].sessions, found["forum"].seating) == (2, "by_group")

    def test_may_build_on_a_long_line_of_others(self, doses):
        line = [f"s{number}: {{from: s{number + 1}}}" for number in range(3000)]
        assert list(doses("\n".join(["it: {from: s0}", *line, "s3000: {activities: [forum]}"]))) == ["forum"]


class TestSet:
    def test_changes_one_field_of_the_cost_and_keeps_the_others(self, doses):
        forum = doses("it: {activities: [forum], set: {forum.cost.moderator_hours: 0}}")["forum"]
        assert forum.cost == Forum().cost.model_copy(update={"moderator_hours": 0})
        visits = doses("it: {activities: [mentoring], set: {mentoring.cost: {per_head: 100_000}}}")[
            "mentoring"
        ]
        assert (visits.cost.per_head, visits.cost.catering) == (100_000, False)

    def test_replaces_whom_an_activity_invites(self, doses):
        found = doses("it: {activities: [mentoring], set: {mentoring.who: {select: random, share: 0.15}}}")
        assert found["mentoring"].who == Eligibility(select="random", share=0.15)
        assert (
            doses("it: {activities: [mentoring], set: {mentoring.who: everyone}}")["mentoring"].who
            == Eligibility()
        )
        fewer = doses("it: {activities: [mentoring], set: {mentoring.who.number: 5}}")["mentoring"].who
        assert fewer == Eligibility(select="least_connected", number=5)

    def test_takes_a_share_or_a_range_of_attendance(self, doses):
        found = doses("it: {activities: [forum], set: {forum.attendance: {lowest: 0.3, highest: 0.9}}}")
        assert found["forum"].attendance == SelfSelection(lowest=0.3, highest=0.9)
        assert doses("it: {activities: [forum], set: {forum.attendance: 1}}")["forum"].attendance == 1

    def test_makes_sessions_endless(self, doses):
        found = doses("it: {activities: [mentoring], set: {mentoring.sessions: null}}")
        assert found["mentoring"].sessions is None


class TestTheProgramme:
    def test_changes_the_dose_of_all_scenarios(self, doses):
        found = doses(
            "it: {activities: [forum], set: {forum.first: 2}}", "{forum: {every: 2, cost: {per_head: 5}}}"
        )
        assert (found["forum"].first, found["forum"].every, found["forum"].cost.per_head) == (2, 2, 5)
        assert found["forum"].cost.moderator_hours == 2

    @pytest.mark.parametrize(
        ("programme", "told"),
        [
            ("{form: {every: 2}}", "-2:13 programme.form: unknown activity 'form'; allowed: communication_training, "
             "conflict_training, dialogue_mediation, forum, collaboration_simulation, mentoring, shared_vision; "
             "did you mean 'forum'?"),
            ("{forum: {every: 0}}",
             "-2:28 programme.forum.every: found 0; allowed: a whole number from 1 to 100000"),
            ("{forum: {first: 200}}",
             "-2:28 programme.forum.first: 'forum' begins in week 200, the experiment ends with week 104; allowed: "
             "forum.first from 1 to 104, or more weeks"),
            ("{forum: {who: {select: group, group: locals}}}",
             "-2:26 programme.forum.who: unknown group 'locals'; allowed: local, newcomer; did you mean 'local'?"),
        ],
    )  # fmt: skip
    def test_has_its_faults_told_once(self, faults, programme, told):
        assert faults("it: {activities: [forum]}\nother: {activities: [forum]}", programme) == [told]


class TestFaults:
    @pytest.mark.parametrize(
        ("scenarios", "told"),
        [
            ("it: {activities: [form]}",
             "1:21 scenarios.it.activities[0]: unknown activity 'form'; allowed: communication_training, "
             "conflict_training, dialogue_mediation, forum, collaboration_simulation, mentoring, shared_vision; "
             "did you mean 'forum'?"),
            ("it: {from: al}",
             "1:14 scenarios.it.from: unknown scenario 'al'; allowed: none, it"),
            ("it: {from: it}",
             "1:14 scenarios.it.from: builds on itself: it from it; allowed: a scenario that does not build on this "
             "one"),
            ("a: {from: b}\nb: {from: c}\nc: {from: b}",
             "2:13 scenarios.b.from: builds on itself: b from c from b; allowed: a scenario that does not build on "
             "this one"),
            ("it: {without: [forum]}",
             "1:18 scenarios.it.without[0]: 'forum' cannot be left out, it is not in it: there is no 'from'; "
             "allowed: nothing"),
            ("it: {from: a, without: [mentorin]}\na: {activities: [mentoring]}",
             "1:27 scenarios.it.without[0]: 'mentorin' cannot be left out, it is not in the scenario 'a'; "
             "allowed: mentoring; did you mean 'mentoring'?"),
            ("it: {activities: [forum], set: {form.every: 2}}",
             "1:35 scenarios.it.set.form.every: unknown activity 'form'; allowed: communication_training, "
             "conflict_training, dialogue_mediation, forum, collaboration_simulation, mentoring, shared_vision; "
             "did you mean 'forum'?"),
            ("it: {activities: [forum], set: {mentoring.every: 2}}",
             "1:35 scenarios.it.set.mentoring.every: the activity 'mentoring' is not in this scenario; allowed: "
             "forum"),
            ("it: {activities: [forum], set: {forum.evry: 2}}",
             "1:35 scenarios.it.set.forum.evry: unknown field 'evry'; allowed: weight, talk, facilitation, mediator, "
             "who, first, every, sessions, attendance, capacity, cost, table, ... (2 more); did you mean 'every'?"),
            ("it: {activities: [forum], set: {forum.moderator_hours: 2}}",
             "1:35 scenarios.it.set.forum.moderator_hours: unknown field 'moderator_hours'; allowed: weight, talk, "
             "facilitation, mediator, who, first, every, sessions, attendance, capacity, cost, table, ... (2 more); "
             "did you mean 'cost.moderator_hours'?"),
            ("it: {activities: [forum], set: {forum: 2}}",
             "1:35 scenarios.it.set.forum: 'forum' is an activity, not a field of one; allowed: a dotted field such "
             "as forum.every"),
            ("it: {activities: [forum], set: {forum.every.week: 2}}",
             "1:35 scenarios.it.set.forum.every.week: 'every' holds no fields here, it is 4; allowed: a whole number "
             "from 1 to 100000"),
            ("it: {activities: [forum], set: {forum.who: everyone, forum.who.share: 1}}",
             "1:56 scenarios.it.set.forum.who.share: changes what another line has set already"),
            ("it: {activities: [forum], set: {forum.every: '2'}}",
             "1:48 scenarios.it.set.forum.every: found '2' (text); allowed: a whole number from 1 to 100000, written "
             "as 2"),
            ("it: {activities: [forum], set: {forum.attendance: 60}}",
             "1:53 scenarios.it.set.forum.attendance: attendance is a share from 0 to 1, or {lowest, highest}; "
             "found 60"),
            ("it: {activities: [forum], set: {forum.attendance: {lowest: 0.3, highest: 2}}}",
             "1:76 scenarios.it.set.forum.attendance.highest: found 2; allowed: a number from 0 to 1"),
            ("it: {activities: [forum], set: {forum.seating: mxed}}",
             "1:50 scenarios.it.set.forum.seating: found 'mxed'; allowed: one of mixed, by_group, by_sector; did you "
             "mean 'mixed'?"),
            ("it: {activities: [forum], set: {forum.cost.catering: tidak}}",
             "1:56 scenarios.it.set.forum.cost.catering: found 'tidak' (text); allowed: true or false, written as "
             "false"),
            ("it: {activities: [forum], set: {forum.who: {select: group, group: locals}}}",
             "1:46 scenarios.it.set.forum.who: unknown group 'locals'; allowed: local, newcomer; did you mean "
             "'local'?"),
            ("it: {activities: [forum], set: {forum.first: 105}}",
             "1:48 scenarios.it.set.forum.first: 'forum' begins in week 105, the experiment ends with week 104; "
             "allowed: forum.first from 1 to 104, or more weeks"),
            ("it: {activities: [forum, mentoring], budget: 5_000_000}",
             "1:48 scenarios.it.budget: a budget with 2 activities; allowed: a budget for a scenario of exactly one "
             "activity"),
            ("it: {activities: [forum], budget: 50.000.000}",
             "1:37 scenarios.it.budget: found '50.000.000' (text); allowed: a number above 0 or empty, written as "
             "50000000"),
            ("it: {activities: [mentoring], set: {mentoring.cost.per_head: 0}, budget: 5_000_000}",
             "1:76 scenarios.it.budget: a session of this activity costs nothing, so a budget buys no certain number"),
            ("It Is: {}",
             "1:3 scenarios.'It Is': found 'It Is'; allowed: a name of small letters, digits and _, beginning with a "
             "letter, at most 40 characters"),
        ],
    )  # fmt: skip
    def test_are_told_with_what_is_allowed(self, faults, scenarios, told):
        assert faults(scenarios) == [told]

    def test_of_a_base_are_not_told_again_for_what_builds_on_it(self, faults):
        found = faults("""
base: {activities: [form], set: {forum.every: 0}}
it: {from: base, without: [forum], set: {mentoring.every: 2, mentoring.evry: 1}}
""")
        assert [line.split(":")[1].split(" ", 1)[1] for line in found] == [
            "scenarios.base.activities[0]",
            "scenarios.it.set.mentoring.evry",
        ]

    def test_a_default_first_week_may_lie_beyond_a_short_experiment(self, folder):
        short = text("it: {activities: [forum, mentoring]}").replace("weeks: 104", "weeks: 10")
        (fault,) = folder.faults(short.replace("[26, 104]", "[10]"))
        assert told(fault) == (
            "x.yaml:18:20: scenarios.it.activities: 'mentoring' begins in week 12, the experiment ends with week 10; "
            "allowed: mentoring.first from 1 to 10, or more weeks"
        )


class TestABudget:
    def test_buys_whole_sessions_at_their_expected_cost(self, profile):
        prices = Prices()
        assert expected_heads(Forum(), profile) == 36
        assert expected_cost(Forum(), profile, prices) == 2 * 700_000 + 36 * 70_000
        for budget, sessions in ((3_920_000, 1), (7_839_999, 1), (7_840_000, 2), (50_000_000, 12)):
            dose = bought(Forum(), budget, profile, prices, 104)
            assert (dose.sessions, dose.every, dose.first) == (sessions, 4, 8)

    def test_buys_at_least_one(self, profile):
        assert bought(Forum(), 1, profile, Prices(), 104).sessions == 1

    @pytest.mark.parametrize(
        ("sessions", "every", "held"),
        [(25, 4, 25), (26, 3, 26), (33, 3, 33), (34, 2, 34), (97, 1, 97), (500, 1, 97)],
    )
    def test_shortens_the_rhythm_where_sessions_do_not_fit(self, profile, sessions, every, held):
        dose = bought(Forum(), sessions * 3_920_000, profile, Prices(), 104)
        assert (dose.every, dose.sessions) == (every, held)
        assert len(dose.weeks(104)) == held

    def test_fits_into_the_last_week(self, profile):
        assert bought(Forum(first=104), 1e9, profile, Prices(), 104).sessions == 1

    def test_pays_for_the_places_there_are(self, profile):
        assert expected_heads(Forum(capacity=10), profile) == 10

    def test_pays_for_those_invited(self, profile):
        assert expected_heads(Mentoring(), profile) == 20
        assert (
            expected_heads(Forum(attendance=1.0, who=Eligibility(select="group", group="newcomer")), profile)
            == 24
        )
        assert expected_heads(
            Forum(attendance=SelfSelection(lowest=0.2, highest=0.4)), profile
        ) == pytest.approx(18)

    def test_pays_for_the_mediated_who_may_not_be_at_the_circles(self, profile):
        dialogue = DOSES["dialogue_mediation"]
        assert expected_heads(dialogue(), profile) == 60
        assert expected_heads(dialogue(attendance=0.5), profile) == 50
        assert expected_heads(dialogue(dyads=3), profile) == 54


def test_programmes_hold_only_the_activities_of_each_scenario(folder):
    config = folder.study(text("it: {activities: [forum]}"))
    assert isinstance(config, StudyConfig)
    assert config.programmes() == {"none": {}, "it": {"forum": Forum()}}
