"""A timetable as a spreadsheet: a sheet for each table, with the colours of the screen."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from stapsteen.week.planning.grid import Cell, Grid

FILLS = {"red": "F4C4B4", "yellow": "F8E29A", "green": "BFE3CF"}
EDGE = Border(*(Side("thin", "857B6A"),) * 4)
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def spreadsheet_of(grids: Iterable[Grid]) -> bytes:
    """An .xlsx file with the tables."""
    book = Workbook(write_only=False)
    book.remove(book.worksheets[0])
    for number, grid in enumerate(grids, start=1):
        title = grid.title.translate(FORBIDDEN)[:28] or "-"
        _fill(
            book.create_sheet(title if title not in book.sheetnames else f"{title} {number}"), grid
        )
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet: Worksheet, grid: Grid) -> None:
    for place, column in enumerate(grid.columns, start=2):
        sheet.cell(1, place, column.name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = 24
    sheet.column_dimensions["A"].width = 14
    for line, row in enumerate(grid.rows, start=2):
        sheet.cell(line, 1, f"{row.starts}-{row.ends}")
        if row.note:
            sheet.cell(line, 2, row.note).font = Font(italic=True)
        for place, cell in enumerate(row.cells, start=2):
            if cell and cell.label:
                _write(sheet, line, place, cell)
    sheet.freeze_panes = "B2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _write(sheet: Worksheet, line: int, place: int, cell: Cell) -> None:
    lines = (cell.label, cell.note, cell.who, cell.where, *cell.parts)
    written = sheet.cell(line, place, "\n".join(_safe(part) for part in lines if part))
    written.alignment = Alignment(wrap_text=True, vertical="top")
    written.border = EDGE
    if cell.band in FILLS:
        written.fill = PatternFill("solid", fgColor=FILLS[cell.band])
    if cell.rows > 1 or cell.columns > 1:
        sheet.merge_cells(
            start_row=line,
            start_column=place,
            end_row=line + cell.rows - 1,
            end_column=place + cell.columns - 1,
        )


def _safe(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in "=+-@" else text
