"""An edge list: one row a tie, with the names of both ends, as Gephi, R and pandas write it."""

from dataclasses import replace

from simulation.files.delimited import Delimited, Row, filled, plain_name
from simulation.files.faults import Fault, StudyError, listed, nearest, shown
from simulation.files.numbers import NoNumberError, is_missing
from simulation.network.hints import MIXED, Graph, hint

ENDS = (
    ("source", "target"), ("from", "to"), ("source_id", "target_id"), ("from_id", "to_id"),
    ("node1", "node2"), ("node_1", "node_2"), ("ego", "alter"), ("sender", "receiver"),
    ("tail", "head"), ("dari", "ke"), ("v1", "v2"),
)  # fmt: skip
"""Headers of the two ends, in small letters; the last is what R calls columns without a name."""
WEIGHT = "weight"
TYPE = "type"
DIRECTED, UNDIRECTED = "directed", "undirected"
LIKE_WEIGHTS = (
    "weight", "weights", "edge_weight", "strength", "value", "values", "w", "count", "counts",
    "frequency", "freq", "times", "intensity", "score", "closeness", "bobot", "kekuatan",
    "nilai", "frekuensi", "jumlah",
)  # fmt: skip
"""Headers under which numbers probably say how strong a tie is."""
ABOUT = "an edge list begins with a row 'source,target' and perhaps 'weight'"
HEADLESS = "there is no header: the columns are read as {}"


def ends_of(table: Delimited) -> tuple[int, int] | None:
    """Return the columns of the two ends, from 0; None where the table is no edge list."""
    names = [plain_name(name) for name in table.names]
    for source, target in ENDS:
        if names.count(source) == names.count(target) == 1:
            # two columns and two rows that R has named are a matrix
            if (source, target) == ENDS[-1] and (len(table.rows) == 3 or len(names) > 3):
                continue
            return names.index(source), names.index(target)
    return None


def without_header(table: Delimited) -> list[str] | None:
    """Return what the columns of an edge list without a header are; None where the table is none.

    It has two columns of names, and perhaps one of numbers. Its first row is a tie, and no header in words
    that nobody knows, where it holds a number or a name that stands in another row too.
    """
    full = [row.texts[: filled(row.texts)] for row in table.rows]
    width = len(full[0])
    if width not in (2, 3) or len(full) < 2 or any(len(texts) != width for texts in full):
        return None
    ends = [texts[:2] for texts in full]
    if any(is_missing(name) for names in ends for name in names):
        return None
    if width == 3:
        return [*ENDS[0], WEIGHT] if all(_is_number(table, texts[2]) for texts in full) else None
    below = {name for names in ends[1:] for name in names}
    return [*ENDS[0]] if below & {*ends[0]} else None


def with_header(table: Delimited, names: list[str]) -> Delimited:
    """Return a table with a header above its first row."""
    head = Row(table.rows[0].line, names, table.separator.join(names))
    return replace(table, rows=[head, *table.rows])


def edge_list(table: Delimited, weight: str | None = None) -> Graph:
    """Return the graph of an edge list.

    Parameters
    ----------
    table : Delimited
        With a header in which :func:`ends_of` finds the ends; further columns are passed over.
    weight : str, optional
        The column of the weights; by default ``weight``, in any case, if it is there.

    Returns
    -------
    networkx.MultiGraph or networkx.MultiDiGraph
        Directed where every row says so.

    Raises
    ------
    StudyError
        With one line for each row that is no tie, or whose weight is no number above 0.
    """
    import networkx  # noqa: PLC0415 - an extra

    table = table.without_index().rectangular()
    if len(table.rows) == 1:
        raise StudyError([table.fault(table.rows[0], "holds no row below the header", ABOUT)])
    places = ends_of(table)
    assert places is not None
    weighted = _weight_column(table, weight)
    rows, faults = table.rows[1:], []
    kinds = _kinds(table)
    graph = networkx.MultiDiGraph() if kinds == {DIRECTED} else networkx.MultiGraph()
    for row in rows:
        source, target = (row.texts[place] for place in places)
        if is_missing(source) or is_missing(target):
            missing = places[0 if is_missing(source) else 1]
            told = (
                f"a tie with one end, found {shown(row.texts[missing]) if row.texts[missing] else 'nothing'}"
            )
            faults.append(table.cells(row)[missing].fault(told, "a name at both ends"))
            continue
        try:
            kept = {} if weighted is None else {"weight": _weight(table, row, weighted)}
        except StudyError as error:
            faults += error.faults
        else:
            graph.add_edge(source, target, **kept)
    if faults:
        raise StudyError(faults)
    if {DIRECTED, UNDIRECTED} <= kinds:
        hint(graph, MIXED)
    for place, name in enumerate(table.names):
        if place != weighted and plain_name(name) in LIKE_WEIGHTS and _holds_numbers(table, place):
            hint(
                graph,
                f"the numbers of the column {shown(name)} are not used; --weight {name} makes them weights",
            )
    return graph


def _kinds(table: Delimited) -> set[str]:
    """Return what the rows say of their direction, in small letters."""
    names = [plain_name(name) for name in table.names]
    if TYPE not in names:
        return set()
    place = names.index(TYPE)
    return {row.texts[place].casefold() for row in table.rows[1:]}


def _weight_column(table: Delimited, wanted: str | None) -> int | None:
    """Return the column of the weights, from 0; None where there are none."""
    names = table.names
    if wanted in names:
        return names.index(wanted)
    plain = [plain_name(name) for name in names]
    sought = plain_name(WEIGHT if wanted is None else wanted)
    if plain.count(sought) > 1:
        raise StudyError([table.fault(table.rows[0], f"the column {shown(sought)} stands twice")])
    if sought not in plain:
        if wanted is None:
            return None
        told = f"no column {shown(wanted)}"
        raise StudyError([Fault(table.file, 0, 0, "--weight", told, listed(names), nearest(wanted, names))])
    place = plain.index(sought)
    nothing = not any(row.texts[place] for row in table.rows[1:])
    return None if nothing and wanted is None else place


def _weight(table: Delimited, row: Row, place: int) -> float:
    allowed, text = "a number above 0", row.texts[place]
    try:
        value = table.numbers.real(text)
        if value > 0:
            return value
        told = f"a weight of {shown(text)}"
    except NoNumberError as error:
        told = (
            error.found
            if error.explained
            else f"a weight of {shown(text)}"
            if text
            else "a tie without weight"
        )
        allowed = error.allowed or allowed
    raise StudyError([table.cells(row)[place].fault(told, allowed)])


def _is_number(table: Delimited, text: str) -> bool:
    try:
        table.numbers.real(text)
    except NoNumberError:
        return False
    return True


def _holds_numbers(table: Delimited, place: int) -> bool:
    try:
        values = {table.numbers.real(row.texts[place]) for row in table.rows[1:] if row.texts[place]}
    except NoNumberError:
        return False
    return len(values) > 1
