/** Writes one table as an XLSX workbook: all cells are text, so that leading zeros and +49 stay (ECMA-376 part 1, § 18). */
import { strToU8 } from 'fflate'
import { zipped } from '../archive/zipped.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
/** Excel's own limits. */
const LONGEST_CELL = 32_767
const LONGEST_NAME = 31
const WIDEST_COLUMN = 60

/** The file's bytes. The first row is the header: bold, always in sight, with filters. `madeAt` makes them reproducible. */
export async function toXlsx(
  name: string,
  rows: readonly (readonly string[])[],
  madeAt: Date,
): Promise<Uint8Array> {
  const parts: Record<string, string> = {
    '[Content_Types].xml': CONTENT_TYPES,
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbook(name, rows),
    'xl/_rels/workbook.xml.rels': relations([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': STYLES,
    'xl/worksheets/sheet1.xml': worksheet(rows),
  }
  return zipped(
    Object.fromEntries(
      Object.entries(parts).map(([path, text]) => [path, [strToU8(HEAD + text), { mtime: madeAt }] as const]),
    ),
  )
}

const CONTENT_TYPES =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  override('/xl/workbook.xml', 'sheet.main') +
  override('/xl/worksheets/sheet1.xml', 'worksheet') +
  override('/xl/styles.xml', 'styles') +
  '</Types>'

function override(part: string, type: string): string {
  return `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`
}

const relations = (targets: readonly (readonly [type: string, target: string])[]): string =>
  `<Relationships xmlns="${RELATIONS}">${targets
    .map(
      ([type, target], at) =>
        `<Relationship Id="rId${at + 1}" Type="${DOCUMENT}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

/** Format 49 is "@": text. */
const STYLES =
  `<styleSheet xmlns="${MAIN}">` +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>' +
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'

function workbook(name: string, rows: readonly (readonly string[])[]): string {
  const sheet = escaped(name.replaceAll(/[[\]:*?/\\']/g, ' ').slice(0, LONGEST_NAME))
  const filter = `'${sheet}'!${rangeOf(rows, true)}`
  return (
    `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets><sheet name="${sheet}" sheetId="1" r:id="rId1"/></sheets>` +
    `<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${filter}</definedName>` +
    `<definedName name="_xlnm.Print_Titles" localSheetId="0">'${sheet}'!$1:$1</definedName></definedNames></workbook>`
  )
}

function worksheet(rows: readonly (readonly string[])[]): string {
  const [header = []] = rows
  const widths = header.map((_, column) => Math.max(...rows.slice(0, 500).map((row) => widthOf(row[column]))))
  return (
    `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="${rangeOf(rows)}"/>` +
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" style="1" customWidth="1"/>`).join('')}</cols>` +
    `<sheetData>${rows.map(rowXml).join('')}</sheetData><autoFilter ref="${rangeOf(rows)}"/>` +
    // printed as wide as one A4 page, its header on each
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>'
  )
}

const widthOf = (cell = ''): number =>
  Math.min(WIDEST_COLUMN, Math.max(8, ...cell.split('\n').map((line) => line.length + 3)))

function rowXml(row: readonly string[], at: number): string {
  const cells = row.map((cell, column) => cellXml(cell, `${columnName(column)}${at + 1}`, at === 0 ? 2 : 1))
  return `<row r="${at + 1}">${cells.join('')}</row>`
}

function cellXml(text: string, place: string, style: number): string {
  if (text === '') return ''
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, LONGEST_CELL))}</t></is></c>`
}

function rangeOf(rows: readonly (readonly string[])[], isAbsolute = false): string {
  const mark = isAbsolute ? '$' : ''
  const last = columnName(Math.max(0, (rows[0]?.length ?? 1) - 1))
  return `${mark}A${mark}1:${mark}${last}${mark}${Math.max(1, rows.length)}`
}

/** 0 is A, 26 is AA. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}

/** What XML cannot hold is left out; "_x000D_" typed by a person stays what it is (ECMA-376 part 1, § 22.4.2.4). */
const escaped = (text: string): string =>
  text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    // oxlint-disable-next-line no-control-regex -- control characters are what is to be removed
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
