"""Methods: typed or from a spreadsheet, how far each group is, and when it will be done."""
