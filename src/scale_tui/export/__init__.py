"""What leaves the program: the agenda and an attendee's schedule in the formats that others read."""
