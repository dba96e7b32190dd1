"""Which encoding a table is in: found from its bytes; what is none of the known ones is refused."""

from pathlib import Path

import pytest

from pourparler.errors import UnreadableInput
from pourparler.exchange.encoding import Decoded, decoded, read_table

TEXT = "Acteur;Position\nÉtat;1\n"


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"), ("cp1252", "Windows-1252")],
)  # fmt: skip
def test_the_same_text_in_every_encoding(codec: str, name: str) -> None:
    assert decoded(TEXT.encode(codec)) == Decoded(TEXT, name)


@pytest.mark.parametrize(
    "data", [b"\0\1\2\3" * 40, TEXT.encode("utf-32"), b"a\x81\xff", b"a\x1bb", TEXT.encode("utf-16")[:-1], b"\x89PNG\r\n\x1a\n\0\0"]
)  # fmt: skip
def test_what_is_no_text_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(data)
    with pytest.raises(UnreadableInput) as caught:
        read_table(tmp_path / "t.csv")
    assert (caught.value.rule, caught.value.where) == ("X001", "t.csv")


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"a" * 5_000_000)
    with pytest.raises(UnreadableInput, match=r"5,?000,?000 bytes"):
        read_table(tmp_path / "t.csv")
