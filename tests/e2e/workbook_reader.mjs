// Reads a workbook with the npm package exceljs: its sheets as JSON. A cell is
// a string, a number, null, {date}, {text, link}; {formula} must never come.
//
//     node workbook_reader.mjs NODE_MODULES FILE.xlsx
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [modules, file] = process.argv.slice(2);
const Excel = createRequire(resolve(modules, "x.js"))("exceljs");

function plain(cell) {
  const v = cell.value;
  if (cell.formula !== undefined) return { formula: cell.formula };
  if (v instanceof Date) return { date: v.toISOString().slice(0, 10) };
  if (v !== null && typeof v === "object")
    return { text: v.text, link: v.hyperlink };
  return v ?? null;
}

const book = new Excel.Workbook();
await book.xlsx.readFile(file);
console.log(JSON.stringify({
  created: book.created,
  sheets: book.worksheets.map((sheet) => ({
    name: sheet.name,
    view: sheet.views[0],
    filter: sheet.autoFilter,
    rows: Array.from({ length: sheet.rowCount }, (_, r) =>
      Array.from({ length: sheet.columnCount }, (_, c) =>
        plain(sheet.getCell(r + 1, c + 1)))),
  })),
}));
