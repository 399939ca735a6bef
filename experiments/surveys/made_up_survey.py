"""Makes up a survey of 60 owners, before and after the programme: what a simulated village would answer.

``python experiments/surveys/made_up_survey.py`` writes made_up_before.xlsx, made_up_after.xlsx and the
folder made_up_faulty, with the mistakes that people make, for the tests. Nobody was asked anything and all
names are made up.
"""

import csv
import io
from pathlib import Path

import numpy as np

from simulation.experiment.experiment_file import read_study
from simulation.model.draws import FOUNDING, draw, normal, owner_key, replicate_seed, week_key
from simulation.model.engine import Engine
from simulation.model.rules.trust import belief, trust
from simulation.parameters import DOSES, NORMS, Behaviour
from simulation.survey.codebook import choice_lists, list_name
from simulation.survey.form_workbook import form_workbook
from simulation.survey.instrument import Column
from simulation.survey.questionnaire import Questionnaire

HERE = Path(__file__).parent
NOTE = (
    "REKAAN / MADE UP: tidak ada orang yang ditanya, semua nama rekaan / "
    "nobody was asked, all names are made up"
)
LANGUAGE = "id"
PROGRAMME = "all"
SEED = 6
LUCK = 0.08
"""How much an answer on 0 to 1 differs from what the owner thinks."""
SKIPPED, LEFT, RECALLED = 0.03, 0.12, 0.85
"""Questions skipped; owners not met again; contacts that come to mind."""
GIVEN = (
    "Asep",
    "Budi",
    "Cecep",
    "Dewi",
    "Eka",
    "Fitri",
    "Gunawan",
    "Hesti",
    "Iwan",
    "Joko",
    "Kartika",
    "Lestari",
)
FAMILY = ("Anggara", "Basuki", "Cahyadi", "Darmawan", "Ekaputra")
Rows = list[list[object]]


def main() -> None:
    """Simulate the village and write what it would answer."""
    config = read_study(HERE.parent / "kaloran_brimob.yaml").single(Behaviour())
    asked = Questionnaire.of(config.village)
    village = Engine(config.village, config.behaviour, replicate_seed(SEED, 0), prices=config.prices)
    village.advance(0)
    later = village.branch(config.programmes()[PROGRAMME])
    later.advance(config.weeks)
    before = _Interviews(asked, village, 0).tables()
    after = _Interviews(asked, later, config.weeks).tables()
    for name, tables in (("made_up_before", before), ("made_up_after", after)):
        data = form_workbook(asked, LANGUAGE, tables, NOTE)
        (HERE / f"{name}.xlsx").write_bytes(data)
    _write_faulty(asked, before)


