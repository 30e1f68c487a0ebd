"""From bytes to elements, with nothing from outside and nothing that grows."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from lxml import etree

from stapsteen.exchange.roster import Problem, Unreadable

DECLARED = re.compile(rb"""^(<\?xml[^>]*?encoding=["'])([A-Za-z0-9._-]+)(["'])""")
Element = etree._Element  # noqa: SLF001 - the only name its types have


def parse(name: str, content: bytes) -> tuple[Element, list[Problem]]:
    """The root element of a file, and what had to be overlooked.

    Raises ``Unreadable`` for a file that is no whole XML, or that brings a document type: an export has
    no use for one, and entity bombs do.
    """
    problems: list[Problem] = []
    content = content.strip()
    try:
        root = _parsed(content)
    except etree.XMLSyntaxError as broken:
        again = _as_windows_1252(content)
        if again is None:
            raise Unreadable(_syntax(name, content, broken)) from broken
        problems.append(
            Problem(
                name,
                0,
                _(
                    "Het bestand zegt dat het UTF-8 is, maar dat klopt niet. Het is gelezen als Windows-1252."
                ),
                _("Kijk of namen met een accent goed zijn."),
            )
        )
        root = again
    if root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]
        raise Unreadable(
            Problem(
                name,
                1,
                _("Dit bestand heeft een DOCTYPE. Dat hoort niet in een export van een school."),
                _("Maak een nieuwe export in je leerlingadministratie."),
            )
        )
    return root, problems


def _parsed(content: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    return etree.fromstring(content, parser)


def _as_windows_1252(content: bytes) -> Element | None:
    """The same file read as Windows-1252, when it only claims to be UTF-8."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        body = DECLARED.sub(rb"\g<1>windows-1252\g<3>", content, count=1)
        if body == content and not content.startswith(b"<?xml"):
            body = b'<?xml version="1.0" encoding="windows-1252"?>' + content
        try:
            return _parsed(body)
        except etree.XMLSyntaxError:
            return None
    return None


def _syntax(name: str, content: bytes, broken: etree.XMLSyntaxError) -> Problem:
    line = broken.lineno or 0
    if b"<EDEX" in content and not content.endswith(b"</EDEX>"):
        return Problem(
            name,
            line,
            _("Het bestand houdt hier op: het is afgebroken."),
            _("Download de export opnieuw."),
        )
    return Problem(
        name,
        line,
        _("Dit is geen goed XML-bestand (%(why)s).") % {"why": str(broken.msg).split(", line")[0]},
        _("Kies het EDEXML-bestand dat je leerlingadministratie maakt."),
    )
