"""Small EDEXML files for the tests, written by hand."""

from __future__ import annotations

from collections.abc import Iterable

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def edexml(
    pupils: Iterable[str] = (),
    groups: str = "",
    staff: str = "",
    year: str = "2026-2027",
    more: str = "",
) -> bytes:
    """A whole file; without groups there is one, 5a with key g5."""
    groups = groups or '<groep key="g5"><naam>5a</naam><jaargroep>5</jaargroep></groep>'
    return (
        f"{HEAD}<EDEX><school><schooljaar>{year}</schooljaar><brincode>99ZZ</brincode>"
        f"<xsdversie>2.1</xsdversie></school>{more}<groepen>{groups}</groepen>\n"
        f"<leerlingen>{''.join(pupils) or pupil('1')}</leerlingen>\n"
        f"<leerkrachten>{staff}</leerkrachten></EDEX>"
    ).encode()


def pupil(
    key: str, name: str = "Dina", group: str = "g5", more: str = "", year_group: str = "5"
) -> str:
    """One pupil in a group."""
    place = f'<groep key="{group}"/>' if group else ""
    return (
        f'<leerling key="{key}"><achternaam>Bos</achternaam><roepnaam>{name}</roepnaam>'
        f"<geboortedatum>2017-03-04</geboortedatum><jaargroep>{year_group}</jaargroep>{place}{more}</leerling>\n"
    )


def teacher(key: str, group: str = "g5", role: str = "") -> str:
    """One member of staff who has a group."""
    rol = f"<rol>{role}</rol>" if role else ""
    return (
        f'<leerkracht key="{key}"><achternaam>Mos</achternaam><roepnaam>Bram</roepnaam>{rol}'
        f'<groepen><groep key="{group}"/></groepen></leerkracht>'
    )
