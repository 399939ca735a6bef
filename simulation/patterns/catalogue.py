"""The patterns P1 to P24, with the bands of the specification; numbers that are missing were never given.

Bands were set before the model was held against them, and none is widened. How far the model may be off
(``stated``) is a judgement: nothing for definitions (P3) and for the two that are signs (P5, P14), .05 for
the share that stays (P8), whose band has one end, and a tenth of half the band for all others.
"""

from math import inf

from simulation.patterns import readings
from simulation.patterns import sources as at
from simulation.patterns.pattern import Pattern
from simulation.patterns.villages import RATIO_OF_MEANS, SHARE_BETWEEN

DEFINITION = "definition"

PATTERNS = (
    Pattern(
        "P1 degree", "ties per owner at week 0", "relasi per pelaku pada pekan 0",
        3, 9, at.HAMLETS, readings.at_start("degree"),
    ),
    Pattern(
        "P1 clustering", "mean local clustering at week 0", "rata-rata pengelompokan lokal pada pekan 0",
        0.12, 0.70, at.HAMLETS, readings.at_start("clustering"),
    ),
    Pattern(
        "P1 path", "path length in the largest component at week 0",
        "panjang jalur dalam komponen terbesar pada pekan 0",
        2.0, 3.4, at.HAMLETS, readings.at_start("path_length"),
    ),
    Pattern(
        "P2 E-I", "E-I index at week 0", "indeks E-I pada pekan 0",
        -0.87, -0.42, at.DIVIDED, readings.at_start("ei_index"),
    ),
    Pattern(
        "P2 assortativity", "assortativity by group at week 0", "asortativitas menurut kelompok pada pekan 0",
        0.50, 0.86, at.DIVIDED, readings.at_start("assortativity"),
    ),
    Pattern(
        "P3 trust", "drift of trust, weeks 0 to 104", "pergeseran kepercayaan, pekan 0 sampai 104",
        -0.05, 0.05, DEFINITION, readings.drift("trust"), stated=0.0, needs="years",
    ),
    Pattern(
        "P3 gotong royong", "drift of gotong royong", "pergeseran gotong royong",
        -0.05, 0.05, DEFINITION, readings.drift("gotong_royong"), stated=0.0, needs="years",
    ),
    Pattern(
        "P3 transparency", "drift of transparency", "pergeseran keterbukaan",
        -0.05, 0.05, DEFINITION, readings.drift("transparency"), stated=0.0, needs="years",
    ),
    Pattern(
        "P3 commitment", "drift of commitment", "pergeseran komitmen",
        -0.05, 0.05, DEFINITION, readings.drift("commitment"), stated=0.0, needs="years",
    ),
    Pattern(
        "P3 E-I", "drift of the E-I index", "pergeseran indeks E-I",
        -0.05, 0.05, DEFINITION, readings.drift("ei_index"), stated=0.0, needs="years",
    ),
    Pattern(
        "P3 bridging ratio", "drift of cross-group ties over expected",
        "pergeseran relasi lintas kelompok dibanding harapan",
        -0.05, 0.05, DEFINITION, readings.drift("bridging_ratio"), stated=0.0, needs="years",
    ),
    Pattern(
        "P3 degree", "drift of the degree, share", "pergeseran jumlah relasi, porsi",
        -0.10, 0.10, DEFINITION, readings.degree_drift, stated=0.0, needs="years",
    ),
    Pattern(
        "P4 d", "Cohen d of cooperation, own against other group, weeks 1 to 104",
        "d Cohen kerja sama, kelompok sendiri terhadap kelompok lain, pekan 1 sampai 104",
        0.15, 0.55, at.FAVOURITISM, readings.favouritism, needs="years",
    ),
    Pattern(
        "P5 order", "smallest step down in cooperation after CC, after CD or DC, after DD, repeated pairs",
        "langkah turun terkecil kerja sama setelah CC, setelah CD atau DC, setelah DD, pasangan berulang",
        0.0, inf, at.CHOICES, readings.order_of_choices,
    ),
    Pattern(
        "P8 income", "income with a monthly forum for a year over without, weeks 40 to 52",
        "pendapatan dengan forum bulanan selama setahun dibanding tanpa, pekan 40 sampai 52",
        0.04, 0.12, f"+8.1 %, which persists: {at.FIRMS}", readings.forum_income, needs="income",
    ),
    Pattern(
        "P8 stays", "share of it left in weeks 92 to 104", "bagian yang tersisa pada pekan 92 sampai 104",
        0.50, inf, at.FIRMS, readings.forum_income_and_rest, RATIO_OF_MEANS,
        stated=0.05, needs="income",
    ),
    Pattern(
        "P12 unresolved", "unresolved disputes with 15 % trained over without, weeks 6 to 52",
        "sengketa tak terselesaikan dengan 15 % terlatih dibanding tanpa, pekan 6 sampai 52",
        -0.45, -0.15, f"-29 %: {at.DISPUTES}", readings.unresolved, needs="mediators",
    ),
    Pattern(
        "P14 rival", "change of trust after an everyday meeting, rival less complementary",
        "perubahan kepercayaan setelah pertemuan sehari-hari, pesaing dikurangi pelengkap",
        -inf, 0.0, at.CONTACT, readings.rival_meetings, needs="meetings",
    ),
    Pattern(
        "P15", "coefficient of variation of the degree at week 0",
        "koefisien variasi jumlah relasi pada pekan 0",
        0.60, 1.05,
        f"risk sharing in Nyakatoke .61 ({at.NYAKATOKE}); villages in India .68-.88 ({at.INDIA}) and "
        f"Colombia .83-1.04 ({at.COLOMBIA})",
        readings.degree_variation,
    ),
    Pattern(
        "P16 week 30", "share of the ties of week 0 that are ties in week 30",
        "porsi relasi pekan 0 yang masih ada pada pekan 30",
        0.37, 0.65,
        f"7 to 9 months: tailors .37 and .65 ({at.TAILORS}), school .60 ({at.SCHOOL}), "
        f"classes .60 ({at.CLASSES})",
        readings.ties_alive(30), needs="years",
    ),
    Pattern(
        "P16 week 52", "share of the ties of week 0 that are ties in week 52",
        "porsi relasi pekan 0 yang masih ada pada pekan 52",
        0.35, 0.60, f"a year: .50-.57 ({at.GIRLS})", readings.ties_alive(52), needs="years",
    ),
    Pattern(
        "P17", "correlation of an owner's degree in weeks 0 and 30",
        "korelasi jumlah relasi seorang pelaku pada pekan 0 dan 30",
        0.37, 0.84,
        f"seven panels such as those of P16, mean .66 ({at.TAILORS}; {at.SCHOOL}; {at.CLASSES}; {at.GIRLS})",
        readings.degree_again, needs="years",
    ),
    Pattern(
        "P18", "inbreeding homophily of a majority of 14/15 at week 0",
        "homofili dalam kelompok mayoritas 14/15 pada pekan 0",
        0.11, 0.49, f"villages of India ({at.INDIA}) and Colombia ({at.COLOMBIA})",
        readings.majority_inbreeding, needs="minorities",
    ),
    Pattern(
        "P19", "slope of mean degree on the own group's share (1/15 to 1/2), over mean degree",
        "kemiringan rata-rata relasi terhadap porsi kelompok sendiri (1/15 sampai 1/2), "
        "dibagi rata-rata relasi",
        0.04, 0.28, f"villages in India .16 ({at.INDIA})", readings.slope_on_share, needs="minorities",
    ),
    Pattern(
        "P20", "coefficient of variation of a person's contacts, weeks 1 to 14",
        "koefisien variasi jumlah pertemuan seseorang, pekan 1 sampai 14",
        0.54, 0.77, f"three sets of observed contacts ({at.CONTACTS})", readings.contact_variation,
        needs="years",
    ),
    Pattern(
        "P21", "belief in own less other group, in standard deviations of persons, week 0",
        "keyakinan pada kelompok sendiri dikurangi kelompok lain, dalam simpangan baku antarorang, pekan 0",
        0.11, 0.51, f"16 countries, 20,345 persons ({at.AFRICA})", readings.gap_in_belief,
    ),
    Pattern(
        "P22", "trustee's share of the variance of trust between acquaintances, week 0",
        "porsi pihak yang dipercaya dalam ragam kepercayaan antarkenalan, pekan 0",
        0.10, 0.50, f".20 ({at.EIES}); more for ability and integrity ({at.TEAMS})", readings.trusted_share,
    ),
    Pattern(
        "P23", "share of the variance of owners' trust between villages, week 0",
        "porsi ragam kepercayaan pelaku yang terletak antardesa, pekan 0",
        0.03, 0.20, f"trust items, 16 countries ({at.AFRICA})", readings.trust_of_owners, SHARE_BETWEEN,
        judged=False,
    ),
    Pattern(
        "P24", "Gini of an owner's income of weeks 1 to 4", "Gini pendapatan pelaku pada pekan 1 sampai 4",
        0.52, 0.72, f"profits in six trials with micro-enterprises, among them {at.PROFITS}",
        readings.month_inequality, needs="income",
    ),
)  # fmt: skip
"""All patterns, in the order of their numbers."""
