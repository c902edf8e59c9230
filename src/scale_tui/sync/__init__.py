"""My schedule elsewhere: favourites and calendars that other programs keep, brought level with this one."""
