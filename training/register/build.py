"""Make the packaged actor register: ``python -m training.register.build --actors FOLDER --out DATA``."""

from __future__ import annotations

import argparse
from pathlib import Path

from training.register import holders, leaders, news, phoenix
from training.register.drafts import Draft
from training.register.organisations import organisations
from training.register.roll import Roll
from training.register.states import StateWords, states
from training.register.tenures import settle, without_twins
from training.register.write import write


def build(actors: Path, out: Path, current_events: Path | None = None) -> None:
    """Read every source under ``actors`` and the tables beside this file, and write the register to ``out``."""
    known, words = states(actors)
    drafts = [*known, *organisations(actors, known), *people(actors, words)]
    if current_events is not None:
        news.add_aliases(drafts, current_events, words)
    write(drafts, words, out)


def people(actors: Path, words: StateWords) -> list[Draft]:
    """Everybody that the sources know, better sources first, each person once."""
    roll = Roll()
    holders.hand_written(roll)
    leaders.us_executive(roll, actors / "us_executive.yaml")
    leaders.current(roll, actors / "world-leaders-current" / "all-leaders.json", words)
    holders.every_politician(roll, actors / "every-politician" / "holders21_merged.csv", words)
    leaders.factbook(roll, actors / "factbook_leaders_history.csv", words)
    countries = frozenset(state.removeprefix("state:").upper() for state, _ in words.values())
    phoenix.persons(roll, actors / "Phoenix.Countries.actors.txt", countries)
    leaders.reign(roll, actors / "REIGN_leaderlist_3_21.csv")
    drafts = without_twins(draft for draft in roll if draft.tenures)
    settle(drafts)
    return drafts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--actors", type=Path, required=True, help="folder with the open sources")
    parser.add_argument("--current-events", type=Path, help="JSON Lines of Wikipedia's current events, for more names")
    parser.add_argument("--out", type=Path, required=True, help="folder for the register's files")
    options = parser.parse_args()
    build(options.actors, options.out, options.current_events)


if __name__ == "__main__":
    main()
