/** What a deletion takes away: seen from guests, texts, signatures and devices, whatever fact they stand in. */
import type { AttendeeId, Sha256 } from '../ids.ts'
import { fullName } from '../registry/registry.ts'
import type { Attendee } from '../registry/registry.ts'
import type { Signature } from '../signing/signature.ts'
import type { State } from '../state.ts'
import { statesOf } from '../signing/accession.ts'
import { without } from '../door/merge-record.ts'

/** Stands where a name stood in a text or beside a fact that has to stay. */
export const DELETED = '[gelöscht]'

export type Scope = {
  /** What remains of a guest; null for nothing. */
  guest: (guest: Attendee) => Attendee | null
  isGone: (id: AttendeeId) => boolean
  /** Whether a name that was typed, without a guest behind it, is meant. */
  isNamed: (name: string) => boolean
  /** Free text that somebody typed: reasons, notes, names of files and devices. */
  text: (text: string) => string
  signature: (signature: Signature) => Signature
  /** All that was noted at the door goes. */
  withoutArrivals: boolean
  /** Whether only a nameless device remains. */
  isDeviceGone: (id: string) => boolean
}

const NOTHING: Scope = {
  guest: (guest) => guest,
  isGone: () => false,
  isNamed: () => false,
  text: (text) => text,
  signature: (signature) => signature,
  withoutArrivals: false,
  isDeviceGone: () => false,
}

/** A person who was entered twice has an id for each. */
export const idsOf = ({ merged }: State, id: AttendeeId): AttendeeId[] => [
  id,
  ...(Object.keys(merged) as AttendeeId[]).filter((other) => merged[other] === id),
]

/** All that is on record of one person. `known`: every record there ever was of them. */
export function personScope(state: State, id: AttendeeId, known: readonly Attendee[]): Scope {
  const text = withoutMentions(mentionsOf(state, id, known))
  const names = new Set(known.flatMap((guest) => [...spellingsOf(guest), fullName(guest)].map(lower)))
  const ids = new Set(idsOf(state, id))
  const isGone = (other: AttendeeId) => ids.has(other)
  return {
    ...NOTHING,
    isGone,
    isNamed: (name) => names.has(lower(name)),
    text,
    guest: (guest) =>
      isGone(guest.id) ? null : withoutBorrowed(state, withoutTies(guest, isGone, text), isGone, known),
    signature: withoutSigner(isGone, sealedInks(state)),
  }
}

const lower = (text: string): string => text.toLowerCase()

/** All guests. Who signed stays in what was sealed. */
export const guestsScope = (state: State): Scope => ({
  ...NOTHING,
  guest: () => null,
  isGone: () => true,
  isNamed: (name) => name !== '',
  text: withoutMentions(Object.values(state.attendees).flatMap((guest) => mentionsIn([guest]))),
  signature: withoutSigner(() => true, sealedInks(state)),
})

export const contactsScope = (): Scope => ({
  ...NOTHING,
  guest: (guest) => ({ ...guest, email: '', phone: '' }),
})

export const arrivalsScope = (): Scope => ({ ...NOTHING, withoutArrivals: true })

/** Nothing but the files of the ink goes. */
export const inksScope = (): Scope => NOTHING

export const devicesScope = (done: ReadonlySet<string>): Scope => ({
  ...NOTHING,
  isDeviceGone: (id) => done.has(id),
})

/** The ink of every signature that stands in a sealed document. */
export const sealedInks = (state: State): ReadonlySet<Sha256> =>
  new Set(
    statesOf(state)
      .filter(({ agreement }) => agreement?.status === 'sealed')
      .flatMap(({ signing }) => Object.values(signing))
      .flatMap((turn) => (turn.status === 'signed' ? [turn.signature.ink] : [])),
  )

/** Signatures of what is not sealed yet. */
export const unsealedInks = (state: State): ReadonlySet<Sha256> =>
  new Set(
    statesOf(state)
      .filter(({ agreement }) => agreement?.status !== 'sealed')
      .flatMap(({ signing }) => Object.values(signing))
      .flatMap((turn) => (turn.status === 'signed' ? [turn.signature.ink] : [])),
  )

