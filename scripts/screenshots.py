"""Take a picture of every page, light, dark and on a telephone, to be looked at after a change of their looks.

    .venv/bin/python scripts/screenshots.py build/screenshots

They show the story of the tests and the reports that are doubtful, hostile and long.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from chancery.store.store import open_store
from tests.e2e.browser import browser, program, serving
from tests.e2e.long import long_report
from tests.e2e.test_browser import DOUBTED, PAGES
from tests.server.make import HOSTILE
from tests.views.doubtful import doubt
from tests.views.make import fill

LOOKS = (("light", 1280), ("dark", 1280), ("light", 390))


def main(folder: str) -> None:
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    path = program()
    if path is None:
        sys.exit("no Chromium was found, and none could be installed")
    with TemporaryDirectory() as where, browser(path) as opened:
        with open_store(store := Path(where) / "chancery.db") as filled:
            doubt(fill(filled)).put_many([HOSTILE, long_report()])
        with serving(store) as site:
            for scheme, width in LOOKS:
                page = opened.new_context(viewport={"width": width, "height": 850}, color_scheme=scheme).new_page()
                for address in (*PAGES, *DOUBTED, "/reports/doc-evil", "/reports/doc-long"):
                    page.goto(f"{site}{address}")
                    name = re.sub(r"[^\w]+", "-", address).strip("-") or "start"
                    page.screenshot(path=target / f"{name}.{scheme}-{width}.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
