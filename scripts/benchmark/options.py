"""What `scripts/bench` can be asked for."""

from __future__ import annotations

import argparse
from pathlib import Path

from scripts.benchmark.peers.table import PEERS
from scripts.benchmark.results import LAST

_SEED = 20261122
_QUERIES = 300


def read_options() -> argparse.Namespace:
    """The command line; ends the program where it cannot be understood."""
    parser = argparse.ArgumentParser(
        prog="scripts/bench",
        description="把许多文件做成已签名的演练项目，测量构建，并与别的生成器在同样的文件上比较。",
    )
    _add_sources(parser)
    _add_comparison(parser)
    _add_results(parser)
    _add_single(parser)
    options = parser.parse_args()
    if options.scanner and not options.corpus:
        parser.error("--scanner 须与 --corpus 同用")
    return options


def _add_sources(parser: argparse.ArgumentParser) -> None:
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--corpus", type=Path, metavar="DIR", help="语料文件夹，最多两万件")
    source.add_argument("--generate", action="store_true", help="自拟文字，件数不限")
    source.add_argument("--signatures", type=int, metavar="N", help="只测量验证 N 个签名")
    source.add_argument("--lighthouse", type=Path, metavar="SITE", help="只请 Lighthouse 评分")
    source.add_argument(
        "--identity",
        type=int,
        metavar="N",
        help="只核对：N 串随机修改，每次增量构建与从头构建逐字节相同",
    )
    source.add_argument(
        "--readme", action="store_true", help="只按上次的结果重写两份 README 中的表格"
    )


def _add_comparison(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[1000], metavar="N", help="文件数，默认 1000"
    )
    parser.add_argument(
        "--peers", nargs="+", choices=list(PEERS), default=list(PEERS), help="与哪些生成器比较"
    )
    parser.add_argument("--no-peer", action="store_true", help="不比较")
    parser.add_argument("--slow", action="store_true", help="件数再多也比较，不论多慢")
    parser.add_argument(
        "--limit", type=float, default=900, metavar="S", help="对照程序最多几秒，默认 900"
    )
    parser.add_argument(
        "--repeat", type=int, default=3, metavar="N", help="每种修改做几次，取中位，默认 3"
    )
    parser.add_argument(
        "--repeat-clean", type=int, default=1, metavar="N", help="首次构建和对照做几次，默认 1"
    )
    parser.add_argument("--no-changes", action="store_true", help="只做首次构建")
    parser.add_argument("--no-traditional", action="store_true", help="不测连同繁体版的构建")
    parser.add_argument(
        "--search",
        type=int,
        nargs="?",
        const=_QUERIES,
        metavar="N",
        help=f"在构建好的网站中检索 N 处随机文字（默认 {_QUERIES}）和手写的问题",
    )
    parser.add_argument("--profile", action="store_true", help="再构建一次，列出耗时的函数")


def _add_results(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", type=int, default=_SEED, help="随机数种子")
    parser.add_argument("--language", choices=("zh", "en"), default="zh", help="表格的语言")
    parser.add_argument("--json", type=Path, metavar="FILE", help="结果另存为 JSON")
    parser.add_argument("--add", action="store_true", help="加在 FILE 已有的结果之后")
    parser.add_argument(
        "--save", action="store_true", help=f"同 --json {LAST.name}，并重写两份 README 中的表格"
    )
    parser.add_argument("--keep", type=Path, metavar="DIR", help="把项目留在此文件夹（须不存在）")


def _add_single(parser: argparse.ArgumentParser) -> None:
    """What replaces the comparison."""
    parser.add_argument("--scanner", action="store_true", help="只测量扫描规则：全部语料和正例")
    parser.add_argument(
        "--search-only",
        type=int,
        nargs="+",
        metavar="N",
        help="只测量检索：N 件文件，500 处随机文字和手写的问题，不构建网站",
    )
    parser.add_argument(
        "--gate", type=int, metavar="N", help="只测量 gongkai check：N 件文件，不构建"
    )
