"""The figures show the numbers of the study, and one scenario looks the same in all of them."""

import re
from collections import defaultdict

import numpy as np
import pytest
from matplotlib.colors import to_hex

from simulation.analysis.windows import values_at
from simulation.measures.catalogue import SOURCES
from simulation.report.drawing import lines_of
from simulation.report.effects import judged
from simulation.report.facts import Facts
from simulation.report.forest import plot_forest
from simulation.report.layout import places
from simulation.report.ledger import balances, plot_balance
from simulation.report.network import before_and_after, shared_places
from simulation.report.scenarios import Scenarios
from simulation.report.schedule import plot_schedule
from simulation.report.sections.fading import ends, plot_fading
from simulation.report.sections.outcomes import column
from simulation.report.trajectories import plot_outcome, summaries, summary, week_ticks
from simulation.report.words import Words
from tests.report.studies import Case, case


@pytest.fixture(scope="module")
def facts(full: Case) -> Facts:
    return Facts(full.config, full.table, full.comparison, full.manifest, "en")


def test_the_waterfall_adds_up_to_the_change_in_evidence(full: Case) -> None:
    for found in (full, case("failed")):
        for balance in balances(found.table, "all", "none"):
            stock = found.table.values(f"evidence_{balance.side}")
            one, other = found.table.scenarios.index("all"), found.table.scenarios.index("none")
            gain = (stock[one, :, -1] - stock[one, :, 0]) - (stock[other, :, -1] - stock[other, :, 0])
            assert balance.total == pytest.approx(np.nanmean(gain), abs=1e-9)
            assert sum(value for _, value in balance.lines) == pytest.approx(balance.total, abs=1e-9)
            assert [name for name, _ in balance.lines] == [name for name, _, _ in SOURCES]


def test_the_bars_of_the_waterfall_are_its_numbers(full: Case) -> None:
    balance = balances(full.table, "all", "none")[1]
    bars = plot_balance(balance, Words("en")).axes[0].patches
    widths = [bar.get_width() for bar in bars]
    lines = [value for _, value in balance.lines if abs(value) > 1e-9]
    assert widths == pytest.approx([*lines, balance.total])
    starts = [bar.get_x() for bar in bars]
    assert starts == pytest.approx([*np.cumsum([0, *lines[:-1]]), 0.0])


def test_the_forest_plot_shows_the_comparison(full: Case, facts: Facts) -> None:
    columns = [column(facts, "trust_other", week) for week in (15, 30)]
    main = full.comparison.query("outcome == 'trust_other' and scenario != 'none'")
    for week, found in zip((15, 30), columns, strict=True):
        frame = main[main["week"] == week]
        assert found.smallest == 0.02
        for row in frame.itertuples():
            shown = found.differences[row.scenario]
            assert shown[:3] == pytest.approx((row.difference, row.error_low, row.error_high))
    figure = plot_forest(columns, facts.scenarios.panels(), facts.scenarios)
    drawn = sorted(
        float(x)
        for part in figure.axes[1].collections
        if hasattr(part, "get_offsets") and part.get_offset_transform() == figure.axes[1].transData
        for x in np.asarray(part.get_offsets())[:, 0]
    )
    frame = full.comparison.query("outcome == 'trust_other' and week == 30 and scenario != 'none'")
    assert drawn == pytest.approx(sorted(frame["difference"]))
    assert figure.axes[0].get_xlim() == figure.axes[1].get_xlim()


def test_income_is_shown_in_per_cent_of_the_reference(facts: Facts) -> None:
    found = column(facts, "income", 30)
    effect = facts.effect("all", "income")
    base = facts.effects.get("none", "income", 30)
    assert effect is not None
    assert base is not None
    assert found.differences["all"].value == pytest.approx(100 * effect.difference / base.mean)


def test_the_report_and_the_table_give_one_value_to_one_quantity(full: Case, facts: Facts) -> None:
    for row in full.comparison.dropna(subset=["difference"]).to_dict("records"):
        effect = facts.effects.get(row["scenario"], row["outcome"], row["week"])
        assert effect is not None
        assert effect.difference == pytest.approx(row["difference"])


