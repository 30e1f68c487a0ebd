"""Whose work goes along with Stapsteen, and whether its licence lets it."""

from __future__ import annotations

import base64
import hashlib
import re
import tomllib
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata

from tests.house.repository import ROOT, SOURCE

# Licences that may stand beside EUPL-1.2 in one product that is run as a whole.
FREE = (
    "MIT", "BSD", "Apache", "PSF", "Python Software Foundation", "MPL", "Mozilla Public",
    "LGPL", "Zlib", "0BSD", "CC0", "ISC", "Unlicense",
)  # fmt: skip
VENDOR = SOURCE / "web" / "static" / "vendor"


def locked() -> list[str]:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return sorted(set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)))


def licence(about: PackageMetadata) -> str:
    named = [about.get("License-Expression") or "", (about.get("License") or "").splitlines()[:1]]
    classes = [one for one in about.get_all("Classifier") or [] if one.startswith("License")]
    return f"{named} {classes}"


def test_what_is_installed_with_it_has_a_licence_that_fits() -> None:
    unfit = {}
    for name in locked():
        try:
            said = licence(metadata(name))
        except PackageNotFoundError:  # for another system or another Python
            continue
        if not any(word in said for word in FREE):
            unfit[name] = said
    assert unfit == {}


def test_the_licence_is_the_whole_text_of_the_eupl() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert [number for number in range(1, 16) if f"\n{number}." not in text] == []
    assert "Appendix" in text


def test_the_lock_files_name_no_address() -> None:
    named = [path.name for path in ROOT.glob("*.lock") if "://" in path.read_text()]
    assert named == []


def test_every_file_of_others_is_the_one_that_was_taken() -> None:
    listed = set()
    for package in tomllib.loads((VENDOR / "vendor.toml").read_text())["package"]:
        assert package["licence"] in {"OFL-1.1", "MIT", "BSD-3-Clause", "0BSD"}
        for name, expected in package["files"].items():
            path = VENDOR / package["folder"] / name
            digest = base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()
            assert f"sha384-{digest}" == expected, name
            listed.add(path)
    present = {path for path in VENDOR.rglob("*") if path.is_file()} - {VENDOR / "vendor.toml"}
    assert present == listed
