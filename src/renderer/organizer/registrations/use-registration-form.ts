/** One registration as it is typed at the telephone: the guest, whether the guest is known already, and what became of it. */
import { computed, ref, shallowRef } from 'vue'
import type { AttendeeId } from '../../../shared/domain/ids.ts'
import { answerOf } from '../../../shared/domain/door/registration.ts'
import type { Channel } from '../../../shared/domain/door/registration.ts'
import { companionsToldBy } from '../../../shared/domain/door/seat.ts'
import { fullName } from '../../../shared/domain/registry/registry.ts'
import type { Attendee, Partner } from '../../../shared/domain/registry/registry.ts'
import type { State } from '../../../shared/domain/state.ts'
import { command } from '../../client.ts'
import type { Host } from '../../client.ts'
import { newAttendeeId, newPartnerId } from '../../ids.ts'
import { isLikelySame } from '../../reception/likely-same.ts'
import { walkIn } from '../../reception/new-guest.ts'
import { useGuestIndex } from '../../reception/use-guest-index.ts'
import { useAction } from '../../use-action.ts'
import { readEmail } from './read-email.ts'

type Form = {
  name: string
  organisation: string
  function: string
  phone: string
  email: string
  companions: number | null
  note: string
}
const blank = (): Form => ({
  name: '',
  organisation: '',
  function: '',
  phone: '',
  email: '',
  companions: null,
  note: '',
})
/** What the last act came to. */
export type RegistrationOutcome = {
  id: AttendeeId
  name: string
  answer: 'accepted' | 'waiting' | 'declined'
}

const SHOWN_DUPLICATES = 4
/** The search guesses; of so many hits those are shown whose name is truly like it. */
const LOOKED_AT = 20

export function useRegistrationForm(
  { call }: Host,
  state: () => State,
  reached: (seq: number) => Promise<void>,
) {
  const form = ref(blank())
  const channel = ref<Channel>('telephone')
  /** By which way guests answered until an e-mail was pasted: the next one rings again. */
  let before: Channel | null = null
  const declines = ref(false)
  const chosen = shallowRef<AttendeeId | null>(null)
  const outcome = shallowRef<RegistrationOutcome | null>(null)
  const { isRunning, error, run, clear } = useAction()
  /** Kept until the form is empty again: a second try after a lost reply must not make a second guest. */
  let ids = freshIds()
  /** For whom the ids have gone out; another name is another guest. */
  let sentName = ''
  const { version, search } = useGuestIndex(state)

  const guest = computed(() => (chosen.value === null ? null : (state().attendees[chosen.value] ?? null)))
  const duplicates = computed(() => {
    void version.value
    if (chosen.value !== null || form.value.name.trim().length < 2) return []
    const { name } = form.value
    const { attendees } = state()
    return search(name, LOOKED_AT, () => false)
      .flatMap(({ id }) => attendees[id] ?? [])
      .filter((attendee) => isLikelySame(name, attendee))
      .slice(0, SHOWN_DUPLICATES)
      .flatMap(({ id }) => lineOf(state(), id) ?? [])
  })

  function choose(id: AttendeeId): void {
    const attendee = state().attendees[id]
    if (!attendee) return
    chosen.value = id
    const { partners } = state()
    form.value = {
      ...form.value,
      name: fullName(attendee),
      organisation: attendee.partnerId === null ? '' : (partners[attendee.partnerId]?.name ?? ''),
      function: attendee.function || form.value.function,
      phone: attendee.phone || form.value.phone,
      email: attendee.email || form.value.email,
      companions: form.value.companions ?? (companionsToldBy(state(), id) || null),
    }
  }

  function takeEmail(pasted: string): void {
    const { answer, ...read } = readEmail(
      pasted,
      Object.values(state().partners).map(({ name }) => name),
    )
    form.value = { ...blank(), ...read, companions: read.companions || null }
    before ??= channel.value
    channel.value = 'email'
    declines.value = answer === 'declined'
    chosen.value = null
    outcome.value = null
  }

  function reset(): void {
    form.value = blank()
    declines.value = false
    channel.value = before ?? channel.value
    before = null
    chosen.value = null
    ids = freshIds()
    sentName = ''
    clear()
  }

  async function submit(): Promise<void> {
    const name = form.value.name.trim()
    if (name === '' || isRunning.value) return
    if (sentName !== '' && sentName !== name) ids = freshIds()
    sentName = name
    const { attendee, partner } = entered(form.value, guest.value, state(), ids)
    const isDone = await run(async () => {
      const { seq } = await (declines.value ? decline(attendee, partner) : register(attendee, partner))
      await keepContact(attendee)
      await reached(seq)
      const answer = answerOf(state(), attendee.id)
      outcome.value = {
        id: attendee.id,
        name: fullName(attendee),
        answer: answer === 'unanswered' ? 'accepted' : answer,
      }
    })
    if (isDone) reset()
  }

  const register = (attendee: Attendee, partner: Partner | null) =>
    command((commandId) =>
      call.registration.register({
        commandId,
        attendee,
        partner,
        channel: channel.value,
        companions: form.value.companions ?? 0,
        note: form.value.note,
      }),
    )

  /** What a known guest says anew about how to be reached is for the register, too. */
  async function keepContact(known: Attendee): Promise<void> {
    const attendee = { ...known, ...contactIn(form.value) }
    if (guest.value === null || isSameContact(known, attendee)) return
    await command((commandId) => call.registry.saveAttendee({ commandId, attendee }))
  }

  /** Whoever declines without being on the list is noted all the same: nobody should be rung up for nothing. */
  async function decline(attendee: Attendee, partner: Partner | null) {
    if (!state().attendees[attendee.id]) await register(attendee, partner)
    return command((commandId) =>
      call.registration.decline({
        commandId,
        attendeeId: attendee.id,
        channel: channel.value,
        note: form.value.note,
      }),
    )
  }

  return {
    form,
    channel,
    declines,
    guest,
    duplicates,
    outcome,
    isRunning,
    error,
    choose,
    takeEmail,
    reset,
    submit,
  }
}

type Contact = Pick<Attendee, 'function' | 'phone' | 'email'>

const contactIn = (form: Form): Contact => ({
  function: form.function.trim(),
  phone: form.phone.trim(),
  email: form.email.trim(),
})

const isSameContact = (a: Contact, b: Contact): boolean =>
  a.function === b.function && a.phone === b.phone && a.email === b.email

const freshIds = () => ({ attendee: newAttendeeId(), partner: newPartnerId() })
type Ids = ReturnType<typeof freshIds>

/** The guest as typed; a known one stays as the register has it. */
function entered(form: Form, known: Attendee | null, { partners }: State, ids: Ids) {
  if (known) return { attendee: known, partner: null }
  const { attendee, partner } = walkIn(form.name, form.organisation, Object.values(partners), ids)
  return {
    attendee: {
      ...attendee,
      origin: 'manual' as const,
      ...contactIn(form),
    },
    partner,
  }
}

export type DuplicateLine = {
  id: AttendeeId
  name: string
  organisation: string
  answer: ReturnType<typeof answerOf>
}

function lineOf(state: State, id: AttendeeId): DuplicateLine | null {
  const attendee = state.attendees[id]
  if (!attendee) return null
  const organisation = attendee.partnerId === null ? '' : (state.partners[attendee.partnerId]?.name ?? '')
  return { id, name: fullName(attendee), organisation, answer: answerOf(state, id) }
}
