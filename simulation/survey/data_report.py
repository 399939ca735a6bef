"""A short report of the data: what was found, what was done, how far it can be trusted. No names."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from simulation.files.unseen import as_seen
from simulation.parameters import Behaviour
from simulation.survey.differences import pairs, written_otherwise
from simulation.survey.findings import Finding, counted, gathered
from simulation.survey.network import network
from simulation.survey.quantities import quantities
from simulation.survey.questionnaire import shown_as
from simulation.survey.reliability import alpha, scored_scales, unanswered
from simulation.survey.sample import InPart
from simulation.survey.wave import Wave
from simulation.survey.words import words

MOST_PLACES = 200
_SIGNS = re.compile(r"[\\`*_{}\[\]()#+!|>~$-]")
FEWEST_TOLD = 5
"""Owners of whom a mean says nothing of one."""
LOW_ALPHA = 0.6
"""Below this the items of a scale hardly measure one thing (Nunnally 1978 asks .70 of a new scale)."""
UNUSED = ("no_name", "no_group", "no_sector", "no_consent", "twice")
"""Findings that cost an interview."""


def data_report(wave: Wave, language: str, after: Wave | None = None, part: InPart | None = None) -> str:
    """Return the report as Markdown.

    Parameters
    ----------
    wave : Wave
        The interviews, or those before the programme.
    language : str
        ``en`` or ``id``.
    after : Wave, optional
        Those after it.
    part : InPart, optional
        The village that has more owners than those interviewed.
    """
    page = _Page(language)
    say = page.say
    lines = [f"# {say('title', village=_text(wave.asked.village.name))}", "", say("privacy")]
    for number, each in enumerate([wave] if after is None else [wave, after]):
        lines += ["", f"# {words(language)['waves'][number]}"] if after is not None else []
        lines += [*_interviews(page, each), *_findings(page, each), *_scales(page, each), *_blank(page, each)]
        lines += [*_described(page, each), *_ties(page, each), *_attendance(page, each)]
    if after is not None:
        both = len(pairs(wave, after))
        told = say("twice_asked", both=both, lost=wave.owners - both, new=after.owners - both)
        otherwise = len(written_otherwise(wave, after))
        told += f" {say('otherwise', count=otherwise)}" if otherwise else ""
        lines[3:3] = ["", told]
    if part is not None:
        lines += [*page.head("sample"), *_sample(page, part)]
    return "\n".join(lines) + "\n"


class _Page:
    """Sentences, numbers and tables in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words: dict[str, Any] = words(language)

    def say(self, key: str, **values: object) -> str:
        return str(self.words["report"][key]).format(**values)

    def number(self, value: float, digits: int = 2) -> str:
        if not np.isfinite(value):
            return "\N{EN DASH}"
        text = f"{value:.{digits}f}"
        return text.replace(".", ",") if self.language == "id" else text

    def head(self, key: str) -> list[str]:
        return ["", f"## {self.say(key)}", ""]

    def table(self, head: str, rows: Iterable[Sequence[object]]) -> list[str]:
        titles = self.words["report"][head]
        body = [[str(cell) for cell in row] for row in rows]
        return ["| " + " | ".join(row) + " |" for row in [titles, ["---"] * len(titles), *body]]


def _text(text: str) -> str:
    """Return text of a user's as Markdown shows it: no sign of it is markup, nor HTML."""
    return _SIGNS.sub(r"\\\g<0>", as_seen(text)).replace("&", "&amp;").replace("<", "&lt;")


def _interviews(page: _Page, wave: Wave) -> list[str]:
    lost = {kind: count for kind, count in _counted_owners(wave).items() if kind in UNUSED}
    kinds = ", ".join(f"{page.words['kinds'][kind]} {count}" for kind, count in lost.items())
    rows = wave.owners + sum(lost.values())
    told = (
        page.say("used", used=wave.owners, rows=rows, kinds=kinds)
        if lost
        else page.say("all_used", rows=rows)
    )
    lines = [*page.head("interviews"), told]
    present = {kind: set(wave.answers[kind].astype(int) - 1) for kind in ("group", "sector")}
    missing = [
        _text(getattr(shown_as(label, name), page.language))
        for kind in present
        for place, (name, label) in enumerate(wave.asked.parts(kind))
        if place not in present[kind]
    ]
    lines += ["", page.say("left_out", names=", ".join(missing))] if missing else []
    if wave.answers["consent"].isna().all():
        lines += ["", page.say("no_consent_column")]
    return lines


def _counted_owners(wave: Wave) -> dict[str, int]:
    """Return the findings of the table of owners alone, by kind."""
    titles = {wave.asked.tables["owners"].sheet.en, wave.asked.tables["owners"].sheet.id}
    own = [finding for finding in wave.findings if finding.table in titles]
    return {str(kind): count for kind, count in counted(own).items()}


