/** Confirmations as drafts of e-mails: one for a guest, or all with one answer as a ZIP. Nothing is sent by the program. */
import type { AsyncZippable } from 'fflate'
import type { Registration } from '../../shared/domain/door/registration.ts'
import { answerOf, personsOf } from '../../shared/domain/door/registration.ts'
import type { AttendeeId, StationId } from '../../shared/domain/ids.ts'
import { attendeeOf, fullName } from '../../shared/domain/registry/registry.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import type { State } from '../../shared/domain/state.ts'
import { MappeError } from '../../shared/errors.ts'
import type { CoreParts } from '../core-parts.ts'
import { confirmationText } from '../documents/guests/confirmation.ts'
import { mailDraft } from '../documents/guests/mail-draft.ts'
import { qrImage } from '../documents/typesetting/qr-image.ts'
import { calendarFile, ceremonyOf, expectedGuests, invited } from './invitations.ts'
import { letterName } from './letter-name.ts'
import type { NamedFile } from '../documents/named-file.ts'
import { ticketKey } from './tickets.ts'
import { zipped } from '../archive/zipped.ts'
import { UNWATCHED } from '../work.ts'
import type { Work } from '../work.ts'

const QR_PLACE = { cid: 'einlass@unterschriftenmappe' }

/** What all letters of one moment share. */
type Writing = { state: State; key: string; calendar: NamedFile; madeAt: Date }

/**
 * The letter for one guest as an `.eml` draft; without an address it is left open.
 * Throws NOT_FOUND when there is no ceremony, no such guest, or no answer to confirm.
 */
export async function confirmation(
  parts: CoreParts,
  attendeeId: AttendeeId,
  station: StationId,
): Promise<NamedFile> {
  const guest = attendeeOf(parts.handler.state, attendeeId)
  const writing = await writingOf(parts, station)
  return { bytes: await draftFor(writing, guest), fileName: `${nameFor(guest)}.eml` }
}

/**
 * The letters for all guests with this answer whose address is known, as a ZIP of drafts.
 * Throws NOT_FOUND when there is no ceremony or nobody to write to.
 */
export async function confirmations(
  parts: CoreParts,
  answer: Registration['answer'],
  station: StationId,
  work: Work = UNWATCHED,
): Promise<NamedFile> {
  const { state } = parts.handler
  const guests = expectedGuests(state).filter(
    ({ id, email }) => email !== '' && answerOf(state, id) === answer,
  )
  if (guests.length === 0) throw new MappeError('NOT_FOUND')
  const writing = await writingOf(parts, station)
  const freeName = namesOnce()
  const files: AsyncZippable = {}
  for (const [index, guest] of guests.entries()) {
    files[freeName(nameFor(guest))] = [await draftFor(writing, guest), { mtime: writing.madeAt }]
    work.report((index + 1) / guests.length)
    work.signal?.throwIfAborted()
  }
  return { bytes: await zipped(files, work.signal), fileName: `bestaetigungen-${ZIP_NAMES[answer]}.zip` }
}

const ZIP_NAMES: Record<Registration['answer'], string> = {
  accepted: 'zusagen',
  waiting: 'warteliste',
  declined: 'absagen',
}

async function writingOf(parts: CoreParts, station: StationId): Promise<Writing> {
  const calendar = await calendarFile(parts, station)
  const key = await ticketKey(parts, station)
  return { state: parts.handler.state, key, calendar, madeAt: parts.options.now() }
}

function draftFor({ state, key, calendar, madeAt }: Writing, guest: Attendee): Promise<Uint8Array> {
  const answer = answerOf(state, guest.id)
  if (answer === 'unanswered') throw new MappeError('NOT_FOUND')
  const ceremony = ceremonyOf(state)
  const letter = invited(state, guest, key)
  const isComing = answer === 'accepted'
  return mailDraft({
    ...confirmationText(
      {
        ceremony: { ...ceremony, agenda: ceremony.agenda.map(({ title }) => title) },
        guest: letter,
        answer,
        persons: personsOf(state, guest.id),
      },
      QR_PLACE,
    ),
    to: guest.email === '' ? null : { name: fullName(guest), address: guest.email },
    images: isComing ? [{ ...QR_PLACE, fileName: 'einlass.png', bytes: qrImage(letter.code).bytes }] : [],
    attachments: isComing
      ? [
          {
            fileName: calendar.fileName,
            type: 'text/calendar; charset=utf-8',
            bytes: calendar.bytes,
          },
        ]
      : [],
    madeAt: madeAt.toISOString(),
  })
}

const nameFor = (guest: Attendee): string => letterName('bestaetigung', guest)

/** Names of drafts, none given twice; compared without case, as Windows does. */
function namesOnce(): (name: string) => string {
  const taken = new Set<string>()
  return (name) => {
    let free = `${name}.eml`
    for (let count = 2; taken.has(free.toLowerCase()); count += 1) free = `${name}-${count}.eml`
    taken.add(free.toLowerCase())
    return free
  }
}
