"""Looks what this program depends on up in the lists of known vulnerabilities: ``make audit``.

    python tests/audit.py PIP-AUDIT CONSTRAINTS…

A package that a service does not know was not looked up. pip-audit alone takes that for an all-clear.
0 is for nothing known, 1 for something, 69 where it could not be found out.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

SERVICES = ("pypi", "osv")
NOTHING_KNOWN, SOMETHING_KNOWN, NOT_FOUND_OUT = 0, 1, 69


def main(pip_audit: str, *files: str) -> int:
    """Audit each file of pinned versions; the code of the worst."""
    codes = [audit(pip_audit, file) for file in files]
    return SOMETHING_KNOWN if SOMETHING_KNOWN in codes else max(codes)


def audit(pip_audit: str, file: str) -> int:
    """Ask the first service that answers, and tell in a line of what came of it."""
    for service in SERVICES:
        packages = asked(pip_audit, file, service)
        looked_up = [package for package in packages if "skip_reason" not in package]
        if looked_up:
            return tell(
                file, looked_up, [package["name"] for package in packages if package not in looked_up]
            )
    print(f"{file}: not audited, no list of vulnerabilities can be reached from here")
    return NOT_FOUND_OUT


def asked(pip_audit: str, file: str, service: str) -> Sequence[Mapping[str, Any]]:
    """What a service says of each package; nothing where there is no answer."""
    how = [
        "--requirement",
        file,
        "--no-deps",
        "--disable-pip",
        "--progress-spinner",
        "off",
        "--format",
        "json",
    ]
    typed = [pip_audit, *how, "--vulnerability-service", service]
    done = subprocess.run(typed, capture_output=True, text=True, check=False)
    try:
        packages: Sequence[Mapping[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, TypeError, LookupError):
        return ()
    return packages


def tell(file: str, looked_up: Sequence[Mapping[str, Any]], others: Sequence[str]) -> int:
    """Say what is known of these, and which were not looked up."""
    lines = [line for package in looked_up for line in known(package)]
    print(
        "\n".join(
            [*lines, f"{file}: {len(looked_up)} packages looked up, {len(lines)} known vulnerabilities"]
        )
    )
    if others:
        print(f"{file}: not looked up: {', '.join(others)}")
    return SOMETHING_KNOWN if lines else NOT_FOUND_OUT if others else NOTHING_KNOWN


def known(package: Mapping[str, Any]) -> Iterator[str]:
    """A line for each vulnerability of a package."""
    for each in package["vulns"]:
        mended = " or ".join(each.get("fix_versions") or ["no version yet"])
        yield f"{package['name']} {package['version']}: {each['id']}, mended in {mended}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
