/** Seals a PDF on trial before it becomes the agreement, so that no evening ends with a file that cannot be sealed. */
import { isMappeError } from '../../../shared/errors.ts'
import { makeSealKey } from '../seal/make-seal-key.ts'
import { readPages } from '../reading/page-text.ts'
import type { PageContent } from '../reading/page-text.ts'
import { sealAgreement } from '../seal/seal-agreement.ts'
import type { Statement } from '../seal/seal-agreement.ts'
import { sealKeyOf } from '../seal/seal-key.ts'

const OWNER = { organisation: 'Probe', commonName: 'Probe' }
/** The key lives for one trial, so any day will do. */
const DAY = '2020-01-01T00:00:00Z'
const SEAL = { name: 'Probe', reason: 'Probe', location: 'Probe', at: DAY }
const STATEMENT: Statement = {
  document: 'agreement',
  title: 'Probe',
  about: null,
  journal: null,
  signatories: [],
}
/** Reading takes about 10 ms a page; what a damaged file loses is lost on its first pages, too. */
const MOST_PAGES_READ = 100

/**
 * Draws a line on every page, seals with a key of the moment, checks as at the end of an evening, and reads the pages again;
 * the result is thrown away. `printed` is what the original's pages hold.
 * Null where all went well, else what did not, short and technical.
 */
export async function obstacleInTrial(
  original: Uint8Array,
  printed: readonly PageContent[],
): Promise<string | null> {
  try {
    const after = await readPages(await sealOnTrial(original), MOST_PAGES_READ)
    const lost = after.findIndex((page, index) => !holdsAll(page, printed[index]))
    return lost < 0 ? null : `text of page ${lost + 1} is lost`
  } catch (error) {
    return isMappeError(error) ? error.message : String(error)
  }
}

async function sealOnTrial(original: Uint8Array): Promise<Uint8Array> {
  const made = await makeSealKey(OWNER, new Date(DAY))
  const key = sealKeyOf(made.privateKey, made.certificate, [made.root])
  const job = {
    original,
    stamps: [],
    anchors: [],
    marginNote: 'Probe',
    statement: STATEMENT,
    seal: SEAL,
    timeZone: 'UTC',
  }
  return (await sealAgreement(job, key)).bytes
}

/** Character by character: where lines end may differ by what was drawn beside them. */
function holdsAll(after: PageContent, before: PageContent | undefined): boolean {
  const counts = new Map<string, number>()
  for (const character of charactersOf(after)) counts.set(character, (counts.get(character) ?? 0) + 1)
  for (const character of before ? charactersOf(before) : '') {
    const left = (counts.get(character) ?? 0) - 1
    if (left < 0) return false
    counts.set(character, left)
  }
  return true
}

const charactersOf = ({ segments }: PageContent): string =>
  segments
    .map(({ text }) => text)
    .join('')
    .replaceAll(/\s/g, '')
