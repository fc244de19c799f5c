/** Makes an unprotected or mended copy of a PDF that cannot be signed as it is; the file itself is only read. */
import { createHash } from 'node:crypto'
import type { CopyStep } from '../../../shared/domain/signing/agreement.ts'
import { readLock } from '../pdf/lock.ts'
import type { PdfLock } from '../pdf/lock.ts'
import { readPages } from '../reading/page-text.ts'
import type { PageContent } from '../reading/page-text.ts'
import { withTableFound, withTableMade } from '../pdf/mended-table.ts'
import { inspectPdf } from './preflight.ts'
import type { Inspection } from './preflight.ts'
import { runQpdf } from '../pdf/qpdf.ts'
import { mentionsEncryption } from '../pdf/raw-pdf.ts'
import { REWRITERS } from '../pdf/rewriting.ts'
import { isSameReading } from '../pdf/same-reading.ts'

export type PdfCopy = { bytes: Uint8Array; sha256: string; how: CopyStep[] }

/** `copied` is null where the password is missing or wrong, or no copy shows the same as the file. */
export type CopyAttempt = { lock: PdfLock; copied: { copy: PdfCopy; inspection: Inspection } | null }

/**
 * pdf.js reads the file and the copy: where pages, sizes, text or drawing differ, or it cannot read the file at all,
 * there is no copy, for nobody could say whether anything was lost.
 * Never throws for what is in the file. Give it a time limit (a thread), files may be hostile.
 */
export async function copyPdf(bytes: Uint8Array, password?: string): Promise<CopyAttempt> {
  const lock = await readLock(bytes, password)
  if (lock.state === 'open') return { lock, copied: await decrypted(bytes, password) }
  if (lock.state === 'unreadable' && mentionsEncryption(bytes)) return mendedAndDecrypted(bytes, password)
  const isFree = lock.state === 'none' || lock.state === 'unreadable'
  return { lock, copied: isFree ? await repaired(bytes) : null }
}

/** Protected, and its table of contents damaged: with one that leads somewhere it may open. */
async function mendedAndDecrypted(bytes: Uint8Array, password?: string): Promise<CopyAttempt> {
  for (const mended of [withTableFound, withTableMade].flatMap((mend) => mend(bytes) ?? [])) {
    const lock = await readLock(mended, password)
    if (lock.state === 'open') return { lock, copied: await decrypted(bytes, password, mended) }
    if (lock.state === 'closed') return { lock, copied: null }
  }
  return { lock: { state: 'unreadable' }, copied: null }
}

/** Whatever the preflight says of it: it may be needed only for reading. `mended` is the file with a table that leads somewhere. */
async function decrypted(
  bytes: Uint8Array,
  password?: string,
  mended?: Uint8Array,
): Promise<CopyAttempt['copied']> {
  const options = { writes: true, ...(password !== undefined && { password }) }
  const { code, output } = await runQpdf(mended ?? bytes, ['--decrypt', '--deterministic-id'], options)
  const before = output && (await reading(bytes, password))
  if (!output || !before || !(await shows(output, before))) return null
  const how: CopyStep[] = code === 3 || mended ? ['decrypted', 'repaired'] : ['decrypted']
  return { copy: copyOf(output, how), inspection: await inspectPdf(output) }
}

/** The first that shows the same and can be signed. */
async function repaired(bytes: Uint8Array): Promise<CopyAttempt['copied']> {
  const before = await reading(bytes)
  if (!before) return null
  for (const rewrite of REWRITERS) {
    const output = await rewrite(bytes).catch(() => null)
    if (!output || !(await shows(output, before))) continue
    const inspection = await inspectPdf(output)
    if (inspection.verdict === 'ready') return { copy: copyOf(output, ['repaired']), inspection }
  }
  return null
}

async function reading(bytes: Uint8Array, password?: string): Promise<PageContent[] | null> {
  for (const spelling of spellingsOf(password)) {
    const pages = await readPages(bytes, Infinity, spelling).catch(() => null)
    if (pages) return pages
  }
  return null
}

/** pdf.js makes one byte of each umlaut in older files; some programs made two. */
const spellingsOf = (password?: string): (string | undefined)[] =>
  password === undefined ? [undefined] : [password, Buffer.from(password, 'utf8').toString('latin1')]

async function shows(copy: Uint8Array, before: readonly PageContent[]): Promise<boolean> {
  const after = await reading(copy)
  return after !== null && isSameReading(before, after)
}

const copyOf = (bytes: Uint8Array, how: CopyStep[]): PdfCopy => ({
  bytes,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  how,
})
