"""Measuring the gate alone: bare signatures, one document stage by stage, the whole check."""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gongkai.core.attachments import inspect_here
from gongkai.core.body import check_body, render_body
from gongkai.core.catalog import load_catalog
from gongkai.core.inventory import scan_content
from gongkai.core.judging import Exhibit, Grounds, judge
from gongkai.core.models import RECORD_TYPES
from gongkai.core.models.fields import BEIJING
from gongkai.core.scan import scan_text
from gongkai.core.source import read_source
from gongkai.core.sshsig import decode, encode_ed25519, verify_any
from gongkai.core.state import State
from gongkai.core.statement import Subject, derive_statement, review_namespace
from gongkai.core.strict_yaml import parse_yaml
from gongkai.publish.tree_reader import read_tree
from scripts.benchmark.measuring import run_measured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from gongkai.core.catalog import Catalog
    from gongkai.core.keys import PublicKey
    from gongkai.core.source import Source

_KEYS = tuple(Ed25519PrivateKey.from_private_bytes(bytes((n,)) * 32) for n in range(1, 21))
_NAMESPACE = "l1.review@bench.example"
_STATEMENT = 700
"""Bytes, as long as the statement of a document without attachments."""
_BATCH = 600
_SAMPLE = 500


@dataclass(frozen=True, slots=True)
class _Batch:
    signatures: tuple[tuple[str, bytes], ...]
    keys: tuple[PublicKey, ...]


def measure_signatures(count: int) -> Iterator[str]:
    """Lines that tell how long so many different signatures take, one way and another."""
    batches = [_sign_batch(start, min(_BATCH, count - start)) for start in range(0, count, _BATCH)]
    cores = os.cpu_count() or 1
    yield f"验证 {count} 个 Ed25519 签名，密钥 {len(_KEYS)} 个，"
    yield f"处理器 {cores} 个，此刻负载 {os.getloadavg()[0]:.1f}。\n"
    yield "| 方式 | 用时 | 处理器时间 |"
    yield "| --- | ---: | ---: |"
    ways: tuple[tuple[str, Callable[[], Executor]], ...] = (
        ("一个进程", partial(ThreadPoolExecutor, 1)),
        (f"{cores} 个线程", partial(ThreadPoolExecutor, cores)),
        (f"{cores} 个进程，含启动和传送", partial(ProcessPoolExecutor, cores)),
    )
    for name, open_pool in ways:
        wall, cpu = time.perf_counter(), sum(os.times()[:4])
        with open_pool() as pool:
            list(pool.map(_verify_batch, batches))
        wall, cpu = time.perf_counter() - wall, sum(os.times()[:4]) - cpu
        yield f"| {name} | {wall:.1f} 秒 | {cpu:.1f} 秒 |"


def _sign_batch(start: int, count: int) -> _Batch:
    signed = []
    for number in range(start, start + count):
        message = f"{number:0{_STATEMENT}}".encode()
        signed.append((encode_ed25519(_KEYS[number % len(_KEYS)], message, _NAMESPACE), message))
    keys = {decode(signature).key for signature, _ in signed}
    return _Batch(tuple(signed), tuple(keys))


def _verify_batch(batch: _Batch) -> None:
    for signature, message in batch.signatures:
        verify_any(signature, message, batch.keys, _NAMESPACE)


def measure_gate(folder: Path) -> Iterator[str]:
    """Lines that tell what the check of a project costs, whole and stage by stage.

    Raises:
        RunFailedError: when the check does not find the project fit to be published.
    """
    run = run_measured([sys.executable, "-m", "gongkai", "check"], folder)
    yield f"\ngongkai check：用时 {run.wall:.1f} 秒，处理器时间 {run.cpu:.1f} 秒，"
    yield f"内存峰值 {run.peak / 1e6:.0f} MB；此刻负载 {os.getloadavg()[0]:.1f}。\n"
    begin = time.perf_counter()
    tree = read_tree(folder)
    reading = time.perf_counter() - begin
    catalog, _ = load_catalog(tree)
    inventory = scan_content(tree)
    if catalog is None:
        return
    yield f"| 一件文件的环节（一个进程，{_SAMPLE} 件平均） | 处理器时间 |"
    yield "| --- | ---: |"
    yield f"| 从磁盘读入 | {reading / len(inventory.documents) * 1e3:.2f} 毫秒 |"
    files = inventory.documents[:: max(1, len(inventory.documents) // _SAMPLE)]
    exhibits = [Exhibit(file, inventory.attachments.get(file.path, ())) for file in files]
    attachments = [file for exhibit in exhibits for file in exhibit.attachments]
    grounds = Grounds(catalog, State(), datetime.now(BEIJING), inspect_here(attachments))
    sources = [read_source(file) for file in files]
    signed = [item for source in sources for item in _list_signed(catalog, source)]
    stages: tuple[tuple[str, Callable[[Any], object], Iterable[Any]], ...] = (
        ("严格读取全文", read_source, files),
        ("其中：YAML", lambda s: parse_yaml(s.head, first_line=2, comments=False), sources),
        ("字段模型", _type, sources),
        ("正文规则和渲染", lambda s: (*check_body(s.body), render_body(s.body)), sources),
        ("扫描", lambda s: scan_text(s.reviewed_text), sources),
        ("推导审查陈述", lambda s: [*_list_signed(catalog, s)], sources),
        ("验证签名", lambda item: verify_any(*item), signed),
        ("全部判定", lambda exhibit: judge(grounds, exhibit), exhibits),
    )
    for name, work, items in stages:
        begin = time.process_time()
        for item in items:
            work(item)
        spent = (time.process_time() - begin) / len(files)
        yield f"| {name} | {spent * 1e3:.2f} 毫秒 |"


def _type(source: Source) -> object:
    return RECORD_TYPES[str(source.values["type"])].model_validate(source.values)


def _list_signed(
    catalog: Catalog, source: Source
) -> Iterator[tuple[str, bytes, tuple[PublicKey, ...], str]]:
    """What `verify_any` takes, for each entry of a source without attachments."""
    record = RECORD_TYPES[str(source.values["type"])].model_validate(source.values)
    site, entries = catalog.site.id, source.tail.entries
    subject = Subject(site, source, record, ())
    for over, entry in zip((None, *entries), entries, strict=False):
        published = source.tail.published if entry is entries[-1] else None
        statement = derive_statement(subject, entry, over, published)
        keys = catalog.keys_by_person[entry.reviewer]
        yield entry.signature, statement, keys, review_namespace(entry.role, site)
