"""核对下载到本地的信息公开网站。只用标准库和 cryptography，不用也不信任生成网站的程序。

用法：python3 verify_site.py 文件夹 ["SHA256:根密钥指纹"] [以前的检查点]；退出码 0 为相符。
"""

import base64
import hashlib
import json
import re
import sys
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils

ENTRY = '- {{role: {role}, reviewer: {reviewer}, decision: {decision}, basis: "{basis}", '
ENTRY += "date: {date}, suite: sshsig, signature: {signature}}}"
PLACES = r"(index|404)\.html|[\w-]+\.(xml|txt|json(ld)?|ttl)|(fdzdgk|search|sitemap)/index\.html"
PLACES += r"|(gongkai|zhongdian-lingyu|mulu)/.+|(assets|search/data|api|gkmlpt|feeds)/.+(?<!html)"
MOVED = "1a4d9de9949dc788f30f64dd0fd94ce873c44702bc3eb6485c0ebd629c08e60b"  # 新网址写作 @
LOG, SIGNED = "gongkai/log.txt", ("gongkai/manifest.json", "gongkai/checkpoint.txt")


def need(fine: object, message: str) -> None:
    """不成立即为不符。"""
    if not fine:
        raise AssertionError(message)


def sha(data: bytes | str) -> str:
    """SHA-256，十六进制。"""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def read_strings(data: bytes) -> list[bytes]:
    """SSH 二进制格式（RFC 4251）中首尾相接的字符串。"""
    size = 4 + int.from_bytes(data[:4], "big")
    need(size <= len(data) or not data, "签名或公钥不完整")
    return [data[4:size], *read_strings(data[size:])] if data else []


def check_signature(line: str, message: bytes, keys: list[str], namespace: str) -> str:
    """签名须由一把所给公钥为这一用途对 message 作出（PROTOCOL.sshsig）；给出公钥的指纹。"""
    raw = base64.b64decode(line, validate=True)
    need(raw[:10] == b"SSHSIG\0\0\0\1", "不是 SSH 签名")
    blob, space, reserved, digest, inner = read_strings(raw[10:])
    need(blob in [base64.b64decode(key.split(" ")[1]) for key in keys], "不是应有的公钥作出的签名")
    fits = (reserved, space) == (b"", namespace.encode()) and digest in {b"sha256", b"sha512"}
    need(fits, "签名的用途或摘要算法不符")
    parts = (space, b"", digest, hashlib.new(digest.decode(), message).digest())
    data = b"SSHSIG" + b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    kind, *fields = read_strings(blob)
    if kind.startswith(b"sk-"):
        inner, state = inner[:-5], inner[-5:]
        need(state[0] & 1, "签名时没有触按硬件密钥")
        data = hashlib.sha256(fields[-1]).digest() + state + hashlib.sha256(data).digest()
    algorithm, value = read_strings(inner)
    need(algorithm == (b"rsa-sha2-512" if kind == b"ssh-rsa" else kind), "签名算法与公钥不符")
    if kind == b"ssh-rsa":
        public = rsa.RSAPublicNumbers(*(int.from_bytes(field, "big") for field in fields))
        public.public_key().verify(value, data, padding.PKCS1v15(), hashes.SHA512())
    elif b"ecdsa" in kind:
        pair = (int.from_bytes(number, "big") for number in read_strings(value))
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), fields[1])
        point.verify(utils.encode_dss_signature(*pair), data, ec.ECDSA(hashes.SHA256()))
    else:
        ed25519.Ed25519PublicKey.from_public_bytes(fields[0]).verify(value, data)
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode()[:43]


