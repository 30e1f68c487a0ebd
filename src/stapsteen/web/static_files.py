"""How static files are served: under a name with a hash, compressed, kept for ever."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Hashes the imports between our own modules too, so that a new version is fetched whole."""

    support_js_module_import_aggregation = True
