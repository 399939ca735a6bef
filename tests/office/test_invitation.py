"""Who is invited is told in words and numbers, never by name."""

from typing import Any

import pytest

from simulation.office.invitation import Invitation, invitation
from simulation.parameters import Eligibility
from simulation.report.words import GAP, Words
from tests.office.programmes import VILLAGE, dose


def invited(language: str, activity: str = "forum", **fields: Any) -> Invitation:
    return invitation(
        activity, dose(activity, **fields), VILLAGE, Words(language, package="simulation.office")
    )


@pytest.mark.parametrize(
    ("who", "told", "people"),
    [
        ({"select": "everyone"}, "Semua pelaku UMKM", 17),
        ({"select": "group", "group": "local"}, "Semua anggota kelompok “pelaku UMKM lokal”", 10),
        ({"select": "group", "group": "newcomer"}, "Semua anggota kelompok “newcomer”", 7),
        (
            {"select": "least_connected", "number": 5},
            "5 pelaku UMKM yang paling sedikit hubungan usahanya",
            5,
        ),
        ({"select": "least_connected", "number": 50}, "17 pelaku UMKM yang paling sedikit", 17),
        ({"select": "most_central", "share": 0.5}, "8 pelaku UMKM yang paling banyak hubungan usahanya", 8),
        ({"select": "random", "number": 3}, "3 pelaku UMKM yang dipilih dengan undian", 3),
        ({"select": "least_trusting", "number": 4}, "4 pelaku UMKM yang paling rendah kepercayaannya", 4),
    ],
)
def test_who_is_invited_is_told_with_how_many_they_are(who: dict[str, Any], told: str, people: int) -> None:
    found = invited("id", who=who)
    assert found.who.startswith(told)
    assert found.people == people
    chosen = "Dipilih sekali sebelum sesi pertama, lalu tetap sama."
    assert (chosen in found.remarks) == (who["select"] not in ("everyone", "group"))


def test_every_choice_has_its_words() -> None:
    for language in ("id", "en"):
        words = Words(language, package="simulation.office")
        for select in Eligibility.model_fields["select"].annotation.__args__:
            assert words.has(f"office.who.{select}")


def test_who_comes_and_how_many_find_room() -> None:
    found = invited("en", attendance={"lowest": 0.2, "highest": 0.8}, capacity=6)
    assert found.coming == 6
    assert found.remarks == (
        "From 20% (of those who trust other groups least) to 80% (of those who trust them most) are expected "
        "to come.",
        "Room for 6 people; if more come, lots are drawn.",
    )
    assert invited("id").remarks == (f"Diperkirakan 60{GAP}% dari yang diundang hadir.",)


def test_mediation_tells_of_its_pairs() -> None:
    found = invited("en", "dialogue_mediation", dyads=1)
    assert found.coming == pytest.approx(15.6)
    assert found.remarks[-1] == "Among them 1 pair that is mediated."
