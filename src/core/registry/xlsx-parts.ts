/** Takes the parts of a workbook that a list needs out of its ZIP, within limits that no bomb gets past. */
import { unzipSync } from 'fflate'
import { MappeError } from '../../shared/errors.ts'
import { walkXml } from './xml-walk.ts'

/** Unpacked, for one part and for all that are read. A list of 10,000 guests has about 8 MB. */
const LONGEST_PART = 96 * 1024 * 1024
const MOST_PARTS = 500

export type Sheet = { name: string; path: string; isHidden: boolean }
export type Workbook = { sheets: Sheet[]; countsFrom1904: boolean; part: (path: string) => string | null }

/** The sheets of a workbook in their order. FILE_NOT_A_TABLE { reason: 'damaged' } · FILE_TOO_LARGE { megabytes } */
export function openWorkbook(bytes: Uint8Array): Workbook {
  const part = (path: string) => readPart(bytes, path)
  const book = part('xl/workbook.xml') ?? damaged()
  const paths = relationships(part('xl/_rels/workbook.xml.rels') ?? damaged())
  const sheets: Sheet[] = []
  let countsFrom1904 = false
  walkXml(book, {
    open: (name, attribute) => {
      if (name === 'workbookPr') countsFrom1904 = /^(1|true)$/.test(attribute('date1904') ?? '')
      if (name !== 'sheet') return
      const path = paths.get(attribute('r:id') ?? attribute('id') ?? '')
      if (path === undefined || !path.includes('worksheets/')) return
      const isHidden = (attribute('state') ?? 'visible') !== 'visible'
      sheets.push({ name: attribute('name') ?? '', path, isHidden })
    },
  })
  if (sheets.length === 0) damaged()
  return { sheets: sheets.slice(0, MOST_PARTS), countsFrom1904, part }
}

function relationships(xml: string): Map<string, string> {
  const paths = new Map<string, string>()
  walkXml(xml, {
    open: (name, attribute) => {
      const target = attribute('Target')
      if (name !== 'Relationship' || target === undefined) return
      paths.set(attribute('Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`)
    },
  })
  return paths
}

/**
 * One member of the ZIP as text; null when there is none. The size that the ZIP states is the size of the buffer it is unpacked into:
 * what is longer than stated is cut off there and then is no XML.
 */
function readPart(bytes: Uint8Array, path: string): string | null {
  let isTooLong = false
  const wanted = ({ name, originalSize }: { name: string; originalSize: number }) => {
    if (name.toLowerCase() !== path.toLowerCase()) return false
    isTooLong ||= originalSize > LONGEST_PART
    return !isTooLong
  }
  const found = Object.values(unzipped(bytes, wanted))[0]
  if (isTooLong) throw new MappeError('FILE_TOO_LARGE', { megabytes: LONGEST_PART / 1024 / 1024 })
  return found ? new TextDecoder().decode(found) : null
}

function unzipped(bytes: Uint8Array, filter: (file: { name: string; originalSize: number }) => boolean) {
  try {
    return unzipSync(bytes, { filter })
  } catch (error) {
    throw new MappeError('FILE_NOT_A_TABLE', { reason: 'damaged' }, String(error))
  }
}

export function damaged(): never {
  throw new MappeError('FILE_NOT_A_TABLE', { reason: 'damaged' })
}
