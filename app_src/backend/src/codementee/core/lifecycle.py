"""Whether this process is on its way out. Set by the signal, read by readiness and by every answer's headers."""


class Lifecycle:
    def __init__(self) -> None:
        self.draining = False
