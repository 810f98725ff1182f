#!/bin/sh
# 离线安装公开（gongkai）引擎 @VERSION@：不联网，安装前逐个核对文件摘要。
# 用法：sh install.sh [安装的文件夹，默认 /opt/gongkai]
set -eu
umask 022

die() {
    echo "× $1" >&2
    exit 2
}

cd "$(dirname "$0")"
home=${1:-/opt/gongkai}
case $home in
/*) ;;
*) die "安装的文件夹须写完整路径，如 /opt/gongkai" ;;
esac
engine=$home/@VERSION@

[ "$(uname -m)" = "@MACHINE@" ] || die "本安装包适用于 @TARGET@，本机是 $(uname -s) $(uname -m)"
if command -v sha256sum >/dev/null; then
    sha256sum --check --quiet --strict SHA256SUMS || die "安装包有改动或不完整，没有安装；请重新取得"
else # macOS
    shasum --algorithm 256 --check --quiet SHA256SUMS || die "安装包有改动或不完整，没有安装；请重新取得"
fi

python=
for name in "${PYTHON:-python@PYTHON@}" python3; do
    found=$(command -v "$name" || true)
    [ -n "$found" ] || continue
    [ "$("$found" -I -c 'import sys; print("%d.%d" % sys.version_info[:2])')" = "@PYTHON@" ] || continue
    python=$found
    break
done
[ -n "$python" ] || die "没有找到 Python @PYTHON@；装在别处的，用 PYTHON=路径 sh install.sh 指定"
[ ! -e "$engine" ] || die "$engine 已存在；确需重装，请先移走它"

mkdir -p "$home"
trap '[ -z "${engine:-}" ] || rm -rf "$engine"' EXIT
trap 'exit 130' HUP INT TERM
"$python" -I -m venv "$engine" || die "没有建成 Python 环境；Debian、Ubuntu 请先安装 python3-venv"
"$engine/bin/python" -I -m pip --isolated --disable-pip-version-check --quiet install \
    --no-index --find-links wheels --no-cache-dir --no-deps --only-binary :all: \
    --require-hashes --requirement requirements.txt || die "安装没有完成"
"$engine/bin/gongkai" --version
engine=

echo "已装入 $home/@VERSION@"
if [ -e "$home/current" ]; then
    echo "正在使用的仍是 $(readlink "$home/current")；按手册试建之后切换：ln -sfn @VERSION@ $home/current"
else
    ln -s @VERSION@ "$home/current"
    echo "命令：$home/current/bin/gongkai"
fi
