"""Words written like a place's name."""

from __future__ import annotations

import re

_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|"
    "台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_PROVINCE = re.compile(rf"(?:{_PROVINCES})(?:省|市|自治区)?")
_BEFORE_A_NAME = re.compile(r"^.*(?:[在给到把那去就让从查算下为对向于帮说看换按挨着是]|我们|一下)(?=[一-鿿]{2})")
_PLACE = re.compile(
    r"[一-鿿]{1,8}?(?:自治区|自治州|自治县|示范区|新区|开发区|街道|(?:省|市|县|区|镇|乡|村)(?![道级])|州|盟|旗)"
)
"""省道 and 县级 are no names."""
_NO_PLACE = re.compile(
    r"(?:城市|乡村|城镇|全市|全县|全省|我县|我市|我省|本县|本市|县市|市县|城区|郊区|社区|景区|库区|园区|保护区|山区|小区|灾区|林区|矿区)$"
)


def places(text: str) -> list[str]:
    """Of what stands before a name only the name is kept."""
    named = [_BEFORE_A_NAME.sub("", match) for match in _PLACE.findall(text)]
    kept = [name for name in named if 2 <= len(name) <= 8 and not _NO_PLACE.search(name)]
    return kept or [match[0] for match in _PROVINCE.finditer(text)]
