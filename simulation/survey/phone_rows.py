"""The rows of the form on a phone: questions in their order, and when each is asked."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from simulation.parameters import Label
from simulation.survey.instrument import Column
from simulation.survey.metadata import count_label
from simulation.survey.questionnaire import LANGUAGES, Questionnaire
from simulation.survey.roster import Person
from simulation.survey.words import words

Row = dict[str, str | Label]
"""A row of the sheet ``survey`` by its column; a label in both languages."""
OWNERS = "owners"
GRIDS = ("extent", "agreement")


def say(key: str, **values: object) -> Label:
    """Return words of the phone in both languages."""
    texts = {language: str(words(language)["phone"][key]).format(**values) for language in LANGUAGES}
    return Label(**texts)


def survey_rows(asked: Questionnaire, language: str, roster: Sequence[Person] | None) -> list[Row]:
    """Return the questions of the form.

    Parameters
    ----------
    asked : Questionnaire
        What is asked in the village.
    language : str
        ``en`` or ``id``: of the names of the questions, which are the headers of what comes back.
    roster : sequence of Person, optional
        Owners to choose from; without it names are written.
    """
    return list(_Rows(asked, language, roster is not None).all())


class _Rows:
    """Rows in the order of an interview."""

    def __init__(self, asked: Questionnaire, language: str, listed: bool) -> None:
        self.asked, self.language, self.listed = asked, language, listed
        self.phone = words(language)["phone"]
        self.agreed = f"${{{self.name(asked.column('owners', 'consent'))}}} = '1'"
        self.owner = self.name(asked.column("owners", "name"))

    def all(self) -> Iterator[Row]:
        consent, name = (self.asked.column("owners", each) for each in ("consent", "name"))
        times: list[Row] = [{"type": kind, "name": kind} for kind in ("start", "end", "today")]
        yield from times
        opening: Row = {
            "type": "note",
            "name": self.phone["opening_name"],
            "label": self.asked.instrument.opening,
        }
        refused: Row = {"type": "note", "name": self.phone["thanks_name"], "label": say("thanks")}
        refused["relevant"] = f"${{{self.name(consent)}}} = '2'"
        chosen: Row = {"required": "yes", "relevant": self.agreed}
        names = [*self.person(name, "name", chosen)]
        yield from self.group(
            "identity", [opening, self.question(consent) | {"required": "yes"}, refused, *names], ""
        )
        columns = [c for c in self.asked.tables["owners"].columns if c.name not in ("name", "consent")]
        blocks = [list(block) for _, block in groupby(columns, key=lambda column: column.scale in GRIDS)]
        for key, block in zip(("business", "attitudes", "dealings"), blocks, strict=True):
            yield from self.group(key, [self.question(column) for column in block], self.agreed)
        yield from self.contacts()
        attended = self.asked.tables["attendance"]
        rows = [self.question(column) for column in attended.columns[1:]]
        yield from self.group("attendance", rows, self.agreed, attended.question)

    def name(self, column: Column) -> str:
        return str(getattr(column.header, self.language))

    def group(
        self, key: str, rows: Sequence[Row], relevant: str, label: Label | None = None
    ) -> Iterator[Row]:
        name = self.phone["groups"][key]
        yield {"type": "begin_group", "name": name, "label": label or say_group(key), "relevant": relevant}
        yield from rows
        yield {"type": "end_group", "name": name}

    def question(self, column: Column) -> Row:
        """Return a question; of some of what another counts, where that one counts any."""
        row: Row = {"name": self.name(column), "label": column.text}
        if column.kind != "number":
            needed = column.needed and column.kind != "person"
            return {"type": f"select_one {column.scale or column.kind}", **row} | (
                {"required": "yes"} if needed else {}
            )
        low, high = f"{column.low:g}", f"{column.high:g}"
        row |= {"type": "integer", "constraint": f". >= {low} and . <= {high}"}
        row["constraint_message"] = say("between", low=low, high=high)
        if column.part_of is not None:
            whole = self.name(self.asked.column("owners", column.part_of))
            row |= {"relevant": f"${{{whole}}} > 0", "constraint": f". >= {low} and . <= ${{{whole}}}"}
            row["constraint_message"] = say("at_most")
        return row

    def person(self, column: Column, kind: str, more: Row) -> Iterator[Row]:
        """Yield the question for a person: one of the list, or written where there is none."""
        name = self.name(column)
        if not self.listed:
            yield {"type": "text", "name": name, "label": column.text, **more}
            return
        listed: Row = {"type": f"select_one {OWNERS}", "appearance": "minimal autocomplete"}
        yield listed | {"name": name, "label": column.text} | more
        other = f"${{{name}}} = '{self.phone['other_code']}'"
        kept = {key: more[key] for key in ("constraint", "constraint_message") if key in more}
        written: Row = {"type": "text", "name": self.phone[f"other_{kind}"], "label": say("written")}
        yield written | {"required": "yes", "relevant": other} | kept

    def contacts(self) -> Iterator[Row]:
        """Yield the question how many, and the questions about each: not oneself, and nobody twice."""
        sheet = self.asked.tables["contacts"]
        contact, group, often = sheet.columns[1:]
        count, repeat, name = self.phone["count_name"], self.phone["repeat"], self.name(contact)
        label = Label(**{each: count_label(each) for each in LANGUAGES})
        yield {
            "type": "integer", "name": count, "label": label, "relevant": self.agreed,
            "constraint": f". >= 0 and . <= {sheet.most}",
            "constraint_message": say("between", low=0, high=sheet.most),
        }  # fmt: skip
        yield {
            "type": "begin_repeat", "name": repeat, "label": say("contact"),
            "relevant": self.agreed, "repeat_count": f"${{{count}}}",
        }  # fmt: skip
        # paths are relative: servers give the form a root of their own
        before = f"../../{repeat}[position() < position(current()/..)]"
        once = [f". != ${{{self.owner}}}", *(
            f"not(contains(concat('|', join('|', {before}/{each}), '|'), concat('|', ., '|')))"
            for each in ([name, self.phone["other_contact"]] if self.listed else [name])
        )]  # fmt: skip
        free = f" or . = '{self.phone['other_code']}'" if self.listed else ""
        more: Row = {"constraint": f"({' and '.join(once)}){free}", "constraint_message": say("once")}
        yield from self.person(contact, "contact", more)
        row = self.question(group)
        if self.listed:
            row["relevant"] = f"${{{name}}} = '{self.phone['other_code']}'"
        yield row
        yield self.question(often)
        yield {"type": "end_repeat", "name": repeat}


def say_group(key: str) -> Label:
    """Return the title of a part of the interview in both languages."""
    return Label(**{language: str(words(language)["phone"]["titles"][key]) for language in LANGUAGES})
