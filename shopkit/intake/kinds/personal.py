"""Headers that name a person: no column may ever be read from them."""

import re

from shopkit.intake.kinds.headers import plain

TELLING = re.compile(
    "姓名|真实名|收货人|收件人|联系人|支付宝账|支付宝帐|手机|电话|邮编|邮箱|身份证|证件|地址|街道"
    "|银行卡|生日|phone|mobile|e-?mail|address|fullname|receiver|recipient|idcard|passport"
)
HARMLESS = re.compile("(是否)?手机订单|(图片|宝贝|商品)地址(链接)?|收货(人|地址)(省份|城市)")


def is_personal(header: str) -> bool:
    """Whether a header promises a name, phone, street, account or identity number.

    >>> is_personal("收货人姓名"), is_personal("联系电话 "), is_personal("是否手机订单")
    (True, True, False)
    """
    name = plain(header).partition("#")[0]
    return bool(TELLING.search(name)) and not HARMLESS.fullmatch(name)