def _findings(page: _Page, wave: Wave) -> list[str]:
    lines = page.head("findings")
    if not wave.findings:
        return [*lines, page.say("none_found")]
    rows = [
        (page.words["kinds"][kind], count, page.words["done"][kind])
        for kind, count in counted(wave.findings).items()
    ]
    lines += [*page.table("head_findings", rows), "", f"{page.say('places')}:", ""]
    told = gathered(wave.findings)
    lines += [_place(page, finding) for finding in told[:MOST_PLACES]]
    rest = len(told) - MOST_PLACES
    return lines + ([f"- {page.say('more', count=rest)}"] if rest > 0 else [])


def _place(page: _Page, finding: Finding) -> str:
    # neither what was found nor what the user called a sheet: either may be a name
    where = "" if finding.kind in ("other_sheet", "other_title") else f"{finding.where}: "
    also = f" ({page.say('also', rows=', '.join(map(str, finding.also)))})" if finding.also else ""
    return f"- {where}{page.words['kinds'][finding.kind]}{also}"


def _scales(page: _Page, wave: Wave) -> list[str]:
    answers = quantities(wave)
    rows = []
    for name, values in scored_scales(wave).items():
        if values.shape[1] < 2:
            continue
        found = alpha(values)
        note = page.say("no_alpha") if np.isnan(found) else page.say("low_alpha") if found < LOW_ALPHA else ""
        rows.append(
            (
                name,
                values.shape[1],
                len(values.dropna()),
                page.number(answers[name].mean()),
                page.number(found),
                note,
            )
        )
    return [*page.head("scales"), *page.table("head_scales", rows)]


def _blank(page: _Page, wave: Wave) -> list[str]:
    found = unanswered(wave)
    rows = [
        (name, count, f"{page.number(100 * count / wave.owners, 0)} %")
        for name, count in found["blank"].items()
        if count
    ]
    lines = page.head("blank")
    return [*lines, *page.table("head_blank", rows)] if rows else [*lines, page.say("none_blank")]


def _described(page: _Page, wave: Wave) -> list[str]:
    """Return what owners said in numbers that enter nothing; what fewer than five say is a person's."""
    rows = []
    for column in wave.asked.tables["owners"].columns[1:]:
        told = wave.answers[column.name].dropna()
        if column.kind == "number" and len(told):
            middle = (told.mean(), told.median()) if len(told) >= FEWEST_TOLD else (np.nan, np.nan)
            numbers = (page.number(value, 1) for value in middle)
            rows.append((_text(getattr(column.text, page.language)), len(told), *numbers))
    return [*page.head("described"), *page.table("head_described", rows)] if rows else []


def _ties(page: _Page, wave: Wave) -> list[str]:
    lines = page.head("ties")
    nominations = wave.nominations
    if nominations.empty:
        return [*lines, page.say("no_nominations")]
    told = network(wave)
    outside, named = len(told.outside), len(nominations)
    most = wave.asked.tables["contacts"].most or 0
    full = int((nominations["first"].value_counts() >= most).sum())
    lines += [
        page.say("told_ties", nominations=named, inside=named - outside, outside=outside),
        page.say(
            "told_pairs",
            pairs=len(told.ties),
            mutual=told.mutual,
            share=page.number(100 * told.reciprocity, 0),
            one_sided=told.one_sided,
        ),
        "",
        page.say("told_rule"),
    ]
    blank = int(nominations["often"].isna().sum())
    lines += ["", page.say("told_often", blank=blank)] if blank else []
    lines += ["", page.say("told_full", full=full, most=most)] if full else []
    popular = int(np.bincount(told.ties[["first", "second"]].to_numpy().ravel(), minlength=1).max())
    kept = Behaviour().acquaintances
    return lines + (["", page.say("told_popular", ties=popular)] if popular > kept else [])


def _sample(page: _Page, part: InPart) -> list[str]:
    """Return what is known of those who were not interviewed."""
    asked, named = part.wave.owners, part.named
    numbers = {"asked": asked, "named": named, "unnamed": part.population - asked - named}
    shared = page.number(100 * part.sample().mutual, 0)
    counted = ", ".join(_text(name) for name in part.contacts())
    told = page.say("counted", groups=counted) if counted else page.say("not_counted")
    return [page.say("in_part", population=part.population, mutual=shared, **numbers), "", told]


def _attendance(page: _Page, wave: Wave) -> list[str]:
    lines = page.head("attendance")
    if wave.attendance.isna().all(axis=None):
        return [*lines, page.say("no_attendance")]
    rows = []
    for column in wave.asked.tables["attendance"].columns[1:]:
        told = wave.attendance[column.name].dropna()
        came = page.number(100 * float((told > 0).mean()), 0) if len(told) else page.number(np.nan)
        rows.append(
            (getattr(column.text, page.language), len(told), f"{came} %", page.number(told.mean(), 1))
        )
    return [*lines, *page.table("head_attendance", rows)]
