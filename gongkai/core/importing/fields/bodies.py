"""Names of bodies, told by how they end."""

from __future__ import annotations

import re

_END = (
    "人民政府|政府|委员会|常委会|办公厅|办公室|研究院|法院|检察院|[局厅部委院署处所队会站馆社组行司]"
    "|学校|中心|集团|指挥部|工作专班|政府办|管委会|学院|大学|医院|公司|支队|大队|分局|总局|中队|法庭"
)
_NAME = re.compile(
    rf"(?!的|特此|各|本|我|该|贵)[\u3400-\u9fff（）()·]{{1,38}}(?:{_END})(?:[（(][\u3400-\u9fff]{{1,12}}[）)])?"
)
_NO_NAME = re.compile(
    r"^(?:联系|抄送|附|此件|现|请|望|以上|根据|为|关于|对|由)|关于|的(?!$)|同志|通知|各[区县市]"
)
_PERSON = re.compile(
    r"(?:市长|县长|区长|省长|部长|主席|主任|局长|厅长|总理|院长|署长|行长)[\s\u3000]+\S"
)


def is_body(name: str) -> bool:
    """Whether a text reads as the name of a body and nothing else."""
    return bool(_NAME.fullmatch(name)) and not _NO_NAME.search(name)


def is_officer(line: str) -> bool:
    """Whether a line is the signature of an officer, as 市长　张某 under an order."""
    return _PERSON.match(line) is not None


def is_short_for(short: str, name: str) -> bool:
    """Whether one name is the other or leaves out what stands before, as 市公安局."""
    return bool(short) and name.endswith(short)
