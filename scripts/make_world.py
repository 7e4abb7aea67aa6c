"""Draw the map's background from world-atlas (npm, ISC; the outlines are Natural Earth's, public domain).

    npm pack world-atlas@2.0.2 && tar xf world-atlas-2.0.2.tgz
    .venv/bin/python scripts/make_world.py package/countries-110m.json

The file it writes is kept in the repository; this runs again only for another release of the outlines.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from chancery.server.borders import drawn
from chancery.server.outlines import shapes

TARGET = Path(__file__).parents[1] / "src/chancery/server/static/world.svg"
NOTE = "Natural Earth, public domain, by way of world-atlas 2.0.2 (ISC); made by scripts/make_world.py"


def main(source: str) -> None:
    topology = json.loads(Path(source).read_text())
    # The file has all land as one outline, too.
    topology["objects"].pop("land", None)
    TARGET.write_bytes(drawn(shapes(topology), NOTE))


if __name__ == "__main__":
    main(*sys.argv[1:])
