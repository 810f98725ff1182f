"""Attacks on the form of signatures and keys: what looks signed to a careless reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import sha512
from typing import TYPE_CHECKING

from gongkai.cli.demo import demo_seal
from gongkai.core.demo_keys import demo_private_key, demo_public_key
from gongkai.core.seal import SEAL_PATH, parse_seal, seal_namespace
from gongkai.core.sshsig import encode_ed25519
from gongkai.core.sshwire import format_base64
from tests.acceptance.attack import L1, L2, L3, Attacks, Fault, bring_forged, change_step
from tests.acceptance.sample import NEW, NOTICE, RULE
from tests.acceptance.sample_catalog import SITE
from tests.helpers.sshsig_builder import SIGNERS, Signer, build_blob, build_inner, pack

if TYPE_CHECKING:
    from tests.acceptance.project import Project

ATTACKS = Attacks()
REVIEWERS = "catalog/reviewers.yml"
THIRD = (Fault("review-signature", NEW, L3),)
SPELT = (Fault("review-malformed", NEW, L3),)


def _build(statement: bytes, own: str, **fields: object) -> str:
    """The third signer's line with any field out of order."""
    private = demo_private_key("r03")
    public = private.public_key().public_bytes_raw()
    signer = Signer(b"ssh-ed25519", (public,), private.sign, b"ssh-ed25519")
    return _fill(signer, statement, own, fields)


def _fill(signer: Signer, statement: bytes, namespace: str, fields: dict[str, object]) -> str:
    name = namespace.encode()
    blob = build_blob(signer, message=statement, **({"namespace": name} | fields))  # type: ignore[arg-type]
    return format_base64(blob)


def _sign_with(project: Project, **fields: object) -> None:
    bring_forged(project, change_step("l3", make=partial(_build, **fields)))


@ATTACKS.refuse("把 git 提交的签名当作审查签名", *THIRD, rows=(37,))
def signature_of_a_git_commit(project: Project) -> None:
    _sign_with(project, namespace=b"git")


@ATTACKS.refuse("签名中的摘要算法改用 SHA-1", *THIRD, rows=(38,))
def signature_over_a_weak_digest(project: Project) -> None:
    _sign_with(project, hash_name="sha1")


@ATTACKS.refuse("签名中的摘要算法改用 MD5", *THIRD, rows=(38,))
def signature_over_a_weaker_digest(project: Project) -> None:
    _sign_with(project, hash_name="md5")


@ATTACKS.refuse("签名的保留字段里夹带内容", *THIRD, rows=(40,))
def text_in_the_reserved_field(project: Project) -> None:
    _sign_with(project, reserved="未经审查的附言".encode())


@ATTACKS.refuse("签名之后夹带字节", *THIRD, rows=(40,))
def bytes_behind_a_signature(project: Project) -> None:
    _sign_with(project, tail="未经审查的附言".encode())


def _respell(project: Project, old: str, new: str) -> None:
    bring_forged(project)
    head, _, tail = project.read(NEW).rpartition(old)
    project.write(NEW, head + new + tail)


@ATTACKS.refuse("签名写成带首尾行的样式", *SPELT, rows=(41,))
def armor_in_place_of_a_line(project: Project) -> None:
    _respell(project, "signature: ", "signature: -----BEGIN SSH SIGNATURE-----")


@ATTACKS.refuse("签名里夹空格", *SPELT, rows=(41,))
def blank_in_a_signature(project: Project) -> None:
    _respell(project, "U1NIU0lH", "U1NI U0lH")


@ATTACKS.refuse("签名之前夹带文字", *SPELT, rows=(41,))
def words_before_a_signature(project: Project) -> None:
    _respell(project, "signature: ", "signature: 附言")


@ATTACKS.refuse("审查意见在同一条里写两次", *SPELT, rows=(56,))
def decision_written_twice(project: Project) -> None:
    _respell(project, "decision: 同意公开", "decision: 退回, decision: 同意公开")


@ATTACKS.refuse(
    "第二版的审查记录里换进第一版的复审",
    Fault("review-signature", RULE, L2),
    Fault("review-signature", RULE, L3),
    rows=(32,),
)
def second_level_of_another_revision(project: Project) -> None:
    old = (project.history / RULE).read_text("utf-8")
    lines = {x for x in old.splitlines() if x.startswith(L2)}
    own = next(x for x in project.read(RULE).splitlines() if x.startswith(L2))
    project.edit(RULE, own, lines.pop())


