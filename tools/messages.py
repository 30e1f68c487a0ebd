"""The translations: the Dutch sentences in the code are the keys, English stands beside them.

    python3 run.py messages            bring every en/django.po in line with the code, and compile
    python3 run.py messages compile    compile only

Babel does it without the gettext programs. Each package folder keeps its own file, so that a
page and its English are changed together.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parent.parent / "src" / "stapsteen"
ENGLISH = Path("locale", "en", "LC_MESSAGES", "django.po")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def compile_all(source: Path = SOURCE) -> list[Path]:
    """Write the .mo beside every .po; the paths written."""
    return [compile_one(path) for path in sorted(source.rglob("*.po"))]


def compile_one(path: Path) -> Path:
    """Write one .mo in one go, so that a running server never reads half of it."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.parts[-3], domain="django")
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    target = path.with_suffix(".mo")
    target.with_suffix(".new").write_bytes(compiled.getvalue())
    return target.with_suffix(".new").replace(target)


def package_folders(source: Path = SOURCE) -> list[Path]:
    """The folders that keep translations of their own: each package, each page family."""
    packages = [child for child in source.iterdir() if (child / "__init__.py").exists()]
    families = [child for child in (source / "web").iterdir() if (child / "__init__.py").exists()]
    return sorted([*packages, *families])


def texts_of(folder: Path) -> Catalog:
    """The sentences that stand in the code and the templates of one package folder."""
    catalog = Catalog(domain="django", locale="en", charset="utf-8")
    for path in files_of(folder):
        where = path.relative_to(SOURCE).as_posix()
        for sentence, context in sentences_in(path):
            catalog.add(sentence, locations=[(where, None)], context=context)  # type: ignore[list-item]
    return catalog


def files_of(folder: Path) -> Iterator[Path]:
    """Python files and templates of a folder, without those of a folder with its own texts."""
    others = [other for other in package_folders() if folder in other.parents]
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.html"), *folder.rglob("*.txt")]):
        if not any(other in path.parents for other in others) and "migrations" not in path.parts:
            yield path


def sentences_in(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Each translatable sentence of a file, with the context it was marked with."""
    from babel.messages.extract import extract

    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = templatized(text, path)
    source = io.BytesIO(text.encode())
    for _line, sentence, _comments, context in extract("python", source, KEYWORDS, ()):
        if sentence and sentence != ("", ""):
            yield sentence, context


def templatized(text: str, path: Path) -> str:
    """A Django template as the Python-like text that Babel can read."""
    import django
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    # What is no text to translate becomes filler that may look indented; a line of its own each.
    filled = templatize(text, origin=str(path))
    return "\n".join(line.strip() for line in filled.splitlines())


def refreshed(folder: Path) -> Catalog | None:
    """The catalogue of a folder as it should be: the code's sentences, the known English."""
    wanted = texts_of(folder)
    if not len(wanted):
        return None
    fresh = Catalog(domain="django", locale="en", charset="utf-8", fuzzy=False)
    known = known_english(folder)
    for message in wanted:
        if message.id:
            old = known.get(message.id, message.context)
            string = old.string if old else None
            fresh.add(message.id, string, message.locations, context=message.context)
    return fresh


def known_english(folder: Path) -> Catalog:
    """The translations that a folder has now."""
    path = folder / ENGLISH
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def refresh_all() -> list[str]:
    """Rewrite every catalogue; the sentences that still want English."""
    missing = []
    for folder in package_folders():
        path, catalog = folder / ENGLISH, refreshed(folder)
        if catalog is None:
            path.unlink(missing_ok=True)
            continue
        write_if_changed(path, catalog)
        missing += [
            f"{path}: {m.id}" for m in catalog if m.id and not is_translated(m.string or "")
        ]
    return missing


def write_if_changed(path: Path, catalog: Catalog) -> None:
    """Keep the file as it is when the texts are, so that refreshing makes no noise."""
    text = io.BytesIO()
    write_po(text, catalog, sort_output=True, omit_header=True, include_lineno=False, width=96)
    body = HEADER + text.getvalue()
    if not path.exists() or path.read_bytes() != body:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)


def is_translated(string: str | tuple[str, ...] | list[str]) -> bool:
    """Whether every form of a message has a text."""
    return bool(string) if isinstance(string, str) else all(string)


HEADER = b"""msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def main(words: list[str]) -> int:
    """Do what the word says; 1 when a sentence has no English yet."""
    missing = refresh_all() if words != ["compile"] else []
    compile_all()
    for line in missing:
        print(line)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
