/** What the agreement's text proposes, against what is placed: pure. */
import type { FoundFieldView, Proposals } from '../../../shared/contract/agreement.ts'
import { chosenPlaces } from '../../../shared/chosen-places.ts'
import type { SignatureField } from '../../../shared/domain/signing/agreement.ts'
import type { PartnerId } from '../../../shared/domain/ids.ts'
import type { TextAnchor } from '../../../shared/domain/signing/text-anchor.ts'
import type { Box } from './rect.ts'

/** A place for a partner that has no field yet. */
export type OpenProposal = FoundFieldView & { partnerId: PartnerId }

/** In reading order; places that a field stands on already are not proposed again. */
export function openProposals(found: Proposals['fields'], fields: readonly SignatureField[]): OpenProposal[] {
  const placed = new Set(fields.map(({ partnerId }) => partnerId))
  return chosenPlaces(found).flatMap((place) =>
    place.partnerId === null || placed.has(place.partnerId) ? [] : [{ ...place, partnerId: place.partnerId }],
  )
}

/** The proposal that a field still stands on; a field moved away from it was placed by hand. */
export const proposalOf = (
  field: SignatureField,
  found: Proposals['fields'],
): Proposals['fields'][number] | undefined =>
  found.find(
    ({ partnerId, page, box }) =>
      partnerId === field.partnerId && page === field.page && isSamePlace(box, field.box),
  )

/** Less than a tenth of a millimetre on A4 is nothing a hand has moved. */
const isSamePlace = (one: Box, other: Box): boolean =>
  (['x', 'y', 'width', 'height'] as const).every((side) => Math.abs(one[side] - other[side]) < 0.0005)

/** One line in the list: anchors that say the same, with the pages they stand on, from 1. */
export type AnchorLine = Pick<TextAnchor, 'kind' | 'label' | 'partnerId'> & {
  pages: number[]
  isUnknown: boolean
}

/** What will be filled in; signatures have fields and are not listed, unless nobody knows whose they are. */
export function anchorLines(anchors: readonly TextAnchor[]): AnchorLine[] {
  const lines = new Map<string, AnchorLine>()
  for (const { kind, label, partnerId, page } of anchors) {
    const isUnknown = label !== '' && partnerId === null
    if (kind === 'signature' && !isUnknown) continue
    const key = JSON.stringify([kind, partnerId ?? label])
    const line = lines.get(key) ?? { kind, label, partnerId, pages: [], isUnknown }
    lines.set(key, { ...line, pages: [...new Set([...line.pages, page + 1])] })
  }
  return [...lines.values()].toSorted((one, other) => Number(other.isUnknown) - Number(one.isUnknown))
}
