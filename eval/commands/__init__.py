"""What `./guiyan eval` takes, one sub-command a module of the same name."""

COMMANDS = {
    "list": "评测任务：各有多少例，好成绩说明什么",
    "run": "评一个对象：run [任务 …] --against 对象；--resume 接着跑",
    "bench": "基准：旁列对照者的数字",
}
"""Name typed, which is the module's → what it is for."""
