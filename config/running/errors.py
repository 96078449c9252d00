"""Why a backup was not made or not brought back. Each says what is wrong and what to do; nothing was changed."""


class RunningError(Exception):
    """The text is for the person at the command line."""


class BackupFailed(RunningError):
    pass


class RestoreRefused(RunningError):
    pass
