/** What the two tables of the registry show: rows, filtering, and moving a partner in the signing order. */
import { signingPartners } from '../../../shared/domain/signing/agreement.ts'
import type { PartnerId } from '../../../shared/domain/ids.ts'
import { fullName } from '../../../shared/domain/registry/registry.ts'
import type { Attendee, Partner } from '../../../shared/domain/registry/registry.ts'
import { comesFor } from '../../../shared/domain/door/seat.ts'
import type { State } from '../../../shared/domain/state.ts'
import { containing } from '../../../shared/search/containing.ts'
import { signatoriesIn } from '../signatories.ts'

export type PartnerRow = {
  partner: Partner
  /** Those who may sign, the one expected first. */
  signatories: string[]
  attendees: number
}

export type AttendeeRow = {
  attendee: Attendee
  name: string
  organisation: string
  /** Who comes in this person's place; empty for nobody. */
  standIn: string
  /** In whose place this person comes; empty for nobody. */
  comesFor: string
}

/** Those who sign in their order, then the guests by name. */
export function partnerRows(state: State): PartnerRow[] {
  const signers = signingPartners(state.partners)
  const guests = Object.values(state.partners)
    .filter(({ role }) => role === 'guest')
    .toSorted((a, b) => a.name.localeCompare(b.name, 'de'))
  const signatories = signatoriesIn(state)
  const sizes = Map.groupBy(Object.values(state.attendees), ({ partnerId }) => partnerId)
  return [...signers, ...guests].map((partner) => ({
    partner,
    signatories: signatories(partner.id).map(fullName),
    attendees: sizes.get(partner.id)?.length ?? 0,
  }))
}

/** All attendees by last and first name. */
export function attendeeRows(state: State): AttendeeRow[] {
  const byName = new Intl.Collator('de').compare
  return Object.values(state.attendees)
    .map((attendee) => ({
      attendee,
      name: fullName(attendee),
      organisation: attendee.partnerId === null ? '' : (state.partners[attendee.partnerId]?.name ?? ''),
      standIn: standInOf(state, attendee),
      comesFor: comesFor(state, attendee).map(fullName).join(', '),
    }))
    .toSorted(
      (a, b) =>
        byName(a.attendee.lastName, b.attendee.lastName) ||
        byName(a.attendee.firstName, b.attendee.firstName),
    )
}

/** Whoever comes after all is represented by nobody. */
function standInOf({ arrivals, attendees, substitutes }: State, { id }: Attendee): string {
  const standInId = arrivals[id] ? undefined : substitutes[id]
  const standIn = standInId && attendees[standInId]
  return standIn ? fullName(standIn) : ''
}

/** Keeps the rows in which every word of the query occurs, however it is spelt. */
export function filtered<Row>(
  rows: readonly Row[],
  query: string,
  textOf: (row: Row) => string,
): readonly Row[] {
  const isSearched = containing(query)
  return rows.filter((row) => isSearched(textOf(row)))
}

/** Guests by role of whom somebody may sign, by name; none once the agreement is open, for then who signs is settled. */
export function guestsWhoMaySign(state: State): Partner[] {
  if (state.agreement !== null && state.agreement.status !== 'draft') return []
  return partnerRows(state)
    .filter(({ partner, signatories }) => partner.role === 'guest' && signatories.length > 0)
    .map(({ partner }) => partner)
}

/** They sign after those who stand in the order already. */
export function asParties(partners: Record<PartnerId, Partner>, guests: readonly Partner[]): Partner[] {
  const first = nextOrder(partners)
  return guests.map((partner, at) => ({ ...partner, role: 'contracting-party', order: first + at }))
}

/** The next free place in the signing order. */
export const nextOrder = (partners: Record<PartnerId, Partner>): number =>
  Math.max(0, ...Object.values(partners).map(({ order }) => order ?? 0)) + 1

/** The partners to save so that one moves by a place; everybody then stands at a number of their own. */
export function reordered(partners: Record<PartnerId, Partner>, id: PartnerId, by: -1 | 1): Partner[] {
  const signers = signingPartners(partners)
  const from = signers.findIndex((partner) => partner.id === id)
  const moving = signers[from]
  const to = from + by
  if (!moving || to < 0 || to >= signers.length) return []
  return signers
    .toSpliced(from, 1)
    .toSpliced(to, 0, moving)
    .map((partner, index) => ({ ...partner, order: index + 1 }))
    .filter((partner) => partner.order !== partners[partner.id]?.order)
}
