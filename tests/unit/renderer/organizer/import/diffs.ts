/** Diffs of lists that are longer than what comes with the first look. */
import type { ListDiff } from '../../../../../src/shared/contract/registry.ts'
import { id } from '../../../../fixtures/ceremony.ts'

type Row<Part extends 'added' | 'changed' | 'doubtful'> = ListDiff[Part][number]

export const added = (line: number): Row<'added'> => ({
  line,
  name: `Gast ${line}`,
  organisation: 'Amt A',
  function: '',
})

const known = (number: number) => ({
  attendeeId: id.attendee(`guest-${number}`),
  name: `Gast ${number}`,
  organisation: 'Amt A',
  standing: 'expected' as const,
})
const phone = { field: 'phone' as const, from: '', to: '1', isTaken: true }

export const changed = (number: number): Row<'changed'> => ({
  ...known(number),
  line: number,
  fields: [phone],
})

export const doubtful = (line: number): Row<'doubtful'> => ({
  ...added(line),
  known: known(line),
  because: 'sounds-alike',
  isSame: true,
  fields: [phone],
})

/** With as many entries as `counts` says, and none of them here; each doubtful row is proposed as a change among those counted. */
export const longDiff = (counts: Partial<ListDiff['counts']>): ListDiff => ({
  counts: { added: 0, changed: 0, vanished: 0, doubtful: 0, unchanged: 0, ...counts },
  proposed: { added: counts.added ?? 0, changed: counts.changed ?? 0 },
  added: [],
  changed: [],
  vanished: [],
  doubtful: [],
})
