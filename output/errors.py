"""What can be wrong with a dataset folder; every message names the culprit."""


class DatasetError(Exception):
    """The dataset folder, or a file in it, cannot be used as it is."""


class SchemaTooNew(DatasetError):
    """A snapshot has a newer major schema than this code understands."""


class TableError(DatasetError):
    """A row does not fit the schema of its table."""
