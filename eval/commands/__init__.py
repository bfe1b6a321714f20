"""What `./guiyan eval` takes, one sub-command a module of the same name."""

COMMANDS = {
    "bench": "基准：旁列对照者的数字",
}
"""Name typed, which is the module's → what it is for."""
