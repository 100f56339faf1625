"""Chinese, in simplified characters and with full-width punctuation."""

from __future__ import annotations

import re
from string import Formatter
from typing import Final

from recovery_rules.trace.telling.locales.phrases import Phrases

_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_LATIN: Final = re.compile(r"[0-9A-Za-z%]")


class Zh(str):
    """A template that sets a space beside Latin letters and digits: `为 2 天`, but `为严重`.

    Example:
        >>> Zh("为{0}").format("2 天"), Zh("为{0}").format("严重"), Zh("{0}{1}").format("refund", "45 元")
        ('为 2 天', '为严重', 'refund 45 元')
    """

    __slots__ = ()

    def format(self, *args: object, **kwargs: object) -> str:
        """As `str.format`, with spaces where a part meets the words around it."""
        text = ""
        numbers = iter(range(len(args)))
        for literal, name, _, _ in Formatter().parse(self):
            text = _joined(text, literal)
            if name is not None:
                key = name or str(next(numbers))
                part = args[int(key)] if key.isdigit() else kwargs[key]
                text = _joined(text, str(part))
        return text


def _joined(one: str, other: str) -> str:
    meets = one[-1:] + other.lstrip("-")[:1]
    apart = len(_HAN.findall(meets) + _LATIN.findall(meets)) > 1 and _LATIN.search(meets)
    return f"{one} {other}" if apart else one + other