def test_trajectories_show_means_in_the_colours_of_their_scenarios(full: Case) -> None:
    figure = plot_outcome(full.table, full.config, "trust_other", "id")
    scenarios = Scenarios(full.config, Words("id", full.config.village))
    values = full.table.values("trust_other").mean(axis=1)
    looks = defaultdict(set)
    for panel, axes in zip(scenarios.panels(), figure.axes, strict=True):
        names = [scenarios.reference, *panel.scenarios]
        lines = [line for line in axes.lines if len(line.get_xdata()) == full.config.weeks + 1]
        assert len(lines) == len(names)
        for name, line in zip(names, lines, strict=True):
            assert line.get_ydata() == pytest.approx(values[full.table.scenarios.index(name)])
            looks[name].add((to_hex(line.get_color()), line.get_marker(), str(line.get_markerfacecolor())))
            assert to_hex(line.get_color()).upper() == scenarios.styles[name].colour
    assert set(looks) == set(full.table.scenarios)
    assert all(len(look) == 1 for look in looks.values())
    with pytest.raises(KeyError):
        plot_outcome(full.table, full.config, "no_such_measure", "en")


def test_every_figure_uses_the_same_colours(full: Case, facts: Facts) -> None:
    styles = facts.scenarios.styles
    figure = plot_forest([column(facts, "trust_other", 30)], facts.scenarios.panels(), facts.scenarios)
    axes = figure.axes[0]
    marks = [
        p for p in axes.collections if p.get_offset_transform() == axes.transData and len(p.get_edgecolors())
    ]
    shown = {
        (round(float(x), 12), to_hex(colour).upper())
        for part in marks
        for x, colour in zip(np.asarray(part.get_offsets())[:, 0], part.get_edgecolors(), strict=False)
    }
    for name in facts.scenarios.others:
        effect = facts.effect(name, "trust_other")
        assert effect is not None
        assert (round(effect.difference, 12), styles[name].colour) in shown
    ended = ends(facts)
    differences = facts.table.values("trust_other")
    found = summaries(differences - differences[:1], facts.table.scenarios)
    lines = plot_fading(facts, "trust_other", {name: found[name] for name in ended}, ended).axes[0].lines
    curves = [line for line in lines if len(line.get_xdata()) == full.config.weeks + 1]
    assert [to_hex(line.get_color()).upper() for line in curves] == [styles[name].colour for name in ended]


def test_scenarios_that_end(facts: Facts) -> None:
    found = ends(facts)
    assert found["forum_stops"] == 10  # weeks 2, 6 and 10
    assert found["shared_vision"] == 5
    assert "forum" not in found
    assert "all" not in found


def test_calendar_has_one_mark_a_session(full: Case, facts: Facts) -> None:
    axes = plot_schedule("all", facts.scenarios).axes[0]
    marks = [len(part.get_segments()) for part in axes.collections]
    doses = full.config.programmes()["all"].values()
    assert marks == [len(dose.weeks(full.config.weeks)) for dose in doses]


def test_network_pictures_share_places_and_show_the_engine(full: Case, facts: Facts) -> None:
    found = before_and_after(facts.scenarios, ["none", "all"])
    again = before_and_after(facts.scenarios, ["none", "all"])
    assert [snapshot.week for snapshot in found] == [0, 30, 30]
    for first, second in zip(found, again, strict=True):
        assert np.array_equal(first.pairs, second.pairs)
        assert np.array_equal(first.trust, second.trust)
    for snapshot, name, week in zip(found, ("none", "none", "all"), (0, 30, 30), strict=True):
        number = full.table.scenarios.index(name)
        degree, bridging, mutual = (
            full.table.values(measure, [week])[number, 0, 0]
            for measure in ("degree", "bridging", "trust_mutual")
        )
        assert 2 * len(snapshot.pairs) / snapshot.groups.size == pytest.approx(degree)
        assert 2 * snapshot.across.sum() / snapshot.groups.size == pytest.approx(bridging)
        assert np.mean(snapshot.trust >= 0.5) == pytest.approx(mutual)
    assert np.array_equal(shared_places(found, 24), shared_places(again, 24))


