"""The sample shop's storefront: what waits to go online, rules and readers, rivals as seen.

Rivals, prices and the rules marked 示例 are invented. Law and notices are named with their day;
the two whose text was not compared are marked so.
"""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from shopkit import store
from shopkit.clock import instant_of
from shopkit.competitors import Seen
from shopkit.listing import STEPS
from shopkit.roles import Role
from shopkit.sample import definitions
from shopkit.store import listing, rivals, rules, wording
from shopkit.store.ledger import Stamp

if TYPE_CHECKING:
    from sqlalchemy import Engine

# kind, title, item, day and hour, how many steps are ticked, note
QUEUE = (
    ("list", "史上超值茶具礼盒八件套送长辈", "", "2026-11-01T08:00", 7, "双11 主推，等标题定稿"),
    ("list", "极品白瓷旅行茶具一壶四杯便携", "", "2026-11-02T10:00", 4, "标题里有拦截词，要改"),
    ("list", "手绘青花主人杯单只陶瓷品茗杯", "", "2026-11-03T10:00", 8, ""),
    ("change", "加厚帆布托特包大容量通勤女单肩", "600000001313", "", 1, "标题补“女单肩”"),
    ("delist", "玻璃冷水壶夏季凉水壶大容量", "600000002323", "2026-11-12T20:00", 2, "过季"),
)  # fmt: skip
DONE = ("list", "手捏粗陶马克杯咖啡杯", "600000001818", "2026-10-20T10:00")
# title, day, source, meaning, words it touches, compared with its source, roles that read it
RULES = (
    (
        "广告法第九条：不得使用“国家级”“最高级”“最佳”等用语", "2015-09-01",
        "《中华人民共和国广告法》第九条第（三）项、第五十七条",
        "标题、卖点、详情上线前都先过一遍“查用词”，拦截的必须改，复核的要选理由。",
        (), True, (Role.MANAGER, Role.OPERATIONS, Role.DESIGNER),
    ),
    (
        "广告绝对化用语执法指南（公告 2023 年第 6 号）", "2023-02-25",
        "市场监管总局 www.samr.gov.cn，日期待核对",
        "看语境不只看字：自我比较、食用提示、国标分级等可以放行，但要留证据。",
        (), False, (Role.OPERATIONS,),
    ),
    (
        "关于强化广告中提示性用语监管工作的通知", "2026-03-13",
        "市场监管总局，据当日新闻报道，未核对原文",
        "“大字吸睛、小字免责”会被查：主图上的承诺，详情里不能用小字改口。",
        (), False, (Role.OPERATIONS, Role.DESIGNER),
    ),
    (
        "示例规则：保温类商品须在详情写明保温时长和测试条件", "2026-10-20",
        "示例，非真实规则",
        "标题带“保温”“焖”的商品，详情补测试条件，客服备好话术。",
        ("保温", "焖"), False, (),
    ),
)  # fmt: skip
# day, kind, points, what, lifted on
BREACHES = (
    ("2026-06-18", "general", 4, "示例：活动页写了“全网最低”，被要求改正", "2026-06-25"),
    ("2026-09-09", "general", 3, "示例：三单超时未揽收", ""),
)
RELEASED = ("粗陶马克杯老店质量第一手工捏制", "质量第一", "tenet", "店铺理念，不指商品")
# Each rival: its share of our list price to begin with, its drift a week, in thousandths.
RIVALS = {"示例竹里茶器": (930, -6), "示例青山器物": (1080, -4), "示例小南家": (860, 3)}
FACED = ("600000000202", "600000000303", "600000000707", "600000000808", "600000001313",
         "600000001818", "600000000909", "600000002020")  # fmt: skip
WEEKS, FIRST_SEEN = 14, date(2026, 7, 30)
PROMOTION, CUT = "双11 预售满 200 减 30", 880
TENTH = 10  # prices end in a whole jiao


