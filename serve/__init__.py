"""How the world reaches it: the composition root, the commands, REST, the OpenAI-compatible API, the workbench."""
