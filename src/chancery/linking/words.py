"""Words as linking compares them: stems, and which words carry meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:['’][^\W\d_]+)?")
_CLITIC = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m))$", re.IGNORECASE)

EMPTY = frozenset(
    "a an the this that these those and or but nor so if than then there here as at by for from in into of off on onto out over per to up "
    "upon with without within about after against along among around before behind between during through under until toward towards "
    "he him his she her hers it its they them their theirs we us our ours i me my mine you your yours who whom whose which what when where "
    "why how be am is are was were been being do does did done doing have has had having will would shall should may might must can could "
    "not no any some all each every both either neither other another such same own just only also too very more most much many few less "
    "while because since although though however yet still even again ever never s t".split()
)
"""Words that say nothing about what a text is about."""

_IRREGULAR = """
arise arose arisen; awake awoke awoken; bear bore born borne; beat beaten; become became; begin began begun; bend bent; bet; bind bound;
bite bit bitten; bleed bled; blow blew blown; break broke broken; breed bred; bring brought; broadcast; build built; burn burnt; buy bought;
catch caught; choose chose chosen; come came; cost; creep crept; cut; deal dealt; dig dug; draw drew drawn; drink drank drunk;
drive drove driven; eat ate eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; flee fled; fly flew flown;
forbid forbade forbidden; foresee foresaw foreseen; forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; get got gotten;
give gave given; go went gone; grow grew grown; hang hung; hear heard; hide hid hidden; hit; hold held; hurt; keep kept; know knew known;
lay laid; lead led; leave left; lend lent; let; lie lain; light lit; lose lost; make made; mean meant; meet met; mislead misled;
overcome overcame; overthrow overthrew overthrown; overtake overtook overtaken; pay paid; plead pled; put; quit; read; rebuild rebuilt;
ride rode ridden; ring rang rung; rise rose risen; run ran; say said; see saw seen; seek sought; sell sold; send sent; set;
shake shook shaken;
shed; shine shone; shoot shot; show shown; shrink shrank shrunk; shut; sing sang sung; sink sank sunk; sit sat; slay slew slain;
sleep slept;
slide slid; speak spoke spoken; speed sped; spend spent; spill spilt; spin spun; split; spread; spring sprang sprung; stand stood;
steal stole stolen; stick stuck; strike struck stricken; strive strove striven; swear swore sworn; sweep swept; swim swam swum; swing swung;
take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown; undergo underwent undergone;
understand understood; uphold upheld; wake woke woken; wear wore worn; weep wept; win won; wind wound; withdraw withdrew withdrawn;
withhold withheld; withstand withstood; write wrote written; man men; woman women; child children; person people
"""
_BASES = {form: forms[0] for line in _IRREGULAR.split(";") if (forms := line.split()) for form in forms}
_STEMMER = snowballstemmer.stemmer("english")


def words(text: str) -> Iterator[tuple[int, str]]:
    """The words of a text with their offsets, clitics cut off.

    >>> list(words("Kyiv's envoy didn't meet 2,000."))
    [(0, 'Kyiv'), (7, 'envoy'), (13, 'did'), (20, 'meet'), (25, '2,000')]
    """
    for match in WORD.finditer(text):
        word = plain(match.group())
        if word:
            yield match.start(), word


def plain(word: str) -> str:
    """A word without its clitic; nothing is left of one that is only that."""
    return _CLITIC.sub("", word) if "'" in word or "’" in word else word


def stem(word: str) -> str:
    """What the forms of a word share, and often verb and noun.

    >>> [stem(word) for word in ("Shot", "shooting", "announced", "announcement")]
    ['shoot', 'shoot', 'announc', 'announc']
    """
    return _stem(word.lower())


# A word without any English ending the stemmer leaves as it is, after much looking: half of all names.
_ENDING = re.compile(r"^'|(?:['’syei]|ed|ing|al|ful|ll|er|or|ism|ion|ant|ent|ist|ic)$")
# A large store has names without end; those that come again are asked for again soon.
@lru_cache(maxsize=30_000)
def _stem(low: str) -> str:
    base = _BASES.get(low, low)
    return str(_STEMMER.stemWord(base)) if _ENDING.search(base) else base


def is_empty(word: str) -> bool:
    """Whether a word says nothing about what a text is about."""
    return word.lower() in EMPTY