def dress(engine: "Engine", shop_id: str) -> None:
    """Write the queue, the rules with their readers, the log, and the rivals' snapshots."""
    team = {role: person.id for person in store.members(engine, shop_id) for role in person.roles}
    by = team.get(Role.OPERATIONS)
    _queue(engine, shop_id, by)
    _rules(engine, shop_id, team)
    text, phrase, reason, note = RELEASED
    stamp = Stamp(by, _at("2026-10-28T16:10"))
    wording.check(engine, shop_id, [("title", "", text)], stamp)
    wording.release(engine, shop_id, text, stamp, phrase=phrase, reason=reason, note=note)
    rivals.record_seen(engine, shop_id, snapshots(), Stamp(by, _at("2026-10-30T15:00")))


def snapshots() -> list[Seen]:
    """What rivals asked, week by week up to the last Thursday of the sample."""
    ours = {sku.item_id: sku for sku in reversed(definitions.catalogue())}
    return [
        _seen(rival, ours[item], place, week)
        for week in range(WEEKS)
        for place, item in enumerate(FACED)
        for rival in RIVALS
        if (place + list(RIVALS).index(rival)) % 3  # nobody sells everything
    ]


def _seen(rival: str, ours: definitions.Sku, place: int, week: int) -> Seen:
    share, drift = RIVALS[rival]
    price = (
        ours.price_fen
        * (share + drift * (week // 5 * 5) + 15 * (place % 4))
        // 1000
        // TENTH
        * TENTH
    )
    is_last = week == WEEKS - 1
    cut = is_last and rival == "示例竹里茶器" and place % 2 == 0
    sold = 120 + 35 * place + 4 * week
    return Seen(
        rival,
        f"{ours.title[:8]}（{rival[2:4]}款）",
        FIRST_SEEN + timedelta(weeks=week),
        price,
        ours.item_id,
        price * CUT // 1000 // TENTH * TENTH if cut else None,
        sold * 2 if is_last and rival == "示例小南家" and place == 3 else sold,
        PROMOTION if cut else "",
        "场景图" if is_last and rival == "示例青山器物" and place == 4 else "白底图",
    )


def _queue(engine: "Engine", shop_id: str, by: int | None) -> None:
    stamp = Stamp(by, _at("2026-10-29T11:00"))
    for kind, title, item, at, ticked, note in QUEUE:
        number = listing.add_entry(
            engine, shop_id, title, stamp, kind=kind,
            item_id=item, at=_at(at) if at else None, owner_id=by, note=note,
        )  # fmt: skip
        _tick(engine, shop_id, number, ticked, stamp)
    kind, title, item, at = DONE
    number = listing.add_entry(
        engine, shop_id, title, stamp, kind=kind, item_id=item, at=_at(at), owner_id=by
    )
    _tick(engine, shop_id, number, len(STEPS[kind]), stamp)
    listing.finish(engine, shop_id, number, stamp)


def _tick(engine: "Engine", shop_id: str, number: int, ticked: int, stamp: Stamp) -> None:
    kind = next(each.kind for each in listing.entries(engine, shop_id) if each.id == number)
    for step in list(STEPS[kind])[:ticked]:
        listing.tick(engine, shop_id, number, stamp, step=step, is_done=True)


def _rules(engine: "Engine", shop_id: str, team: dict[Role, int | None]) -> None:
    written = _at("2026-10-26T10:00")
    stamp = Stamp(team.get(Role.MANAGER), written)
    for title, day, source, meaning, words, is_verified, readers in RULES:
        number = rules.add_rule(
            engine, shop_id, title, stamp, dated_on=date.fromisoformat(day), source=source,
            meaning=meaning, words=words, is_verified=is_verified,
        )  # fmt: skip
        for role in readers:
            if team.get(role) is not None:
                rules.read_rule(engine, shop_id, number, Stamp(team[role], written), version=1)
    for day, kind, points, what, lifted in BREACHES:
        number = rules.log_violation(
            engine, shop_id, what, stamp,
            happened_on=date.fromisoformat(day), kind=kind, points=points,
        )  # fmt: skip
        if lifted:
            rules.lift(engine, shop_id, number, stamp, on=date.fromisoformat(lifted))


def _at(text: str) -> datetime:
    return instant_of(datetime.fromisoformat(text))
