/** From what was drawn to what is handed over: outlines only, no time and no pressure. */
import { consentFor, isEasy, languageIn } from '../../shared/consent.ts'
import type { Speech } from '../../shared/consent.ts'
import type { InkOnWire } from '../../shared/contract/signing.ts'
import { outlineOf } from '../../shared/ink.ts'
import type { PadStroke } from '../../shared/ink.ts'
import type { Draft } from './draft.ts'
import { keepStrokes, restoreStrokes } from './pad-strokes.ts'

/** Strokes in pixels of a pad of this width. */
export type Drawn = { strokes: PadStroke[]; width: number }

/** A pad of no particular size, for strokes that come from a reload. */
const ANY_WIDTH = 1000

export const nothingDrawn = (): Drawn => ({ strokes: [], width: ANY_WIDTH })

export const drawnAgain = ({ strokes }: Draft): Drawn => ({
  strokes: restoreStrokes(strokes, ANY_WIDTH),
  width: ANY_WIDTH,
})

export const keptOf = ({ strokes, width }: Drawn) => keepStrokes(strokes, width)

export const inkOf = ({ strokes }: Drawn): InkOnWire => outlineOf(strokes)

/** Nothing drawn: of a typed name the host sets the ink itself. */
const NO_INK: InkOnWire = { width: 1, height: 1, paths: [] }

/** The signature as the contract takes it. */
export function signatureOf(draft: Draft, drawn: Drawn, language: Speech) {
  const { signatory, attendeeId, input, typed, attempts, isAccession } = draft
  const read = draft.agreedIn ?? language
  return {
    signatory: {
      name: signatory.name.trim(),
      function: signatory.function.trim(),
      capacity: signatory.capacity,
      authoritySeenBy: signatory.capacity === 'in-office' ? '' : signatory.authoritySeenBy.trim(),
    },
    attendeeId,
    ink: typed === null ? inkOf(drawn) : NO_INK,
    input,
    ...(typed !== null && { typed: typed.trim() }),
    attempts,
    consent: { text: consentFor({ isAccession, isEasy: isEasy(read) }), language: languageIn(read) },
  }
}
