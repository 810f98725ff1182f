"""The annual report on disclosure (条例第四十九条、第五十条): its forms, identities and text."""

# The models are made of these forms, and these modules use the models: whichever is asked for
# first, the models come first.
import gongkai.core.models  # noqa: F401
