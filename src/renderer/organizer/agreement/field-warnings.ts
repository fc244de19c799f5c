/** What is not right with a placed field, before anybody has to sign in it. */
import type { AgreementPage, SignatureField } from '../../../shared/domain/signing/agreement.ts'
import type { TextAnchor } from '../../../shared/domain/signing/text-anchor.ts'
import type { PartnerId } from '../../../shared/domain/ids.ts'
import type { Box, Rect } from './rect.ts'
import { inPoints, isWithin, overlap } from './rect.ts'

/** A piece of printed text and where it stands, in fractions of the visible page. */
export type PrintedText = { text: string; box: Box }

export type FieldWarning =
  | { kind: 'leaves-page' }
  | { kind: 'overlaps'; partnerId: PartnerId }
  | { kind: 'covers-text'; text: string }
  | { kind: 'too-small' }

/** In points: below this a signature with its lines cannot be read any more. */
const LEGIBLE = { width: 120, height: 50 }
/** Touching by less than this, in points, harms nobody. */
const SLACK = 1.5
/** As much of the covered text as it takes to recognise it. */
const QUOTED = 40

/** All warnings on one field. `fields` may hold other pages too; `texts` is what is printed on this page. */
export function warningsOn(
  field: SignatureField,
  fields: readonly SignatureField[],
  page: AgreementPage,
  texts: readonly PrintedText[],
): FieldWarning[] {
  const rect = inPoints(field.box, page)
  const others = fields.filter((other) => other.id !== field.id && other.page === field.page)
  const covered = texts.find(({ box }) => overlap(rect, inPoints(box, page), SLACK))
  const met = others.find(({ box }) => overlap(rect, inPoints(box, page), SLACK))
  return [
    ...(isWithin(rect, page) ? [] : [{ kind: 'leaves-page' as const }]),
    ...(met ? [{ kind: 'overlaps' as const, partnerId: met.partnerId }] : []),
    ...(covered ? [{ kind: 'covers-text' as const, text: quoted(covered.text) }] : []),
    ...(isLegible(rect) ? [] : [{ kind: 'too-small' as const }]),
  ]
}

/** Anchors are covered when the agreement is sealed, so a field may stand on them. */
export const withoutAnchors = (
  texts: readonly PrintedText[],
  anchors: readonly TextAnchor[],
): PrintedText[] => {
  const lines = anchors.flatMap((anchor) => anchor.lines)
  return texts.filter(({ box }) => !lines.some((line) => holds(line, box)))
}

const holds = (line: Box, box: Box): boolean => {
  const middle = box.y + box.height / 2
  const [left, right] = [line.x - 0.01, line.x + line.width + 0.01]
  return middle > line.y && middle < line.y + line.height && box.x >= left && box.x + box.width <= right
}

/** Half a point less is still the same size: fields are rounded when they are kept. */
const isLegible = ({ width, height }: Rect) => width > LEGIBLE.width - 0.5 && height > LEGIBLE.height - 0.5

function quoted(text: string): string {
  const words = text.trim().replaceAll(/\s+/g, ' ')
  return words.length > QUOTED ? `${words.slice(0, QUOTED - 1).trimEnd()}…` : words
}
