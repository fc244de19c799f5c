import { expect, it } from 'vitest'
import {
  anchorLines,
  openProposals,
  proposalOf,
} from '../../../../../src/renderer/organizer/agreement/proposals.ts'
import type { FoundFieldView } from '../../../../../src/shared/contract/agreement.ts'
import type { FieldId, PartnerId } from '../../../../../src/shared/domain/ids.ts'
import type { TextAnchor } from '../../../../../src/shared/domain/signing/text-anchor.ts'

const [COUNTY, TOWN] = ['county', 'town'] as PartnerId[]
const place = (y: number, more: Partial<FoundFieldView> = {}): FoundFieldView => ({
  page: 0,
  box: { x: 0.1, y, width: 0.3, height: 0.08 },
  label: 'Landkreis',
  why: 'signature-line',
  partnerId: COUNTY!,
  reason: 'line-name-below',
  de: 'Hier ist eine Linie.',
  en: 'A line is here.',
  ...more,
})
const field = (y: number) => ({
  id: 'f' as FieldId,
  partnerId: COUNTY!,
  page: 0,
  box: { x: 0.1, y, width: 0.3, height: 0.08 },
  hasPrintedLine: true,
})
const anchor = (more: Partial<TextAnchor>): TextAnchor => ({
  kind: 'date',
  label: '',
  language: 'de',
  partnerId: null,
  page: 0,
  lines: [{ x: 0.1, y: 0.1, width: 0.1, height: 0.02 }],
  room: 0.1,
  ...more,
})

it('proposes the first line for each partner without a field', () => {
  const found = [place(0.1), place(0.5), place(0.7, { partnerId: TOWN! }), place(0.9, { partnerId: null })]
  expect(openProposals(found, []).map(({ box }) => box.y)).toEqual([0.1, 0.7])
  expect(openProposals(found, [field(0.2)]).map(({ partnerId }) => partnerId)).toEqual([TOWN])
})

it('proposes every anchor of a partner, and then no line', () => {
  const found = [place(0.1), place(0.3, { why: 'anchor' }), place(0.6, { why: 'anchor' })]
  expect(openProposals(found, []).map(({ box }) => box.y)).toEqual([0.3, 0.6])
})

it('gives the reason for a field only as long as nobody has moved it', () => {
  expect(proposalOf(field(0.1), [place(0.1)])?.de).toBe('Hier ist eine Linie.')
  expect(proposalOf(field(0.11), [place(0.1)])).toBeUndefined()
})

it('lists what will be filled in once, with its pages, and first of all what names nobody', () => {
  const lines = anchorLines([
    anchor({}),
    anchor({ page: 2 }),
    anchor({ kind: 'signature', label: 'Landkreis', partnerId: COUNTY! }),
    anchor({ kind: 'name', label: 'Niemand', page: 1 }),
  ])
  expect(lines.map(({ kind, pages, isUnknown }) => [kind, pages, isUnknown])).toEqual([
    ['name', [2], true],
    ['date', [1, 3], false],
  ])
})
