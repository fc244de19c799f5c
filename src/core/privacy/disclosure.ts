/** Gathers all that is on record of one person: what, from where, since when, told to whom, until when. */
import { isEasyConsent } from '../../shared/consent.ts'
import type { AttendeeId } from '../../shared/domain/ids.ts'
import type { RecordedEvent } from '../../shared/domain/events.ts'
import { codeOf } from '../../shared/domain/paper/paper.ts'
import { recordsOf } from '../../shared/domain/privacy/redaction-plan.ts'
import { remainsOf } from '../../shared/domain/privacy/redaction-rules.ts'
import { idsOf, personScope } from '../../shared/domain/privacy/redaction-scope.ts'
import { attendeeOf, fullName } from '../../shared/domain/registry/registry.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import { retentionRows } from '../../shared/domain/privacy/retention.ts'
import type { Signature } from '../../shared/domain/signing/signature.ts'
import { stationName } from '../../shared/domain/station.ts'
import type { State } from '../../shared/domain/state.ts'
import type { CoreParts } from '../core-parts.ts'
import { makeDisclosure } from '../documents/privacy/disclosure.ts'
import type { Disclosure } from '../documents/privacy/disclosure.ts'
import { factName, KIND_NAMES, periodText } from '../documents/privacy/privacy-words.ts'
import { disclosureTexts } from '../documents/privacy/disclosure-texts.ts'
import { longTime } from '../documents/typesetting/german-dates.ts'
import { fontFaces } from '../fonts.ts'
import type { NamedFile } from '../documents/named-file.ts'
import { organisationOf, remarkOn } from '../door/people.ts'
import { companionsToldBy } from '../../shared/domain/door/seat.ts'
import { localDayOf } from './privacy-status.ts'
import { TIME_ZONE } from '../sealing/sealing.ts'
import { ticketCode } from '../door/tickets.ts'

/** The same data for a person to read and for a machine. NOT_FOUND */
export async function disclosureFile(
  parts: CoreParts,
  id: AttendeeId,
  format: 'pdf' | 'json',
): Promise<NamedFile> {
  const { state } = parts.handler
  const guest = attendeeOf(state, id)
  const all = await parts.handler.factsSince(0)
  const scope = personScope(state, id, recordsOf(all, idsOf(state, id)))
  const mentions = all.filter((fact) => remainsOf(fact, scope) !== null)
  const report = reportOf(parts, guest, mentions)
  const fileName = `auskunft.${format}`
  if (format === 'pdf') return { bytes: await makeDisclosure(report, await fontFaces()), fileName }
  const record = { ...report, record: guest, facts: mentions.map((fact) => ownPart(fact, id)) }
  return { bytes: Buffer.from(`${JSON.stringify(record, null, 2)}\n`), fileName }
}

function reportOf(parts: CoreParts, guest: Attendee, facts: readonly RecordedEvent[]): Disclosure {
  const { handler, options } = parts
  const { state } = handler
  const { ceremony } = state
  const now = options.now()
  return {
    ceremony: {
      title: ceremony?.title ?? '',
      host: ceremony?.host ?? '',
      place: [ceremony?.room, ceremony?.address].filter(Boolean).join(', '),
      date: ceremony?.date ?? '',
      time: ceremony?.time ?? '',
    },
    madeAt: now.toISOString(),
    timeZone: TIME_ZONE,
    person: [guest.salutation, fullName(guest)].filter(Boolean).join(' '),
    data: [...dataOf(state, guest, facts), ...codesOf(state, guest)],
    acts: facts.map((fact) => ({
      at: fact.at,
      what: factName(fact.type),
      value: contentOf(fact, guest.id),
      device: stationName(state, fact.station),
    })),
    retention: retentionRows(state, localDayOf(now)).map(({ kind, months, due }) => ({
      what: KIND_NAMES[kind],
      period: periodText(months),
      due,
    })),
    ...disclosureTexts(state, guest),
  }
}

type Row = Disclosure['data'][number]

function dataOf(state: State, guest: Attendee, facts: readonly RecordedEvent[]): Row[] {
  const source = sourceOf(facts, guest)
  const own: [string, string][] = [
    ['Anrede', guest.salutation],
    ['Titel', guest.title],
    ['Vorname', guest.firstName],
    ['Nachname', guest.lastName],
    ['Rufname', guest.nickname ?? ''],
    ['Aussprache', guest.pronunciation],
    ['Funktion', guest.function],
    ['Organisation', organisationOf(state, guest)],
    ['E-Mail', guest.email],
    ['Telefon', guest.phone],
    ['Platz', guest.seat],
    ['Bemerkung', guest.note],
    ['Ehrengast', honourText(guest)],
    ['Darf unterschreiben', guest.maySign ? `ja, ${CAPACITIES[guest.capacity]}` : ''],
    ['Vollmacht gesehen von', guest.authoritySeenBy],
    ['Auf der Liste als', remarkOn(state, guest)],
  ]
  return [
    ...own.map(([what, value]) => ({ what, value, source })),
    ...doorRows(state, guest),
    ...signingRows(state, guest),
  ].filter(({ value }) => value !== '')
}

const CAPACITIES: Record<Attendee['capacity'], string> = {
  'in-office': 'im Amt',
  'i.V.': 'in Vertretung',
  'i.A.': 'im Auftrag',
}

function honourText({ honour }: Attendee): string {
  if (!honour) return ''
  const rank = honour.precedence === null ? '' : `Rang ${honour.precedence}`
  return ['ja', rank, honour.greetedBy && `begrüßt von ${honour.greetedBy}`].filter(Boolean).join(', ')
}

