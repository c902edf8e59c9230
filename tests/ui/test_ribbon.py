"""The day as a ribbon."""

from zoneinfo import ZoneInfo

import pytest

from builders import many_rooms
from drawn import lines_of
from stage import app_on, settled


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("Asia/Tokyo", "01+1d"), ("Pacific/Auckland", "04+1d"), ("America/New_York", "00+1d"), (None, None)],
)
async def test_the_hours_of_my_clock_say_on_which_date_they_are(
    zone: str | None, expected: str | None
) -> None:
    mine = ZoneInfo(zone) if zone else None
    app = app_on(many_rooms(), now="11:20", my_zone=mine, is_on_my_clock=mine is not None)
    async with app.run_test(size=(160, 40)) as pilot:
        await settled(pilot)
        hours = lines_of(app)[2]
    if expected is None:
        assert "d" not in hours
    else:
        assert expected in hours
        assert hours.count("+1d") == 1
