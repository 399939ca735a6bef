"""What is kept is bounded, and the newest of it."""

import threading

from simulation.dashboard.state.cache import Cache


def test_what_nobody_asks_for_goes_first() -> None:
    kept = Cache[str](30)
    for name in "abc":
        kept.put(name, name.upper(), 10)
    assert kept.get("a") == "A"
    kept.put("d", "D", 10)
    assert [kept.get(name) for name in "abcd"] == ["A", None, "C", "D"]


def test_the_room_is_never_more_than_allowed() -> None:
    kept = Cache[int](100)
    for number in range(200):
        kept.put(number % 37, number, number % 13)
        assert kept.bytes <= 100
    assert len(kept) > 5


def test_what_is_put_again_counts_once() -> None:
    kept = Cache[str](30)
    for _ in range(5):
        kept.put("a", "A", 20)
    assert (len(kept), kept.bytes) == (1, 20)


def test_what_is_larger_than_all_room_is_not_kept() -> None:
    kept = Cache[str](30)
    kept.put("huge", "H", 31)
    assert (kept.get("huge"), kept.bytes) == (None, 0)


def test_nothing_is_left_after_clearing() -> None:
    kept = Cache[str](30)
    kept.put("a", "A", 20)
    kept.clear()
    assert (kept.get("a"), len(kept), kept.bytes) == (None, 0, 0)


def test_many_threads_leave_the_count_right() -> None:
    kept = Cache[int](500)

    def work(base: int) -> None:
        for number in range(300):
            kept.put((base + number) % 50, number, 7)
            kept.get(number % 50)

    threads = [threading.Thread(target=work, args=(base,)) for base in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kept.bytes == 7 * len(kept)
