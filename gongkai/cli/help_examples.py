"""Examples shown by each command's help: the command line, and what it is for, in Chinese.

Every command has one at least and four at most; a test runs each through the parser.
"""

from __future__ import annotations

Examples = tuple[tuple[str, str], ...]
"""Pairs of a command line that can be typed and one short Chinese phrase, without full stop."""

EXAMPLES: dict[str, Examples] = {
    "init": (
        ("gongkai init wangzhan --preset district", "按区县政府的栏目新建仓库"),
        ("gongkai init yanlian --preset psb --demo", "按公安机关的栏目新建一个演练站点"),
        ("gongkai init wangzhan --preset psb --hosting gitea", "附 Gitea 的检查和发布流水线"),
    ),
    "hosting repository": (
        ("gongkai hosting repository", "给已有的仓库补上 .gitattributes 等文件"),
        ("gongkai hosting repository --replace", "先列出不同之处，再换成模板的写法"),
    ),
    "hosting gitlab": (("gongkai hosting gitlab", "写入 .gitlab-ci.yml 和 .gitlab/CODEOWNERS"),),
    "hosting gitea": (("gongkai hosting gitea", "写入 .gitea/workflows/ 和 .gitea/CODEOWNERS"),),
    "hosting github": (
        ("gongkai hosting github", "写入 .github/workflows/ 和 .github/CODEOWNERS"),
    ),
    "hosting server": (
        ("gongkai hosting server --to /opt/gongkai", "在发布机上写出发布脚本和各项设置"),
    ),
    "hosting addresses": (
        ("gongkai hosting addresses site --to web", "写出 nginx 和 Caddy 读取的网址清单"),
    ),
    "new": (
        ("gongkai new", "逐项询问，适合第一次用"),
        ("gongkai new --list", "列出各栏目收哪些类型的文件"),
        (
            "gongkai new guifanxing --title 关于印发养犬管理办法的通知 --drafter r03",
            "在“行政规范性文件”栏目新建文件",
        ),
        ("gongkai new huiyi -t 区政府常务会议 -d r03 --slug changwu-12", "自定网址短名"),
    ),
    "fix": (
        ("gongkai fix --dry-run", "只看全部待审文件中有哪些可以更正"),
        ("gongkai fix content/guifanxing/xxx.md", "逐份看过再更正"),
        ("gongkai fix content/guifanxing/xxx.md --yes", "不再询问"),
    ),
    "schema": (
        ("gongkai schema", "写到仓库的 .vscode 文件夹"),
        ("gongkai schema --print columns", "显示 columns.yml 的 JSON Schema"),
    ),
    "import": (
        (
            "gongkai import 通知.docx --column guifanxing --drafter r03",
            "导入一份 Word 文件，原文件清理后作为附件",
        ),
        ("gongkai import 公告.pdf -c gonggao -d r03 --slug tingshui", "自定网址短名"),
        ("gongkai import *.docx -c qita-wenjian -d r03 --keep-original", "一次导入几份文件"),
        ("gongkai import 转载.txt -c zhuanzai -d r03 --simplify", "把繁体字转换为简体字"),
    ),
    "adopt": (
        ("gongkai adopt 旧网站", "只清点，写出待填的栏目对照表"),
        ("gongkai adopt 旧网站 --list 清单.csv", "按平台导出的清单认标题、栏目、日期和审查编号"),
        (
            "gongkai adopt 旧网站 --map .gongkai/adopt/栏目对照表.tsv --drafter r03",
            "按填好的对照表导入，核对每个文件的去向",
        ),
        (
            "gongkai adopt 旧网站 --map 对照表.tsv -d r03 --stock --until 2027-12-31",
            "补上原发布时间，生成存量表",
        ),
    ),
    "check": (
        ("gongkai check", "检查全部文件"),
        ("gongkai check content/guifanxing/xxx.md", "只看一个文件"),
        ("gongkai check --watch", "边写边查：保存后重新检查"),
        ("gongkai check --commit HEAD --format sarif", "流水线中检查一次提交，结果供程序读取"),
    ),
    "explain": (
        ("gongkai explain document-number-doubtful", "说明一条规则，附错的和对的例子"),
        ("gongkai explain", "列出全部规则"),
    ),
    "clean": (
        ("gongkai clean banfa.docx", "在原文件旁边生成干净副本"),
        ("gongkai clean content/guifanxing/xxx.files/banfa.docx --in-place", "就地替换附件"),
    ),
    "revise": (
        (
            "gongkai revise content/guifanxing/xxx.md --note 更正第三条的期限",
            "已公开的文件开出下一版",
        ),
        (
            "gongkai revise content/guifanxing/xxx.md --note 更正期限 --branch",
            "在新分支上修订，合并之前线上不变",
        ),
        ("gongkai revise content/guifanxing/xxx.md", "退回的文件去掉审查记录，改后重新送审"),
    ),
    "compare": (
        ("gongkai compare content/guifanxing/xxx.md", "与线上的上一版比较"),
        ("gongkai compare content/guifanxing/xxx.md --from jiu.md", "与指定的上一版比较"),
    ),
    "seal": (
        ("gongkai seal --key ~/.ssh/root_ed25519.pub", "用 ssh-agent 或硬件令牌中的根密钥封印"),
        ("gongkai seal --key root --stock cunliang.tsv", "首次构建前生成存量清单"),
    ),
    "build": (
        ("gongkai build", "按工作区构建"),
        (
            "gongkai build --commit main --site /srv/gongkai/site --state /srv/gongkai/state",
            "正式环境：只读已合并的内容",
        ),
        ("gongkai build --trust-root SHA256:xxxx", "首次构建，固定核对过的根密钥"),
    ),
    "serve": (
        ("gongkai serve", "在 http://127.0.0.1:8000/ 预览"),
        ("gongkai serve --port 8080", "换一个端口"),
    ),
    "export": (
        ("gongkai export daochu", "导出到 daochu 文件夹"),
        ("gongkai export daochu.zip --since 2026-10-01", "只导出这一天起发布的，打成一个包"),
        ("gongkai export --check daochu.zip", "核对收到的数据包"),
    ),
    "verify": (
        ("gongkai verify site", "核对一个已生成的网站"),
        (
            "gongkai verify xiazai --root SHA256:xxxx --checkpoint checkpoint.txt",
            "核对下载的副本，并查公开记录有无删改",
        ),
        ("gongkai verify site --json", "结果供程序读取"),
    ),
    "review status": (
        ("gongkai review status", "认得出本人的，只列本人的待办；各分支的一并列出"),
        ("gongkai review status --as r05", "只看轮到 r05 的"),
        ("gongkai review status --all", "全部待办"),
    ),
    "review show": (
        ("gongkai review show content/guifanxing/xxx.md", "在浏览器中打开审查单"),
        (
            "gongkai review show content/guifanxing/xxx.md --out shenchadan.html",
            "存成文件，打印归档",
        ),
        ("gongkai review show content/guifanxing/xxx.md --text | less -R", "在终端里分页看"),
    ),
    "review sign": (
        (
            "gongkai review sign content/guifanxing/xxx.md --key ~/.ssh/id_ed25519.pub",
            "用 ssh-agent 中的密钥签署",
        ),
        (
            'gongkai review sign content/guifanxing/xxx.md -k key --at "2026-12-01 09:00"',
            "终审时定时发布",
        ),
        ("gongkai review sign content/guifanxing/xxx.md -k key --git --push", "签完提交并推送"),
    ),
    "review serve": (
        ("gongkai review serve", "打开审查网页，密钥取自 git 设置或 ssh-agent"),
        ("gongkai review serve --key ~/.ssh/id_ed25519", "指明私钥文件，口令在本窗口输入"),
        ("gongkai review serve --no-open", "不自动打开浏览器，自己复制网址"),
    ),
    "review push": (
        ("gongkai review push", "推送；他人有新提交的，自动接在其后"),
        ("gongkai review push --give-way", "同一级他人已先签，放弃本机签名"),
    ),
    "review refuse": (
        (
            "gongkai review refuse content/guifanxing/xxx.md -k key -r 附件二含有个人电话",
            "退回，信息员能看到理由",
        ),
        (
            "gongkai review refuse content/guifanxing/xxx.md -k key --refer -r 是否涉密拿不准",
            "报请上级确定",
        ),
    ),
    "review withdraw": (
        (
            "gongkai review withdraw content/guifanxing/xxx.md -k key --notice 本文件已撤回",
            "撤回，下次构建生效",
        ),
        ("gongkai review withdraw content/chufa/xxx.md -k key --now", "立即下线"),
    ),
    "review waive": (
        ("gongkai review waive content/guifanxing/xxx.md", "列出可以作保留说明的问题"),
        (
            (
                "gongkai review waive content/guifanxing/xxx.md -f 0123456789abcdef"
                " -r 电话为对外公布的办公电话 --until 2027-11-30 -k key"
            ),
            "对一处问题作保留说明",
        ),
    ),
    "review delegate": (
        (
            (
                "gongkai review delegate -k key --to r06 --role l3"
                " --start 2026-12-01 --end 2026-12-15 --reason 出差"
            ),
            "出差前委托终审",
        ),
    ),
    "review form": (
        ("gongkai review form content/guifanxing/xxx.md", "写到 build/review-forms/"),
        ("gongkai review form content/guifanxing/xxx.md -o 审查表.docx", "写成指定的文件"),
    ),
    "review history": (
        ("gongkai review history content/guifanxing/xxx.md", "几时由谁签署、退回，理由是什么"),
    ),
    "review export": (("gongkai review export review-export", "写到 review-export 文件夹"),),
    "report": (
        ("gongkai report", "写到 build/report"),
        ("gongkai report --commit main -o baogao", "按已合并的内容，写到 baogao"),
        ("gongkai report --since 2026-q3/report.json", "与上一季度的报告比较"),
    ),
    "report bulletin": (
        ("gongkai report bulletin --quarter 2026-q3", "写出第三季度通报"),
        (
            (
                "gongkai report bulletin -q 2026-q3 --public --front-matter"
                " --column tongzhi -d r03 --to 各科室"
            ),
            "写成可公开、可送审的文件",
        ),
    ),
    "report letters": (
        ("gongkai report letters", "有问题的部门每个一份"),
        ("gongkai report letters --unit bangongshi --format md", "只写办公室的，用 Markdown"),
    ),
    "report scores": (
        ("gongkai report scores", "按软件建议的分值"),
        ("gongkai report scores --weights fenzhi.yml", "按本机关定的分值"),
    ),
    "report manual": (("gongkai report manual", "写到 build/papers"),),
    "report sample": (
        ("gongkai report sample --number 30 --seed 0712182533", "抽 30 份"),
        ("gongkai report sample -n 30 --seed 0712182533 --by unit", "按部门分配名额"),
    ),
    "annual import": (
        ("gongkai annual import nianbao-2025.docx", "读出表格，显示字段"),
        ("gongkai annual import nianbao-2025.pdf -o ziduan.yml", "字段写到文件"),
    ),
    "annual check": (
        ("gongkai annual check", "核对仓库中全部年度报告"),
        ("gongkai annual check nianbao-2025.docx --year 2025", "核对一个文件"),
    ),
    "annual write": (
        ("gongkai annual write nianbao/nianbao-2025 -o baosong", "写出报送用的几种文件"),
    ),
    "annual ledger": (
        ("gongkai annual ledger ../taizhang.xlsx --year 2025", "汇总成表三"),
        ("gongkai annual ledger ../taizhang.xlsx --blank", "写一份空白台账"),
    ),
    "hook pre-commit": (("gongkai hook pre-commit", "由 git 在提交前运行，不必自己输入"),),
    "hook pre-receive": (("gongkai hook pre-receive", "由 git 服务器运行，不必自己输入"),),
    "hook install": (
        ("gongkai hook install", "写入本机仓库"),
        ("gongkai hook install --server /srv/git/wangzhan.git", "写入服务器上的裸仓库"),
    ),
    "demo keys": (("gongkai demo keys", "写到 demo-keys 文件夹"),),
    "demo sign": (("gongkai demo sign content/guifanxing/xxx.md", "签完余下各级"),),
    "demo seal": (("gongkai demo seal", "修改 catalog/ 后重新封印"),),
    "demo old-site": (("gongkai demo old-site", "写出一个旧网站，练习迁入"),),
    "demo word": (("gongkai demo word", "写出一份 Word 文件，练习导入"),),
}
"""Examples by command, named by its path without `gongkai`."""
