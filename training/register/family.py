"""Which part of a person's name is the family's."""

from __future__ import annotations

from chancery.knowledge.names import fold
from training.register.drafts import Draft

# States whose people's names are mostly written family name first.
_FAMILY_FIRST = frozenset(("CHN", "KOR", "PRK", "TWN", "HKG", "MAC", "SGP", "VNM", "KHM"))
_FIRST_NAMES = frozenset(
    "ahn bae ban bo cai cao chan chang chen cheng chiang chiu cho choe choi chong chow chu chung cui dai deng ding dong"
    " du duong fan fang feng fu gao geng goh gong gu guo ha ham han hang hao he ho hong hou hsieh hsiao hsu hu hua"
    " huang hui hun hwang im jang jeon jeong ji jia jiang jin jo joo jung kang khieu kim ko koo kwak kwon lai lam lau"
    " le lee leung li liang liao lim lin ling liu lo lou lu luo luong ly ma mao meng min moon nam ng nguyen nhem no noh"
    " oh ong ouyang pan pang park pen peng pham phan qi qian qiang qin qiu rao ren ri roh ryu seo shen shi shin shu"
    " sim so sok son song su sun suh sung tan tang tao tea teo tian to tong tran tsai tung vo vu wan wang wei wen woo"
    " wu xi xia xiang xiao xie xing xu xue yan yang yao ye yeh yi yin yim yoo yoon you yu yuan yun zeng zhai zhang"
    " zhao zheng zhong zhou zhu zong zou".split()
)
_TWO_FAMILIES = frozenset(
    "ESP MEX ARG BOL CHL COL CRI CUB DOM ECU SLV GTM HND NIC PAN PRY PER URY VEN BRA PRT AGO MOZ CPV GNB PHL".split()
)
_PARTICLES = frozenset(
    "al el ad as ash at ul bin ibn ben abu bou de da do dos das del della di du la le van von der den ter ten zu zur af"
    " ter mac st saint o".split()
)
_ENDINGS = frozenset("jr sr ii iii iv".split())


def families(draft: Draft) -> tuple[str, ...]:
    """Every form in which the family name alone may stand for the person.

    >>> families(Draft("Ursula von der Leyen", "person", "DEU", "example"))
    ('von der leyen', 'leyen')
    """
    if draft.families:
        return draft.families
    parts = fold(draft.name).split()
    if len(parts) > 1 and parts[-1] in _ENDINGS:
        parts.pop()
    if len(parts) < 2 or (draft.country in _FAMILY_FIRST and parts[0] in _FIRST_NAMES):
        return (parts[0],)
    return tuple(dict.fromkeys((*_long_forms(parts, draft.country), parts[-1])))


def _long_forms(parts: list[str], country: str | None) -> tuple[str, ...]:
    """The family name with the particles or the other family name before it."""
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in _PARTICLES:
        start -= 1
    if start == len(parts) - 1 and len(parts) > 2 and country in _TWO_FAMILIES:
        return (" ".join(parts[-2:]), parts[-2]) if len(parts) > 3 else (" ".join(parts[-2:]),)
    return (" ".join(parts[start:]),)
