"""Units as students write them: times, money, things, and rates of one by another."""

from __future__ import annotations

import re
from dataclasses import dataclass

SPELLINGS = {  # how often students write a unit; the first of each row is its name
    "s": ("s", "sec", "secs", "second", "seconds", "秒", "秒钟"),
    "min": ("min", "mins", "minute", "minutes", "分", "分钟"),
    "h": ("h", "hr", "hrs", "hour", "hours", "小时", "时", "钟头"),
    "day": ("day", "days", "d", "天", "日"),
    "week": ("week", "weeks", "wk", "周", "星期"),
    "month": ("month", "months", "月"),
    "year": ("year", "years", "yr", "yrs", "年"),
    "%": ("%", "percent", "per cent", "pct"),
    "yuan": ("yuan", "¥", "cny", "rmb", "元", "块"),
    "dollar": ("$", "dollar", "dollars", "usd", "美元"),
    "euro": ("€", "euro", "euros", "eur", "欧元"),
    "m": ("m", "metre", "metres", "meter", "meters", "米"),
    "km": ("km", "kilometre", "kilometres", "kilometer", "kilometers", "千米", "公里"),
    "person": (
        *("person", "persons", "people", "customer", "customers", "patient", "patients"),
        *("client", "clients", "caller", "callers"),
        *("人", "位", "名", "顾客", "客户", "病人", "患者"),
    ),
    "unit": (
        *("unit", "units", "piece", "pieces", "pc", "pcs", "item", "items"),
        *("product", "products", "part", "parts", "件", "台", "单位", "产品"),
    ),
    "station": ("station", "stations", "workstation", "workstations", "工位", "工作站"),
}
NAMES = {word: name for name, words in SPELLINGS.items() for word in words}
SECONDS = {"s": 1, "min": 60, "h": 3600}
TIMES = (*SECONDS, "day", "week", "month", "year")
PER = re.compile(r"\s*(?:/|每|\b(?:per|an?|each|every)\b)\s*")
PLURALS = (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("s", ""))
MARKS = " %°$€£¥/.·'-"  # that a unit may hold beside letters
POWER = re.compile(r"(?<=m)[23²³]")  # m² and m3, the only digits in a unit
NO_UNITS = {"or", "and", "to", "plus", "minus", "times", "x", "e", "或", "或者", "到", "至", "和"}
FACTORS = re.compile(
    r"(?:k|thousand|million|mio|billion|bn|hundred|dozen)\b|[千百万亿]", re.IGNORECASE
)


@dataclass(frozen=True)
class Unit:
    """A unit in its parts: what is counted, and by what (`per`) where it is a rate."""

    of: str
    per: str = ""


def parts(text: str) -> Unit:
    """A unit by the names of its parts, whichever way they are written.

    >>> parts("customers an hour"), parts("件/小时"), parts("per cent")
    (Unit(of='person', per='h'), Unit(of='unit', per='h'), Unit(of='%', per=''))
    """
    whole = _name(text)
    if whole in SPELLINGS:
        return Unit(whole)
    of, *per = PER.split(whole, maxsplit=1)
    return Unit(_name(of), _name(per[0]) if per else "")


def _name(text: str) -> str:
    word = text.strip().casefold().removesuffix(".").removeprefix("个").strip()
    word = POWER.sub(lambda found: {"²": "2", "³": "3"}.get(found[0], found[0]), word)
    for ending, instead in PLURALS if word not in NAMES else ():
        if word.endswith(ending) and len(word) > len(ending) + 1:
            word = word.removesuffix(ending) + instead
            break
    return NAMES.get(word, word)


def is_unit(text: str) -> bool:
    """Whether what stands behind a number may be its unit, rather than more of a calculation.

    >>> is_unit("customers an hour"), is_unit("m²"), is_unit("or 6"), is_unit("万")
    (True, True, False, False)
    """
    rest = POWER.sub("", text.casefold())
    if not rest:
        return True
    plain = all(sign.isalpha() or sign in MARKS for sign in rest)
    words = set(re.split(r"[ /]", rest))
    whole_name = parts(rest).of in SPELLINGS
    starts = rest[0].isalpha() or rest[0] in "%°$€£¥/"
    return starts and plain and not words & NO_UNITS and (whole_name or not FACTORS.match(rest))


def factor(written: str, asked: str) -> float | None:
    """What turns a number in one unit into the other; None where nothing does.

    A unit may be left out, and so may the lower half of a rate. A time may be called a time per
    piece, as a takt time is.

    >>> factor("min", "s"), factor("/min", "customers per hour"), factor("apples", "s")
    (60.0, 60.0, None)
    """
    if not written or not asked:
        return 1.0
    given, wanted = parts(written), parts(asked)
    if given == Unit(""):  # 5 个, five of them
        return 1.0
    if not wanted.per:
        if given.per and (wanted.of not in TIMES or given.per in TIMES):
            return None
        return _scale(given.of, wanted.of)
    below = 1.0 if not given.per else _scale(wanted.per, given.per)
    if not wanted.of:
        above = None if given.of in TIMES else 1.0
    else:
        above = 1.0 if given.per and not given.of else _scale(given.of, wanted.of)
    return None if above is None or below is None else above * below


def _scale(given: str, wanted: str) -> float | None:
    if given in SECONDS and wanted in SECONDS:
        return SECONDS[given] / SECONDS[wanted]
    return 1.0 if given == wanted else None


def spellings(unit: str) -> dict[str, float]:
    """The usual ways to write a unit, each with what turns a number in it into the unit itself.

    >>> spellings("min")["hours"], spellings("per hour")["/min"]
    (60.0, 60.0)
    """
    wanted = parts(unit)
    above = PER.split(unit, maxsplit=1)[0].strip()
    if not wanted.per:
        forms = list(_alike(wanted.of, above))
    else:
        forms = [
            f"{of}{by}{per}".strip()
            for of in dict.fromkeys(
                _alike(wanted.of, above) if wanted.of in SECONDS else (above, "")
            )
            for per in _alike(wanted.per, wanted.per)
            for by in ("/", " per ")
        ]
    scales = {form: factor(form, unit) for form in forms}
    return {unit: 1.0, **{form: scale for form, scale in scales.items() if scale is not None}}


def _alike(name: str, written: str) -> tuple[str, ...]:
    """All words for a time of any length, else for the same thing."""
    if name in SECONDS:
        return tuple(word for each in SECONDS for word in SPELLINGS[each])
    return SPELLINGS.get(name, (written,) if written else ())
