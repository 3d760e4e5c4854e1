"""Headers that name a person: no column may ever be read from them."""

from shopkit.intake.kinds.headers import plain

TELLING = ["姓名", "真实名", "收货人", "收件人", "联系人", "支付宝账", "支付宝帐", "手机", "电话", "邮编", "邮箱", "身份证", "证件", "地址", "街道", "银行卡", "生日", "phone", "mobile", "email", "e-mail", "address", "fullname", "receiver", "recipient", "idcard", "passport"]
HARMLESS = frozenset(
    ["是否手机订单", "手机订单", "图片地址链接", "图片地址", "宝贝地址", "商品地址", "收货人省份", "收货人城市", "收货地址省份", "收货地址城市"]
)


def is_personal(header: str) -> bool:
    """Whether a header promises a name, phone, street, account or identity number.

    >>> is_personal("收货人姓名"), is_personal("联系电话 "), is_personal("是否手机订单")
    (True, True, False)
    """
    name = plain(header).partition("#")[0]
    return name not in HARMLESS and any(word in name for word in TELLING)
