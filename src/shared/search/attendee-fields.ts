/** By which texts a guest is found. */
import type { Attendee, Partner } from '../domain/registry/registry.ts'
import type { SearchField } from './indexed-words.ts'

type Named = Pick<Attendee, 'lastName' | 'firstName' | 'nickname' | 'pronunciation' | 'function'>
type Organisation = Pick<Partner, 'name' | 'shortName' | 'town'>

/** The fields of a guest, most important first; their names are those of the marks in a hit. */
export const attendeeFields = (attendee: Named, partner: Organisation | undefined): SearchField[] => [
  { name: 'lastName', text: attendee.lastName, isPersonName: true },
  { name: 'firstName', text: attendee.firstName, isPersonName: true },
  { name: 'nickname', text: attendee.nickname ?? '', isPersonName: true },
  { name: 'pronunciation', text: attendee.pronunciation, isPersonName: true, isSpoken: true },
  { name: 'organisation', text: partner?.name ?? '', isOrganisation: true },
  { name: 'shortName', text: partner?.shortName ?? '' },
  { name: 'town', text: partner?.town ?? '' },
  { name: 'function', text: attendee.function, isOffice: true },
]

/** The fields of a partner, for the organizer's register. */
export const partnerFields = (partner: Organisation): SearchField[] => [
  { name: 'organisation', text: partner.name, isOrganisation: true },
  { name: 'shortName', text: partner.shortName },
  { name: 'town', text: partner.town },
]
