"""How hard hypothesis tries: the same examples in every run."""

from hypothesis import settings

settings.register_profile("attidati", derandomize=True, max_examples=150, deadline=None)
settings.load_profile("attidati")
