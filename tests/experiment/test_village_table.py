"""A table of villages: what its cells mean, and what is told of a cell that cannot be used."""

from pathlib import Path

import numpy as np
import pytest

from simulation.experiment.config import StudyConfig
from tests.experiment.files import VALID, Folder, told

TABLE = """\
# made up
name,owners,share_local,threshold
"Desa A, Kecamatan B",40,0.3,0.40..0.48
Desa C,55,0.5,0.44
"""
EXPERIMENT = VALID + "villages: table.csv\n"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def read(folder: Folder, table: str) -> StudyConfig:
    folder.write(table, "table.csv")
    return folder.study(EXPERIMENT)


def drawn(config: StudyConfig, seed: int = 7) -> dict[str, list[float]]:
    assert config.villages is not None
    return config.villages.drawn(seed, config.village).columns


def faults(folder: Folder, table: str) -> list[str]:
    folder.write(table, "table.csv")
    return [told(fault) for fault in folder.faults(EXPERIMENT)]


def test_a_cell_is_a_number_or_a_range_from_which_one_value_is_drawn(folder: Folder) -> None:
    config = read(folder, TABLE)
    assert config.villages is not None
    assert config.villages.names == ["Desa A, Kecamatan B", "Desa C"]
    columns = drawn(config)
    assert columns["owners"] == [40, 55] and columns["share_local"] == [0.3, 0.5]
    assert 0.40 < columns["threshold"][0] < 0.48 and columns["threshold"][1] == 0.44
    assert columns == drawn(config) != drawn(config, seed=8)


def test_a_draw_is_the_villages_own_whatever_stands_beside_it(folder: Folder) -> None:
    alone = "name,threshold,owners\nDesa X,0.35..0.5,30..90\n" + 'Desa Y,0.35..0.5,30..90\n"'
    one = drawn(read(folder, alone.rstrip('"')))
    swapped = "name,owners,threshold\nDesa Z,20..30,0.4..0.45\nDesa Y,30..90,0.35..0.5\n"
    other = drawn(read(folder, swapped))
    assert one["threshold"][1] == other["threshold"][1]
    assert one["owners"][1] == other["owners"][1] == round(one["owners"][1])
    assert one["threshold"][0] != one["threshold"][1]


def test_shares_of_all_groups_may_be_written_and_sectors_vary_too(folder: Folder) -> None:
    config = read(folder, "name,share_local,share_newcomer,sector_food\nA,0.7,0.3,0.8\nB,0.2,0.8,0.1\n")
    assert config.villages is not None
    points = config.villages.drawn(1, config.village)
    village, _ = points.applied(1, config.village, config.behaviour)
    assert [group.share for group in village.groups] == pytest.approx([0.2, 0.8])
    assert [sector.share for sector in village.sectors] == pytest.approx([0.1, 0.9])


def test_a_wide_range_is_filled_evenly(folder: Folder) -> None:
    rows = "".join(f"V{number},0.2..0.6\n" for number in range(400))
    values = np.array(drawn(read(folder, "name,avoidance\n" + rows))["avoidance"])
    assert values.min() >= 0.2 and values.max() < 0.6
    assert np.histogram(values, 4, (0.2, 0.6))[0].min() > 70


@pytest.mark.parametrize(
    "table",
    [
        TABLE.replace(",", ";").replace("A; K", "A, K").replace(".", ",").replace(",,", ".."),
        "sep=;\n" + TABLE.replace(",", ";").replace("A; K", "A, K") + ";;;\n",
        '\t"Name"\t"owners "\t"Share_Local"\t"threshold"\t\n1\tDesa A, Kecamatan B\t40.0\t0.3\t0.40..0.48\t\n'
        "2\tDesa C\t55\t0.5\t0.44\t\n\t\t\t\t\t\n",
    ],
)
def test_a_table_is_read_as_spreadsheets_write_it(folder: Folder, table: str) -> None:
    assert read(folder, table).villages == read(folder, TABLE).villages


