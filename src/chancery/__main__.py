"""``python -m chancery``."""

from chancery.cli import run

run()
