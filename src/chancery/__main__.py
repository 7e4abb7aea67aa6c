"""``python -m chancery``."""

from chancery.cli import run

# Guarded: processes that read import this module again.
if __name__ == "__main__":
    run()
