/** A guest entered at the door, with the fields of the register filled as far as the desk knows them. */
import type { AttendeeId, PartnerId } from '../../shared/domain/ids.ts'
import type { Attendee, Capacity, Partner } from '../../shared/domain/registry/registry.ts'
import { partnerNamed, splitName } from './names.ts'

const unknown = {
  salutation: '',
  pronunciation: '',
  function: '',
  email: '',
  phone: '',
  seat: '',
  maySign: false,
  capacity: 'in-office',
  authoritySeenBy: '',
  note: '',
  substituteFor: null,
} as const

/** Somebody who is on no list. An organisation that is not known yet becomes a guest of the register. */
export function walkIn(
  name: string,
  organisation: string,
  partners: readonly Partner[],
  ids: { attendee: AttendeeId; partner: PartnerId },
): { attendee: Attendee; partner: Partner | null } {
  const known = partnerNamed(partners, organisation)
  const isNew = known === null && organisation.trim() !== ''
  const partner: Partner | null = isNew ? newPartner(ids.partner, organisation.trim()) : null
  return {
    attendee: {
      ...unknown,
      ...splitName(name),
      id: ids.attendee,
      partnerId: known?.id ?? partner?.id ?? null,
      origin: 'walk-in',
    },
    partner,
  }
}

/** Somebody who came along with a guest and is now one of their own. */
export const companionNamed = (name: string, companionOf: AttendeeId, id: AttendeeId): Attendee => ({
  ...unknown,
  ...splitName(name),
  id,
  partnerId: null,
  origin: 'walk-in',
  companionOf,
})

export type StandIn = {
  name: string
  function: string
  maySign: boolean
  capacity: Capacity
  authoritySeenBy: string
}

/** Somebody who comes for a guest on the list: same organisation, same seat. */
export function standInFor(absent: Attendee, entered: StandIn, id: AttendeeId): Attendee {
  const { name, maySign } = entered
  return {
    ...unknown,
    ...splitName(name),
    id,
    partnerId: absent.partnerId,
    seat: absent.seat,
    function: entered.function.trim(),
    maySign,
    capacity: maySign ? entered.capacity : 'in-office',
    authoritySeenBy: maySign && entered.capacity !== 'in-office' ? entered.authoritySeenBy.trim() : '',
    origin: 'substitute',
    substituteFor: absent.id,
  }
}

const newPartner = (id: PartnerId, name: string): Partner => ({
  id,
  name,
  shortName: '',
  category: 'other',
  role: 'guest',
  order: null,
  town: '',
  note: '',
})
