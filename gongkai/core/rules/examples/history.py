"""Examples of what must not enter the history of the repository at all."""

from __future__ import annotations

from gongkai.core.rules.example import told

HISTORY_EXAMPLES = {
    "history-root-changed": told(
        "一次提交换掉了根密钥，只有新密钥的签名",
        "同一次提交里，原根密钥持有人也签足封印",
    ),
    "history-seal": told("提交里删去了 catalog/SEAL", "封印只由 gongkai seal 改写"),
    "history-oversize": told("提交了一个 180 MB 的视频", "压缩到 50 MB 以下，或者放到视频平台"),
    "history-branch": told("git push --force 改写 main", "git pull --rebase 之后正常推送"),
    "history-reference": told("推送的标签指向一个文件，而不是提交", "只推送普通的分支和标签"),
    "history-deleted": told(
        "提交里 git rm 了一份已公开的文件",
        "恢复该文件，用 gongkai review withdraw 撤回",
    ),
    "history-signed-changed": told(
        "提交改了已签文件的正文，published 仍在",
        "先运行 gongkai revise 开出下一版，再改",
    ),
    "history-body-kept": told(
        "文件改成不予公开的登记，正文却早已提交过",
        "定为不公开之前不提交正文；已提交的，报告保密工作机构",
    ),
    "history-unsealed": told(
        "改了 columns.yml，还没有重新封印",
        "根密钥持有人核对后运行 gongkai seal，再合并",
    ),
}
