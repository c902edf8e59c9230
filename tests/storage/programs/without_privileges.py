"""Run another program for which permission bits count although root runs it: PROGRAM ARGUMENTS…

Linux: root without two of its capabilities. Exits with 77 where those cannot be given up.
"""

import ctypes
import os
import sys

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2
CANNOT = 77

if os.geteuid() == 0:
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is None or any(
        prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH)
    ):
        raise SystemExit(CANNOT)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
