// Recalculates a workbook in HyperFormula. Reads {sheets: {name: rows}, names:
// [{name, expression}]} as JSON, writes {name: rows} of values; an error is a text.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'

const require = createRequire(new URL('../../build/tools/', import.meta.url))
const { HyperFormula } = require('hyperformula')

const { sheets, names } = JSON.parse(readFileSync(0, 'utf8'))
const engine = HyperFormula.buildFromSheets(
  sheets, { licenseKey: 'gpl-v3', smartRounding: false, useArrayArithmetic: true }, names)
const plain = (value) =>
  value !== null && typeof value === 'object' ? value.value : value
const values = Object.fromEntries(
  Object.entries(engine.getAllSheetsValues()).map(([name, rows]) =>
    [name, rows.map((row) => row.map(plain))]))
process.stdout.write(JSON.stringify(values))
