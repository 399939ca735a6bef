# ruff: noqa: E501 - a fault is one line, and stands here as it is told
"""The tables of a village's start: read from CSV, every fault with file, line and column."""

import pytest

from simulation.experiment.config import StudyConfig
from simulation.experiment.experiment_file import read_study, read_village
from simulation.files.faults import StudyError
from simulation.running.run import run_study
from simulation.running.sink import Memory
from tests.experiment.files import VALID, told

VILLAGE = """\
name: Seen
owners: 4
groups:
  - {name: local, share: 0.5}
  - {name: newcomer, share: 0.5}
sectors:
  - {name: food, share: 0.75}
  - {name: craft, share: 0.25}
start: {owners: seen_owners.csv, ties: seen_ties.csv}
"""
OWNERS = """\
# asked in March
group,sector,communication,belief_local,income
newcomer,food,0.35,.5,1500000
local,food,,1,
local, craft,0.2,0,2e6
newcomer,food,1,,750000
"""
TIES = "first,second,strength\n0,1,1\n1, 2,0.25\n"
HEAD, TAIL = VALID[: VALID.index("village:")], VALID[VALID.index("behaviour:") :]
STUDY = HEAD + "village: villages/seen.yaml\n" + TAIL


@pytest.fixture
def seen(folder):
    """Return a village with its tables; each can be replaced."""

    def write(village=VILLAGE, owners=OWNERS, ties=TIES):
        for text, name in ((owners, "seen_owners.csv"), (ties, "seen_ties.csv")):
            if text is not None:
                folder.write(text, f"villages/{name}")
        return folder.write(village, "villages/seen.yaml")

    return write


def faults_of(path, read=read_village):
    with pytest.raises(StudyError) as caught:
        read(path)
    return [told(fault) for fault in caught.value.faults]


def test_tables_become_columns_of_the_village(seen):
    start = read_village(seen()).start
    assert start.owners.group == ["newcomer", "local", "local", "newcomer"]
    assert start.owners.communication == [0.35, None, 0.2, 1.0]
    assert start.owners.belief == {"local": [0.5, 1.0, 0.0, None]}
    assert start.owners.income == [1.5e6, None, 2e6, 7.5e5]
    assert start.owners.conflict is None
    assert (start.ties.first, start.ties.second, start.ties.strength) == ([0, 1], [1, 2], [1.0, 0.25])


def test_tables_are_read_as_spreadsheets_write_them(seen):
    plain = read_village(seen()).start
    table = [*OWNERS.splitlines()[1:], ",,,,"]
    numbered = ["", "1", "2", "3", "4", ""]
    owners = "\n".join(
        f"{n};{row.replace(',', ';').replace('.', ',')};" for n, row in zip(numbered, table, strict=True)
    )
    ties = "sep=;\nFirst;Second;Strength\n0;1;1\n1;2,0;0,25\n;;\n"
    assert (
        read_village(
            seen(owners=owners.replace(";750000", ";7,5E+05").replace("food;;1;", "food;NA;1;"), ties=ties)
        ).start
        == plain
    )


def test_either_table_may_be_missing_but_not_both(seen):
    assert (
        read_village(seen(VILLAGE.replace("owners: seen_owners.csv, ", ""), owners=None)).start.owners is None
    )
    assert read_village(seen(VILLAGE.replace(", ties: seen_ties.csv", ""), ties=None)).start.ties is None
    start, *_ = VILLAGE.partition("start:")
    assert faults_of(seen(start + "start: {}\n")) == [
        "seen.yaml:9:8: start: neither owners nor ties were observed; leave start out"
    ]


def test_an_experiment_holds_the_tables_and_its_hash_changes_with_them(seen, folder):
    seen()
    config = folder.study(STUDY)
    document = config.to_document()
    assert document["village"]["start"]["owners"]["communication"] == [0.35, None, 0.2, 1.0]
    assert "conflict" not in document["village"]["start"]["owners"]
    assert StudyConfig.model_validate(document).hash() == config.hash()
    seen(ties=TIES.replace("0.25", "0.26"))
    assert folder.study(STUDY).hash() != config.hash()


def test_the_document_of_a_village_without_a_start_says_nothing_of_one(folder):
    assert "start" not in folder.study(VALID).to_document()["village"]


def test_an_observed_village_has_no_burn_in_unless_the_experiment_asks_for_it(seen, folder):
    seen()
    assert folder.study(STUDY).burn_in == 0
    assert folder.study(STUDY + "burn_in: 12\n").burn_in == 12
    assert folder.study(VALID).burn_in == 208


