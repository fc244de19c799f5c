/** What the password protection of a PDF allows whom (ISO 32000-2 § 7.6.4). */
import { z } from 'zod'
import { isPasswordRefused, runQpdf } from './qpdf.ts'

export type PdfLock =
  | { state: 'none' }
  /** `mayChange`: the password is the author's, or the author allows everybody to change the pages. */
  | { state: 'open'; mayChange: boolean }
  | { state: 'closed' }
  /** Protected in a way nobody here can open, such as with certificates. */
  | { state: 'foreign' }
  /** Too damaged to tell. */
  | { state: 'unreadable' }

const reportSchema = z.object({
  encrypt: z.object({
    encrypted: z.boolean(),
    ownerpasswordmatched: z.boolean(),
    capabilities: z.object({ modifyother: z.boolean(), modifyannotations: z.boolean() }),
  }),
})

const FOREIGN = /unsupported (encryption|filter)|unsupported.*(Filter|\bV\b|\bR\b)/i

/** Tries the password, which may be the user's or the owner's; an empty one opens files that only restrict. */
export async function readLock(bytes: Uint8Array, password = ''): Promise<PdfLock> {
  const outcome = await runQpdf(bytes, ['--json=2', '--json-key=encrypt'], { password })
  const { report, complaints } = outcome
  if (isPasswordRefused(outcome)) return { state: 'closed' }
  const parsed = reportSchema.safeParse(jsonOf(report))
  if (!parsed.success)
    return { state: complaints.some((line) => FOREIGN.test(line)) ? 'foreign' : 'unreadable' }
  const { encrypted, ownerpasswordmatched, capabilities } = parsed.data.encrypt
  if (!encrypted) return { state: 'none' }
  const isFree = capabilities.modifyother && capabilities.modifyannotations
  return { state: 'open', mayChange: ownerpasswordmatched || isFree }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
