/** Makes the deletion protocol: of single deletions from the journal, of a whole ceremony from the note that outlived it. */
import type { Redaction } from '../../shared/domain/privacy/redaction.ts'
import type { State } from '../../shared/domain/state.ts'
import { RETENTION_KINDS } from '../../shared/domain/privacy/retention.ts'
import { MappeError } from '../../shared/errors.ts'
import type { CopyLeft } from '../../shared/contract/privacy.ts'
import { nameOfPlace } from '../backup/earlier.ts'
import type { CoreParts } from '../core-parts.ts'
import { makeDeletionSheet } from '../documents/privacy/deletion-sheet.ts'
import { longTime } from '../documents/typesetting/german-dates.ts'
import { KIND_NAMES, REASONS, REDACTED_NAMES } from '../documents/privacy/privacy-words.ts'
import { fontFaces } from '../fonts.ts'
import { formerProtocol } from './former-ceremony.ts'
import type { FormerProtocol } from './former-ceremony.ts'
import type { NamedFile } from '../documents/named-file.ts'
import { TIME_ZONE } from '../sealing/sealing.ts'

type Format = 'pdf' | 'json'

export async function deletionProtocol(
  { handler, options, backup }: CoreParts,
  format: Format,
): Promise<NamedFile> {
  const { state, head } = handler
  const { done } = state.redactions
  const madeAt = options.now().toISOString()
  const fileName = `loeschprotokoll.${format}`
  const copies = backup.remembered
    .outdated()
    .map(({ place, lastAt }) => ({ place: nameOfPlace(place), lastAt }))
  if (format === 'json') {
    const said = {
      kind: 'unterschriftenmappe-loeschungen',
      format: 1,
      madeAt,
      journal: head,
      deletions: done,
      outdatedCopies: copies,
    }
    return { bytes: Buffer.from(`${JSON.stringify(said, null, 2)}\n`), fileName }
  }
  const { ceremony } = state
  const sheet = {
    ceremony: {
      title: ceremony?.title ?? '',
      host: ceremony?.host ?? '',
      place: ceremony?.room ?? '',
      date: ceremony?.date ?? '',
      time: ceremony?.time ?? '',
    },
    madeAt,
    timeZone: TIME_ZONE,
    rows: done.map((each) => ({
      at: each.at,
      what: REDACTED_NAMES[each.what],
      why: REASONS[each.why],
      count: countText(each),
    })),
    facts: [['Journal', `${head.seq} Einträge, letzter Hash ${head.hash}`]] as const,
    notes: [
      'Geleert wurden die Einträge im Journal, gelöscht die Dateien; dazu Schnappschuss, erzeugte Listen und die Sicherung, soweit sie erreichbar war. Die Kette der Hashwerte prüft weiterhin.',
      ...copiesNotes(copies),
      ...formerComputerNotes(state),
      ...OUT_OF_REACH,
    ],
  }
  return { bytes: await makeDeletionSheet(sheet, await fontFaces()), fileName }
}

const countText = ({ persons, entries, files }: Redaction): string =>
  [
    persons > 0 && (persons === 1 ? '1 Person' : `${persons} Personen`),
    `${entries} ${entries === 1 ? 'Eintrag' : 'Einträge'}`,
    files > 0 && (files === 1 ? '1 Datei' : `${files} Dateien`),
  ]
    .filter(Boolean)
    .join(', ')

/** A copy that is back later is gone on with; the next protocol no longer names it. */
const copiesNotes = (copies: readonly CopyLeft[]): string[] =>
  copies.length === 0
    ? []
    : [
        `Diese Sicherungen kann das Programm nicht erreichen; dort ist noch nicht gelöscht: ${copies.map(copyText).join('; ')}. Bitte stecken Sie sie an oder vernichten Sie sie.`,
      ]

const copyText = ({ place, lastAt }: CopyLeft): string =>
  lastAt === null ? place : `${place} (Stand ${longTime(lastAt, TIME_ZONE)})`

/** What lies on a computer that somebody has gone on from is for its owner to delete. */
const formerComputerNotes = ({ takeover: { last } }: State): string[] =>
  last && last.host !== last.newHost
    ? [
        `Die Veranstaltung lief zuvor auf dem Rechner ${last.host}. Was dort liegt, erreicht das Programm nicht; bitte löschen Sie dort den Datenordner.`,
      ]
    : []

const OUT_OF_REACH = [
  'Außerhalb der Reichweite des Programms: gedrucktes Papier, heruntergeladene Dateien und Archive, verschickte E-Mails, Sicherungen der IT.',
  'Gelöschte Bytes können auf einem Datenträger mit Spezialmitteln lesbar bleiben, bis er sie überschreibt; dagegen hilft ein verschlüsselter Datenträger.',
]

/** NOT_FOUND where no ceremony was deleted from this folder. */
export async function formerProtocolFile({ folder }: CoreParts, format: Format): Promise<NamedFile> {
  const protocol = await formerProtocol(folder)
  if (!protocol) throw new MappeError('NOT_FOUND')
  const fileName = `loeschprotokoll-veranstaltung.${format}`
  if (format === 'json') return { bytes: Buffer.from(`${JSON.stringify(protocol, null, 2)}\n`), fileName }
  return { bytes: await makeDeletionSheet(sheetOf(protocol), await fontFaces()), fileName }
}

function sheetOf(protocol: FormerProtocol) {
  const { at, evening, by, rule, counts, journal, archiveAt, backupDeletedAt, copiesLeft = [] } = protocol
  const why = REASONS[rule === 'period-over' ? 'period-over' : 'not-needed']
  return {
    ceremony: { title: 'Ganze Veranstaltung', host: '', place: '', date: evening ?? '', time: '' },
    madeAt: at,
    timeZone: TIME_ZONE,
    rows: RETENTION_KINDS.map((kind) => ({
      at,
      what: KIND_NAMES[kind],
      why,
      count: String(counts[kind] ?? 0),
    })),
    facts: [
      ['Gelöscht von', by],
      ['Archiv zuvor', longTime(archiveAt, TIME_ZONE)],
      ['Sicherung', backupText(backupDeletedAt)],
      ['Journal zuvor', `${journal.entries} Einträge, letzter Hash ${journal.head}`],
    ] as const,
    notes: [
      'Gelöscht wurden Journal, Schnappschuss, alle Dateien und erzeugten Dokumente, Schlüssel, Kopplungen und Ereignisprotokolle in diesem Datenordner.',
      ...copiesNotes(copiesLeft),
      ...OUT_OF_REACH,
    ],
  }
}

function backupText(deletedAt: string | null | undefined): string {
  if (deletedAt === undefined) return 'es gab keine'
  return deletedAt === null
    ? 'war nicht erreichbar und ist von Hand zu löschen'
    : `gelöscht ${longTime(deletedAt, TIME_ZONE)}`
}
