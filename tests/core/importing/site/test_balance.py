"""Every file has one fate, and all bytes are counted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.importing.site.balance import Fate, OldFile, Outcome, Sum, strike_balance
from gongkai.core.importing.site.kinds import Kind


def _file(path: str, size: int = 10) -> OldFile:
    return OldFile(path, size, "0" * 64, Kind.PAGE)


def _fate(path: str, outcome: Outcome = Outcome.IMPORTED) -> Fate:
    return Fate(path, outcome, "a/b")


def test_a_balance_that_holds() -> None:
    balance = strike_balance(
        [_file("a", 3), _file("b", 5)], [_fate("a"), _fate("b", Outcome.REFUSED)]
    )
    assert balance.holds
    assert balance.before == Sum(2, 8)
    assert balance.after == {
        Outcome.IMPORTED: Sum(1, 3),
        Outcome.ATTACHED: Sum(0, 0),
        Outcome.LEFT_OUT: Sum(0, 0),
        Outcome.REFUSED: Sum(1, 5),
    }


def test_what_is_wrong_is_named() -> None:
    balance = strike_balance([_file("a"), _file("b")], [_fate("a"), _fate("a"), _fate("c")])
    assert not balance.holds
    assert (balance.missing, balance.doubled, balance.unknown) == (("b",), ("a",), ("c",))


NAMES = st.sampled_from("abcdef")


@given(
    st.dictionaries(NAMES, st.integers(0, 99)),
    st.lists(st.builds(_fate, NAMES, st.sampled_from(Outcome))),
)
def test_it_holds_exactly_when_each_file_has_one_fate(
    sizes: dict[str, int], fates: list[Fate]
) -> None:
    files = [_file(path, size) for path, size in sizes.items()]
    told = sorted(fate.path for fate in fates)
    assert strike_balance(files, fates).holds is (told == sorted(sizes))
