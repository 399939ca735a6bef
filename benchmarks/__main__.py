"""``make bench``: measure everything, print one table, write ``results.json`` and ``docs/performance.md``."""

import argparse
import json
import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import c_ratio, growth, mesa_ratio, page, study_shares, variance_ratio
from simulation.running.provenance import git_commit, versions

RESULTS = Path(__file__).parent / "results.json"
MEASURES: dict[str, Callable[[], Any]] = {
    "c_ratio": c_ratio.measure,
    "growth": growth.measure,
    "study_growth": growth.measure_study,
    "study_shares": study_shares.measure,
    "variance_ratio": variance_ratio.measure,
    "mesa_ratio": mesa_ratio.measure,
}


def main() -> None:
    """Measure what was asked for; keep what was measured before of the rest."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("only", nargs="*", metavar="KEY", help=f"of {', '.join(MEASURES)}; default: all")
    chosen = parser.parse_args().only or list(MEASURES)
    unknown = [key for key in chosen if key not in MEASURES]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; known: {', '.join(MEASURES)}")
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for key in chosen:
        print(f"measuring {key} ...", flush=True)
        results[key] = MEASURES[key]()
        results.setdefault("measured", {})[key] = {
            "when": datetime.now(UTC).isoformat(timespec="seconds"),
            "git_commit": git_commit(),
            "versions": versions(),
            "python": platform.python_version(),
            "machine": platform.machine(),
            "processors": os.cpu_count(),
        }
        # each as soon as it is there: the whole takes an hour
        RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    page.write(results)
    print(table(results))


def table(results: dict[str, Any]) -> str:
    """Return what was measured as lines of one table."""
    rows = [("what", "value", "quartiles")]
    for size, found in results.get("mesa_ratio", {}).items():
        rows.append((f"times plain Mesa, {size} owners", *_spread(found["ratio"]["wall"])))
    for size, found in results.get("c_ratio", {}).items():
        rows.append((f"share of the C twin, {size} owners", *_spread(found["cpu"])))
    for size, found in results.get("growth", {}).items():
        times = found["nanoseconds_per_owner_week"]
        rows.append((f"ns an owner-week, {size} owners", *_spread(times["bare"])))
        rows.append((f"  with measures, {size} owners", *_spread(times["measured"])))
        if found["bytes_per_owner"] is not None:
            rows.append((f"  bytes an owner, {size} owners", f"{found['bytes_per_owner']:.0f}", ""))
    for kind, sizes in results.get("study_growth", {}).items():
        for size, found in sizes.items():
            told = f"{found['runs_per_second']:.0f} runs/s, peak {found['peak_megabytes']:.0f} MB"
            rows.append((f"{size} {kind}", told, ""))
    shares = results.get("study_shares")
    if shares is not None:
        rows += [(f"share of {name}", f"{100 * share:.1f} %", "") for name, share in shares["share"].items()]
        rows.append(("outside kernel and measures", f"{100 * shares['outside']:.1f} %", ""))
        rows.append(("  with 1,000 replicates", f"{100 * shares['outside_at_1000']:.1f} %", ""))
    width = max(len(row[0]) for row in rows)
    return "\n".join(f"{what:{width}}  {value:>12}  {between}" for what, value, between in rows)


def _spread(found: dict[str, float]) -> tuple[str, str]:
    return f"{found['median']:.3g}", f"{found['low']:.3g} to {found['high']:.3g}"


if __name__ == "__main__":
    main()
