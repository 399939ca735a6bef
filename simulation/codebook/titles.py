"""The titles of all tables of results, in English and Indonesian."""

TITLES = {
    "weekly": ("Measures of every village, week by week", "Ukuran setiap desa, pekan demi pekan"),
    "ensemble": (
        "Plausible sets, to be named by an experiment",
        "Set yang masuk akal, untuk disebut percobaan",
    ),
    "comparison": ("Comparison of scenarios", "Perbandingan skenario"),
    "parts": (
        "Whom it reaches: outcomes by parts of the village",
        "Siapa yang terjangkau: hasil menurut bagian kampung",
    ),
    "owners": ("Every owner at chosen weeks", "Setiap pelaku pada pekan tertentu"),
    "ties": ("Every tie at chosen weeks", "Setiap relasi pada pekan tertentu"),
    "events": ("What happened between two owners", "Yang terjadi antara dua pelaku"),
    "network_fit": (
        "The observed network among simulated ones",
        "Jaringan yang diamati di antara jaringan simulasi",
    ),
    "network_statistics": ("Networks level by level", "Jaringan tingkat demi tingkat"),
    "attribution": ("Share of each activity", "Andil setiap kegiatan"),
    "programme": ("Effect of the whole programme", "Pengaruh seluruh program"),
    "plan": ("What the plan holds", "Isi rencana"),
    "front": ("Plans compared", "Rencana yang dibandingkan"),
    "money": ("Best plan of each budget", "Rencana terbaik tiap anggaran"),
    "ranking": ("Ranking of the villages", "Urutan desa"),
    "rules": ("Where to begin", "Di mana sebaiknya dimulai"),
    "interactions": ("Who needs whom", "Siapa membutuhkan siapa"),
    "regret": ("Regret", "Penyesalan"),
    "doses": ("What all plans hold", "Isi semua rencana"),
    "tried": ("All plans tried", "Semua rencana yang dicoba"),
    "failures": ("Runs that failed", "Simulasi yang gagal"),
    "plausible_sets": ("Among plausible sets", "Di antara himpunan yang mungkin"),
    "morris": ("Screening of parameters (Morris)", "Penyaringan parameter (Morris)"),
    "sobol": ("Sobol indices", "Indeks Sobol"),
    "pawn": ("PAWN indices", "Indeks PAWN"),
    "spread": ("Spread of the results", "Sebaran hasil"),
    "alternatives": ("Other structures of the model", "Susunan model yang lain"),
    "points": ("Points computed", "Titik yang dihitung"),
    "boundary": ("Lines of the boundary", "Garis batas"),
    "crossings": ("Crossings", "Titik potong"),
    "states": ("States of the village", "Keadaan desa"),
    "history": ("Course of time", "Jalannya waktu"),
    "memory": ("Memory of the village", "Ingatan desa"),
    "staying": ("What stays", "Apa yang bertahan"),
    "survey": ("Survey", "Survei"),
    "posterior": ("Posterior", "Sebaran posterior"),
    "pairs": ("Pairs of parameters", "Pasangan parameter"),
    "predictive": ("Model against survey", "Model terhadap survei"),
    "effects": ("Effects", "Pengaruh"),
    "populations": ("Rounds of the calibration", "Putaran kalibrasi"),
    "sweep": ("Villages at every point", "Desa di tiap titik"),
    "villages": ("Villages tried", "Desa yang dicoba"),
    "value": ("What is worth knowing", "Yang layak diketahui"),
    "decisions": ("Decisions", "Pilihan"),
    "findings": ("Findings", "Temuan"),
    "boxes": ("Boxes", "Kotak"),
    "trajectory": ("Steps of the search", "Langkah pencarian"),
    "sets": ("Plausible sets", "Perangkat yang masuk akal"),
    "funnel": ("What is left, step by step", "Yang tersisa, langkah demi langkah"),
    "removed": (
        "What each pattern ruled out, step by step",
        "Yang disingkirkan setiap pola, langkah demi langkah",
    ),
    "patterns": ("What each pattern does", "Yang dilakukan setiap pola"),
    "parameters": ("What stays open", "Yang tetap terbuka"),
    "nearest": ("The nearest sets that were ruled out", "Perangkat terdekat yang tersingkir"),
}
"""By the name of the file without its ending."""


def title_of(table: str, language: str) -> str:
    """Return the title of a table; an empty text where it has none."""
    en, id_ = TITLES.get(table, ("", ""))
    return id_ if language == "id" else en