/** Sealed, the name stays as it stands in the sealed file (Art. 17(3)(b) and (e) GDPR), but leads to nobody's record any more. */
const withoutSigner =
  (isGone: (id: AttendeeId) => boolean, sealed: ReadonlySet<Sha256>) =>
  (signature: Signature): Signature => {
    if (signature.attendeeId === null || !isGone(signature.attendeeId)) return signature
    if (sealed.has(signature.ink)) return { ...signature, attendeeId: null }
    const signatory = { ...signature.signatory, name: DELETED, function: '', authoritySeenBy: '' }
    return { ...signature, attendeeId: null, signatory }
  }

/** Another guest's record, without what tied it to somebody who is gone. */
function withoutTies(
  guest: Attendee,
  isGone: (id: AttendeeId) => boolean,
  text: (text: string) => string,
): Attendee {
  const { companionOf, substituteFor, honour } = guest
  const rest: Attendee = {
    ...guest,
    note: text(guest.note),
    authoritySeenBy: text(guest.authoritySeenBy),
    substituteFor: substituteFor !== null && isGone(substituteFor) ? null : substituteFor,
    ...(honour && { honour: { ...honour, greetedBy: text(honour.greetedBy) } }),
  }
  if (companionOf !== undefined && isGone(companionOf)) delete rest.companionOf
  return rest
}

/** Whoever was once taken for the person by mistake may still bear, in an older record, what only that person had told. */
function withoutBorrowed(
  { parted }: State,
  guest: Attendee,
  isGone: (id: AttendeeId) => boolean,
  known: readonly Attendee[],
): Attendee {
  const told = parted.flatMap((pair) => (pair.keptId === guest.id && isGone(pair.goneId) ? pair.told : []))
  const borrowed = told.filter((field) => known.some((record) => record[field] === guest[field]))
  return borrowed.length === 0 ? guest : without(guest, borrowed)
}

/** How people write a name: "Dr. Ayşe Öztürk", "Ayşe Öztürk", "Öztürk, Ayşe". */
const spellingsOf = (guest: Attendee): string[] => {
  const { firstName, lastName } = guest
  if (firstName === '') return guest.title === '' ? [] : [fullName(guest)]
  return [
    fullName(guest),
    `${firstName} ${lastName}`,
    `${lastName}, ${firstName}`,
    `${lastName} ${firstName}`,
  ]
}

function mentionsOf(state: State, id: AttendeeId, known: readonly Attendee[]): string[] {
  const alone = known.map(({ lastName }) => lastName).filter((name) => isOnlyTheirs(state, id, name))
  return [...mentionsIn(known), ...alone]
}

const mentionsIn = (known: readonly Attendee[]): string[] => [
  ...known.flatMap(spellingsOf),
  ...known.flatMap(({ email, phone }) => [email, phone]),
]

/** A last name that others bear, too, or an organisation, may mean them. */
export function isOnlyTheirs({ attendees, partners }: State, id: AttendeeId, lastName: string): boolean {
  const name = lastName.toLowerCase()
  const isOthers = Object.values(attendees).some(
    (other) => other.id !== id && other.lastName.toLowerCase() === name,
  )
  return !isOthers && !Object.values(partners).some((partner) => partner.name.toLowerCase().includes(name))
}

const SYNTAX = /[\\^$.*+?()[\]{}|/]/g

/** Longest first, so that a short form does not cut a long one in two. */
function withoutMentions(mentions: readonly string[]): (text: string) => string {
  const long = [...new Set(mentions)].filter((mention) => mention.length > 2)
  if (long.length === 0) return (text) => text
  const any = long
    .toSorted((a, b) => b.length - a.length)
    .map((mention) => mention.replace(SYNTAX, String.raw`\$&`))
    .join('|')
  const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${any})(?![\p{L}\p{N}])`, 'giu')
  return (text) => (text === '' ? text : text.replace(pattern, DELETED))
}