CHINESE: Final = Phrases(
    locale="zh",
    capitals=False,
    # 值
    yes="是",
    no="否",
    assumed="{0}（默认）",
    unknown="未知",
    personal="（个人信息，不显示）",
    no_members="无",
    about=Zh("约{0}"),
    codes=False,
    currencies={"CNY": "元"},
    money=Zh("{number} {currency}"),
    counted="{number} {unit}",
    percent="{number} %",
    durations={"d": "{number} 天", "h": "{number} 小时", "min": "{number} 分钟", "s": "{number} 秒"},
    day="y 年 M 月 d 日",
    moment="y 年 M 月 d 日 HH:mm",
    moment_of_weekday="y 年 M 月 d 日（EEE）HH:mm",
    weekday="y 年 M 月 d 日（EEE）",
    counted_by=Zh("期限自{start}起{limit}，按日历 {calendar} 计算{exceptions}"),
    moment_with_zone="y 年 M 月 d 日 HH:mm '{zone}'",
    # 列举与标点
    comma="、",
    clause="，",
    semicolon="；",
    colon="：",
    stop="。",
    brackets="（{0}）",
    aside="（{0}）",
    and_=Zh("{0}和{1}"),
    or_=Zh("{0}或{1}"),
    nor=Zh("{0}或{1}"),
    together=Zh("{0}，且{1}"),
    quoted="“{0}”",
    list_words=("或", "和", "、", "，"),
    plus="，并",
    nothing="无",
    # 判断
    claims={
        "is": (Zh("为{0}"), Zh("不是{0}")),
        "among": (Zh("为{0}"), Zh("不是{0}")),
        "at_least": (Zh("不少于{0}"), Zh("不足{0}")),
        "over": (Zh("超过{0}"), Zh("不超过{0}")),
        "at_most": (Zh("不超过{0}"), Zh("超过{0}")),
        "under": (Zh("不足{0}"), Zh("不少于{0}")),
        "from": (Zh("不早于{0}"), Zh("早于{0}")),
        "after": (Zh("晚于{0}"), Zh("不晚于{0}")),
        "until": (Zh("不晚于{0}"), Zh("晚于{0}")),
        "before": (Zh("早于{0}"), Zh("不早于{0}")),
        "within": (Zh("在{0}之间"), Zh("不在{0}之间")),
        "scale_at_least": (Zh("至少为{0}"), Zh("低于{0}")),
        "scale_at_most": (Zh("至多为{0}"), Zh("高于{0}")),
        "scale_within": (Zh("为{0}到{1}"), Zh("不在{0}到{1}之间")),
        "has": (Zh("包含{0}"), Zh("不包含{0}")),
        "known": ("已知", "未知"),
        "anything": ("不限", "不限"),
        "never": ("不可能成立", "不可能成立"),
    },
    ranges={
        (True, True): Zh("{0}到{1}"),
        (True, False): Zh("{0}（含）到{1}（不含）"),
        (False, True): Zh("{0}（不含）到{1}（含）"),
        (False, False): Zh("{0}到{1}（两端均不含）"),
    },
    quoted_boolean="“{0}”",
    same_verb="",
    open_whether=Zh("无法判断是否{claim}"),
    statement=Zh("{fact}为{value}，{claim}"),
    boolean_statement=Zh("{fact}为“{value}”"),
    unknown_statement=Zh("{fact}未知，无法判断是否{claim}"),
    statement_of_unknown=Zh("{fact}未知"),
    expression_unknown="无法判断“{term}”是否成立",
    # 算式
    operations={
        "negate": "-{0}",
        "absolute": Zh("{0}的绝对值"),
        "add": "{0} + {1}",
        "subtract": "{0} - {1}",
        "multiply": "{0} × {1}",
        "divide": "{0} ÷ {1}",
        "<": "{0} < {1}",
        "<=": "{0} ≤ {1}",
        ">": "{0} > {1}",
        ">=": "{0} ≥ {1}",
        "=": "{0} = {1}",
        "!=": "{0} ≠ {1}",
        "has": Zh("{0} 包含{1}"),
        "and": Zh("{0}，且{1}"),
        "or": Zh("{0}，或{1}"),
        "not": Zh("并非{0}"),
        "if": Zh("若{0}，则为{1}，否则为{2}"),
        "round": Zh("{0}以{1}为单位{mode}"),
        "full": Zh("{0}中满{1}的次数"),
        "elapsed": Zh("{1}至{0}的时长"),
        "shift": Zh("{0}之后{1}"),
        "started": Zh("{0}中每{1}计一次、不足也计一次的次数"),
        "span": Zh("{1}至{0}的时长"),
        "move": Zh("{0}之后{1}"),
        "months": Zh("{0}之后{1}个月"),
        "day": Zh("{0}在{zone}的日期"),
        "weekday": Zh("{0}是星期几"),
        "working_day": Zh("{0}之后{1}个工作日"),
        "working_days": Zh("{0}之后至{1}的工作日数"),
    },
    days_before=Zh("{0}之前{1}"),
    extremes={
        "least": (Zh("{0}中的较低者"), Zh("{0}中的最低者")),
        "greatest": (Zh("{0}中的较高者"), Zh("{0}中的最高者")),
    },
    one_of=Zh("{fact} 属于{values}之一"),
    as_it_is=Zh("因{0}"),
    steps={
        "working_day": (Zh("{0}个工作日"), Zh("{0}个工作日")),
        "month": (Zh("{0}个月"), Zh("{0}个月")),
        "year": (Zh("{0}年"), Zh("{0}年")),
    },
    steps_after=Zh("{day}之后{steps}"),
    steps_before=Zh("{day}之前{steps}"),
    days_off=Zh("{days}休息"),
    days_worked=Zh("{days}上班"),
    more_days=Zh("另有{number}天"),
    share_of=Zh("{whole}的{share}"),
    rounding_modes={
        "half_up": "四舍五入",
        "half_even": "四舍六入五成双",
        "half_down": "五舍六入",
        "up": "向绝对值较大一侧取整",
        "down": "向零取整",
        "ceiling": "向上取整",
        "floor": "向下取整",
    },
    term="{fact} {value}",
    unknown_term="{fact}（{value}）",
    parameter_of=Zh("{kind}的{name}"),
    in_bundle="{number}. {told}",
    known_term=Zh("{fact}已知"),
    not_known_term=Zh("{fact}未知"),
    equals="{term} = {value}",
    # 条件与推算
    all_of="以下全部",
    any_of="以下至少一项",
    some_of=("{number} 项之中成立的一项", "{number} 项之中成立的 {held} 项"),
    none_of="以下均不成立",
    not_excused="例外不成立",
    every_case="适用于所有情形",
    any_case="任何情形",
    no_row_above=Zh("以上各行均不符合{values}"),
    from_expression="← {term}",
    from_constant=Zh("← 设定值{where}"),
    from_day=Zh("← 自{since}起的设定值{where}：{beside}"),
    from_no_day=Zh("← {since}之前未设定：{beside}"),
    from_unknown_day=Zh("← 依{fact}而定，而{fact}未知"),
    from_no_longer=Zh("← {until}之后未设定：{beside}"),
    from_row=Zh("← 表 {table} 第 {row} 行：{tests}{gives}"),
    from_rows=Zh("← 表 {table} 第{rows}行"),
    from_no_row=Zh("← 表 {table}：没有符合的行"),
    from_above="← 见上文",
    row_test=Zh("{fact}{claim}"),
    row_gives="，取值为：{term}",
    worked_out="推算过程：",
    # 措施
    paid=Zh("向客户{kind}{amount}"),
    costing=Zh("{kind}{amount}"),
    counting=Zh("{kind}{amount}"),
    parameter="{name}：{value}",
    by_time=Zh("{time}前完成"),
    within=Zh("{time}内完成"),
    time_limits={
        "working hours": (Zh("{number}个工作小时"), Zh("{number}个工作小时")),
        "calendar days": (Zh("{number}个自然日"), Zh("{number}个自然日")),
        "working days": (Zh("{number}个工作日"), Zh("{number}个工作日")),
        "months": (Zh("{number}个月"), Zh("{number}个月")),
    },
    time_after=Zh("自{fact}起{time}"),
    at_once="立即",
    time_after_unknown=Zh("自{fact}（尚未知）起{time}"),
    repeated=Zh("每{time}一次，直至解决"),
    then_repeated=Zh("此后每{time}一次，直至解决"),
    owner=Zh("由{role}负责"),
    next_role="上一级",
    choice="任选方案",
    choice_of=Zh("由{who}任选其一："),
    choice_of_one=Zh("供{who}选择的只剩一项："),
    customer="客户",
    held=Zh("{kind}已冻结，任何人不得执行"),
    no_actions="不给予任何措施。",
    # 批准
    approval_needed=Zh("需{role}批准"),
    beyond_all="本规则集中无人有权批准",
    may_start="批准前可以先行开始",
    nobody="无人有权",
    approval="批准权限：{0}",
    may_up_to=Zh("{role}可给予{kind}，上限为{most}"),
    may_with=Zh("{role}可给予{kind}，{name}上限为{most}"),
    may_not=Zh("{role}无权给予{kind}"),
    may_not_say=Zh("{role}给予{kind}时不得含{name}"),
    whole=Zh("合计给予客户{total}"),
    whole_if_overdue=Zh("连同逾期后的措施，合计给予客户{total}"),
    may_in_all=Zh("{role}合计至多可给予{most}"),
    may_nothing_in_all=Zh("{role}无权给予金钱"),
    no_follow_up=Zh("不作后续跟进：{reason}"),
    # 规则与限制
    rule=Zh("规则 {rule}{where}{because}"),
    again=Zh("规则 {rule}{where}：条件见上文。"),
    limit=Zh("限制 {limit}{where}{because}"),
    owed=Zh("没有规则给出，按限制 {limit}{where}应当给予{because}"),
    owed_by_law=Zh("没有规则给出，按法定限制 {limit}{where}应当给予{because}"),
    by_law="{by}，法定",
    place=Zh("{file} 第 {line} 行"),
    source=Zh("依据{source}"),
    otherwise="没有规则给出任何措施，此类情形一律如此处理。",
    otherwise_name="otherwise（兜底）",
    # 金额
    combined={
        "greatest": Zh("取{values}中的最高者"),
        "least": Zh("取{values}中的最低者"),
        "soonest": Zh("取{values}中的最早时限"),
        "sum": Zh("取{values}之和"),
        "highest_role": Zh("取{values}中的最高职级"),
        "same": Zh("取{values}中的第一个"),
        "all": Zh("合并{values}"),
    },
    combined_names={"greatest": "以下的最高者：{values}", "least": "以下的最低者：{values}"},
    aggregated={
        "sum": Zh("表 {table} 各行之和：{values}"),
        "min": Zh("表 {table} 各行的最小值：{values}"),
        "max": Zh("表 {table} 各行的最大值：{values}"),
        "count": Zh("表 {table} 符合的行数：{values}"),
    },
    from_rule="{value}（{rule}）",
    floor_binds=Zh("按下限{bound}（{by}）由{before}提高到{after}"),
    floor_grants=Zh("按下限{bound}（{by}）给予{after}"),
    floor_idle=Zh("下限{bound}（{by}）未触及"),
    cap_binds=Zh("按上限{bound}（{by}）由{before}减至{after}"),
    cap_moves=Zh("{before}改为{after}，以先到期者为准（{by}）"),
    cap_grants=Zh("没有其他期限，按上限{bound}（{by}）"),
    cap_idle=Zh("上限{bound}（{by}）未触及"),
    rounded=Zh("由{before}取整为{after}"),
    # 未给予与未适用
    refused={
        "forbidden": Zh("不给予“{kind}”：被限制 {by} 禁止"),
        "capped to zero": Zh("不给予“{kind}”：{by} 的上限使其为零"),
        "zero": Zh("不给予“{kind}”：按 {by} 计算的金额为零"),
    },
    nothing_to_choose=Zh("不给予“{kind}”：可选的措施均已不存在"),
    no_other=Zh("不给予其他“{kind}”：被限制 {by} 禁止"),
    not_applied="未适用：{0}",
    reason="{rule}（{reason}）",
    rest=("另有 1 条规则（用 --why-not 查看）", Zh("另有{number}条规则（用 --why-not 查看各条）")),
    rest_alone=("1 条规则（用 --why-not 查看）", Zh("{number}条规则（用 --why-not 查看各条）")),
    excused="例外成立：{0}",
    defeated=Zh("被 {0} 取代"),
    passed_over=Zh("{0} 在先"),
    emptied=Zh("被 {0} 禁止"),
    # 为何没有
    was_given=Zh("已给予“{kind}”，依据："),
    nothing_could=Zh("没有“{kind}”：本规则集中没有规则给出该措施"),
    only_if_overdue=Zh("目前没有“{kind}”，逾期时才有"),
    given_if_overdue=Zh("“{kind}”逾期时给予"),
    one_could=Zh("没有“{kind}”：有 1 条规则或限制可以给出，但未成立"),
    many_could=Zh("没有“{kind}”：有{number}条规则或限制可以给出，均未成立"),
    was_applied={
        "rule": Zh("规则 {name} 是本决定的依据"),
        "table": Zh("表 {name} 是本决定的依据"),
        "limit": Zh("限制 {name} 适用"),
    },
    was_not_applied={
        "rule": Zh("规则 {name} 没有给出措施"),
        "table": Zh("表 {name} 没有给出措施"),
        "limit": Zh("限制 {name} 不适用"),
    },
    endings={
        "given": "适用",
        "struck": "被禁止",
        "came to nothing": "适用，但金额为零",
        "not owed": "适用，但已有该措施",
        "not reached": "仅在没有其他措施时给予",
    },
    one_change="← 只差一项",
    # 如果
    would_be_given=Zh("如有以下任一组变化，就会给予“{kind}”："),
    already_given=Zh(
        "现有情况下已给予“{kind}”。what-if 只查找怎样能得到某项措施，不查找怎样能得到别的金额；金额的由来见解释"
    ),
    nowhere=Zh("没有找到能够得到“{kind}”的变化"),
    nowhere_but_if_overdue=Zh("没有找到无须等到逾期就能得到“{kind}”的变化"),
    follows_if_overdue=Zh("现有情况下，“{outer}”逾期时给予“{kind}”"),
    more=Zh("可能还有其他变化（已试案例：{number}）。"),
    alternative=("{0}", "或 {0}"),
    were=Zh("{fact}为{value}"),
    were_such_as=Zh("给出{fact}（如{value}）"),
    were_not_given=Zh("不提供{fact}"),
    also="同时：{0}",
    also_the_same="同时：同上",
    nothing_else="同时：其他不变",
    due="完成时间",
    bundles=Zh("{kind}（{options}）"),
    altered=Zh("{kind}：{changes}"),
    instead=Zh("{name}由{before}变为{after}"),
    now_has=Zh("{name}为{after}"),
    no_longer_has=Zh("不再有{name}"),
    otherwise_altered=Zh("{kind}的内容有变"),
    lost=Zh("不再有“{0}”"),
    # 结尾
    ruleset=Zh("规则集 {id}{version}，sha256 {digest}…{standing}"),
    standings={
        "": Zh("，未经批准"),
        "draft": Zh("，草稿，未经批准"),
        "review": Zh("，审核中，未经批准"),
        "approved": Zh("，由{by}于 {on}批准"),
        "void": Zh("，未经批准：此内容无人批准"),
    },
    as_of=Zh("；决定时间{time}"),
    acting=Zh("；经办：{role}"),
)