class _Interviews:
    """What the owners of a simulated village would answer."""

    def __init__(self, asked: Questionnaire, village: Engine, week: int) -> None:
        self.asked, self.village, self.week = asked, village, week
        self.size = village.state.owners.size
        self.lists = choice_lists(asked, LANGUAGE)
        people = [f"{given} {family}" for family in FAMILY for given in GIVEN]
        order = np.argsort([self.uniform(0, owner, 0) for owner in range(self.size)])
        self.names = [people[place] for place in order]
        self.met = [week == 0 or self.uniform(week, owner, 1) >= LEFT for owner in range(self.size)]

    def uniform(self, week: int, owner: int, k: int) -> float:
        return draw(owner_key(week_key(SEED, week), FOUNDING, owner), k)

    def luck(self, owner: int, k: int) -> float:
        return normal(owner_key(week_key(SEED, self.week), FOUNDING, owner), k)

    def tables(self) -> dict[str, Rows]:
        owners = [owner for owner in range(self.size) if self.met[owner]]
        return {
            "owners": [self.answers(owner) for owner in owners],
            "contacts": [row for owner in owners for row in self.contacts(owner)],
            "attendance": [self.attendance(owner) for owner in owners] if self.week else [],
        }

    def answers(self, owner: int) -> list[object]:
        row = self.village.state.owners[owner]
        known: dict[str, float] = {name: float(row["norms"][place]) for place, name in enumerate(NORMS)}
        known |= {name: float(row[name]) for name in ("communication", "conflict")}
        known |= self.trusts(owner)
        found: list[object] = []
        counted: dict[str, int] = {}
        for k, column in enumerate(self.asked.tables["owners"].columns, start=10):
            if column.name == "name":
                found.append(self.names[owner])
            elif column.name == "consent":
                found.append(self.shown(column, 1))
            elif column.kind in ("group", "sector"):
                found.append(self.shown(column, int(row[column.kind]) + 1))
            elif self.uniform(self.week, owner, 100 + k) < SKIPPED:
                found.append(None)
            elif column.name == "years":
                found.append(int(1 + 25 * self.uniform(0, owner, k)))
            elif column.kind == "number":
                counted[column.name] = self.count(owner, column, counted, 2 * k)
                found.append(counted[column.name])
            elif column.quantity == "income":
                found.append(self.nearest(column, float(row["income"])))
            else:
                value = known[str(column.quantity)] + LUCK * self.luck(owner, 2 * k)
                found.append(self.nearest(column, 1 - value if column.reversed else value))
        return found

    def count(self, owner: int, column: Column, counted: dict[str, int], k: int) -> int:
        """Return how many contacts, dealings or disputes: as the ties or the mood of the owner make them."""
        share = self.uniform(self.week, owner, k)
        if column.part_of is not None:
            return int(share * counted.get(column.part_of, 0) / 2)
        state = self.village.state
        circle = state.circle[owner, : state.owners[owner]["acquaintances"]]
        if column.name == "disputes":
            return int(5 * share**2)
        what, _, group = column.name.partition("_")
        groups = [each.name for each in self.asked.village.groups]
        ties = circle["tie"][circle["group"] == groups.index(group)]
        if what == "contacts":
            return int((ties > self.village.behaviour.tie_minimum).sum())
        return int(4 * share * float(ties.sum()))

    def trusts(self, owner: int) -> dict[str, float]:
        """Return the mean trust in the others of each group, and in those not met."""
        state, record = self.village.state, self.village.record
        groups = state.owners["group"]
        beliefs = [belief(state, record, owner, group) for group in range(state.beliefs.shape[1])]
        values = np.array([beliefs[group] for group in groups])
        unmet = np.ones(self.size, dtype=bool)
        unmet[owner] = False
        for known in state.circle[owner, : state.owners[owner]["acquaintances"]]:
            values[known["partner"]] = trust(
                known["good"], known["bad"], beliefs[known["group"]], record["prior_weight"]
            )
            unmet[known["partner"]] = False
        others = np.arange(self.size) != owner
        found = {
            f"belief_{group.name}": float(values[others & (groups == place)].mean())
            for place, group in enumerate(self.asked.village.groups)
        }
        return found | {"trust_unmet": float(values[unmet].mean())}

    def contacts(self, owner: int) -> Rows:
        state, behaviour = self.village.state, self.village.behaviour
        columns = self.asked.tables["contacts"].columns
        circle = state.circle[owner, : state.owners[owner]["acquaintances"]]
        ties = sorted(circle[circle["tie"] > behaviour.tie_minimum], key=lambda tie: -tie["tie"])
        found: Rows = []
        for tie in ties[: self.asked.tables["contacts"].most]:
            partner = int(tie["partner"])
            if self.uniform(self.week, owner, 1000 + partner) > RECALLED:
                continue
            # meetings a week at which the strength would stay as it is
            often = float(tie["tie"]) * behaviour.tie_decay / behaviour.tie_growth / (1 - float(tie["tie"]))
            group = self.shown(columns[2], int(tie["group"]) + 1)
            found.append([self.names[owner], self.names[partner], group, self.nearest(columns[3], often)])
        return found

    def attendance(self, owner: int) -> list[object]:
        came = [int(6 * self.uniform(self.week, owner, 300 + place)) for place in range(len(DOSES))]
        return [self.names[owner], *came]

    def nearest(self, column: Column, value: float) -> str:
        options = self.asked.instrument.scales[str(column.scale)].options
        best = min(options, key=lambda option: abs((option.value or 0.0) - value))
        return self.shown(column, best.code)

    def shown(self, column: Column, code: int) -> str:
        return self.lists[list_name(column)][code - 1]


def _write_faulty(asked: Questionnaire, tables: dict[str, Rows]) -> None:
    """Write the same interviews as somebody in a hurry would have entered them."""
    owners = [list(row) for row in tables["owners"]]
    contacts = [list(row) for row in tables["contacts"]]
    place = {column.name: number for number, column in enumerate(asked.tables["owners"].columns)}
    owners[3][place["gotong_royong_1"]] = "7"
    owners[5][place["years"]] = "2,5"
    owners[6][place["years"]] = "sepuluh"
    owners[8][place["consent"]] = "tidak"
    owners[10][place["sector"]] = "warung kopi"
    owners.append(list(owners[2]))  # entered twice
    contacts[0][1] = str(contacts[0][1]).upper() + " "  # the same person all the same
    contacts[4][1] = "e".join(str(contacts[4][1]).rsplit("a", 1))  # a slip
    contacts[6][1] = contacts[6][0]
    contacts[9][1] = "Zubaidah Xenomania"
    contacts.append(list(contacts[1]))
    contacts.append(["Wawan Setiabudi", contacts[1][1], "", "2"])
    folder = HERE / "made_up_faulty"
    folder.mkdir(exist_ok=True)
    for name, rows in (("owners", owners), ("contacts", contacts)):
        sheet = asked.tables[name]
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter=";", lineterminator="\n")
        writer.writerow([NOTE])
        writer.writerow([column.header.id for column in sheet.columns])
        writer.writerows(rows)
        (folder / f"{sheet.sheet.id}.csv").write_text(stream.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main()
