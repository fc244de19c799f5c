/** The words under a signature: capacity, name, function, organisation, place and local time. */
import { shortTime } from '../../documents/typesetting/german-dates.ts'
import { printable } from '../../printable.ts'
import type { BlockText } from './signature-block.ts'
import type { LocalClock, Stamp } from './stamp-job.ts'

/** The sentences of the block in reading order; empty ones are left out. */
export function blockTexts(stamp: Stamp, clock: LocalClock): BlockText[] {
  const { saidBeside } = stamp
  const name = `${capacityPrefix(stamp.capacity)}${stamp.name}`
  const texts: BlockText[] = [
    { weight: 'bold', parts: [saidBeside?.name ? '' : name] },
    { weight: 'regular', parts: [saidBeside?.function ? '' : stamp.function, stamp.organisation] },
    { weight: 'regular', parts: [stamp.place, clock(stamp.signedAt)] },
    { weight: 'regular', parts: [stamp.remark ?? ''] },
  ]
  return texts
    .map(({ weight, parts }) => ({ weight, parts: parts.map(printable).filter((part) => part !== '') }))
    .filter(({ parts }) => parts.length > 0)
}

/** "i. V. " and "i. A. " go before the name, as in German letters; an office holder signs without. */
export function capacityPrefix(capacity: Stamp['capacity']): string {
  switch (capacity) {
    case 'in-office':
      return ''
    case 'i.V.':
      return 'i. V. '
    case 'i.A.':
      return 'i. A. '
  }
}

/** A clock that says "21.02.2017, 18:42 Uhr"; `timeZone` is an IANA name. */
export const localClock =
  (timeZone: string): LocalClock =>
  (iso) =>
    shortTime(iso, timeZone)
