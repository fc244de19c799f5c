/** New entries as the dialogs open them. */
import type { PartnerId } from '../../../shared/domain/ids.ts'
import type { Attendee, Partner } from '../../../shared/domain/registry/registry.ts'
import { newAttendeeId, newPartnerId } from '../../ids.ts'

export const blankPartner = (order: number): Partner => ({
  id: newPartnerId(),
  name: '',
  shortName: '',
  category: 'other',
  role: 'alliance-partner',
  order,
  town: '',
  note: '',
})

export const blankAttendee = (partnerId: PartnerId | null): Attendee => ({
  id: newAttendeeId(),
  partnerId,
  salutation: '',
  title: '',
  firstName: '',
  lastName: '',
  pronunciation: '',
  function: '',
  email: '',
  phone: '',
  seat: '',
  maySign: false,
  capacity: 'in-office',
  authoritySeenBy: '',
  note: '',
  origin: 'manual',
  substituteFor: null,
})
