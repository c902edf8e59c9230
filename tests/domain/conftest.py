"""How the laws are tried: on fifty examples each; a slow machine is no reason to fail."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "laws", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("laws")