def test_owners_are_whole_wherever_the_table_came_from(folder: Folder) -> None:
    document = read(folder, TABLE).to_document()
    document["villages"]["columns"]["owners"][1] = [70.5, 70.5]
    with pytest.raises(ValueError, match=r"found 70\.5; allowed: whole numbers"):
        StudyConfig.model_validate(document)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("40,", "fourty,",
         "table.csv:3:23: owners: found 'fourty'; "
         "allowed: a number such as 0.4, or a range such as 0.3..0.5 to draw from"),
        ("55,0.5", "55,",
         "table.csv:4:11: found nothing; "
         "allowed: a number such as 0.4, or a range such as 0.3..0.5 to draw from"),
        ("0.40..0.48", "0.48..0.40",
         "table.csv:3:30: villages.columns.threshold[0]: found 0.48..0.4, an empty range; "
         "allowed: a low end below the high end"),
        ("55,", "1,", "table.csv:4:8: villages.columns.owners[1]: found 1; allowed: values from 2 to 1e+07"),
        ("55,0.5", "55,1.5",
         "table.csv:4:11: villages.columns.share_local[1]: found 1.5; allowed: values from 0.001 to 0.999"),
        ("Desa C", '"Desa A, Kecamatan B"',
         "table.csv:4:1: villages.names[1]: the village 'Desa A, Kecamatan B' stands twice; "
         "allowed: names, each once"),
        (",0.44", "", "table.csv:4:1: 3 values; allowed: 4, one for each column"),
        ("owners,", "owners,owners,", "table.csv:2:13: the column 'owners' stands twice"),
        ('"Desa A, Kecamatan B"', '"Desa A, Kecamatan B',
         "table.csv:3:1: cannot be read: unexpected end of data; "
         "allowed: quotation marks in pairs, each pair around a whole cell"),
        ("55,", "2.350,", "table.csv:4:8: owners: found 2.350: a point as thousands separator? write 2350; "
         "allowed: a number such as 0.4, or a range such as 0.3..0.5 to draw from"),
        ("55,", "70.5,", "table.csv:4:8: owners: found '70.5'; allowed: a whole number"),
        ("55,", "40..70.5,", "table.csv:4:8: owners: found '70.5'; allowed: a whole number"),
        ("55,0.5", "55,50%",
         "table.csv:4:11: share_local: found '50%', a percentage; "
         "allowed: a share such as 0.25, without a percent sign"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_used_is_told_with_its_place(
    folder: Folder, old: str, new: str, line: str
) -> None:
    assert TABLE.count(old) == 1
    assert faults(folder, TABLE.replace(old, new)) == [line]


def test_an_unknown_column_is_told_with_the_nearest(folder: Folder) -> None:
    (line,) = faults(folder, TABLE.replace("share_local", "share_locl"))
    assert line.startswith("table.csv:2:13: villages.columns.share_locl: unknown column 'share_locl'")
    assert line.endswith("did you mean 'share_local'?")


def test_all_faults_are_told_in_one_go(folder: Folder) -> None:
    table = TABLE.replace("40,", "0,").replace("0.44", "1.44")
    assert [line[:13] for line in faults(folder, table)] == ["table.csv:3:2", "table.csv:4:1"]


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("name,share_local,share_newcomer\nA,0.7,0.4\n",
         "table.csv:2:7: villages.columns.share_newcomer[0]: shares that add up to 1.1; "
         "allowed: shares that add up to 1"),
        ("name,share_local,share_newcomer\nA,0.6..0.7,0.4\n",
         "table.csv:2:12: villages.columns.share_newcomer[0]: a range, and the shares of all; "
         "allowed: no column share_newcomer: the last one takes the rest"),
        ("village;owners\nA;40\n",
         "table.csv:1:1: no column 'name'; "
         "allowed: a header 'name,owners,share_...' and one line a village"),
        ("name,owners\n",
         "table.csv:1:1: no village below the header; "
         "allowed: a header 'name,owners,share_...' and one line a village"),
        ("", "table.csv: holds no table; "
         "allowed: a header 'name,owners,share_...' and one line a village"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_is_told_in_one_line(folder: Folder, table: str, line: str) -> None:
    (found,) = faults(folder, table)
    assert found.replace("x.yaml:23:1: villages: ", "").replace(f"{folder.path}/", "").endswith(line)


def test_a_missing_table_is_told_at_the_line_that_names_it(folder: Folder) -> None:
    (fault,) = folder.faults(EXPERIMENT)
    assert told(fault).startswith("x.yaml:") and "there is no such file" in told(fault)
    assert fault.line == EXPERIMENT.count("\n")


def test_an_experiment_with_villages_is_the_same_after_it_was_written_and_read(folder: Folder) -> None:
    config = read(folder, TABLE)
    again = StudyConfig.model_validate(config.to_document())
    assert again.villages == config.villages and again.hash() == config.hash()
