"""The QR picture holds the whole address, and one that is too long is told of."""

import segno

from simulation.dashboard.components.share_link import SCALE, qr_picture

ADDRESS = "http://192.168.1.20:8765/lesson?lesson=strangers&step=3&s=abc&lang=en"


def test_the_picture_is_that_of_the_address() -> None:
    wanted = segno.make(ADDRESS, error="l").svg_inline(scale=SCALE, omitsize=False)
    assert qr_picture(ADDRESS) == wanted
    assert qr_picture(ADDRESS) != qr_picture(ADDRESS.replace("step=3", "step=4"))


def test_an_address_that_no_picture_holds_has_none() -> None:
    assert qr_picture(ADDRESS + "x" * 3000) is None
