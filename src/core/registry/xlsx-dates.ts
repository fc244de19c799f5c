/** Dates in a workbook: numbers of days, told from other numbers only by how the cell is shown (ECMA-376 § 18.8.30). */
import { walkXml } from './xml-walk.ts'

const BUILT_IN = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57])
const DAY_MS = 86_400_000
/** Day 0; Excel counts the 29th of February 1900, which never was, so this is right from the 1st of March 1900 on. */
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)
/** The 31st of December 9999. */
const LAST_DAY = 2_958_465

/** For each cell style whether it shows a date. */
export function dateStyles(styles: string | null): boolean[] {
  if (styles === null) return []
  const own = new Map<number, string>()
  const shown: boolean[] = []
  let isInCellFormats = false
  walkXml(styles, {
    open: (name, attribute) => {
      if (name === 'numFmt') own.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '')
      if (name === 'cellXfs') isInCellFormats = true
      if (name !== 'xf' || !isInCellFormats) return
      const format = Number(attribute('numFmtId') ?? 0)
      shown.push(BUILT_IN.has(format) || isDateFormat(own.get(format) ?? ''))
    },
    close: (name) => {
      if (name === 'cellXfs') isInCellFormats = false
    },
  })
  return shown
}

/** Day, month, year, hour or second in a format, outside of quoted words and of [Red] and [$-407]. */
const isDateFormat = (format: string): boolean =>
  /[dmyhs]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, '')) && !/general/i.test(format)

/** "24.12.2026", "24.12.2026 18:00" or "18:00"; null for what is no day. */
export function dateText(days: number, countsFrom1904: boolean): string | null {
  if (!(days >= 0 && days < LAST_DAY)) return null
  const at = new Date((countsFrom1904 ? EPOCH_1904 : EPOCH_1900) + Math.round(days * 86_400) * 1000)
  const iso = at.toISOString()
  const day = `${iso.slice(8, 10)}.${iso.slice(5, 7)}.${iso.slice(0, 4)}`
  const time = iso.slice(11, 16)
  if (days < 1 && !countsFrom1904) return time
  return at.getTime() % DAY_MS === 0 ? day : `${day} ${time}`
}
