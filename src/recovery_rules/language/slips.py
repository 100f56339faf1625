"""Words that authors write for those of the language, in English and in Chinese.

In: a word that could not be read, and what stands around it. Out: a line of help, empty where nothing is known. These
words never mean anything by themselves: each file is written in the words of the language.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from typing import Final


def _all(meant: str, words: str) -> dict[str, str]:
    return dict.fromkeys(words.split(), meant)


_WORDS: Final = {
    **_all("over", "more greater larger bigger longer higher later above exceeds 大于 超过 高于 多于 晚于"),
    **_all("under", "less fewer smaller shorter lower earlier below 小于 低于 少于 不足 未满 早于"),
    **_all("at least", "at_least atleast minimum min 至少 不少于 不低于 不小于 大于等于"),
    **_all("up to", "at_most up_to maximum max within 至多 最多 不超过 不高于 不大于 小于等于"),
    **_all("not", "isn't except 不是 非 除了 除"),
    **_all("to", "until till 到 至"),
    **_all("has", "contains includes 包含 包括"),
}
_BOTH_ENDS: Final = re.compile(
    r"\s*(?:at least|from)\s+(?P<low>.+?)\s+and\s+(?:up to|at most|until)\s+(?P<high>.+?)\s*"
)
_COMPARED: Final = re.compile(r"\s*(?:at least|at most|up to|over|under|from|until|before|after)\s+\S")
_VALUE_AT_END: Final = re.compile(r"[\w%]\s*$")
_WITHIN: Final = re.compile(r"\s*within\s+(?P<span>\d+\s+\w+(?:\s+\w+)?)\s*")
_TO_TEN: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS: Final = {"a": 1, "an": 1, **{word: number for number, word in enumerate(_TO_TEN, 1)}}
_UPWARD: Final = frozenset(["higher", "above", "more", "over", "up", "better", "later", "longer", "greater"])
_DOWNWARD: Final = frozenset(["lower", "below", "less", "under", "down", "worse", "earlier", "shorter", "fewer"])
_AND_UPWARD: Final = frozenset({"以上", "及以上", "或以上", "+"})
_AND_DOWNWARD: Final = frozenset({"以下", "以内", "之内", "及以下", "或以下"})
_OR: Final = frozenset({"或", "或者", "和", "及", "与"})
_IS: Final = frozenset({"is", "are", "equals", "equal", "be", "是", "等于", "为"})
_YES: Final = frozenset({"yes", "y", "true", "t", "on", "是", "对", "真", "有"})
_NO: Final = frozenset({"no", "n", "false", "f", "off", "否", "不是", "假", "无", "没有"})
_ANY: Final = frozenset({"all", "every", "everything", "anything", "always", "任何", "任意", "所有", "全部", "不限"})
_CURRENCIES: Final = {  # names of currencies; the same word is another one elsewhere
    "CNY": frozenset(["元", "块", "圆", "人民币", "yuan", "rmb", "¥", "￥"]),
    "EUR": frozenset(["欧元", "euro", "euros", "€"]),
    "GBP": frozenset(["英镑", "pound", "pounds", "£"]),
    "HKD": frozenset(["元", "港元", "港币", "dollar", "dollars", "$"]),
    "JPY": frozenset(["円", "日元", "yen", "¥", "￥"]),
    "USD": frozenset(["美元", "dollar", "dollars", "$"]),
}
_FUNCTIONS: Final = {
    **_all("lower", "min minimum least smallest"),
    **_all("higher", "max maximum greatest largest"),
    **_all("floor", "rounddown round_down"),
    **_all("ceiling", "ceil roundup round_up"),
}
_CALENDAR_UNITS: Final = re.compile(r"\b(\d{1,9})\s+calendar\s+(week|month|year)s?\b")
_UNITS: Final = {
    **_all("d", "天 日"),
    **_all("h", "hr hrs 小时 时"),
    **_all("min", "mins 分钟 分"),
    **_all("s", "sec secs 秒"),
    **_all("w", "wk 周 星期"),
    **_all("working days", "workday workdays workingdays working_days business_days 工作日 个工作日"),
    **_all("working hours", "workhours workinghours working_hours 工作小时"),
    **_all("calendar days", "calendardays calendar_days 自然日 个自然日 日历日 个日历日 日历天"),
}
_SCALES: Final = {"百": 2, "千": 3, "万": 4, "萬": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "億": 8, "k": 3}
_SCALED: Final = re.compile(
    rf"(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})\s*(?P<unit>.*)", re.IGNORECASE
)
_UNCLEAR: Final = re.compile(r"(?:m|mn|mio|bn|w)\b.*", re.IGNORECASE)  # million, billion, ten thousand: it depends
_SIGNED: Final = re.compile(r"(?P<sign>[¥￥$€£])\s*(?P<digits>[0-9]+(?:\.[0-9]+)?)")
_GLUED: Final = re.compile(r"(?P<word>\D+?)\s*(?P<rest>[0-9].*)")


def meant_in_condition(before: str, found: str, after: str) -> str:
    """What was meant where a word cannot stand; `before` and `after` are the text around it."""
    last, word, first = _end(before).casefold(), found.casefold(), _start(after).casefold()
    if word == "and" and (ends := _BOTH_ENDS.fullmatch(f"{before}and{after}")):
        return f"write `{ends['low']} to {ends['high']}`"
    if word == "and" and _COMPARED.match(before):
        return "two comparisons are an expression: `0 < x and x < 5`"
    if word in {"or", "and"} and first in _UPWARD | _DOWNWARD:
        return f"write `{'at least' if first in _UPWARD else 'up to'} {before.strip()}`"
    if word in _AND_UPWARD | _AND_DOWNWARD and before.strip() and not after.strip():
        return f"write `{'at least' if word in _AND_UPWARD else 'up to'} {before.strip()}`"
    if word in _OR:
        return f"write a list, `[{before.strip()}, {after.strip()}]`"
    if last in {"between", "介于", "from", "从"}:
        return "a range is written `5 to 10`"
    if last in _IS:
        return f"leave out `{last}`"
    if word in {"or", "and"} and not first.startswith("equal"):  # what stands before is a value, whatever its name
        return ""
    wrong = word if word in _WORDS else last
    if _WORDS.get(wrong) == "to" and not _VALUE_AT_END.search(before):  # nothing from which it could go
        return ""
    than = f"{last} than" if word == "than" else wrong
    return f"for `{than}` write `{_WORDS[wrong]}`" if wrong in _WORDS else ""


def meant_of_a_day(text: str) -> str:
    """What was meant by `within 12 months` of a date or a time: how long after which other one is not said."""
    found = _WITHIN.fullmatch(text)
    return "" if found is None else f"say after what: an expression such as `reported_on <= sold_on + {found['span']}`"


def meant_count(text: str) -> str:
    """A number in words, with the unit behind it, in figures.

    Example:
        >>> meant_count("one month"), meant_count("three working days"), meant_count("one")
        ('1 month', '3 working days', '')
    """
    word, _, unit = text.strip().partition(" ")
    return f"{_COUNTS[word.casefold()]} {unit.strip()}" if word.casefold() in _COUNTS and unit.strip() else ""


def meant_function(word: str) -> str:
    """The function that a word is another name of; empty for other words."""
    return _FUNCTIONS.get(word.casefold(), "")


def meant_calendar_units(text: str) -> str:
    """How to write weeks, months or years of the calendar.

    Example:
        >>> meant_calendar_units("14 calendar weeks"), meant_calendar_units("3 calendar months")
        ('98 calendar days', '3 months')
    """
    found = _CALENDAR_UNITS.search(text)
    if found is None:
        return ""
    count, unit = int(found[1]), found[2]
    return f"{count * 7} calendar days" if unit == "week" else f"{count} {unit}{'s' if count > 1 else ''}"


def _end(text: str) -> str:
    return text.rsplit(maxsplit=1)[-1] if text.strip() else ""


def _start(text: str) -> str:
    return text.split(maxsplit=1)[0] if text.strip() else ""


def meant_boolean(text: str) -> str:
    """`yes` or `no`, where a text is another word for it.

    Example:
        >>> meant_boolean("Yes"), meant_boolean("否"), meant_boolean("maybe")
        ('yes', 'no', '')
    """
    word = text.casefold()
    return "yes" if word in _YES else "no" if word in _NO else ""


def means_any(text: str) -> bool:
    """Whether a word says that every value is meant."""
    return text.casefold() in _ANY


def meant_unit(unit: str) -> str:
    """The unit of time that a word is another name of; empty for other words.

    Example:
        >>> meant_unit("小时"), meant_unit("kg")
        ('h', '')
    """
    return _UNITS.get(unit.casefold(), "")


def meant_amount(text: str, digits: str, unit: str, own: str) -> str:
    """An amount of the unit `own`, where another word stands for that; empty where how much is meant is not plain.

    Args:
        text: the whole text.
        digits: the number in it; empty where it does not begin with one.
        unit: what stands behind the number.
        own: the currency of the ruleset, or a unit.

    Example:
        >>> meant_amount("20万", "20", "万", "CNY"), meant_amount("1.5 亿元", "1.5", "亿元", "CNY")
        ('200000 CNY', '150000000 CNY')
        >>> meant_amount("2m", "2", "m", "CNY"), meant_amount("￥200", "", "", "CNY")
        ('', '200 CNY')
    """
    if signed := _SIGNED.fullmatch(text):
        return f"{signed['digits']} {own}" if meant_currency(signed["sign"], own) else ""
    scaled = _SCALED.fullmatch(unit)
    if scaled and re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", digits):
        fits = scaled["unit"] in {"", own} or meant_currency(scaled["unit"], own)
        return f"{Decimal(digits).scaleb(_SCALES[scaled['scale'].casefold()]):f} {own}" if fits else ""
    return "" if scaled or _UNCLEAR.fullmatch(unit) or not digits else f"{digits} {own}"


def meant_in_one_word(text: str, values: Collection[str], currency: str) -> str:
    """A condition that is written without blanks, as Chinese is: `超过100元`, `严重以上`.

    Example:
        >>> meant_in_one_word("超过100元", [], "CNY"), meant_in_one_word("严重以上", ["一般", "严重"], "")
        ('over 100 CNY', 'at least 严重')
    """
    for ends, word in ((_AND_UPWARD, "at least"), (_AND_DOWNWARD, "up to")):
        for end in sorted(ends, key=len, reverse=True):
            value = text.removesuffix(end).strip()
            if value != text and (value in values or value[:1].isdigit()):
                return f"{word} {_money(value, currency)}"
    glued = _GLUED.fullmatch(text)
    if glued is not None and (word := _WORDS.get(glued["word"].strip(), "")):
        return f"{word} {_money(glued['rest'], currency)}"
    begun = next((word for word in _WORDS if text.startswith(word) and text.removeprefix(word) in values), "")
    return f"{_WORDS[begun]} {text.removeprefix(begun)}" if begun else ""


def _money(text: str, currency: str) -> str:
    """An amount in the words of the language, where it is one in the currency; else the text as it is."""
    found = re.fullmatch(r"([0-9.]+)\s*([^0-9.].*)", text)
    meant = "" if found is None or not currency else meant_amount(text, found[1], found[2], currency)
    named = found is not None and (meant_currency(found[2], currency) or _SCALED.fullmatch(found[2]))
    return meant if meant and named else text


def meant_currency(unit: str, currency: str) -> str:
    """The currency of the ruleset, where a word is another name of it; empty for other words.

    Example:
        >>> meant_currency("元", "CNY"), meant_currency("yuan", "EUR")
        ('CNY', '')
    """
    return currency if unit.casefold() in _CURRENCIES.get(currency, ()) else ""
