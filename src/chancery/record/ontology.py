"""The words that a record's slots may hold. A label's place in its list is its place in the network's heads."""

from __future__ import annotations

KINDS = ("person", "state", "government", "igo", "ngo", "company", "media", "armed-group", "party", "people", "other")
STATUSES = ("actual", "negated", "future", "hypothetical")
ACTS = ("say", "deny", "accuse", "promise", "demand", "propose", "threaten", "warn", "praise", "refuse", "ask", "suggest", "think")
FORMS = ("direct", "indirect", "mixed")
CHANNELS = ("press-release", "social-media", "interview", "news-conference", "speech", "phone", "letter", "broadcast", "document", "report")
PREDICATES = ("holds-office", "member-of", "ally-of", "adversary-of", "controls", "depends-on", "represents")
CLAIM_STANCES = ("asserts", "denies", "hedges")
POSITION_STANCES = ("for", "against", "conditional")

_FORCE = "restrict arrest relations expel territory violence"
_YIELD = "assist change yield meet"
MODES = {
    code: tuple(modes.split())
    for code, modes in {
        "AGREE": "", "CONSULT": "visit third-party multilateral phone", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "",
        "RETREAT": "withdraw release disarm ceasefire access resign", "REQUEST": _YIELD, "ACCUSE": "disapprove investigate allege",
        "REJECT": _YIELD, "THREATEN": _FORCE, "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
        "SANCTION": "convict expel withdraw discontinue", "MOBILIZE": "troops weapons police militia",
        "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
        "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
                   "heavy-weapons crowd-control unconventional",
    }.items()
}  # fmt: skip
"""PLOVER's codes with their modes."""
CODES = tuple(MODES)
SECTORS = (
    "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PTY", "OPP", "REB", "PRM", "UAF", "CVL", "JRN", "BUS", "EDU", "MED", "REL", "LAB", "REF",
    "ELI", "CRM", "SOC", "AGR", "PRE", "UNK",
)  # fmt: skip
CONTEXTS = (
    "diplomatic", "military", "economic", "legal", "intelligence", "executive", "legislative", "election", "political_institutions",
    "rights_freedoms", "human_rights", "territory", "refugees", "migration", "terrorism", "corruption", "crime", "human_security",
    "environment", "resource", "health", "disaster", "energy", "cyber", "misinformation", "peacekeeping", "humanitarian", "historical",
    "gender", "pro_government", "pro_autonomy",
)  # fmt: skip
"""PLOVER's general contexts."""
