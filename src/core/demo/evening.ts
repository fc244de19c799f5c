/** Plays a whole evening with the sample data through the contract, as organizer, desk and tablet would. */
import { createRouterClient } from '@orpc/server'
import { CURRENT_CONSENT } from '../../shared/consent.ts'
import { signingPartners } from '../../shared/domain/signing/agreement.ts'
import type { AttendeeId, PartnerId, StationId } from '../../shared/domain/ids.ts'
import { attendeeSchema, fullName } from '../../shared/domain/registry/registry.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import { signatoriesOf } from '../../shared/domain/signing/turn.ts'
import type { Role } from '../../shared/domain/station.ts'
import { MappeError } from '../../shared/errors.ts'
import { outlineOf } from '../../shared/ink.ts'
import type { Core } from '../core.ts'
import { newCommandId } from '../core-parts.ts'
import { hashOfToken, newToken } from '../pairing/token.ts'
import { handwritingOf } from './handwriting.ts'

export type EveningSummary = {
  partners: number
  attendees: number
  checkIns: number
  present: number
  substituted: string
  undone: string
  signatures: number
  redone: string
  sealedSha256: string
  certificateFingerprint: string
  archive: string
  journalEntries: number
  journalHead: string
}

const CHECK_INS = 40

/** The evening, step by step; `tell` hears of each. */
export async function playEvening(core: Core, tell: (step: string) => void): Promise<EveningSummary> {
  const organizer = await clientAs(core, 'organizer', 'Leitung')
  const desks = [await clientAs(core, 'reception', 'Einlass 1'), await clientAs(core, 'reception', 'Einlass 2')]
  const tablet = await clientAs(core, 'signing', 'Tablet 1')
  const { state, journal } = core.parts.handler

  tell('Beispiel laden: Veranstaltung, Partner, Gäste, Vereinbarung')
  await organizer.ceremony.loadSample({ commandId: newCommandId() })

  tell(`${CHECK_INS} Gäste einlassen, an zwei Schaltern`)
  const guests = firstGuests(core)
  await Promise.all(
    guests.map((guest, index) => {
      const desk = desks[index % desks.length] ?? organizer
      return desk.checkIn.checkIn({ attendeeId: guest.id, commandId: newCommandId() })
    }),
  )

  const { substituted, undone } = await doorIncidents(core, desks[0] ?? organizer, guests)
  tell(`Vertretung: ${substituted}; zurückgenommen: ${undone}`)

  tell('Vereinbarung zur Unterzeichnung öffnen')
  await organizer.agreement.open({ commandId: newCommandId() })
  const partners = signingPartners(state.partners)
  for (const partner of partners) await signFor(core, { organizer, tablet }, partner.id, 1)
  tell(`${partners.length} Unterschriften gezeichnet`)

  const redone = partners[1] ?? partners[0]
  if (!redone) throw new MappeError('NOT_FOUND')
  await organizer.signing.withdraw({ partnerId: redone.id, reason: 'verschrieben', commandId: newCommandId() })
  await signFor(core, { organizer, tablet }, redone.id, 2)
  tell(`Unterschrift wiederholt: ${redone.name}`)

  tell('Siegeln und prüfen')
  const sealed = await organizer.agreement.seal({ commandId: newCommandId() })
  tell('Zeichnungsprotokoll, Anwesenheitslisten, Originale, Archiv')
  for (const kind of ['audit-trail', 'attendance-list', 'attendance-list-to-sign'] as const) {
    await organizer.documents.make({ kind })
  }
  await organizer.documents.make({ kind: 'originals', copies: 3 })
  const archive = await organizer.documents.archive()

  return {
    partners: partners.length,
    attendees: Object.keys(state.attendees).length,
    checkIns: CHECK_INS,
    present: state.present,
    substituted,
    undone,
    signatures: partners.length,
    redone: redone.name,
    sealedSha256: sealed.sha256,
    certificateFingerprint: sealed.certificateFingerprint,
    archive: archive.fileName,
    journalEntries: journal.head.seq,
    journalHead: journal.head.hash,
  }
}

type Client = Awaited<ReturnType<typeof clientAs>>

async function clientAs(core: Core, role: Role, name: string) {
  const station = `demo-${newCommandId()}` as StationId
  const payload = { stationId: station, role, name, tokenHash: hashOfToken(newToken()) }
  await core.parts.run({ type: 'pair-station', payload }, { commandId: newCommandId(), station })
  return createRouterClient(core.router, { context: { caller: { station, role } } })
}

/** The signatories come first; one of them stays away, so that somebody can stand in. */
function firstGuests(core: Core): Attendee[] {
  const attendees = Object.values(core.parts.handler.state.attendees)
  const absent = absentee(core)
  return attendees
    .filter(({ id }) => id !== absent.id)
    .toSorted((a, b) => Number(b.maySign) - Number(a.maySign))
    .slice(0, CHECK_INS)
}

function absentee(core: Core): Attendee {
  const { state } = core.parts.handler
  const last = signingPartners(state.partners).at(-1)
  const person = last ? signatoriesOf(state, last.id)[0] : undefined
  if (!person) throw new MappeError('NOT_FOUND')
  return person
}

async function doorIncidents(core: Core, desk: Client, guests: Attendee[]) {
  const absent = absentee(core)
  const substitute = attendeeSchema.parse({
    id: newCommandId() as string as AttendeeId,
    salutation: 'Frau',
    firstName: 'Mira',
    lastName: 'Vertretung-Beispiel',
    function: 'Stellvertretung',
    maySign: true,
    capacity: 'i.V.',
    authoritySeenBy: 'Einlass 1',
  })
  await desk.checkIn.substitute({ absentId: absent.id, substitute, reason: 'verhindert', commandId: newCommandId() })
  const mistaken = guests.findLast(({ maySign }) => !maySign) ?? guests[0]
  if (!mistaken) throw new MappeError('NOT_FOUND')
  await desk.checkIn.undo({ attendeeId: mistaken.id, reason: 'Verwechslung', commandId: newCommandId() })
  return { substituted: `${fullName(substitute)} für ${fullName(absent)}`, undone: fullName(mistaken) }
}

async function signFor(
  core: Core,
  { organizer, tablet }: { organizer: Client; tablet: Client },
  partnerId: PartnerId,
  attempts: number,
): Promise<void> {
  await organizer.signing.call({ partnerId, commandId: newCommandId() })
  await tablet.signing.take({ partnerId, commandId: newCommandId() })
  const person = signatoriesOf(core.parts.handler.state, partnerId)[0]
  if (!person) throw new MappeError('CANNOT_SIGN')
  const name = fullName(person)
  await tablet.signing.give({
    partnerId,
    commandId: newCommandId(),
    signature: {
      signatory: {
        name,
        function: person.function,
        capacity: person.capacity,
        authoritySeenBy: person.authoritySeenBy,
      },
      attendeeId: person.id,
      ink: outlineOf(handwritingOf(name, attempts)),
      input: 'pen',
      attempts,
      consent: { text: CURRENT_CONSENT, language: 'de' },
    },
  })
}
