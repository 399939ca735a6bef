"""Every weekly column of the results: name, labels, unit, definition, source and file."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulation.parameters import NORMS, TOPICS


@dataclass(frozen=True)
class Measure:
    """One column of the results.

    Attributes
    ----------
    name : str
        Column name.
    en, id : str
        Labels in English and Indonesian.
    unit : str
        Unit and, where it has one, the range.
    definition : str
        How it is computed, with its source.
    file : str
        Module of ``simulation.measures`` that computes it.
    """

    name: str
    en: str
    id: str
    unit: str
    definition: str
    file: str


SOURCES = (
    ("everyday", "daily life", "kehidupan sehari-hari"),
    ("misreading", "misreading", "salah paham"),
    ("defection", "defection", "ingkar"),
    ("mediation", "dialogue and mediation", "dialog dan mediasi"),
    ("forum", "forum", "forum"),
    ("simulation", "collaboration simulation", "simulasi kolaborasi"),
    ("mentoring", "mentoring", "pendampingan"),
    ("activity", "other activities and mechanisms", "kegiatan dan mekanisme lain"),
    ("fading", "fading memory", "ingatan memudar"),
    ("forgetting", "acquaintances forgotten", "kenalan terlupakan"),
    ("leaving", "owners who left", "pemilik yang pergi"),
)
"""Lines of the trust ledger: name, English, Indonesian. The order is that of the rules' constants."""

_TRUST = "T_ij over ordered pairs of owners, "
_RELATIONS = (
    ("", "", "", "all pairs"),
    ("_own", " in own group", " pada kelompok sendiri", "pairs of one group"),
    ("_other", " in other groups", " pada kelompok lain", "pairs of different groups"),
)
_MET = (
    ("", "", "", ""),
    ("_met", ", acquainted", ", sudah kenal", ", acquaintances"),
    ("_unmet", ", not acquainted", ", belum kenal", ", no acquaintances"),
)
_NORM_LABELS = {
    "gotong_royong": ("gotong royong", "gotong royong"),
    "transparency": ("transparency", "keterbukaan"),
    "commitment": ("commitment", "komitmen"),
}
_TOPIC_LABELS = {
    "marketing": ("marketing", "pemasaran"),
    "raw_materials": ("raw materials", "bahan baku"),
    "promotion": ("promotion", "promosi"),
}
P, S, R, PO = "0-1", "-1 to 1", "ratio", "per owner and week"


def _trust() -> list[Measure]:
    rows = [
        Measure(f"trust{r}{m}", f"trust{re}{me}", f"kepercayaan{ri}{mi}", P,
                f"mean of {_TRUST}{rd}{md} (Josang & Ismail 2002)", "trust")
        for r, re, ri, rd in _RELATIONS
        for m, me, mi, md in _MET
    ]  # fmt: skip
    return [
        *rows,
        Measure("trust_gap", "trust gap", "kesenjangan kepercayaan", S, "trust_own - trust_other", "trust"),
        Measure("trust_mutual", "mutual trust", "saling percaya", P,
                "share of ties in which both sides have T >= .5", "trust"),
        Measure("trust_other_lowest", "trust in other groups, least trusting quarter", "kepercayaan pada kelompok lain, seperempat paling tidak percaya", P,
                "mean T in other groups of the quarter of owners whose own mean is lowest this week (rounded up)", "trust"),
        Measure("belief_own", "belief in own group", "keyakinan pada kelompok sendiri", P,
                "mean over owners of mu_i of the own group: what they expect of a member of whom they know nothing else", "trust"),
        Measure("belief_other", "belief in other groups", "keyakinan pada kelompok lain", P,
                "mean over owners of mu_i of the other groups, weighted by the owners in them: what the questionnaire asks for", "trust"),
    ]  # fmt: skip