def test_a_study_runs_from_what_was_observed(seen, folder):
    seen()
    config = folder.study(STUDY.replace("weeks: 104", "weeks: 26").replace("[26, 104]", "[26]"))
    memory = Memory(config)
    run_study(config, memory, workers=1)
    table = memory.table()
    degree, income = (table.values(name, [0, 26]) for name in ("degree", "income"))
    assert (degree[:, :, 0] == 1.0).all()
    # all are seen at their income but one, who is drawn anew in each replicate
    assert len({*income[:, :, 0].ravel()}) == config.replicates
    assert (income[0, :, 0] == income[1, :, 0]).all()


@pytest.mark.parametrize(
    ("where", "old", "new", "line"),
    [
        ("owners", "local,food,,1,", "lokal,food,,1,",
         "seen_owners.csv:4:1: start.owners.group[1]: unknown group 'lokal'; allowed: local, newcomer"),
        ("owners", "newcomer,food,1,,750000", ",food,1,,750000",
         "seen_owners.csv:6:1: start.owners.group[3]: found nothing; allowed: a name of small letters, digits and _, beginning with a letter, at most 40 characters"),
        ("owners", "local, craft", "newcomer, craft",
         "seen.yaml:4:26: groups[0].share: 0.5 of 4 owners are 2, the table of owners has 1 of 'local'; allowed: 0.25"),
        ("owners", "0.35", "1.35",
         "seen_owners.csv:3:15: start.owners.communication[0]: found 1.35; allowed: a number from 0 to 1 or empty"),
        ("owners", "0.35", "35%",
         "seen_owners.csv:3:15: found '35%', a percentage; allowed: a share such as 0.25, without a percent sign"),
        ("owners", "0.35", "inf",
         "seen_owners.csv:3:15: start.owners.communication[0]: found 'inf' (text); allowed: a number from 0 to 1 or empty"),
        ("owners", "1500000", "0",
         "seen_owners.csv:3:23: start.owners.income[0]: found 0; allowed: a number above 0 or empty"),
        ("owners", "belief_local", "belief_lokal",
         "seen_owners.csv:2:28: start.owners.belief.lokal: unknown group 'lokal'; allowed: local, newcomer"),
        ("owners", "communication", "comunication",
         "seen_owners.csv:2:14: start.owners.comunication: unknown field 'comunication'; allowed: group, sector, communication, conflict, gotong_royong, transparency, commitment, knowledge_marketing, knowledge_raw_materials, knowledge_promotion, income, belief, ... (2 more); did you mean 'communication'?"),
        ("owners", "income", "sector", "seen_owners.csv:2:41: the column 'sector' stands twice"),
        ("owners", "local,food,,1,", "local,food,,1",
         "seen_owners.csv:4:1: 4 values; allowed: 5, one for each column"),
        ("owners", "newcomer,food,1,,750000\n", "",
         "seen_owners.csv:2:1: start.owners: a table of 3 owners in a village of 4; allowed: one row an owner: as many as the field owners says"),
        ("ties", "1, 2", "1, 4", "seen_ties.csv:3:4: start.ties.second[1]: owner 4; allowed: owners 0 to 3"),
        ("ties", "1, 2", "1,1", "seen_ties.csv:3:3: start.ties.second[1]: a tie of owner 1 with itself; allowed: another owner"),
        ("ties", "1, 2", "1,0", "seen_ties.csv:3:3: start.ties.second[1]: the tie of 1 and 0 stands twice; allowed: each pair once"),
        ("ties", "1, 2", "-1,2", "seen_ties.csv:3:1: start.ties.first[1]: found -1; allowed: a whole number at least 0"),
        ("ties", "0.25", "0", "seen_ties.csv:3:6: start.ties.strength[1]: found 0; allowed: a number above 0 and at most 1"),
        ("ties", "strength", "weight",
         "seen_ties.csv:1:14: start.ties.weight: unknown field 'weight'; allowed: first, second, strength"),
        ("ties", "first,second,strength", "first;second;strength", "seen_ties.csv:2:1: 3 values in every row; allowed: 1, one for each column; a decimal comma stands in quotes"),
        ("owners", "1500000", "1.500", "seen_owners.csv:3:23: found 1.500: a point as thousands separator? write 1500"),
        ("owners", "1500000", "Rp1500000", "seen_owners.csv:3:23: found 'Rp1500000', with a currency; allowed: the number alone, such as 50000"),
        ("ties", "1, 2", "1.000, 2", "seen_ties.csv:3:1: found 1.000: a point as thousands separator? write 1000"),
        ("ties", "1, 2", "1.5, 2", "seen_ties.csv:3:1: found '1.5'; allowed: a whole number"),
        ("ties", "0,1,1\n1, 2,0.25\n", "", "seen.yaml:9:40: start.ties: seen_ties.csv: no row below the header; allowed: a table with one row a tie"),
    ],
)  # fmt: skip
def test_a_fault_names_its_file_line_and_column(seen, where, old, new, line):
    tables = {"owners": OWNERS, "ties": TIES}
    assert tables[where].count(old) == 1, old
    tables[where] = tables[where].replace(old, new)
    path = seen(**tables)
    assert line in [fault.replace(f"{path.parent}/", "") for fault in faults_of(path)]


