"""Which day it is where the law is made: Beijing time, whatever clock the machine keeps."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

_BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")


def today() -> date:
    return datetime.now(_BEIJING).date()
