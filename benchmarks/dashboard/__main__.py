"""``python -m benchmarks.dashboard``: the dashboard under load; prints a table, writes ``results.json``."""

import argparse
import asyncio
import json
import os
import platform
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.dashboard.browser import look
from benchmarks.dashboard.crowd import Seen, crowd
from benchmarks.dashboard.server import Server
from benchmarks.dashboard.truth import curve, value_in
from simulation.running.provenance import git_commit, versions

RESULTS = Path(__file__).parent / "results.json"
SEED = 20260101
REST = 15.0
"""Seconds of quiet before memory is read: the server tidies up some seconds after the last has left."""


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dashboard", description=__doc__)
    parser.add_argument("--visitors", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long each stays")
    parser.add_argument("--every", type=float, default=10.0, help="seconds from one move to the next")
    parser.add_argument("--port", type=int, default=8767)
    asked = parser.parse_args()
    results = measure(asked.port, asked.visitors, asked.seconds, asked.every)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    print(table(results))


def measure(port: int, visitors: int, seconds: float, every: float) -> dict[str, Any]:
    """Return all figures."""
    with Server(port) as server:
        memory = {"start": server.megabytes()}
        print("one page in a browser ...", flush=True)
        browser = look(server.address, 6)
        time.sleep(REST)
        # what is loaded on the first question stays: machine code, tables, the browser's files
        memory["after_first"] = server.megabytes()
        found: dict[str, Any] = {"browser": browser}
        for count in (1, visitors):
            print(f"{count} visitors for {seconds:.0f} s ...", flush=True)
            before = server.seconds()
            seen = asyncio.run(crowd(server.address, count, seconds, every, SEED))
            answers = count + sum(len(one.moves) for one in seen)
            found[str(count)] = checked(seen) | {"cpu_per_answer": (server.seconds() - before) / answers}
        memory["peak"] = server.megabytes("VmHWM")
        time.sleep(REST)
        memory["after_all"] = server.megabytes()
    return {
        "measured": {
            "when": datetime.now(UTC).isoformat(timespec="seconds"), "git_commit": git_commit(),
            "versions": versions(), "processors": os.cpu_count(), "machine": platform.machine(),
            "load_before": os.getloadavg()[2],
        },
        "seconds": seconds, "every": every, "visitors": visitors, "memory": memory, **found,
    }  # fmt: skip


def checked(seen: list[Seen]) -> dict[str, Any]:
    """Return the figures of a crowd; each answer is computed once more and compared."""
    moves = [move for one in seen for move in one.moves]
    print(f"checking {len(moves)} answers ...", flush=True)
    times = sorted(move["seconds"] for move in moves if move["seconds"] is not None)
    whole = sorted(move["whole"] for move in moves if move["whole"] is not None)
    wrong = [move for move in moves if move["seconds"] is not None and not right(move)]
    return {
        "moves": len(moves), "unanswered": len(moves) - len(times), "wrong": len(wrong),
        "whole": len(whole), "whole_median": median(whole) if whole else None,
        "median": median(times), "ninety": times[int(0.9 * (len(times) - 1))], "longest": times[-1],
        "ready": median(one.ready for one in seen), "ready_longest": max(one.ready for one in seen),
        "first": median(one.first for one in seen), "first_longest": max(one.first for one in seen),
        "megabytes_received": median(one.megabytes for one in seen), "times": times,
    }  # fmt: skip


def right(move: dict[str, Any]) -> bool:
    """Tell whether the answers are those of the settings the visitor has made."""
    kept = value_in(move["search"], move["slider"])
    return (
        kept is not None
        and abs(kept - move["value"]) < 1e-9
        and all(
            list(curve(move["search"], shown["villages"])) == shown["curve"]
            for shown in (move["first"], move["last"])
        )
    )


def table(results: dict[str, Any]) -> str:
    """Return what was measured beside what was to be reached."""
    one, many, memory = results["1"], results[str(results["visitors"])], results["memory"]
    rows = [("what", "found", "goal")]
    browser = results["browser"]
    if browser is not None:
        rows.append(("page ready in a browser", f"{browser['ready']:.2f} s", "< 3 s"))
        rows.append(("  its first charts", f"{browser['first']:.2f} s", ""))
        rows.append(("  slider to first answer, median", f"{median(browser['moves']):.2f} s", ""))
        rows.append(("  to the whole answer, median", f"{median(browser['whole']):.2f} s", "< 1 s"))
        rows.append(("  longest", f"{max(browser['whole']):.2f} s", ""))
    for told, found, goals in (
        ("1 visitor", one, ("< 1 s", "", "0", "0")),
        (f"{results['visitors']} visitors", many, ("< 2 s", "< 6 s", "0", "0")),
    ):
        rows.append((f"{told}: slider to first answer, median", f"{found['median']:.2f} s", goals[0]))
        rows.append((f"{told}: nine of ten within", f"{found['ninety']:.2f} s", ""))
        rows.append((f"{told}: longest", f"{found['longest']:.2f} s", goals[1]))
        if found["whole"]:
            rows.append((f"{told}: to the whole answer, median", f"{found['whole_median']:.2f} s", ""))
        rows.append((f"{told}: whole before the next move", f"{found['whole']} of {found['moves']}", ""))
        rows.append((f"{told}: processor time an answer", f"{found['cpu_per_answer']:.2f} s", ""))
        rows.append((f"{told}: unanswered of {found['moves']}", str(found["unanswered"]), goals[2]))
        rows.append((f"{told}: wrong answers", str(found["wrong"]), goals[3]))
        rows.append(
            (f"{told}: all parts of the page sent, longest", f"{found['ready_longest']:.2f} s", "< 3 s")
        )
    back = memory["after_all"] / memory["after_first"]
    rows += [
        ("memory at the start", f"{memory['start']:.0f} MB", ""),
        ("memory after one page came and left", f"{memory['after_first']:.0f} MB", ""),
        ("memory at most", f"{memory['peak']:.0f} MB", "< 1500 MB"),
        ("memory after all have left", f"{memory['after_all']:.0f} MB", ""),
        ("  to that after one page", f"{back:.2f}", "< 1.10"),
    ]
    width = max(len(row[0]) for row in rows)
    return "\n".join(f"{what:{width}}  {value:>9}  {goal}" for what, value, goal in rows)


if __name__ == "__main__":
    main()
