/** What the Zeichnungsprotokoll says of its own worth: what signatures, seal, clock and journal prove, and what not. */
import { formTexts } from '../../../shared/contract-form.ts'
import type { Span } from './agreement-markup.ts'
import type { AuditEntry, AuditReport } from './audit-report.ts'
import { zoneName } from '../typesetting/german-dates.ts'
import { count } from '../typesetting/german-numbers.ts'
import { bold, plain } from '../typesetting/spans.ts'
import type { Typesetter } from '../typesetting/typesetter.ts'

const TEXT = 7.5

const TYPED_NAMES =
  ' Ein mit Tastatur eingegebener Name ist keine Zeichnung; auch er ist eine einfache elektronische Signatur.'

const isTyped = (partner: AuditEntry): boolean => partner.status === 'signed' && partner.input === 'typed'

export function drawMeaning(
  sheet: Typesetter,
  { journal, madeAt, programVersion, contractForm, partners }: AuditReport,
  timeZone: string,
): void {
  sheet.heading(2, 'Was dieses Dokument aussagt', { size: 10.5, keep: 60 })
  const paragraphs: Span[][] = [
    [
      bold(
        'Die hier gezeichneten Unterschriften sind einfache elektronische Signaturen (Art. 3 Nr. 10 eIDAS-Verordnung). ' +
          'Sie ersetzen nicht die Schriftform (§ 126 BGB, § 57 VwVfG, § 56 SGB X).',
      ),
      ...(partners.some(isTyped) ? [plain(TYPED_NAMES)] : []),
      plain(formTexts(contractForm, 'de').protocolNote),
    ],
    [
      bold('Siegel. '),
      plain(
        'Das elektronische Siegel der gesiegelten Datei belegt, dass sie seit dem Siegeln nicht verändert wurde. ' +
          'Es belegt nicht, wer unterschrieben hat; darüber sagt dieses Protokoll, was die Veranstaltungsleitung festgehalten hat.',
      ),
    ],
    [
      bold('Uhrzeit. '),
      plain(
        `Alle Zeiten stammen von der Uhr des Hauptrechners (Zeitzone ${timeZone}, ${zoneName(madeAt, timeZone)}). ` +
          'Sie sind kein vertrauenswürdiger Zeitstempel.',
      ),
    ],
    [
      bold('Nicht gespeichert. '),
      plain(
        'Stiftdruck, Geschwindigkeit und zeitlicher Verlauf der Unterschriften, Netzwerkadressen, Standort, Fotos. ' +
          'Gespeichert ist nur der Umriss der gezeichneten Linien, bei einem mit Tastatur eingegebenen Namen der Umriss seiner Buchstaben.',
      ),
    ],
    [
      bold('Journal. '),
      plain(
        `${count(journal.entries, 'Eintrag', 'Einträge')}, letzte Prüfsumme ${journal.headHash}. ` +
          'Jeder Eintrag enthält die Prüfsumme seines Vorgängers; das vollständige Journal liegt beim Veranstalter. ' +
          `Erstellt mit Unterschriftenmappe ${programVersion}.`,
      ),
    ],
  ]
  for (const spans of paragraphs) sheet.paragraph(spans, { size: TEXT, spaceAfter: 2.5 })
}