def _network() -> list[Measure]:
    return [
        Measure("degree", "ties", "relasi", "ties per owner", "mean number of ties (w > w_min)", "network"),
        Measure("bonding", "ties in own group", "relasi dalam kelompok", "ties per owner", "mean number of ties inside the group", "network"),
        Measure("bridging", "ties across groups", "relasi lintas kelompok", "ties per owner", "mean number of ties to other groups", "network"),
        Measure("ei_index", "E-I index", "indeks E-I", S, "(E - I)/(E + I), E ties across, I inside (Krackhardt & Stern 1988)", "network"),
        Measure("ei_expected", "E-I index expected", "indeks E-I harapan", S, "E-I if every pair were a tie (Krackhardt & Stern 1988)", "network"),
        Measure("homophily", "homophily", "homofili", S, "excess of own-group ties over chance, over the largest possible excess; groups weighted by size (Coleman 1958)", "network"),
        Measure("assortativity", "segregation of ties", "segregasi relasi", S, "(tr e - |e^2|)/(1 - |e^2|), e shares of ties between groups (Newman 2003)", "network"),
        Measure("bridging_ratio", "cross-group ties over expected", "relasi lintas kelompok banding harapan", R, "ties across groups over the number expected if ties ignored groups", "network"),
        Measure("modularity", "modularity", "modularitas", S, "Newman & Girvan modularity of the groups", "network"),
        Measure("clustering", "clustering", "pengelompokan", P, "mean local clustering, 0 below two ties (Watts & Strogatz 1998)", "network"),
        Measure("giant_share", "largest component", "komponen terbesar", P, "owners in the largest component over all owners", "network"),
        Measure("path_length", "path length", "panjang lintasan", "steps", "mean shortest path in the largest component; at chosen weeks", "costly"),
        Measure("constraint", "constraint", "kendala struktural", R, "mean constraint over owners with ties, unweighted (Burt 1992); at chosen weeks", "costly"),
    ]  # fmt: skip


def _norms() -> list[Measure]:
    rows = []
    for name in NORMS:
        en, id_ = _NORM_LABELS[name]
        rows += [
            Measure(name, f"norm: {en}", f"norma: {id_}", P, "mean over owners", "norms"),
            Measure(f"{name}_sd", f"spread of {en}", f"sebaran {id_}", P, "population standard deviation over owners", "norms"),
            Measure(f"{name}_between", f"{en} between groups", f"{id_} antarkelompok", P, "share of the variance that lies between groups (eta squared)", "norms"),
        ]  # fmt: skip
    return rows


def _conflict() -> list[Measure]:
    acts = "acts that cooperated in fact over all acts this week"
    return [
        Measure("cooperation", "cooperation", "kerja sama", P, acts, "conflict"),
        Measure("cooperation_first", "cooperation at first meetings", "kerja sama saat pertama bertemu", P, f"{acts}, first meetings", "conflict"),
        Measure("cooperation_own", "cooperation in own group", "kerja sama dalam kelompok", P, f"{acts}, same group", "conflict"),
        Measure("cooperation_other", "cooperation across groups", "kerja sama lintas kelompok", P, f"{acts}, different groups", "conflict"),
        Measure("meetings", "meetings", "pertemuan", PO, "meetings an owner took part in, all settings", "conflict"),
        Measure("meetings_other", "meetings across groups", "pertemuan lintas kelompok", PO, "meetings with another group an owner took part in", "conflict"),
        Measure("disputes", "disputes", "sengketa", PO, "defections seen, real or misread; each observer counts", "conflict"),
        Measure("unresolved", "unresolved disputes", "sengketa tak terselesaikan", PO, "disputes not resolved", "conflict"),
    ]  # fmt: skip