def test_a_table_that_is_not_there_is_told_where_it_is_named(seen):
    path = seen(ties=None)
    (fault,) = faults_of(path)
    assert fault.startswith("seen.yaml:9:40: start.ties: ")
    assert "seen_ties.csv: there is no such file" in fault


def test_an_experiment_tells_faults_of_tables_too(seen, folder):
    seen(ties=TIES.replace("0.25", "2"))
    (fault,) = folder.faults(STUDY)
    assert told(fault) == (
        "seen_ties.csv:3:6: village.start.ties.strength[1]: found 2; allowed: a number above 0 and at most 1"
    )


def test_paths_of_a_village_inside_an_experiment_begin_at_the_experiment(seen, folder):
    seen()
    inside = "".join(f"  {line}\n" for line in VILLAGE.replace("seen_", "villages/seen_").splitlines())
    config = folder.study(HEAD + "village:\n" + inside + TAIL)
    assert config.village == read_village(folder.path / "villages" / "seen.yaml")


def test_more_ties_than_are_kept_in_mind_are_told_at_their_row(seen, folder):
    seen(ties="first,second,strength\n0,1,.5\n2,0,.5\n0,3,.5\n")
    (fault,) = folder.faults(STUDY.replace("rivalry: 0.8", "acquaintances: 2"))
    assert told(fault) == (
        "seen_ties.csv:4:1: village.start.ties.first[2]: the tie number 3 of owner 0; "
        "allowed: at most 2 ties an owner, as behaviour.acquaintances says (3 would do)"
    )


def test_size_and_groups_of_an_observed_village_cannot_differ_between_replicates(seen, folder):
    seen()
    for name in ("owners: [3, 9]", "share_local: [0.2, 0.4]"):
        (fault,) = folder.faults(STUDY + f"ranges: {{{name}}}\n")
        assert "cannot differ: the village's start says who lives there" in fault.found


def test_what_was_observed_of_every_owner_cannot_differ(seen, folder):
    whole = "group,sector,conflict\nnewcomer,food,0.5\nlocal,food,0.5\nlocal,craft,0.5\nnewcomer,food,0.5\n"
    seen(owners=whole)
    (fault,) = folder.faults(STUDY + "ranges: {conflict: [0.2, 0.4]}\n")
    assert "cannot differ: the village's start says what every owner has" in fault.found
    seen(owners=whole.replace("0.5\n", "\n", 1))
    assert folder.study(STUDY + "ranges: {conflict: [0.2, 0.4]}\n").ranges == {"conflict": [0.2, 0.4]}


def test_what_owners_keep_in_mind_can_only_vary_above_their_ties(seen, folder):
    seen(ties="first,second,strength\n0,1,.5\n2,0,.5\n0,3,.5\n")
    (fault,) = folder.faults(STUDY + "ranges: {acquaintances: [2, 9]}\n")
    assert fault.allowed == "a low end below the high end, within 3 to 1000"
    assert folder.study(STUDY + "ranges: {acquaintances: [3, 9]}\n").ranges == {"acquaintances": [3, 9]}


def test_thousands_of_faulty_cells_are_told_soon(seen):
    rows = "".join(f"{i},{i + 1},much\n" for i in range(50_000))
    assert len(faults_of(seen(ties="first,second,strength\n" + rows))) > 50_000 - 1


def test_tables_beyond_the_limits_are_refused(seen, monkeypatch):
    from simulation.experiment import start_file

    monkeypatch.setattr(start_file, "MOST_BYTES", 20)
    assert all("the file is larger than" in fault for fault in faults_of(seen()))
    monkeypatch.setattr(start_file, "MOST_BYTES", 10_000)
    monkeypatch.setitem(start_file.TABLES, "ties", ("a table", 1))
    (fault,) = faults_of(seen())
    assert "2 rows; allowed: at most 1" in fault


def test_a_study_file_may_be_read_from_anywhere(seen, folder, monkeypatch):
    seen()
    path = folder.write(STUDY)
    monkeypatch.chdir("/")
    assert read_study(path).village.start is not None


def test_what_else_is_known_of_owners_is_kept_as_it_is_written(seen):
    rows = OWNERS.splitlines()
    table = [rows[0], rows[1] + ",attribute_gender,Attribute_Age", *(
        row + more for row, more in zip(rows[2:], (",woman,30-39", ",man,", ",,40", ",woman,1"), strict=True)
    )]  # fmt: skip
    owners = read_village(seen(owners="\n".join(table))).start.owners
    assert owners.attribute == {
        "gender": ["woman", "man", None, "woman"], "age": ["30-39", None, "40", "1"],
    }  # fmt: skip
    assert owners.belief == {"local": [0.5, 1.0, 0.0, None]}
