"""The ground floor: what a conference, its time and an attendee's schedule are.

Standard library only. No clock, no files, no colour: time is always an argument.
"""
