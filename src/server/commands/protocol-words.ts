/** What a sealed file states of its signatories, in German lines for the terminal. */
import type { ProtocolReading, SealedProtocol, SignatoryEntry } from '../../shared/sealed-protocol.ts'

const NOT_READ = {
  none: 'Die Datei trägt keine Namen, die sich auslesen lassen: Sie wurde mit einer älteren Fassung dieses Programms oder anderswo gesiegelt. Wer unterschrieben hat, steht im Zeichnungsprotokoll auf ihren letzten Seiten.',
  unproven:
    'Die Namen der Unterzeichnenden werden nicht gezeigt: Ohne unversehrtes Siegel sind sie nicht belegt.',
  damaged: 'Die Angaben zu den Unterzeichnenden in der Datei sind nicht lesbar und werden nicht gezeigt.',
  newer:
    'Die Angaben zu den Unterzeichnenden schrieb eine neuere Fassung dieses Programms; diese kann sie nicht lesen.',
  'other-file':
    'Die Angaben zu den Unterzeichnenden gehören zu einer anderen Datei und werden nicht gezeigt.',
} as const

/** Nothing for a file without a seal: then nobody expects names. */
export function protocolLines(reading: ProtocolReading, hasSeal: boolean): string[] {
  if (!hasSeal) return []
  if (reading.status === 'unreadable') return [NOT_READ[reading.reason]]
  if (reading.status !== 'covered') return [NOT_READ[reading.status]]
  return coveredLines(reading.protocol, reading.seal)
}

const coveredLines = (protocol: SealedProtocol, seal: number): string[] => [
  `Das gesiegelte Protokoll sagt, gedeckt von Siegel ${seal} (Angaben derer, die gesiegelt haben; kein Nachweis der Identität):`,
  `  ${DOCUMENTS[protocol.document]}: ${protocol.title}`,
  ...(protocol.about
    ? [`  Bezieht sich auf: ${protocol.about.fileName}, SHA-256 ${protocol.about.sha256}`]
    : []),
  ...protocol.signatories.map((entry) => `  ${signatoryLine(entry)}`),
  protocol.journal
    ? `  Journal: ${protocol.journal.entries} Einträge, letzter Hash ${protocol.journal.headHash}`
    : '  Ohne Journal: Die Angaben wurden auf der Kommandozeile gemacht.',
]

const DOCUMENTS = {
  agreement: 'Vereinbarung',
  'signature-sheet': 'Unterschriftenblatt',
  accession: 'Beitrittserklärung',
} as const

const STATUS = {
  signed: 'unterschrieben',
  declined: 'abgelehnt',
  'on-paper': 'auf Papier',
  open: 'offen',
} as const

const TYPED = 'mit Tastatur eingegeben, nicht gezeichnet'

function signatoryLine({ organisation, status, person, at, ...entry }: SignatoryEntry): string {
  const capacity = entry.capacity === null || entry.capacity === 'in-office' ? '' : `${entry.capacity} `
  const who = [person && `${capacity}${person}`, entry.function].filter(Boolean).join(', ')
  const outcome = at === null ? STATUS[status] : `${STATUS[status]} ${at.slice(0, 16).replace('T', ' ')} UTC`
  const typed = entry.isTyped ? TYPED : ''
  return [organisation, who, outcome, typed].filter(Boolean).join(' – ')
}