/** The first fact about a person says where the data came from. */
function sourceOf(facts: readonly RecordedEvent[], { id, origin }: Attendee): string {
  const first = facts.find(({ type, payload }) => type === 'attendee-added' && payload.attendee.id === id)
  const isImported = first?.type === 'attendee-added' && first.payload.importId !== undefined
  if (isImported || origin === 'list') return 'aus einer übernommenen Liste des Veranstalters'
  if (origin === 'walk-in') return 'am Einlass genannt'
  if (origin === 'substitute') return 'am Einlass als Vertretung genannt'
  return 'von der Leitung eingetragen'
}

function doorRows(state: State, { id }: Attendee): Row[] {
  const answer = state.registrations[id]
  const arrival = state.arrivals[id]
  return [
    {
      what: 'Antwort auf die Einladung',
      value: answer
        ? [ANSWERS[answer.answer], CHANNELS[answer.channel], answer.note].filter(Boolean).join(', ')
        : '',
      source: 'von der Leitung vermerkt',
    },
    {
      what: 'Begleitpersonen',
      value: String(companionsToldBy(state, id) || ''),
      source: answer ? 'Ihre Antwort' : 'aus einer übernommenen Liste des Veranstalters',
    },
    {
      what: 'Am Einlass erfasst',
      value: arrival ? `${longTime(arrival.at, TIME_ZONE)}, ${stationName(state, arrival.station)}` : '',
      source: 'am Einlass erfasst',
    },
  ]
}

const ANSWERS = { accepted: 'zugesagt', declined: 'abgesagt', waiting: 'Warteliste' } as const
const CHANNELS = {
  telephone: 'telefonisch',
  email: 'per E-Mail',
  letter: 'per Brief',
  'in-person': 'persönlich',
  online: 'online',
} as const

function signingRows(state: State, { id }: Attendee): Row[] {
  const turns = [...state.concluded, state].flatMap(({ signing }) => Object.values(signing))
  const source = 'bei der Unterzeichnung angegeben'
  return turns.flatMap((turn) => {
    if (turn.status !== 'signed' || turn.signature.attendeeId !== id) return []
    const { signatory, input, attempts, consent, ink } = turn.signature
    const name = [signatory.name, signatory.function, CAPACITIES[signatory.capacity]]
      .filter(Boolean)
      .join(', ')
    const how = `${INPUTS[input]}, ${attempts === 1 ? '1 Versuch' : `${attempts} Versuche`}`
    const isGone = state.redactions.blobs[ink] === true
    return [
      { what: 'Unterschrift', value: `${longTime(turn.at, TIME_ZONE)}: ${name}`, source },
      {
        what: 'Linien der Unterschrift',
        value: isGone
          ? `${how}; nur noch in der gesiegelten Datei`
          : `${how}; Umriss als Datei ${ink.slice(0, 12)}…`,
        source,
      },
      { what: 'Zustimmung', value: consentRead(consent), source },
    ]
  })
}

function consentRead({ text, language }: Signature['consent']): string {
  const spoken = { de: 'auf Deutsch', en: 'auf Englisch' }[language]
  return `Text ${text}, ${spoken}${isEasyConsent(text) ? ', in Leichter Sprache' : ''}`
}

const INPUTS = {
  pen: 'mit dem Stift',
  touch: 'mit dem Finger',
  mouse: 'mit der Maus',
  typed: 'mit der Tastatur eingegeben',
  unknown: 'Eingabe unbekannt',
} as const

function codesOf(state: State, { id }: Attendee): Row[] {
  const row = { what: 'Kürzel auf Papierlisten', value: codeOf(state, id), source: 'vom Programm vergeben' }
  if (state.ticketKey === null) return [row]
  const issue = state.ticketIssues[id] ?? 0
  const code = ticketCode(state.ticketKey, id, issue)
  return [row, { what: 'Einlasscode der Einladung', value: code, source: 'vom Programm berechnet' }]
}

/** What a fact says of this person, and nothing of others. */
function ownPart({ seq, at, type, payload }: RecordedEvent, id: AttendeeId) {
  const own = ownPayload(payload, id)
  return { seq, at, type, ...(own === null ? { mentioned: true } : { data: own }) }
}

function ownPayload(payload: object, id: AttendeeId): unknown {
  if ('attendee' in payload) return idOf(payload.attendee) === id ? payload : null
  if ('prints' in payload && Array.isArray(payload.prints))
    return payload.prints.find((print: unknown) => Object(print).attendeeId === id) ?? null
  if ('attendeeId' in payload) return payload.attendeeId === id ? payload : null
  if ('signature' in payload) return payload
  return null
}

const idOf = (value: unknown): unknown => Object(value).id

/** The part that tells more than the kind of the fact. */
function contentOf(fact: RecordedEvent, id: AttendeeId): string {
  const { type, payload } = fact
  if ((type === 'attendee-added' || type === 'attendee-changed') && payload.attendee.id === id) {
    const { title, firstName, lastName, function: office, email, phone } = payload.attendee
    return [fullName({ title, firstName, lastName }), office, email, phone].filter(Boolean).join(', ')
  }
  if (type === 'signature-given')
    return `${payload.signature.signatory.name}, ${payload.signature.signatory.function}`
  if (type === 'invitation-answered')
    return [ANSWERS[payload.answer], payload.note].filter(Boolean).join(', ')
  if (type === 'paper-printed') return payload.kind === 'badge' ? 'Namensschild' : 'Tischkarte'
  return 'reason' in payload ? payload.reason : ''
}
