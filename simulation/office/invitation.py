"""Who is invited to an activity, in words and numbers: never by name."""

from dataclasses import dataclass

from simulation.experiment.budget import expected_heads, invited
from simulation.parameters import Dose, SelfSelection, VillageProfile
from simulation.parameters.programme import DialogueMediation
from simulation.report.words import Words


@dataclass(frozen=True)
class Invitation:
    """Whom one activity invites.

    Attributes
    ----------
    activity : str
    who : str
        In words.
    people : int
        How many they are.
    coming : float
        How many heads a session is expected to have, as in the budget.
    remarks : tuple of str
        How they are chosen, how many come, how many find room.
    """

    activity: str
    who: str
    people: int
    coming: float
    remarks: tuple[str, ...]


def invitation(activity: str, dose: Dose, village: VillageProfile, words: Words) -> Invitation:
    """Return whom an activity invites in this village."""
    people, who = invited(dose, village), dose.who
    labels = {group.name: words.label(group.label, group.name) for group in village.groups}
    told = words(
        f"office.who.{who.select}",
        **{"group": labels.get(who.group or "", "")} if who.select == "group" else {},
        **{} if who.select in ("everyone", "group") else {"number": words.number(people, 0)},
    )
    return Invitation(
        activity, told, people, expected_heads(dose, village), tuple(_remarks(dose, words)),
    )  # fmt: skip


def _remarks(dose: Dose, words: Words) -> list[str]:
    """Say how the invited are chosen, how many of them come, and how many find room."""
    found = []
    if dose.who.select == "group":
        found.append(words("office.remark.group"))
    elif dose.who.select != "everyone":
        found.append(words("office.remark.chosen"))
    if isinstance(dose.attendance, SelfSelection):
        ends = {name: words.percent(getattr(dose.attendance, name)) for name in ("lowest", "highest")}
        found.append(words("office.remark.unequal", **ends))
    else:
        found.append(words("office.remark.attendance", share=words.percent(dose.attendance)))
    if dose.capacity is not None:
        found.append(words("office.remark.places", places=words.number(dose.capacity, 0)))
    if isinstance(dose, DialogueMediation) and dose.dyads:
        found.append(words("office.remark.mediated", dyads=words.number(dose.dyads, 0)))
    return found
