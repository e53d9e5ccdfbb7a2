AREAS: dict[str, tuple[str, str]] = {}
COMMANDS: dict[str, tuple[str, str, str, str]] = {}
