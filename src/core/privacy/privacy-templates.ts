/** Forms that the controller fills in: what guests are told beforehand (Art. 13 GDPR), and the record of the processing (Art. 30). */
import type { PrivacyTemplate } from '../../shared/contract/privacy.ts'
import type { Ceremony } from '../../shared/domain/evening/ceremony.ts'
import type { RetentionRow } from '../../shared/domain/privacy/retention.ts'
import { retentionRows } from '../../shared/domain/privacy/retention.ts'
import type { CoreParts } from '../core-parts.ts'
import { RIGHTS } from '../documents/privacy/disclosure-texts.ts'
import { makeFormPdf } from '../documents/typesetting/form-text.ts'
import type { FormText } from '../documents/typesetting/form-text.ts'
import { localDay, localDayAndTime } from '../documents/typesetting/german-dates.ts'
import { makeOpenDocument } from '../documents/typesetting/open-document.ts'
import { KIND_CONTENTS, KIND_NAMES, periodText, toFillIn } from '../documents/privacy/privacy-words.ts'
import { fontFaces } from '../fonts.ts'
import type { NamedFile } from '../documents/named-file.ts'
import { localDayOf } from './privacy-status.ts'

const NAMES: Record<PrivacyTemplate, string> = {
  information: 'datenschutzhinweise',
  record: 'verzeichnis-verarbeitung',
}

export async function templateFile(
  { handler, options }: CoreParts,
  which: PrivacyTemplate,
  format: 'pdf' | 'odt',
): Promise<NamedFile> {
  const now = options.now()
  const rows = retentionRows(handler.state, localDayOf(now))
  const form = FORMS[which](handler.state.ceremony, rows)
  const bytes =
    format === 'pdf'
      ? await makeFormPdf(form, now.toISOString(), await fontFaces())
      : await makeOpenDocument(form)
  return { bytes, fileName: `${NAMES[which]}.${format}` }
}

const FORMS: Record<PrivacyTemplate, (ceremony: Ceremony | null, rows: readonly RetentionRow[]) => FormText> =
  { information, record }

const hostOf = (ceremony: Ceremony | null): string => ceremony?.host ?? toFillIn('Name der Stelle')

function occasionOf(ceremony: Ceremony | null): string {
  if (!ceremony) return toFillIn('Veranstaltung, Tag und Ort')
  const where = [ceremony.room, ceremony.address, ceremony.town].filter(Boolean).join(', ')
  return `${ceremony.title}, ${localDayAndTime(ceremony.date, ceremony.time)}, ${where}`
}

const controller = (ceremony: Ceremony | null) => [
  `Verantwortlich: ${hostOf(ceremony)}, ${toFillIn('Anschrift, Telefon, E-Mail, Vertretung')}`,
  `Datenschutzbeauftragte oder Datenschutzbeauftragter: ${toFillIn('Name oder Funktion, Anschrift, E-Mail')}`,
]

function information(ceremony: Ceremony | null, rows: readonly RetentionRow[]): FormText {
  return {
    title: 'Datenschutzhinweise für unsere Gäste',
    lead: 'Information nach Art. 13 und 14 der Datenschutz-Grundverordnung (DSGVO)',
    parts: [
      { text: `Diese Hinweise gelten für: ${occasionOf(ceremony)}.` },
      { heading: 'Wer ist verantwortlich?' },
      { points: controller(ceremony) },
      { heading: 'Wozu verarbeiten wir Ihre Daten?' },
      {
        points: [
          'Um Sie einzuladen, einzulassen und Ihnen einen Platz zu geben, und um zu wissen, wie viele Menschen im Saal sind.',
          'Wenn Sie unterschreiben: um die Vereinbarung zu schließen und dies nachweisen zu können.',
          `Rechtsgrundlage: ${toFillIn('z. B. Art. 6 Abs. 1 Buchst. e DSGVO mit der Aufgabennorm; für die Unterschrift Art. 6 Abs. 1 Buchst. b oder e')}`,
        ],
      },
      { heading: 'Welche Daten sind das, und wie lange bleiben sie?' },
      {
        heads: ['Art der Daten', 'Was gehört dazu', 'Frist nach dem Abend'],
        shares: [28, 46, 26],
        table: rows.map(({ kind, months }) => [
          KIND_NAMES[kind],
          KIND_CONTENTS[kind],
          months === null ? toFillIn('Frist') : periodText(months),
        ]),
      },
      {
        text: `Woher wir die Daten haben, wenn nicht von Ihnen: ${toFillIn('z. B. von Ihrer Organisation, aus der Anmeldung')}`,
      },
      { heading: 'Wer sieht sie?' },
      {
        points: [
          'Die Leitung der Veranstaltung und der Empfang. Wer am Empfang arbeitet, sieht die Gästeliste, aber keine Unterschriften.',
          'Wer im Saal ist, sieht auf der Leinwand, wer unterschreibt, und je nach Einstellung die Unterschrift. Sagen Sie uns, wenn Sie das nicht möchten.',
          'Die Partner der Vereinbarung erhalten die gesiegelte Datei mit Namen, Funktionen und Unterschriften.',
          `Weitere Empfänger: ${toFillIn('z. B. Presse, Dienstleister; sonst streichen')}`,
          'Das Programm arbeitet ohne Internet. Eine Übermittlung in ein Drittland findet nicht statt.',
        ],
      },
      { heading: 'Müssen Sie die Daten angeben?' },
      {
        text: 'Sie sind dazu nicht verpflichtet. Ohne Ihren Namen können wir Sie aber nicht auf die Gästeliste setzen, und ohne Name und Funktion können Sie nicht unterschreiben. Statt am Tablet können Sie auf Papier unterschreiben.',
      },
      { heading: 'Was wir nicht tun' },
      {
        text: 'Von einer gezeichneten Unterschrift speichern wir nur den Umriss der Linien, weder Druck noch Geschwindigkeit. Es gibt keine automatisierte Entscheidung und kein Profiling.',
      },
      { heading: 'Ihre Rechte' },
      { points: RIGHTS },
      { text: `Stand: ${toFillIn('Datum')}` },
    ],
  }
}