def _economy() -> list[Measure]:
    topics = [
        Measure(f"knowledge_{name}", f"knowledge: {_TOPIC_LABELS[name][0]}", f"pengetahuan: {_TOPIC_LABELS[name][1]}",
                P, "mean over owners", "economy")
        for name in TOPICS
    ]  # fmt: skip
    return [
        Measure("knowledge", "business knowledge", "pengetahuan usaha", P, "mean over owners and topics", "economy"),
        *topics,
        Measure("knowledge_gap", "knowledge gap of groups", "kesenjangan pengetahuan kelompok", P, "largest less smallest group mean, mean over topics", "economy"),
        Measure("income", "income", "pendapatan", "rupiah per owner and week", "mean over owners", "economy"),
        Measure("income_gini", "inequality of income", "ketimpangan pendapatan", P, "Gini coefficient", "economy"),
        Measure("income_between", "income inequality of groups", "ketimpangan pendapatan antarkelompok", "nats", "Theil index between groups (Theil 1967)", "economy"),
    ]  # fmt: skip


def _index() -> list[Measure]:
    return [
        Measure("social_capital", "index of social capital", "indeks modal sosial", P, "mean of its three parts", "index"),
        Measure("social_capital_trust", "index: trust", "indeks: kepercayaan", P, "trust", "index"),
        Measure("social_capital_network", "index: network", "indeks: jejaring", P, "mean of min(1, degree/9), where 9 is the upper end of P1, and min(1, bridging_ratio)", "index"),
        Measure("social_capital_norms", "index: norms", "indeks: norma", P, "mean of the three norms", "index"),
    ]  # fmt: skip


def _ledger() -> list[Measure]:
    sides = (("own", "own group", "kelompok sendiri"), ("other", "other groups", "kelompok lain"))
    stock = [
        Measure(f"evidence_{side}", f"evidence: {en}", f"bukti: {id_}", "experiences per owner",
                "good less bad evidence (r - s) kept in mind at the end of the week", "ledger")
        for side, en, id_ in sides
    ]  # fmt: skip
    flows = [
        Measure(f"ledger_{source}_{side}", f"ledger: {source_en}, {en}", f"neraca: {source_id}, {id_}",
                "experiences per owner and week",
                "change of good less bad evidence (r - s) by this source; all lines add up to the change of the stock",
                "ledger")
        for source, source_en, source_id in SOURCES
        for side, en, id_ in sides
    ]  # fmt: skip
    return stock + flows


def _programme() -> list[Measure]:
    return [Measure("cost", "cost", "biaya", "rupiah", "cumulated since week 1", "programme")]


PER_GROUP = (
    Measure("betweenness_{group}", "betweenness: {label}", "keperantaraan: {label}", P,
            "mean normalised betweenness of the group's owners (Freeman 1977); at chosen weeks, from 200 sampled sources above 1,000 owners",
            "costly"),
    Measure("attendance_{group}", "attendance: {label}", "kehadiran: {label}", P,
            "those present over those invited, all sessions of the week; empty without a session", "programme"),
)  # fmt: skip
"""Columns that exist once for each group of the village."""

MEASURES = (
    *_trust(),
    *_network(),
    *_norms(),
    *_conflict(),
    *_economy(),
    *_index(),
    *_ledger(),
    *_programme(),
)
"""The columns every village has, in their order."""


def catalogue(groups: Sequence[tuple[str, str, str]]) -> list[Measure]:
    """Return the columns of a village, in their order.

    Parameters
    ----------
    groups : sequence of (name, English label, Indonesian label)
    """
    each = [
        Measure(
            measure.name.format(group=name),
            measure.en.format(label=en),
            measure.id.format(label=id_),
            measure.unit,
            measure.definition,
            measure.file,
        )
        for measure in PER_GROUP
        for name, en, id_ in groups
    ]
    return [*MEASURES, *each]


def names(groups: Sequence[str]) -> list[str]:
    """Return the column names of a village with these groups, in their order."""
    return [measure.name for measure in catalogue([(group, group, group) for group in groups])]


def costly(groups: Sequence[str]) -> set[str]:
    """Return the measures that are computed only in the weeks of ``network_weeks``."""
    named = [(group, group, group) for group in groups]
    return {measure.name for measure in catalogue(named) if measure.file == "costly"}
