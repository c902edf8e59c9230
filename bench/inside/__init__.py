"""What can only be timed inside a process: each is run by the program's own interpreter, and prints JSON."""
