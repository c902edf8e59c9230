"""What of these tests is run where."""

from with_caldav import left_out_without_caldav

collect_ignore = left_out_without_caldav("test_caldav.py")
