"""Every exception of Chancery."""


class ChanceryError(Exception):
    """Base of all; its text says what to do."""


class BundleError(ChanceryError):
    """The trained bundle is missing, damaged or made for another release."""
