"""Make the packaged actor register: ``python -m training.register.build --actors FOLDER --out DATA``."""

from __future__ import annotations

import argparse
from pathlib import Path

from training.register.states import states
from training.register.write import write


def build(actors: Path, out: Path) -> None:
    """Read every source under ``actors`` and the tables beside this file, and write the register to ``out``."""
    drafts, words = states(actors)
    write(drafts, words, out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--actors", type=Path, required=True, help="folder with the open sources")
    parser.add_argument("--out", type=Path, required=True, help="folder for the register's files")
    options = parser.parse_args()
    build(options.actors, options.out)


if __name__ == "__main__":
    main()
