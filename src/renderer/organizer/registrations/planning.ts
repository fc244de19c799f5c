/** Planning figures of the evening: who comes, by which way it was said, and from which kind of organisation. */
import type { Answer, Channel } from '../../../shared/domain/door/registration.ts'
import { answerOf, personsOf } from '../../../shared/domain/door/registration.ts'
import { companionsToldBy } from '../../../shared/domain/door/seat.ts'
import type { PartnerCategory } from '../../../shared/domain/registry/registry.ts'
import { fullName } from '../../../shared/domain/registry/registry.ts'
import type { Attendee } from '../../../shared/domain/registry/registry.ts'
import type { State } from '../../../shared/domain/state.ts'
import type { AttendeeId } from '../../../shared/domain/ids.ts'

/** Guests, and persons with those they bring along. */
export type Figure = { guests: number; persons: number }

export type Planning = {
  answers: Record<Answer, Figure>
  /** Of those who accepted; `list` for those who stand on the list without a word. */
  channels: { key: Channel | 'list'; figure: Figure }[]
  /** Of those who accepted; `none` without organisation. */
  categories: { key: PartnerCategory | 'none'; accepted: Figure; unanswered: Figure }[]
}

const nothing = (): Figure => ({ guests: 0, persons: 0 })

export function planningOf(state: State): Planning {
  const answers = { accepted: nothing(), declined: nothing(), waiting: nothing(), unanswered: nothing() }
  const channels = new Map<Channel | 'list', Figure>()
  const categories = new Map<PartnerCategory | 'none', { accepted: Figure; unanswered: Figure }>()
  for (const attendee of expected(state)) {
    const answer = answerOf(state, attendee.id)
    const persons = personsOf(state, attendee.id)
    count(answers[answer], persons)
    if (answer === 'accepted') count(figureIn(channels, channelOf(state, attendee.id)), persons)
    const category = categories.get(categoryOf(state, attendee)) ?? {
      accepted: nothing(),
      unanswered: nothing(),
    }
    categories.set(categoryOf(state, attendee), category)
    if (answer === 'accepted' || answer === 'unanswered') count(category[answer], persons)
  }
  return {
    answers,
    channels: [...channels].map(([key, figure]) => ({ key, figure })),
    categories: [...categories]
      .map(([key, figures]) => ({ key, ...figures }))
      .toSorted((a, b) => b.accepted.persons - a.accepted.persons),
  }
}

/** Neither those who sent somebody else nor those who came without being asked. */
const expected = ({ attendees, substitutes }: State): Attendee[] =>
  Object.values(attendees).filter(({ id, origin }) => !substitutes[id] && origin !== 'walk-in')

function count(figure: Figure, persons: number): void {
  figure.guests += 1
  figure.persons += persons
}

function figureIn<Key>(figures: Map<Key, Figure>, key: Key): Figure {
  const figure = figures.get(key) ?? nothing()
  figures.set(key, figure)
  return figure
}

const channelOf = ({ registrations }: State, id: AttendeeId): Channel | 'list' =>
  registrations[id]?.channel ?? 'list'

const categoryOf = ({ partners }: State, { partnerId }: Attendee): PartnerCategory | 'none' =>
  partnerId === null ? 'none' : (partners[partnerId]?.category ?? 'none')

export type AnswerRow = {
  id: AttendeeId
  name: string
  organisation: string
  phone: string
  email: string
  answer: Answer
  channel: Channel | 'list'
  companions: number
  note: string
  at: string | null
}

/** The guests with one answer: the waiting in the order of asking, all others by name. */
export function answerRows(state: State, answer: Answer): AnswerRow[] {
  const rows = expected(state)
    .filter(({ id }) => answerOf(state, id) === answer)
    .map((attendee) => rowOf(state, attendee))
  const seqOf = ({ id }: AnswerRow) => state.registrations[id]?.seq ?? 0
  return answer === 'waiting'
    ? rows.toSorted((a, b) => seqOf(a) - seqOf(b))
    : rows.toSorted((a, b) => a.name.localeCompare(b.name, 'de'))
}

function rowOf(state: State, attendee: Attendee): AnswerRow {
  const own = state.registrations[attendee.id]
  return {
    id: attendee.id,
    name: fullName(attendee),
    organisation: attendee.partnerId === null ? '' : (state.partners[attendee.partnerId]?.name ?? ''),
    phone: attendee.phone,
    email: attendee.email,
    answer: answerOf(state, attendee.id),
    channel: channelOf(state, attendee.id),
    companions: companionsToldBy(state, attendee.id),
    note: own?.note ?? '',
    at: own?.at ?? null,
  }
}
