"""A corpus as one zip file, for backups and other machines, and back. Light to import."""

from qabot.moving.place import Imported, finish_imports, import_corpus, imported
from qabot.moving.shape import Packed
from qabot.moving.write import export_corpus

__all__ = ["Imported", "Packed", "export_corpus", "finish_imports", "import_corpus", "imported"]
