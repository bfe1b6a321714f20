"""Who answers: a question or a conversation in, an answer with checked citations out.

`planner.Planner` answers, `models.open_model` opens the language model that may word it, `toolbelt.toolbelt` hands our
tools to other graphs. Nothing is imported here: a command that only searches starts without LangGraph.
"""