@pytest.mark.parametrize("number", [1, 2, 3, 12, 80])
def test_layout_keeps_owners_apart_and_inside(number: int) -> None:
    weights = np.zeros((number, number))
    for i in range(number - 1):
        weights[i, i + 1] = weights[i + 1, i] = 0.5
    place = places(weights)
    assert place.shape == (number, 2)
    assert np.isfinite(place).all()
    assert np.abs(place).max() <= 1.0 + 1e-9
    if number > 1:
        apart = np.sqrt(((place[:, None] - place[None]) ** 2).sum(axis=2)) + np.eye(number) * 9
        assert apart.min() > 0.3 / np.sqrt(number)


def test_layout_of_no_ties_and_of_equal_places() -> None:
    assert np.isfinite(places(np.zeros((30, 30)))).all()
    assert np.isfinite(places(np.ones((30, 30)) - np.eye(30))).all()


def test_summary_leaves_out_what_is_missing() -> None:
    values = np.array([[1.0, np.nan, np.nan], [3.0, 2.0, np.nan], [5.0, np.nan, np.nan]])
    mean, low, high = summary(values)
    assert mean == pytest.approx([3.0, 2.0, np.nan], nan_ok=True)
    assert low == pytest.approx([np.percentile([1, 3, 5], 2.5), np.nan, np.nan], nan_ok=True)
    assert high == pytest.approx([np.percentile([1, 3, 5], 97.5), np.nan, np.nan], nan_ok=True)


def test_a_gap_is_judged_as_the_comparison_does(full: Case) -> None:
    values = values_at(full.table, ["trust_other"], [30], full.config.window)["trust_other"][:, :, 0]
    row = full.comparison.query("scenario == 'all' and outcome == 'trust_other' and week == 30").iloc[0]
    found = judged(
        values[full.table.scenarios.index("all")] - values[0], full.config.set_numbers(values.shape[1])
    )
    assert found == pytest.approx((row["difference"], row["error_low"], row["error_high"]))


@pytest.mark.parametrize("weeks", [1, 7, 30, 104, 2000])
def test_week_ticks(weeks: int) -> None:
    ticks = week_ticks(weeks)
    assert ticks[0] == 0
    assert ticks[-1] <= weeks
    assert 2 <= len(ticks) <= 6


def test_numbers_on_the_page_are_those_of_the_comparison(full: Case, page: str) -> None:
    row = full.comparison.query("scenario == 'all' and outcome == 'trust_other' and week == 30").iloc[0]
    text = re.sub(r"<[^>]*>", " ", page)
    shown = abs(row["difference"])
    assert f"{shown:.{2 if shown >= 0.0995 else 3}f} higher" in text
    assert f"in {round(row['sign_share'] * 6)} of 6 simulated villages" in text


def test_a_measure_of_some_weeks_only_can_be_drawn(full: Case) -> None:
    figure = plot_outcome(full.table, full.config, "attendance_hill", "en")
    drawn = {tuple(line.get_xdata()) for axes in figure.axes for line in axes.lines}
    assert tuple(range(2, 31, 4)) in drawn  # the sessions of the forum
    figure = plot_outcome(full.table, full.config, "path_length", "en")
    assert {tuple(line.get_xdata()) for axes in figure.axes for line in axes.lines} == {(0, 30)}


def test_lines_of_a_label() -> None:
    assert lines_of("short", 20) == "short"
    assert lines_of("index: confidence", 12) == "index:\nconfidence"
    assert lines_of("one two three four", 16) == "one two\nthree four"
    assert lines_of("a b c d e f g h i j", 3, 2).endswith("…")
    assert lines_of("x" * 30, 12, 3) == "\n".join(["x" * 12, "x" * 12, "x" * 6])
    assert lines_of("first second", 8, indent="  ") == "first\n  second"
