/** The list of speakers (Redeliste) for a round of questions: who wants to speak, who speaks, who has spoken. */
import { z } from 'zod'
import { attendeeIdSchema, lineSchema, speakerIdSchema } from '../ids.ts'
import type { AttendeeId, SpeakerId } from '../ids.ts'
import type { Decision, Deciders } from '../decision.ts'
import { happened, unchanged } from '../decision.ts'
import type { Evolvers } from '../events.ts'
import { attendeeOf, fullName } from '../registry/registry.ts'
import { emptySpeakerList, takeStep } from './run.ts'
import type { State } from '../state.ts'
import { MappeError } from '../../errors.ts'

/** A guest by id, or somebody who is not on the list by name. */
export type Speaker = {
  id: SpeakerId
  attendeeId: AttendeeId | null
  name: string
  organisation: string
  /** Was called and did not come. */
  isSkipped: boolean
}

export type Speaking = { speaker: Speaker; since: string }

export type SpeakerList = {
  /** `closed`: nobody is added any more, those who wait still speak. */
  status: 'off' | 'open' | 'closed'
  /** Speaking time; null for as long as one likes. */
  minutes: number | null
  /** Who has not spoken yet comes before those who have. */
  newcomersFirst: boolean
  waiting: Speaker[]
  speaking: Speaking | null
  spoken: Speaker[]
}

const MOST_WAITING = 200

const settings = z.strictObject({
  minutes: z.int().min(1).max(60).nullable().default(null),
  newcomersFirst: z.boolean().default(false),
})
const one = z.strictObject({ speakerId: speakerIdSchema })

export const speakerListCommands = {
  /** Opens a new list, or the present one again, with these settings. */
  'open-speaker-list': settings,
  'close-speaker-list': z.strictObject({}),
  'end-speaker-list': z.strictObject({}),
  /** A guest who is there, or a name. */
  'add-speaker': one.extend({
    attendeeId: attendeeIdSchema.nullable().default(null),
    name: lineSchema.default(''),
    organisation: lineSchema.default(''),
  }),
  'move-speaker': one.extend({ place: z.int().min(0).max(MOST_WAITING) }),
  /** Whoever speaks has finished with it. */
  'call-speaker': one,
  'finish-speaker': z.strictObject({}),
  /** To the end of the list: was called and is not there. */
  'skip-speaker': one,
  'remove-speaker': one,
}

type One = { speakerId: SpeakerId }

export type SpeakerListEvents = {
  'speaker-list-opened': { minutes: number | null; newcomersFirst: boolean }
  'speaker-list-closed': Record<string, never>
  'speaker-list-ended': Record<string, never>
  /** `place`: from 0, as it was decided then. */
  'speaker-added': One & { attendeeId: AttendeeId | null; name: string; organisation: string; place: number }
  'speaker-moved': One & { place: number }
  'speaker-called': One
  'speaker-finished': One
  'speaker-skipped': One
  'speaker-removed': One
}

export const speakerListDeciders: Deciders<typeof speakerListCommands> = {
  'open-speaker-list': ({ run: { speakers } }, payload) => {
    const isSame = speakers.minutes === payload.minutes && speakers.newcomersFirst === payload.newcomersFirst
    if (speakers.status === 'open' && isSame) return nothingToDo()
    return happened({ type: 'speaker-list-opened', payload })
  },
  'close-speaker-list': ({ run }) =>
    run.speakers.status === 'open' ? happened({ type: 'speaker-list-closed', payload: {} }) : nothingToDo(),
  'end-speaker-list': ({ run }) =>
    run.speakers.status === 'off' ? nothingToDo() : happened({ type: 'speaker-list-ended', payload: {} }),
  'add-speaker': addSpeaker,
  'move-speaker': (state, { speakerId, place }) => {
    const { waiting } = state.run.speakers
    const from = placeOf(state, speakerId)
    const to = Math.min(place, waiting.length - 1)
    return from === to
      ? nothingToDo()
      : happened({ type: 'speaker-moved', payload: { speakerId, place: to } })
  },
  'call-speaker': (state, payload) => {
    placeOf(state, payload.speakerId)
    return happened({ type: 'speaker-called', payload })
  },
  'finish-speaker': ({ run: { speakers } }) => {
    if (!speakers.speaking) return nothingToDo()
    return happened({ type: 'speaker-finished', payload: { speakerId: speakers.speaking.speaker.id } })
  },
  'skip-speaker': (state, payload) => {
    requireOnList(state, payload.speakerId)
    return happened({ type: 'speaker-skipped', payload })
  },
  'remove-speaker': (state, payload) => {
    requireOnList(state, payload.speakerId)
    return happened({ type: 'speaker-removed', payload })
  },
}

