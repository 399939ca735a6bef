"""The tables of ``docs/performance.md``, written from what was measured."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
BEGIN, END = "<!-- {name}: written by make bench -->", "<!-- end of {name} -->"


def write(results: dict[str, Any]) -> None:
    """Put the tables of all that was measured into the page."""
    PAGE.write_text(filled(PAGE.read_text(), results))


def filled(page: str, results: dict[str, Any]) -> str:
    """Return the page with every table between its two marks.

    Raises
    ------
    ValueError
        If the page lacks the marks of a table.
    """
    for name, table in TABLES.items():
        if name in results:
            begin, end = BEGIN.format(name=name), END.format(name=name)
            before, inside, rest = page.partition(begin)
            _, closed, after = rest.partition(end)
            if not inside or not closed:
                raise ValueError(f"{PAGE.name} lacks '{begin}' ... '{end}'")
            page = f"{before}{begin}\n{table(results[name])}\n{end}{after}"
    return page


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _spread(found: dict[str, float], form: str = ".0f") -> str:
    return f"{found['median']:{form}} ({found['low']:{form}} to {found['high']:{form}})"


def _owners(number: str) -> str:
    return f"{int(number):,}"


def mesa_ratio(found: dict[str, Any]) -> str:
    """Return the table against ordinary Mesa."""
    rows = []
    for number, each in found.items():
        parts = each["decomposition"]
        rows.append(
            [
                _owners(number),
                f"{each['runs_per_second']['ours']:.3g}",
                f"{each['runs_per_second']['mesa']:.2g}",
                _spread(each["ratio"]["wall"]),
                _spread(each["ratio"]["cpu"]),
                f"{each['ratio_without_start_up']:.0f}",
                f"{parts['sharing']['wall']['median']:.2f}",
                f"{parts['per_week']['wall']:.0f}",
            ]
        )
    head = (
        "owners", "runs/s", "runs/s, Mesa", "**times faster**, wall", "CPU time",
        "without Mesa's start-up", "of which shared weeks", "of which the week itself",
    )  # fmt: skip
    return _table(head, rows)


def c_ratio(found: dict[str, Any]) -> str:
    """Return the table against the C twin."""
    rows = [
        [
            _owners(number),
            _spread(each["cpu"], ".2f"),
            f"{1e9 * each['one_cpu']['median']:.0f}",
            f"{1e9 * each['two_cpu']['median']:.0f}",
        ]
        for number, each in found.items()
    ]
    return _table(("owners", "share of the C twin's speed", "ns an owner-week", "ns, C"), rows)


def growth(found: dict[str, Any]) -> str:
    """Return the table of growth with owners."""
    rows = []
    for number, each in found.items():
        times, ratios, size = (
            each["nanoseconds_per_owner_week"],
            each["ratio_to_1000"],
            each["bytes_per_owner"],
        )
        rows.append(
            [
                _owners(number),
                f"{times['bare']['median']:.0f}",
                f"{times['measured']['median']:.0f}",
                f"{ratios['bare']['median']:.2f}",
                f"{ratios['measured']['median']:.2f}",
                "" if size is None else f"{size:,.0f}",
            ]
        )
    head = (
        "owners", "ns an owner-week", "with all weekly measures", "times that at 1,000", "with measures",
        "bytes an owner, at the peak",
    )  # fmt: skip
    return _table(head, rows)


def study_growth(found: dict[str, Any]) -> str:
    """Return the table of growth with replicates and scenarios."""
    rows = [
        [f"{int(number):,} {kind}", f"{each['runs_per_second']:,.0f}", f"{each['peak_megabytes']:,.0f}"]
        for kind, sizes in found.items()
        for number, each in sizes.items()
    ]
    return _table(("study of", "runs/s", "peak memory, MB"), rows)


def study_shares(found: dict[str, Any]) -> str:
    """Return the table of where a study's time goes."""
    rows = [[name, f"{100 * share:.1f} %"] for name, share in found["share"].items()]
    rows.append(["**outside kernel and measures**", f"{100 * found['outside']:.1f} %"])
    rows.append(["the same with 1,000 replicates", f"{100 * found['outside_at_1000']:.1f} %"])
    return _table((f"{found['replicates']} replicates, one worker", "CPU time"), rows)


TABLES = {
    "mesa_ratio": mesa_ratio,
    "c_ratio": c_ratio,
    "growth": growth,
    "study_growth": study_growth,
    "study_shares": study_shares,
}
"""Every table, by the key of its results."""