class Site:
    """一个网站的文件和它公布的记录。"""

    def __init__(self, folder: Path) -> None:
        self.files, self.beside, self.known = {}, {}, {}
        for path in sorted(p for p in folder.rglob("*") if p.is_symlink() or not p.is_dir()):
            name, plain = path.relative_to(folder).as_posix(), path.is_file()
            self.files[name] = sha(path.read_bytes()) if plain and not path.is_symlink() else ""
            if path.name not in {"index.html", "proof.json"}:
                self.beside.setdefault(name.rpartition("/")[0], {})[path.name] = self.files[name]
        self.read = lambda p: (folder / p).read_bytes().decode() if p in self.files else ""
        self.lines = self.read(LOG).removesuffix("\n").split("\n")
        self.id = self.lines[0].removeprefix("gongkai-log/v1 ")
        self.names = {n for line in self.lines if "/" in (n := (line.split(" ") * 4)[3])}

    def check_seal(self, root: str) -> None:
        """封印由足够的根密钥作出；公布的目录文件都在其中。"""
        names = (f"gongkai/catalog/{name}" for name in ("reviewers.yml", "policy.yml", "STOCK"))
        self.people, self.policy, stock = map(self.read, names)
        self.stock = stock.replace("/ ", "/index.html ")
        self.lent = "".join(self.read(p) for p in self.files if "/catalog/delegations/" in p)
        message, *lines = self.read("gongkai/catalog/SEAL").split("\nroot ")
        keys = dict(re.findall(r"- id: (root\d)\n(?:  .*\n)*?  key: (\S+ \S+)\n", self.people))
        good = {
            check_signature(line, f"{message}\n".encode(), [keys[name]], f"seal@{self.id}")
            for name, line in (item.split() for item in lines)
        }
        needed = int(re.search(r"^threshold: (\d+)$", self.people, re.MULTILINE)[1])
        need(len(good) >= needed and root in {"", *good}, "封印不是应有的根密钥作出的")
        for p in (p for p in self.files if re.match(r"gongkai/catalog/(?!SEAL|deleg)", p)):
            need(f"\nfile {self.files[p]} {p[8:]}\n" in f"{message}\n", f"{p} 不在封印中")

    def check_files(self) -> None:
        """文件与清单一一相符，清单和检查点由登记的发布机签名，没有日志不知道的文件。"""
        listed = {f["path"]: f["sha256"] for f in json.loads(self.read(SIGNED[0]))["files"]}
        own = {*SIGNED, *(f"{name}.sig" for name in SIGNED), LOG}
        wrong = {p for p in {*listed, *self.files} if listed.get(p) != self.files.get(p)} - own
        need(not wrong, f"与清单不符：{'、'.join(sorted(wrong))}")
        keys = re.findall(r"^- ((?:ssh|sk|ecdsa)-\S+ \S+)$", self.people, re.MULTILINE)
        for name in SIGNED:
            line = "".join(self.read(f"{name}.sig").split("\n")[1:-2])
            check_signature(line, self.read(name).encode(), keys, f"build@{self.id}")
        columns = re.findall(r"- id: (\S+)\n", self.read("gongkai/catalog/columns.yml"))
        place = re.compile(rf"{PLACES}|({'|'.join(columns)})/(\d{{4}}/)?index\.html").fullmatch
        odd = {p for p in self.files if not (place(p) or p.rpartition("/")[0] in self.names)}
        url = re.search(r"\nurl: (\S+)\n", self.read("gongkai/catalog/site.yml"))[1]
        moves = re.findall(r"\nitem (?:\S+ ){3}(\S+) /(\S*) ", self.stock)
        odd -= {p for n, p in moves if sha(self.read(p).replace(f"{url}{n}/", "@")) == MOVED}
        odd -= {f"zh-hant/{p}" for p in self.files if p.endswith("index.html")}
        need(not odd, f"公开日志没有记载这些位置的文件：{'、'.join(sorted(odd))}")

    def read_log(self, older: str) -> None:
        """公开日志逐行衔接，与检查点、清单、封印、以前的检查点相符。"""
        heads, known = [sha(self.lines[0])], self.known
        for number, line in enumerate(self.lines[1:], 1):
            order, day, kind, name, revision, digest, previous = line.split(" ")
            need((order, previous) == (str(number), heads[-1]), f"日志第 {number} 条不衔接")
            heads.append(sha(line))
            if "/" in name and kind != "waive":
                old = known.get(name, {"kind": "", "revision": 0, "sum": "", "day": ""})
                same = old["sum"] == digest and old["kind"] != kind
                risen = same or int(revision) > old["revision"] or kind == "withdraw"
                need(risen and old["kind"] != "withdraw", f"{name} 撤回后又公开，或版本没有递增")
                known[name] = {"kind": kind, "revision": int(revision), "sum": digest, "last": day}
                known[name] |= {"before": old["sum"], "day": old["day"] if same else day}
        need((kind, digest) == ("build", self.files[SIGNED[0]]), "清单不是最后记载的")
        points = [f"gongkai-checkpoint/v1 {self.id} {n} {head}\n" for n, head in enumerate(heads)]
        need(self.read(SIGNED[1]) == points[-1], "检查点与公开日志不符")
        need(not older or Path(older).read_text("utf-8") in points, "以前的检查点不在日志中")

    def check_document(self, name: str) -> None:
        """一份文件的凭据、审查链、页面和附件，都与日志记载的相符。"""
        proof, event = json.loads(self.read(f"{name}/proof.json")), self.known[name]
        kind, source, said = event["kind"], proof.get("source", ""), {}
        need(bool(source) == (kind in {"publish", "withdraw"}), "凭据应有或不应有原文")
        decided, space = ("撤回", "withdraw") if kind == "withdraw" else ("同意公开", "{}.review")
        over, roles, lost = None, {}, False
        for review in proof["reviews"]:
            said = {"over": None} | json.loads(review["statement"])
            wanted = {"site": self.id, "path": f"content/{name}.md", "address": f"/{name}/"}
            wanted |= {"revision": event["revision"], "over": over, "decision": decided}
            wanted |= {"digest": sha(source)} if source else {}
            need(wanted.items() <= said.items(), "语句与原文、网址、版本或次序不符")
            need(ENTRY.format(**said, signature=review["signature"]) == review["entry"], "记录不符")
            role, who = said["role"], said["reviewer"]
            block = re.search(rf"\n- id: {re.escape(who)}\n((?:  .*\n)+)", self.people)[1]
            need(f"role: {role}\n" in block or f"\nto {who}\nrole {role}\n" in self.lent, "越权")
            found = re.findall(r"key: (\S+ \S+)\n((?:    .*\n)*)", block)
            voids = {key: re.findall(r"void_from: (\S+)|$", more)[0] or "9" for key, more in found}
            keys = [k for k in voids if kind in {"suspend", "withdraw"} or event["day"] < voids[k]]
            lost = lost or min(voids.values()) <= event["day"]
            text, use = review["statement"].encode(), f"{space.format(role)}@{self.id}"
            check_signature(review["signature"], text, keys, use)
            over, roles[who] = sha(review["entry"]), role
        need((over or sha(source)) == event["sum"], "不是公开日志记载的版本")
        chain = ", ".join(roles.values())
        rule = rf"withdrawal_roles: .*\b{chain}\b" if decided == "撤回" else rf"levels: \[{chain}\]"
        page = "".join(self.read(f"{top}{name}/index.html") for top in ("", "zh-hant/"))
        beside = self.beside.get(name, {})
        files = "".join(f"{beside[file]} {file}\n" for file in beside)
        item = rf"\nitem {sha(source)} {sha(files) if files else '-'} \S+ {re.escape(name)} /"
        fits = re.search(rule, self.policy) if over else re.search(item, self.stock)
        need(fits, "审查的级别、人数与规则不符，或者不在存量清单中")
        need(decided != "撤回" or event["before"] in {"", said["ends"]}, "撤回的不是公开的版本")
        need(lost or kind in {"publish", "withdraw", "expire"}, "没有公钥失密，不能暂停公开")
        need(kind != "expire" or said["until"] < event["last"][:10], "公示期没有届满")
        if kind != "publish":
            return need(page and not beside and "gk-body" not in page, "不公开的还有正文或附件")
        signed = {a["path"].split("/")[-1]: a["sha256"] for a in said.get("attachments", ())}
        need(not over or beside == signed, "附件与签署时不同")
        shown = re.sub(r"<[^>]*>|&\w+;|[\W_]", "", page.partition("<main")[2].split("</main")[0])
        text = source.partition("\n---\n")[2] + re.search(r"\ntitle: (.+)\n", source)[1]
        words = re.findall(r"[^\W\d_]{2,}|\d{3,}", re.sub(r"!\[.*?\)|\]\(.*?\)", "", text))
        need(all(word in shown for word in words), "页面没有签署的标题或正文")


if __name__ == "__main__":
    folder, root, older = [*sys.argv[1:], "", "", ""][:3]
    sys.excepthook = lambda kind, *_: print(f"无从核验：文件读不出来（{kind.__name__}）")  # noqa: T201
    site, faults = Site(Path(folder)) if (Path(folder) / LOG).is_file() else sys.exit(__doc__), []
    records = [(site.check_seal, root), (site.check_files,), (site.read_log, older)]
    for check, *given in records + [(site.check_document, name) for name in sorted(site.names)]:
        try:
            check(*given)
        except Exception as error:  # noqa: BLE001 - 读不通就是不符
            told = str(error) if type(error) is AssertionError else "读不通，或签名不成立"
            told = f"不符（应当：{check.__doc__}）{' '.join(given)}　{told}"
            faults.append(re.sub(r"[^\w !-~、。，：；（）　]", "?", told) + "\n")
    sys.stdout.write("".join(faults) + ("核验不通过\n" if faults else "核验通过\n"))
    sys.exit(bool(faults))