const nothingToDo = () => unchanged({ type: 'nothing-to-do' })

/** NOT_ALLOWED_NOW { reason: 'speaker-list-off' | 'speaker-list-closed' | 'speaker-list-full' } · NOT_CHECKED_IN · INPUT_INVALID */
function addSpeaker(
  state: State,
  given: { speakerId: SpeakerId; attendeeId: AttendeeId | null; name: string; organisation: string },
): Decision {
  const { status, waiting, speaking } = state.run.speakers
  if (status !== 'open') throw new MappeError('NOT_ALLOWED_NOW', { reason: `speaker-list-${status}` })
  if (waiting.length >= MOST_WAITING) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'speaker-list-full' })
  if (given.attendeeId === null && given.name === '') throw new MappeError('INPUT_INVALID', { field: 'name' })
  if (given.attendeeId !== null) requirePresent(state, given.attendeeId)
  // of a guest the id is enough: the name stays in one place
  const who = given.attendeeId === null ? given : { ...given, name: '', organisation: '' }
  const isWaiting = waiting.some((speaker) => keyOf(speaker) === keyOf(who))
  const isKnown = [...waiting, ...(speaking ? [speaking.speaker] : [])].some(({ id }) => id === who.speakerId)
  if (isWaiting || isKnown) return nothingToDo()
  return happened({ type: 'speaker-added', payload: { ...who, place: placeFor(state.run.speakers, who) } })
}

function requirePresent(state: State, attendeeId: AttendeeId): void {
  attendeeOf(state, attendeeId)
  if (!state.arrivals[attendeeId]) throw new MappeError('NOT_CHECKED_IN')
}

type Named = Pick<Speaker, 'attendeeId' | 'name' | 'organisation'>

/** The same person under whatever id of the list. */
const keyOf = ({ attendeeId, name, organisation }: Named): string =>
  attendeeId ?? `${name}\n${organisation}`.toLowerCase()

/** At the end; where newcomers come first, after the last of them. */
function placeFor({ newcomersFirst, waiting, spoken, speaking }: SpeakerList, who: Named): number {
  const heard = new Set([...spoken, ...(speaking ? [speaking.speaker] : [])].map(keyOf))
  if (!newcomersFirst || heard.has(keyOf(who))) return waiting.length
  return waiting.findLastIndex((speaker) => !heard.has(keyOf(speaker))) + 1
}

function placeOf({ run }: State, speakerId: SpeakerId): number {
  const place = run.speakers.waiting.findIndex(({ id }) => id === speakerId)
  if (place < 0) throw new MappeError('NOT_FOUND')
  return place
}

function requireOnList(state: State, speakerId: SpeakerId): void {
  if (state.run.speakers.speaking?.speaker.id !== speakerId) placeOf(state, speakerId)
}

/** The list open with these settings; from nothing when it was off. */
export function openedList(
  list: SpeakerList,
  chosen: Pick<SpeakerList, 'minutes' | 'newcomersFirst'>,
): SpeakerList {
  return { ...(list.status === 'off' ? emptySpeakerList() : list), ...chosen, status: 'open' }
}

