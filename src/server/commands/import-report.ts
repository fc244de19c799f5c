/** What `mappe import` prints: how the list was read, and the differences line by line. */
import type { ImportCounts } from '../../core/registry/list-intake.ts'
import type {
  FieldChange,
  ListFinding,
  ListPreview,
  ListSource,
  RefusedRow,
} from '../../shared/contract/registry.ts'
import type { ListedField } from '../../shared/domain/registry/list-columns.ts'

/** `counts`: what was done; null when it was only looked at. */
export function listReport(preview: ListPreview, counts: ImportCounts | null): string {
  const { diff, findings, newOrganisations, refused } = preview
  return [
    headline(preview, counts),
    readAs(preview),
    ...misreadNote(preview),
    ...findings.map(
      ({ kind, count, line }) =>
        `Bitte prüfen: ${count} × ${FINDINGS[kind]}${line > 0 ? `, zuerst in Zeile ${line}` : ''}.`,
    ),
    ...(newOrganisations.length > 0 ? [`Neue Organisationen: ${newOrganisations.join(', ')}`] : []),
    ...diff.added.map((person) => `+ Zeile ${person.line}: ${whoIs(person)}`),
    ...diff.changed.map(
      (person) =>
        `~ Zeile ${person.line}: ${whoIs(person)}${STANDING[person.standing]}${changes(person.fields)}`,
    ),
    ...diff.doubtful.map(
      (person) =>
        `? Zeile ${person.line}: ${whoIs(person)} – vermutlich ${person.isSame ? 'dieselbe Person wie' : 'eine andere Person als'} ${whoIs(person.known)}${changes(person.fields)}`,
    ),
    ...diff.vanished.map((person) => `- nicht mehr in der Liste, bleibt: ${whoIs(person)}`),
    ...refused.map(
      ({ line, column, reason, value }) => `Zeile ${line}, Spalte „${column}“: ${REASONS[reason]} (${value})`,
    ),
  ].join('\n')
}

function headline(
  { accepted, alreadyKnown, refused, diff }: ListPreview,
  counts: ImportCounts | null,
): string {
  const { changed, doubtful, vanished } = diff.counts
  const end = `unverändert: ${alreadyKnown}, nicht mehr in der Liste: ${vanished}, abgewiesene Zeilen: ${refused.length}.`
  if (!counts)
    return `Geprüft, nichts übernommen. Neu: ${accepted}, geändert: ${changed}, fraglich: ${doubtful}, ${end}`
  return `Übernommen. Neu: ${counts.added}, geändert: ${counts.changed}, ${end}`
}

function readAs({ format, encoding, separator, sheet, source }: ListPreview): string {
  const from = source ? `, ${SOURCES[source]}` : ''
  if (format === 'xlsx') return `Excel-Arbeitsmappe, Blatt „${sheet}“${from}.`
  if (format === 'vcard') return `vCard, Zeichensatz ${encoding}.`
  return `Zeichensatz ${encoding}, Trennzeichen „${separator === '\t' ? 'Tab' : separator}“${from}.`
}

const misreadNote = ({ misread, isMended }: ListPreview): string[] =>
  misread && !isMended
    ? [
        `Umlaute sind beschädigt: „${misread.stands}“ statt „${misread.meant}“. Mit --mend werden sie repariert.`,
      ]
    : []

const whoIs = ({ name, organisation }: { name: string; organisation: string }): string =>
  organisation === '' ? name : `${name} (${organisation})`

const changes = (fields: readonly FieldChange[]): string =>
  fields
    .map(
      ({ field, from, to, isTaken }) =>
        `\n    ${isTaken ? '✓' : '·'} ${FIELDS[field]}: ${shown(from)} → ${shown(to)}`,
    )
    .join('')

const shown = (value: string): string => (value === '' ? '(leer)' : (WORDS[value] ?? value))
const WORDS: Record<string, string> = { yes: 'ja', no: 'nein', 'in-office': 'im Amt' }

const STANDING = {
  expected: '',
  arrived: ' – schon da, wird nicht geändert',
  signed: ' – hat unterschrieben, wird nicht geändert',
}

const SOURCES: Record<ListSource, string> = {
  pretix: 'Check-in-Liste aus pretix',
  eventbrite: 'Teilnehmerliste aus Eventbrite',
  outlook: 'Kontakte aus Outlook',
  alfio: 'Teilnehmerliste aus alf.io',
  'office-list': 'Gästeliste mit Funktion und Organisation',
  vcard: 'vCard',
}

const FIELDS: Record<ListedField, string> = {
  salutation: 'Anrede',
  title: 'Titel',
  firstName: 'Vorname',
  lastName: 'Nachname',
  nickname: 'Rufname',
  pronunciation: 'Aussprache',
  function: 'Funktion',
  organisation: 'Organisation',
  email: 'E-Mail',
  phone: 'Telefon',
  seat: 'Platz',
  precedence: 'Protokollrang',
  greetedBy: 'Begrüßt von',
  maySign: 'Darf unterschreiben',
  capacity: 'Unterschreibt als',
  companions: 'Begleitpersonen',
  note: 'Bemerkung',
}

const FINDINGS: Record<ListFinding['kind'], string> = {
  formulas: 'Formel (übernommen wird nur, was die Zelle zeigt)',
  'lost-zeros': 'Telefonnummer ohne führende Null',
  'rounded-numbers': 'Nummer, die das Tabellenprogramm gerundet hat',
  'seat-dates': 'Platz, den das Tabellenprogramm für ein Datum hielt',
  'repeated-headers': 'Überschrift, die schon weiter links steht',
  'companions-unclear': 'Begleitung, die keine Zahl von 0 bis 50 ist (der Gast wird ohne sie übernommen)',
  'companions-named': 'Begleitung mit Namen (Namen werden nicht als Begleitpersonen übernommen)',
  'several-people': 'mehrere Personen in einer Zeile (sie wird als ein Gast übernommen)',
  'lacking-letters': 'Zeile mit Zeichen, die sich nicht drucken lassen',
}

const REASONS: Record<RefusedRow['reason'], string> = {
  'last-name-missing': 'der Nachname fehlt',
  'email-invalid': 'die E-Mail-Adresse ist unvollständig',
  'yes-no-unknown': 'hier wird „ja“ oder „nein“ erwartet',
  'capacity-unknown': 'hier wird „im Amt“, „i. V.“ oder „i. A.“ erwartet',
  'too-many-cells': 'die Zeile hat mehr Zellen als die Kopfzeile',
  'text-too-long': 'der Text ist zu lang',
  'duplicate-in-file': 'die Person steht schon weiter oben in der Liste',
  'called-off': 'in der Herkunftsliste abgesagt, storniert oder gesperrt',
}
