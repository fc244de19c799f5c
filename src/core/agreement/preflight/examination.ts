/** Examines a file and, where it cannot be signed as it is, whether a copy of it can. */
import { MappeError, isMappeError } from '../../../shared/errors.ts'
import type { CopyAttempt, PdfCopy } from './copy.ts'
import { finding, protectionIn } from './findings.ts'
import type { Finding, FindingCode, SourceProtection } from './findings.ts'
import type { Inspection } from './preflight.ts'
import type { PdfWorker } from '../worker/run-in-worker.ts'

export type Examination = Omit<Inspection, 'verdict'> & {
  /** `copy`: not the file itself, but its copy can be signed. */
  verdict: 'ready' | 'copy' | 'refused'
  /** To sign in place of the file; also for a `ready` file that opened only by guessing. */
  copy: PdfCopy | null
  /** Where only a password opens the file: what to read in its place. */
  readable: PdfCopy | null
  /** Why the file must not be changed, where it can be signed on a sheet of its own. */
  protection: SourceProtection | null
  /** `needed` to read the file, `helps` where the author's password would allow a copy to be signed. */
  password: 'none' | 'needed' | 'helps'
}

type Copied = NonNullable<CopyAttempt['copied']>

type Trial = { bytes: Uint8Array; password: string | undefined; seen: Inspection }

/** What a copy can mend. A file that merely lost its header may still be one. */
const MENDABLE: readonly FindingCode[] = [
  'encrypted-user-password',
  'restricted-owner-password',
  'broken',
  'not-extendable',
  'repaired',
  'no-pages',
  'not-a-pdf',
]

/**
 * Nothing is kept, and the file is only read. An empty password is none.
 * @throws MappeError PDF_PASSWORD_WRONG for a password that does not open the file
 */
export async function examinePdf(pdf: PdfWorker, bytes: Uint8Array, password = ''): Promise<Examination> {
  const seen = await pdf.run('inspect', { bytes })
  const plain = asItIs(seen)
  if (!isMendable(seen, bytes)) return plain
  const trial = { bytes, password: password === '' ? undefined : password, seen }
  return seen.encrypted ? unlocked(pdf, trial) : mended(pdf, trial)
}

const asItIs = (seen: Inspection): Examination => ({
  ...seen,
  copy: null,
  readable: null,
  protection: seen.pages.length > 0 ? protectionIn(seen.findings) : null,
  password: 'none',
})

/** A signature holds for the very bytes of the file: of a signed one there is no copy, unless it can be read no other way. */
function isMendable({ findings, signed }: Inspection, bytes: Uint8Array): boolean {
  const codes = findings.filter(({ code, severity }) => severity === 'refuse' || code === 'repaired')
  if (codes.length === 0 || signed || codes.some(({ code }) => !MENDABLE.includes(code))) return false
  return codes.every(({ code }) => code !== 'not-a-pdf') || Buffer.from(bytes).includes('endobj')
}

async function mended(pdf: PdfWorker, trial: Trial): Promise<Examination> {
  const plain = asItIs(trial.seen)
  const { lock, copied } = await attempt(pdf, trial)
  // so damaged that only the other reader saw the protection
  if (lock.state === 'open' || lock.state === 'closed')
    return unlocked(pdf, { ...trial, seen: { ...trial.seen, encrypted: true } })
  if (!copied) return plain
  if (plain.verdict === 'ready') return { ...plain, copy: copied.copy }
  return { ...plain, ...inCopy(copied, [finding('repaired-copy')]) }
}

async function unlocked(pdf: PdfWorker, trial: Trial): Promise<Examination> {
  const plain = asItIs(trial.seen)
  const { lock, copied } = await attempt(pdf, trial)
  if (lock.state === 'closed' && trial.password !== undefined) throw new MappeError('PDF_PASSWORD_WRONG')
  if (lock.state === 'closed') return closed(plain)
  if (lock.state === 'foreign') return refusedFor(plain, 'protected-otherwise')
  // damage comes first: no password helps where nobody can tell what it protects
  if (lock.state !== 'open') return refusedFor(plain, 'broken')
  if (!copied) return plain.protection ? { ...plain, password: 'helps' } : refusedFor(plain, 'broken')
  const { copy, inspection: inside } = copied
  const readable = trial.seen.pages.length === 0 ? copy : null
  if (inside.verdict === 'refused') return onSheet({ ...plain, readable }, inside)
  if (!lock.mayChange) {
    const restricted = { ...inside, findings: [finding('restricted-owner-password')] }
    return { ...onSheet({ ...plain, readable }, restricted), password: 'helps' }
  }
  const told = copy.how.map((step) => finding(step === 'decrypted' ? 'decrypted-copy' : 'repaired-copy'))
  return { ...plain, ...inCopy(copied, told), protection: null }
}

/** A copy is an offer: where making it takes too long or too much memory, there is none. */
async function attempt(pdf: PdfWorker, { bytes, password }: Trial): Promise<CopyAttempt> {
  try {
    return await pdf.run('copy', { bytes, password })
  } catch (error) {
    if (isMappeError(error)) return { lock: { state: 'unreadable' }, copied: null }
    throw error
  }
}

const closed = (plain: Examination): Examination => ({
  ...plain,
  findings: [finding('encrypted-user-password')],
  password: 'needed',
})

const refusedFor = (plain: Examination, code: FindingCode): Examination => ({
  ...plain,
  findings: [finding(code)],
  protection: null,
})

const inCopy = ({ copy, inspection }: Copied, told: readonly Finding[]) => ({
  verdict: 'copy' as const,
  copy,
  pages: inspection.pages,
  fields: inspection.fields,
  anchors: inspection.anchors,
  findings: [...told, ...inspection.findings],
})

/** Readable, but not to be changed: what stands against it was found behind the protection. */
const onSheet = (plain: Examination, { findings, pages, signatures, signers, signed }: Inspection) => ({
  ...plain,
  findings,
  pages,
  signatures,
  // the signatures are over the protected bytes, which this copy has not
  signers: signers.map((signer) => ({ ...signer, state: 'unclear' as const })),
  signed,
  protection: pages.length > 0 ? protectionIn(findings) : null,
})
