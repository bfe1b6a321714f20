"""What `./guiyan eval` takes, one sub-command a module of the same name."""

COMMANDS = {
    "list": "评测任务：各有多少例，好成绩说明什么",
    "run": "评一个对象：run [任务 …] --against 对象；--resume 接着跑",
    "compare": "两次评测逐例相比：compare 甲 乙；变差时退出码 4，可作发布的关口",
    "report": "一页自足的中文报告；另可打印 Markdown、写成 EvalScope 的文件、记入 README",
    "crosswalk": "与 GB/T 45288 等标准的对照：哪项评测衡量、最近结果、证据，没有测的写未测",
    "mcq": "选择题文件（C-Eval 式 CSV 或 EvalScope general_mcq）：mcq 文件 --against 对象",
    "retrieval": "任一检索评测集（BEIR 式），经本系统的索引和检索，写成 TREC run",
    "bench": "基准：旁列对照者的数字",
}
"""Name typed, which is the module's → what it is for."""
