/** Somebody of whom no more than a name is known. */
import type { AttendeeId, PartnerId } from '../../shared/domain/ids.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import { splitName } from '../reception/names.ts'

export const strangerNamed = (name: string, partnerId: PartnerId | null, id: AttendeeId): Attendee => ({
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
  ...splitName(name),
  id,
  partnerId,
  origin: 'walk-in',
})