function record(ceremony: Ceremony | null, rows: readonly RetentionRow[]): FormText {
  return {
    title: 'Verzeichnis von Verarbeitungstätigkeiten',
    lead: 'Eintrag nach Art. 30 Abs. 1 der Datenschutz-Grundverordnung (DSGVO)',
    parts: [
      { heading: '1. Bezeichnung' },
      {
        text: `Unterzeichnung einer Vereinbarung mit Gästen im Saal (Programm „Unterschriftenmappe“): ${occasionOf(ceremony)}`,
      },
      { heading: '2. Verantwortliche Stelle' },
      {
        points: [
          ...controller(ceremony),
          `Zuständige Organisationseinheit: ${toFillIn('Amt, Ansprechperson')}`,
        ],
      },
      { heading: '3. Zwecke und Rechtsgrundlagen' },
      {
        points: [
          'Einladung, Einlass, Sitzordnung, Zahl der Anwesenden',
          'Unterzeichnung der Vereinbarung und ihr Nachweis',
          `Rechtsgrundlagen: ${toFillIn('Normen')}`,
        ],
      },
      { heading: '4. Betroffene Personen' },
      {
        points: [
          'Gäste, Begleitpersonen und Vertretungen',
          'Unterzeichnende',
          'Beschäftigte an Empfang und Leitung, soweit ein Gerät ihren Namen trägt',
        ],
      },
      { heading: '5. Kategorien der Daten und Fristen für die Löschung' },
      {
        heads: ['Kategorie', 'Daten', 'Frist', 'Fällig am'],
        shares: [26, 38, 18, 18],
        table: rows.map(({ kind, months, due }) => [
          KIND_NAMES[kind],
          KIND_CONTENTS[kind],
          months === null ? toFillIn('Frist') : periodText(months),
          due === null ? '–' : localDay(due),
        ]),
      },
      { text: 'Fällige Daten zeigt das Programm an; gelöscht wird durch die Leitung, mit Löschprotokoll.' },
      { heading: '6. Empfänger' },
      {
        points: [
          'Intern: Leitung (alles), Empfang (Gästeliste, Ankünfte), Tablet (die eigene Aufgabe), Leinwand (öffentliche Angaben)',
          'Extern: die Partner der Vereinbarung (gesiegelte Datei)',
          `Weitere: ${toFillIn('oder „keine“')}`,
        ],
      },
      { heading: '7. Drittland' },
      {
        text: `Keine Übermittlung; das Programm arbeitet ohne Internet. Zeitstempeldienst, falls eingetragen: ${toFillIn('Anbieter; er erhält nur einen Prüfwert')}`,
      },
      { heading: '8. Technische und organisatorische Maßnahmen (Art. 32 DSGVO)' },
      {
        points: [
          'Geräte kommen nur mit Einmalcode und Zulassung durch die Leitung herein; die Verbindung im Haus ist verschlüsselt (TLS).',
          'Jedes Gerät sieht nur, was es für seine Aufgabe braucht; ein Tablet ist mit PIN gesperrt.',
          'Jeder Vorgang steht in einem Journal mit Hash-Kette; Änderungen fallen auf.',
          'Laufende Sicherung an einem zweiten Ort; Wiederherstellung auf einem anderen Rechner.',
          'Von Unterschriften wird weder Druck noch Geschwindigkeit gespeichert (Datensparsamkeit, Art. 25 DSGVO).',
          `Verschlüsselung der Datenträger, Zugang zum Rechner, Aufbewahrung der Sicherung: ${toFillIn('Regelung der Stelle')}`,
        ],
      },
      { text: `Angelegt am ${toFillIn('Datum')}, zuletzt geprüft am ${toFillIn('Datum')}` },
    ],
  }
}
