/** What takes the place of the anchors in the agreement's text, once it is known who signed. */
import { gapBetween, isOverlapping, saidBeside } from '../../../shared/domain/signing/text-anchor.ts'
import type { Fractions } from '../../../shared/geometry.ts'
import type { PlacedAnchor } from '../reading/anchors.ts'
import { matchOrganisation } from '../reading/field-patterns.ts'
import { anchorText } from './anchor-texts.ts'
import type { Signer } from './anchor-texts.ts'
import type { Cover, Writing } from './stamp-job.ts'

/** `left` are the anchors that stay as printed, because nobody knows whom they mean. */
export type Replacement = { covers: Cover[]; writings: Writing[]; left: PlacedAnchor[] }

type Drawn = { page: number; box: Fractions; organisation: string }

/**
 * What is covered and written when the agreement is sealed. `signers` are all who were to sign. An anchor that names nobody
 * of them stays, unless a signature lies upon it.
 */
export function replacementFor(
  anchors: readonly PlacedAnchor[],
  signers: readonly Signer[],
  drawn: readonly Drawn[],
): Replacement {
  const known = resolved(anchors, signers)
  return {
    covers: known.filter(({ meant, anchor }) => meant !== null || isUnder(anchor, drawn)).flatMap(coversOf),
    writings: known.flatMap(({ meant, anchor }) => {
      const wordings = meant === null ? [] : anchorText(anchor, languageOf(anchors), meant)
      return wordings.length === 0 ? [] : onFirstLine(anchor, wordings)
    }),
    left: known
      .filter(({ meant, anchor }) => meant === null && !isUnder(anchor, drawn))
      .map(({ anchor }) => anchor),
  }
}

/** What is covered on paper originals, and the lines to write on that take the place of what is known only after the signing. */
export function blanksFor(
  anchors: readonly PlacedAnchor[],
  organisations: readonly string[],
): { covers: Cover[]; blanks: { page: number; box: Fractions; room: number }[] } {
  const signers = organisations.map((organisation): Signer => ({ organisation, status: 'on-paper' }))
  const known = resolved(anchors, signers).filter(({ meant }) => meant !== null)
  return {
    covers: known.flatMap(coversOf),
    blanks: known
      .filter(({ anchor }) => anchor.kind !== 'signature')
      .flatMap(({ anchor }) => onFirstLine(anchor, [])),
  }
}

/** What of a signature's block the text beside it says already. */
export const beside = (
  drawn: Drawn,
  anchors: readonly PlacedAnchor[],
  organisations: readonly string[],
): { name: boolean; function: boolean } =>
  saidBeside(
    drawn,
    anchors.filter(({ label }) => matchOrganisation([label], organisations) === drawn.organisation),
  )

type Resolved = { anchor: PlacedAnchor; meant: readonly Signer[] | null }

/** An anchor without a label means the whole agreement, one with a label its partner; null where that is nobody. */
function resolved(anchors: readonly PlacedAnchor[], signers: readonly Signer[]): Resolved[] {
  const organisations = [...new Set(signers.map(({ organisation }) => organisation))]
  return anchors.map((anchor) => {
    if (anchor.label === '') return { anchor, meant: signers }
    const name = matchOrganisation([anchor.label], organisations)
    return { anchor, meant: name === null ? null : signers.filter((one) => one.organisation === name) }
  })
}

const coversOf = ({ anchor: { page, lines } }: Resolved): Cover[] => lines.map((box) => ({ page, box }))

const onFirstLine = (
  { page, lines: [box], room, before = 0 }: PlacedAnchor,
  wordings: readonly string[],
): Writing[] => (box ? [{ page, box, room, before, wordings }] : [])

/** "Name" is the same word in both languages: the other anchors say which is meant. */
const languageOf = (anchors: readonly PlacedAnchor[]): 'de' | 'en' => {
  const telling = anchors.filter(({ kind }) => kind !== 'name')
  return telling.length > 0 && telling.every(({ language }) => language === 'en') ? 'en' : 'de'
}

const isUnder = ({ page, lines }: PlacedAnchor, drawn: readonly Drawn[]): boolean =>
  drawn.some((one) => one.page === page && lines.some((line) => touches(one.box, line)))

const touches = (one: Fractions, other: Fractions): boolean =>
  isOverlapping(one, other) && gapBetween(one, other) < 0