export const speakerListEvolvers: Evolvers<SpeakerListEvents> = {
  'speaker-list-opened': (state, { type, payload }) =>
    takeStep(state, type, { speakers: openedList(state.run.speakers, payload) }),
  'speaker-list-closed': (state, { type }) => change(state, type, { status: 'closed' }),
  'speaker-list-ended': (state, { type }) => {
    const { minutes, newcomersFirst } = state.run.speakers
    change(state, type, { ...emptySpeakerList(), minutes, newcomersFirst })
  },
  'speaker-added': (state, { type, payload: { speakerId, place, ...who } }) => {
    const speaker: Speaker = { id: speakerId, ...who, isSkipped: false }
    change(state, type, { waiting: state.run.speakers.waiting.toSpliced(place, 0, speaker) })
  },
  'speaker-moved': (state, { type, payload: { speakerId, place } }) => {
    const { waiting } = state.run.speakers
    const moved = waiting.filter(({ id }) => id === speakerId)
    change(state, type, { waiting: without(waiting, speakerId).toSpliced(place, 0, ...moved) })
  },
  'speaker-called': (state, { type, at, payload: { speakerId } }) => {
    const { waiting } = state.run.speakers
    const speaker = waiting.find(({ id }) => id === speakerId)
    if (!speaker) return
    change(state, type, {
      ...silenced(state.run.speakers),
      waiting: without(waiting, speakerId),
      speaking: { speaker: { ...speaker, isSkipped: false }, since: at },
    })
  },
  'speaker-finished': (state, { type }) => change(state, type, silenced(state.run.speakers)),
  'speaker-skipped': (state, { type, payload: { speakerId } }) => {
    const { waiting, speaking } = state.run.speakers
    const all = [...(speaking ? [speaking.speaker] : []), ...waiting]
    const skipped = all.filter(({ id }) => id === speakerId).map((each) => ({ ...each, isSkipped: true }))
    change(state, type, {
      waiting: [...without(waiting, speakerId), ...skipped],
      speaking: speaking?.speaker.id === speakerId ? null : speaking,
    })
  },
  'speaker-removed': (state, { type, payload: { speakerId } }) => {
    const { waiting, speaking } = state.run.speakers
    change(state, type, {
      waiting: without(waiting, speakerId),
      speaking: speaking?.speaker.id === speakerId ? null : speaking,
    })
  },
}

const change = (state: State, what: keyof SpeakerListEvents, changed: Partial<SpeakerList>): void =>
  takeStep(state, what, { speakers: { ...state.run.speakers, ...changed } })

const without = (speakers: readonly Speaker[], speakerId: SpeakerId): Speaker[] =>
  speakers.filter(({ id }) => id !== speakerId)

/** Whoever speaks has spoken. */
const silenced = ({ speaking, spoken }: SpeakerList): Partial<SpeakerList> => ({
  speaking: null,
  spoken: speaking ? [...spoken, speaking.speaker] : spoken,
})

/** Name and organisation as the hall may see them; null when the guest is no longer in the registry. */
export function nameOfSpeaker(
  { attendees, partners }: Pick<State, 'attendees' | 'partners'>,
  { attendeeId, name, organisation }: Speaker,
): { name: string; organisation: string } | null {
  if (attendeeId === null) return { name, organisation }
  const guest = attendees[attendeeId]
  if (!guest) return null
  const partner = guest.partnerId === null ? undefined : partners[guest.partnerId]
  return { name: fullName(guest), organisation: partner?.name ?? '' }
}

/** Whoever wants to speak, speaks or has spoken is the guest whom `guestOf` names: two entries of one person were joined, or parted again. */
export function renameSpeakers(state: State, guestOf: (speaker: Speaker) => AttendeeId | null): void {
  const renamed = (speaker: Speaker): Speaker => ({ ...speaker, attendeeId: guestOf(speaker) })
  const { waiting, speaking, spoken } = state.run.speakers
  state.run = {
    ...state.run,
    speakers: {
      ...state.run.speakers,
      waiting: waiting.map(renamed),
      spoken: spoken.map(renamed),
      speaking: speaking && { ...speaking, speaker: renamed(speaking.speaker) },
    },
  }
}
