"""Rules are tested for what they say, not for how busy the machine is."""

from hypothesis import settings

settings.register_profile("rules", deadline=None)
settings.load_profile("rules")
