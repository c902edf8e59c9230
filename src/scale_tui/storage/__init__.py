"""What is on the attendee's own disk: where it lies, and how it is kept safe.

Nothing is written before there is something to keep: reading alone never makes a folder or a file.
"""