# keys


def _add_key(project: Project, line: str) -> None:
    """Gives the third signer a second key, sealed by the root as far as it can be."""
    own = f"  - key: {demo_public_key('r03').line}\n"
    project.edit(REVIEWERS, own, f"  - key: {line}\n    start: 2024-01-01\n{own}")


WEAK = (Fault("key-weak", REVIEWERS, "  - key:"), Fault("seal-broken", REVIEWERS))


@ATTACKS.refuse("登记 DSA 公钥", *WEAK, rows=(42,))
def key_of_a_withdrawn_kind(project: Project) -> None:
    _add_key(project, "ssh-dss AAAAB3NzaC1kc3MAAACBAJ==")


@ATTACKS.refuse("登记 1024 位的 RSA 公钥", *WEAK, rows=(42,))
def key_too_short(project: Project) -> None:
    modulus = b"\0" + b"\xc1" * 128
    _add_key(project, _rsa_line(b"\1\0\1", modulus))


@ATTACKS.refuse("登记指数为 3 的 RSA 公钥", *WEAK, rows=(42,))
def key_with_a_small_exponent(project: Project) -> None:
    modulus = b"\0" + b"\xc1" * 384
    _add_key(project, _rsa_line(b"\3", modulus))


def _rsa_line(exponent: bytes, modulus: bytes) -> str:
    blob = replace(SIGNERS["rsa"], key_fields=(exponent, modulus)).key_blob
    return f"ssh-rsa {format_base64(blob)}"


@ATTACKS.refuse("登记对任何内容都能伪造签名的单位元公钥", *WEAK, rows=(43,))
def key_that_anybody_can_sign_for(project: Project) -> None:
    blob = replace(SIGNERS["ed25519"], key_fields=(b"\1" + bytes(31),)).key_blob
    _add_key(project, f"ssh-ed25519 {format_base64(blob)}")


@ATTACKS.refuse("两人登记同一把公钥", *WEAK)
def one_key_for_two_people(project: Project) -> None:
    _add_key(project, demo_public_key("r02").line)


@ATTACKS.refuse("安全密钥没有经人触碰就签名", *THIRD, rows=(45,))
def token_that_nobody_touched(project: Project) -> None:
    signer = SIGNERS["sk-ed25519"]
    _add_key(project, signer.key.line)
    demo_seal(project.open())

    def make(statement: bytes, namespace: str) -> str:
        name = namespace.encode()
        data = b"SSHSIG" + pack(name, b"", b"sha512", sha512(statement).digest())
        inner = build_inner(signer, data, flags=0)
        return _fill(signer, statement, namespace, {"inner": inner})

    bring_forged(project, change_step("l3", make=make))


# the seal


@ATTACKS.refuse("封印已过期", Fault("seal-expired", SEAL_PATH, "expires"), rows=(54,))
def seal_past_its_last_day(project: Project) -> None:
    old = parse_seal(project.read(SEAL_PATH))
    dates = {"date": date(2025, 11, 18), "expires": date(2026, 11, 19)}
    bare = replace(old, version=old.version + 1, signatures=(), **dates)
    message, namespace = bare.message.encode(), seal_namespace(SITE)
    signature = encode_ed25519(demo_private_key("root1"), message, namespace)
    project.write(SEAL_PATH, str(replace(bare, signatures=(("root1", signature),))))


# what was signed once and changed afterwards


@ATTACKS.refuse(
    "终审之后改动标题", *(Fault("review-signature", NOTICE, x) for x in (L1, L2, L3)), rows=(24,)
)
def title_changed_after_it_was_signed(project: Project) -> None:
    project.edit(NOTICE, "title: 关于游船", "title: 关于所有游船")


@ATTACKS.refuse(
    "终审之后加上公示截止日期",
    *(Fault("review-signature", NOTICE, x) for x in (L1, L2, L3)),
    rows=(103,),
)
def window_changed_after_it_was_signed(project: Project) -> None:
    project.edit(NOTICE, "revision: 1\n", "revision: 1\nshow_until: 2027-01-01\n")
