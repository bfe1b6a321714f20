"""Room on the disk is asked for in one sentence that names who needs it."""

import shutil

import pytest

from knowledge.errors import StoreUnavailable
from knowledge.room import require_room


def test_a_disk_with_room_is_passed_in_silence(tmp_path):
    require_room(tmp_path, 1, whose="向量库")


def test_a_disk_with_too_little_is_named_with_what_it_needs(tmp_path):
    more = (shutil.disk_usage(tmp_path).free >> 20) + 10_000
    with pytest.raises(StoreUnavailable, match=rf"向量库.*至少要有 {more} MB.*腾出空间"):
        require_room(tmp_path, more, whose="向量库")
