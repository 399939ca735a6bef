"""Behaviour: the parameters of the owners' rules (ODD 8)."""

from typing import Self

from pydantic import model_validator

from simulation.parameters.field import Strict, parameter

CHOICES = "20,484 choices of Fudenberg, Rand & Dreber 2012 and Dal Bo & Frechette 2011"
FAVOURITISM = "in-group favouritism d .15-.55 (Balliet, Wu & De Dreu 2014)"
SURVIVAL = "tie survival .50-.57 a year (s50 panel)"
ANCHOR = "Friedkin & Johnsen 1990, with the descriptive norm; value assumed"
ASSUMED = "assumed"


class Behaviour(Strict):
    """How owners trust, meet, cooperate, learn and forget.

    Values are the set in the middle of the ensemble that ships (experiments/calibration/plausible.py), on
    the steps of a slider; each carries its unit, plausible range, source and mark.
    """

    # choice in a meeting
    sensitivity: float = parameter(
        6.9, limits=(0, 50), plausible=(5, 11), unit="log-odds per unit of trust", mark="fitted",
        source=f"beta; 6.5 by a fit of beta-trust with logistic choice to {CHOICES}",
        en="sensitivity of choice to trust", id="kepekaan pilihan terhadap kepercayaan")  # fmt: skip
    threshold: float = parameter(
        0.439, limits=(0, 1), plausible=(0.35, 0.50), unit="trust",
        source="theta; loss/(gain + loss) of the joint venture",
        en="trust at which cooperation is even", id="kepercayaan saat kerja sama berimbang")  # fmt: skip
    norm_weight: float = parameter(
        2.9, limits=(0, 20), plausible=(0, 4), unit="log-odds per unit of norm", mark="fitted",
        source=f"gamma; upper proxy, own-move effect 1.8-2.6 in {CHOICES}",
        en="weight of gotong royong in choice", id="bobot gotong royong dalam pilihan")  # fmt: skip
    rivalry: float = parameter(
        0.52, limits=(0, 20), plausible=(0, 1.5), unit="log-odds",
        source="chi; adversarial contact (Lowe 2021); information flows between non-competitors "
        "(Cai & Szeidl 2018)",
        en="rivalry in the same sector", id="persaingan di sektor yang sama")  # fmt: skip
    lapse: float = parameter(
        0.04, limits=(0, 1), plausible=(0, 0.40), unit="probability", source=ASSUMED,
        en="lapse of an owner without commitment", id="kelalaian pemilik tanpa komitmen")  # fmt: skip
    misreading: float = parameter(
        0.26, limits=(0, 1), plausible=(0.05, 0.35), unit="probability", mark="fitted",
        source="e0; noise levels of Fudenberg, Rand & Dreber 2012",
        en="misreading between two unskilled owners", id="salah paham antara dua pemilik tanpa keterampilan")  # fmt: skip
    misreading_across: float = parameter(
        0.5, limits=(0, 5), plausible=(0, 1), unit="share added", source="delta; assumed",
        en="misreading added between groups", id="tambahan salah paham antarkelompok")  # fmt: skip

    # trust and its memory
    bad_weight: float = parameter(
        1.39, limits=(0, 20), plausible=(0.75, 2), unit="good experiences", mark="fitted",
        source=f"omega; 1.25 by a fit to {CHOICES}; negativity of Slovic 1993 is contested: test 1",
        en="weight of a bad experience", id="bobot pengalaman buruk")  # fmt: skip
    memory: float = parameter(
        0.969, limits=(0, 1), plausible=(0.90, 0.99), unit="share kept a week", source="lambda; assumed",
        en="memory of experience with a person", id="ingatan pengalaman dengan seseorang")  # fmt: skip
    group_memory: float = parameter(
        0.969, limits=(0, 1), plausible=(0.90, 1.0), unit="share kept a week",
        source="lambda_g; assumed; may be shorter than that of persons",
        en="memory of experience with a group", id="ingatan pengalaman dengan kelompok")  # fmt: skip
    prior_weight: float = parameter(
        1.4, limits=(0.01, 1000), plausible=(1, 5), unit="experiences",
        source="kappa; hierarchical beta reputation, Josang & Ismail 2002",
        en="weight of the belief in the group for one person", id="bobot keyakinan kelompok bagi seseorang")  # fmt: skip
    belief_weight: float = parameter(
        26.0, limits=(0.01, 1000), plausible=(5, 30), unit="experiences", source="A; assumed",
        en="weight of the initial belief in a group", id="bobot keyakinan awal pada kelompok")  # fmt: skip
    generalisation: float = parameter(
        0.29, limits=(0, 1), plausible=(0, 0.30), unit="share",
        source="eta; assumed, bounded by Mousa 2020: contact generalises weakly",
        en="generalisation from a member to the group", id="perluasan dari anggota ke kelompok")  # fmt: skip
    bad_generalisation: float = parameter(
        1.9, limits=(0, 10), plausible=(1, 3), unit="times that of a good experience",
        source="eta-; assumed: negative contact predicts prejudice more than positive reduces it "
        "(Barlow et al. 2012)",
        en="generalisation of a bad experience", id="perluasan pengalaman buruk")  # fmt: skip
    belief_own: float = parameter(
        0.615, limits=(0, 1), plausible=(0.50, 0.70), unit="trust", source=f"mu0; {FAVOURITISM}",
        en="initial belief in the own group", id="keyakinan awal pada kelompok sendiri")  # fmt: skip
    belief_other: float = parameter(
        0.51, limits=(0, 1), plausible=(0.37, 0.57), unit="trust", mark="calibrated", source=f"mu0; pattern P21; {FAVOURITISM}",
        en="initial belief in other groups", id="keyakinan awal pada kelompok lain")  # fmt: skip
    belief_sd: float = parameter(
        0.215, limits=(0, 1), plausible=(0.05, 0.30), unit="trust", mark="calibrated", source="pattern P21",
        en="personal spread of initial belief", id="sebaran pribadi keyakinan awal")  # fmt: skip

    trustworthiness_sd: float = parameter(
        1.8, limits=(0, 10), plausible=(0.3, 2), unit="log-odds", mark="calibrated",
        source="sigma_t; pattern P22",
        en="personal spread of trustworthiness", id="sebaran pribadi sifat dapat dipercaya")  # fmt: skip

    # skills
    communication: float = parameter(
        0.45, limits=(0, 1), plausible=(0.20, 0.60), unit="skill 0-1", source="c0; assumed",
        en="initial communication skill", id="keterampilan komunikasi awal")  # fmt: skip
    conflict: float = parameter(
        0.34, limits=(0, 1), plausible=(0.20, 0.60), unit="skill 0-1", source="m0; assumed",
        en="initial conflict-management skill", id="keterampilan manajemen konflik awal")  # fmt: skip
    skill_half_life: float = parameter(
        28.0, limits=(0.1, 1e6), plausible=(24, 56), unit="weeks", mark="seen",
        source="Tatel & Ackerman 2025: 6.5-13 months",
        en="half-life of a trained skill", id="waktu paruh keterampilan terlatih")  # fmt: skip
    personal_sd: float = parameter(
        0.005, limits=(0, 1), plausible=(0, 0.20), unit="skill or norm", source=ASSUMED,
        en="personal spread of norms and skills", id="sebaran pribadi norma dan keterampilan")  # fmt: skip

    # norms
    gotong_royong: float = parameter(
        0.57, limits=(0, 1), plausible=(0.30, 0.70), unit="norm 0-1", source=ASSUMED,
        en="initial norm of gotong royong", id="norma gotong royong awal")  # fmt: skip
    transparency: float = parameter(
        0.5, limits=(0, 1), plausible=(0.25, 0.65), unit="norm 0-1", source=ASSUMED,
        en="initial norm of transparency", id="norma keterbukaan awal")  # fmt: skip
    commitment: float = parameter(
        0.74, limits=(0, 1), plausible=(0.50, 0.90), unit="norm 0-1", source=ASSUMED,
        en="initial norm of commitment", id="norma komitmen awal")  # fmt: skip
    norm_learning: float = parameter(
        0.135, limits=(0, 1), plausible=(0.01, 0.20), unit="share a week", source=f"alpha; {ANCHOR}",
        en="how fast a norm follows what is seen", id="kecepatan norma mengikuti yang terlihat")  # fmt: skip
    norm_anchor: float = parameter(
        0.08, limits=(0, 1), plausible=(0.01, 0.20), unit="share a week", source=f"xi; {ANCHOR}",
        en="pull of the personal anchor of a norm", id="tarikan jangkar pribadi norma")  # fmt: skip
    vision_half_life: float = parameter(
        66.0, limits=(0.1, 1e6), plausible=(26, 208), unit="weeks", source=ASSUMED,
        en="half-life of the shared vision without a forum", id="waktu paruh visi bersama tanpa forum")  # fmt: skip

    # knowledge
    knowledge_strong: float = parameter(
        0.545, limits=(0, 1), plausible=(0.45, 0.75), unit="knowledge 0-1", source=ASSUMED,
        en="initial knowledge of a strong topic", id="pengetahuan awal topik kuat")  # fmt: skip
    knowledge_weak: float = parameter(
        0.295, limits=(0, 1), plausible=(0.10, 0.40), unit="knowledge 0-1", source=ASSUMED,
        en="initial knowledge of a weak topic", id="pengetahuan awal topik lemah")  # fmt: skip
    knowledge_sd: float = parameter(
        0.035, limits=(0, 1), plausible=(0, 0.20), unit="knowledge", source=ASSUMED,
        en="personal spread of knowledge", id="sebaran pribadi pengetahuan")  # fmt: skip
    knowledge_half_life: float = parameter(
        99.0, limits=(0.1, 1e6), plausible=(26, 104), unit="weeks",
        source="assumed: Brooks, Donovan & Johnson 2018 (fades) against Cai & Szeidl 2018 (persists)",
        en="half-life of knowledge gained from others and by doing",
        id="waktu paruh pengetahuan dari sesama dan praktik")  # fmt: skip
    mentored_half_life: float = parameter(
        77.0, limits=(0.1, 1e6), plausible=(26, 104), unit="weeks",
        source="assumed: Brooks, Donovan & Johnson 2018 (fades within a year)",
        en="half-life of knowledge gained from a mentor", id="waktu paruh pengetahuan dari pendampingan")  # fmt: skip
    sharing: float = parameter(
        0.15, limits=(0, 1), plausible=(0.02, 0.30), unit="share of the difference", source="rho; assumed",
        en="knowledge closed by one sharing", id="pengetahuan tersalur sekali berbagi")  # fmt: skip
    practice: float = parameter(
        0.044, limits=(0, 1), plausible=(0, 0.10), unit="share of what is missing",
        source="assumed: what lets a gain outlast the forum",
        en="learning by doing in a facilitated meeting", id="belajar sambil bekerja saat difasilitasi")  # fmt: skip

    # acquaintances and ties
    acquaintances: int = parameter(
        19, limits=(1, 1000), plausible=(12, 60), unit="owners", mark="calibrated",
        source="K; patterns P2, P3, P19",
        en="acquaintances an owner keeps in mind", id="kenalan yang diingat seorang pemilik")  # fmt: skip
    meetings: float = parameter(
        1.13, limits=(0, 50), plausible=(0.5, 2), unit="meetings started a week", mark="calibrated",
        source="enc; patterns P1 and P20",
        en="meetings an owner starts a week", id="pertemuan yang dimulai pemilik per pekan")  # fmt: skip
    sociability_sd: float = parameter(
        0.73, limits=(0, 3), plausible=(0.3, 1.0), unit="log of meetings", mark="calibrated",
        source="sigma_s; patterns P15, P20",
        en="personal spread of sociability", id="sebaran pribadi keluwesan bergaul")  # fmt: skip
    by_tie: float = parameter(
        0.59, limits=(0, 1), plausible=(0.30, 0.70), unit="probability", mark="calibrated",
        source="f_tie; patterns P1, P16",
        en="meetings with a tie", id="pertemuan dengan relasi")  # fmt: skip
    by_friend: float = parameter(
        0.12, limits=(0, 1), plausible=(0.10, 0.50), unit="probability", mark="calibrated",
        source="f_tri; pattern P1, clustering",
        en="of the rest, meetings with a friend's friend", id="dari sisanya, pertemuan dengan teman dari teman")  # fmt: skip
    avoidance: float = parameter(
        0.51, limits=(0, 1), plausible=(0.20, 0.85), unit="probability", mark="calibrated",
        source="h; patterns P2, P18, P19",
        en="avoidance of unmet owners of other groups", id="penghindaran pemilik asing dari kelompok lain")  # fmt: skip
    redraw: float = parameter(
        0.29, limits=(0, 1), plausible=(0, 1), unit="probability", mark="calibrated",
        source="r; patterns P18, P19",
        en="avoided meetings held with the own group instead",
        id="pertemuan yang dihindari diganti dengan kelompok sendiri")  # fmt: skip
    attendance_spread: float = parameter(
        0.94, limits=(0, 1), plausible=(0, 1), unit="share of the room up to 0 and 1",
        source="assumed: partly the same people come to every activity",
        en="personal spread of attendance", id="sebaran pribadi kehadiran")  # fmt: skip
    exit_rate: float = parameter(
        0.08, limits=(0, 0.99), plausible=(0, 0.16), unit="share of firms a year", mark="seen",
        source="McKenzie & Paffhausen 2019: about 8 % a year",
        en="firms that close", id="usaha yang tutup")  # fmt: skip
    tie_decay: float = parameter(
        0.051, limits=(0, 1), plausible=(0.03, 0.14), unit="share lost a week", mark="calibrated", source=f"d; patterns P16, P17; {SURVIVAL}",
        en="decay of a tie", id="pelemahan relasi")  # fmt: skip
    tie_growth: float = parameter(
        0.25, limits=(0, 1), plausible=(0.05, 0.30), unit="share of what is missing", mark="calibrated", source=f"u; patterns P16, P17; {SURVIVAL}",
        en="growth of a tie by a good meeting", id="penguatan relasi oleh pertemuan baik")  # fmt: skip
    tie_start: float = parameter(
        0.28, limits=(0, 1), plausible=(0.20, 0.40), unit="strength 0-1", source=f"w0; {SURVIVAL}",
        en="strength of a new tie", id="kekuatan relasi baru")  # fmt: skip
    tie_minimum: float = parameter(
        0.175, limits=(0, 1), plausible=(0.10, 0.20), unit="strength 0-1", source=f"w_min; {SURVIVAL}",
        en="strength above which a tie exists", id="kekuatan minimum suatu relasi")  # fmt: skip

    # income
    income_ties: float = parameter(
        0.13, limits=(0, 5), plausible=(0.03, 0.30), unit="share per log of ties", mark="calibrated",
        source="bp; pattern P8 (Cai & Szeidl 2018)",
        en="income from complementary ties", id="pendapatan dari relasi saling melengkapi")  # fmt: skip
    income_knowledge: float = parameter(
        0.39, limits=(0, 5), plausible=(0, 0.45), unit="share", mark="calibrated",
        source="bk; pattern P8; Brooks et al. 2018 +20 %, Dalton et al. 2021 up to +35 %",
        en="income from knowledge", id="pendapatan dari pengetahuan")  # fmt: skip
    income: float = parameter(
        1_000_000.0, limits=(1, 1e12), plausible=(500_000, 5_000_000), unit="rupiah a week",
        source="y0; the user's own; report effects in per cent",
        en="income of an owner without ties or knowledge", id="pendapatan pemilik tanpa relasi dan pengetahuan")  # fmt: skip
    income_spread: float = parameter(
        1.14, limits=(0, 3), plausible=(0.8, 1.6), unit="log income", mark="calibrated",
        source="sigma_y; pattern P24",
        en="personal spread of income", id="sebaran pribadi pendapatan")  # fmt: skip
    income_sd: float = parameter(
        0.15, limits=(0, 3), plausible=(0.05, 0.30), unit="log income", source="sd; the user's own",
        en="weekly luck in income", id="untung-rugi pekanan pendapatan")  # fmt: skip

    @model_validator(mode="after")
    def _tie_can_start(self) -> Self:
        if self.tie_start < self.tie_minimum:
            raise ValueError(
                f"tie_start ({self.tie_start}) must not be below tie_minimum ({self.tie_minimum}): "
                "a tie would begin with one good meeting only to end with it"
            )
        return self


_OF_THE_VILLAGE = ("acquaintances", "tie_minimum", "tie_start", "tie_growth", "tie_decay")
"""What two owners share, or all: the same on both sides of a tie, and one size of memory."""
OF_GROUPS = tuple(name for name in Behaviour.model_fields if name not in _OF_THE_VILLAGE)
"""Parameters that may be otherwise in a group."""
OF_PERSONS = tuple(name for name in OF_GROUPS if not name.endswith("half_life") and name != "exit_rate")
"""Parameters that may spread over persons."""
