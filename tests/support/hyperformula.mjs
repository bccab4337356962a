// Recalculates a workbook in HyperFormula. Reads {sheets: {name: rows}, names:
// [{name, expression}]} as JSON, writes {name: rows} of values; an error is a text.
// With changes: [[{sheet, row, col, value}]] and show: name, writes the rows of
// that sheet after each list of them, which is undone before the next.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'

const require = createRequire(new URL('../../build/tools/', import.meta.url))
const { HyperFormula } = require('hyperformula')

const { sheets, names, changes, show } = JSON.parse(readFileSync(0, 'utf8'))
const engine = HyperFormula.buildFromSheets(
  sheets, { licenseKey: 'gpl-v3', smartRounding: false, useArrayArithmetic: true }, names)
const plain = (value) =>
  value !== null && typeof value === 'object' ? value.value : value
const rowsOf = (name) =>
  engine.getSheetValues(engine.getSheetId(name)).map((row) => row.map(plain))
const after = (list) => {
  const at = ({ sheet, row, col }) => ({ sheet: engine.getSheetId(sheet), row, col })
  const before = list.map((change) => engine.getCellSerialized(at(change)))
  engine.batch(() => list.forEach((c) => engine.setCellContents(at(c), c.value)))
  const rows = rowsOf(show)
  engine.batch(() => list.forEach((c, i) => engine.setCellContents(at(c), before[i])))
  return rows
}
const values = changes === undefined
  ? Object.fromEntries(engine.getSheetNames().map((name) => [name, rowsOf(name)]))
  : changes.map(after)
process.stdout.write(JSON.stringify(values))
