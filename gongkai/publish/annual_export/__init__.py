"""Annual reports as Word, Excel, JSON and CSV files, all made of the tables that pages show."""
