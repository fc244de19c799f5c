/** What preflight can find in a PDF: a closed list, each with what it is and what to do, in German and English. */
import type { ErrorCode } from '../../../shared/errors.ts'

export type Severity = 'refuse' | 'warn' | 'note'

type Meaning = { severity: Severity; de: string; en: string; error?: ErrorCode }

export const FINDINGS = {
  'not-a-pdf': {
    severity: 'refuse',
    error: 'NOT_A_PDF',
    de: 'Die Datei ist kein PDF. Bitte exportieren Sie die Vereinbarung als PDF und wählen Sie diese Datei.',
    en: 'The file is not a PDF. Please export the agreement as a PDF and choose that file.',
  },
  broken: {
    severity: 'refuse',
    error: 'PDF_BROKEN',
    de: 'Das PDF ist beschädigt und lässt sich nicht lesen. Bitte erzeugen Sie es neu aus der Textverarbeitung.',
    en: 'The PDF is damaged and cannot be read. Please create it anew from the word processor.',
  },
  'too-large': {
    severity: 'refuse',
    error: 'PDF_TOO_LARGE',
    de: 'Das PDF ist größer als 100 MB. Bitte verkleinern Sie es, zum Beispiel mit geringer aufgelösten Bildern.',
    en: 'The PDF is larger than 100 MB. Please make it smaller, for example with images of lower resolution.',
  },
  'encrypted-user-password': {
    severity: 'refuse',
    error: 'PDF_ENCRYPTED',
    de: 'Das PDF lässt sich nur mit einem Kennwort öffnen. Bitte geben Sie das Kennwort ein, oder wählen Sie eine Fassung ohne Kennwort.',
    en: 'The PDF opens only with a password. Please enter the password, or choose a version without one.',
  },
  'restricted-owner-password': {
    severity: 'refuse',
    error: 'PDF_ENCRYPTED',
    de: 'Das PDF ist gegen Änderungen geschützt. Geben Sie das Kennwort seines Verfassers ein, oder nehmen Sie ein gesondertes Unterschriftenblatt.',
    en: 'The PDF is protected against changes. Enter the password of its author, or use a separate signature sheet.',
  },
  'protected-otherwise': {
    severity: 'refuse',
    error: 'PDF_ENCRYPTED',
    de: 'Das PDF ist auf eine Art geschützt, die sich hier nicht öffnen lässt, zum Beispiel mit einem Zertifikat. Bitte wählen Sie eine Fassung ohne diesen Schutz.',
    en: 'The PDF is protected in a way that cannot be opened here, for example with a certificate. Please choose a version without this protection.',
  },
  signed: {
    severity: 'refuse',
    error: 'PDF_SIGNED',
    de: 'Das PDF ist schon digital signiert. Jede Änderung würde diese Signatur entwerten; nehmen Sie die unsignierte Fassung oder ein gesondertes Unterschriftenblatt.',
    en: 'The PDF already has a digital signature. Any change would devalue it; use the unsigned version or a separate signature sheet.',
  },
  certified: {
    severity: 'refuse',
    error: 'PDF_CERTIFIED',
    de: 'Das PDF ist zertifiziert: Sein Verfasser hat Änderungen eingeschränkt. Nehmen Sie die Fassung vor der Zertifizierung oder ein gesondertes Unterschriftenblatt.',
    en: 'The PDF is certified: its author has restricted changes. Use the version before certification or a separate signature sheet.',
  },
  'xfa-dynamic': {
    severity: 'refuse',
    error: 'PDF_XFA',
    de: 'Das PDF ist ein dynamisches XFA-Formular, seine Seiten entstehen erst im Adobe Reader. Bitte drucken Sie es dort in ein neues PDF.',
    en: 'The PDF is a dynamic XFA form whose pages exist only in Adobe Reader. Please print it to a new PDF there.',
  },
  specimen: {
    severity: 'refuse',
    error: 'PDF_IS_SPECIMEN',
    de: 'Das PDF ist ein Muster aus einer Generalprobe und lässt sich nicht unterschreiben. Bitte wählen Sie die Vereinbarung selbst.',
    en: 'The PDF is a specimen from a rehearsal and cannot be signed. Please choose the agreement itself.',
  },
  'no-pages': {
    severity: 'refuse',
    error: 'PDF_NO_PAGES',
    de: 'Das PDF hat keine Seiten. Bitte erzeugen Sie es neu.',
    en: 'The PDF has no pages. Please create it anew.',
  },
  'not-extendable': {
    severity: 'refuse',
    error: 'PDF_BROKEN',
    de: 'Das PDF ist so aufgebaut, dass sich Unterschriften nicht sicher anfügen lassen. Bitte speichern oder drucken Sie es in ein neues PDF.',
    en: 'The PDF is built in a way that signatures cannot be added safely. Please save or print it to a new PDF.',
  },
  'decrypted-copy': {
    severity: 'note',
    de: 'Das PDF ist geschützt, darf aber geändert werden. Unterschrieben wird eine entschlüsselte Kopie; die Datei selbst bleibt unverändert.',
    en: 'The PDF is protected but may be changed. A decrypted copy is signed; the file itself stays unchanged.',
  },
  'repaired-copy': {
    severity: 'warn',
    de: 'Das PDF ist beschädigt und lässt sich so nicht unterschreiben. Eine reparierte Kopie zeigt denselben Text auf ebenso vielen Seiten; prüfen Sie auch Bilder und Zeichnungen.',
    en: 'The PDF is damaged and cannot be signed as it is. A repaired copy shows the same text on as many pages; check pictures and drawings, too.',
  },
  repaired: {
    severity: 'warn',
    de: 'Der Aufbau der Datei ist fehlerhaft, sie wurde aber lesbar gemacht. Prüfen Sie alle Seiten oder erzeugen Sie das PDF neu.',
    en: 'The structure of the file is faulty, but it could be read. Check all pages or create the PDF anew.',
  },
  'text-unreadable': {
    severity: 'warn',
    de: 'Der Text des PDF ließ sich nicht auswerten. Setzen Sie die Unterschriftsfelder von Hand und prüfen Sie alle Seiten.',
    en: 'The text of the PDF could not be read. Place the signature fields by hand and check all pages.',
  },
  'no-text': {
    severity: 'note',
    de: 'Das PDF enthält keinen Text, vermutlich ist es eingescannt. Setzen Sie die Unterschriftsfelder von Hand.',
    en: 'The PDF contains no text, probably it is a scan. Place the signature fields by hand.',
  },
  'no-media-box': {
    severity: 'warn',
    de: 'Mindestens eine Seite nennt keine Größe, es gilt A4. Prüfen Sie diese Seiten in der Vorschau.',
    en: 'At least one page states no size, so A4 is assumed. Check these pages in the preview.',
  },
  'huge-page': {
    severity: 'warn',
    de: 'Mindestens eine Seite ist größer als DIN A0. Sie wird verkleinert angezeigt und gedruckt; prüfen Sie die Unterschriftsfelder in der Vorschau.',
    en: 'At least one page is larger than A0. It is shown and printed smaller; check the signature fields in the preview.',
  },
  'very-large': {
    severity: 'warn',
    de: 'Das PDF ist sehr groß, Anzeigen und Siegeln dauern länger. Eine kleinere Fassung ist angenehmer.',
    en: 'The PDF is very large, showing and sealing it take longer. A smaller version is more convenient.',
  },
  'xfa-static': {
    severity: 'warn',
    de: 'Das PDF enthält auch ein XFA-Formular. Prüfen Sie das Ergebnis, oder drucken Sie es vorher in ein neues PDF.',
    en: 'The PDF also contains an XFA form. Check the result, or print it to a new PDF first.',
  },
  'form-fields': {
    severity: 'warn',
    de: 'Das PDF hat ausfüllbare Felder, die bis zum Siegeln änderbar bleiben. Drucken Sie es besser vorher in ein neues PDF.',
    en: 'The PDF has form fields that can be changed until it is sealed. Better print it to a new PDF first.',
  },
  'active-content': {
    severity: 'warn',
    de: 'Das PDF enthält Skripte oder startet etwas beim Öffnen. Drucken Sie es besser vorher in ein neues PDF.',
    en: 'The PDF contains scripts or starts something when opened. Better print it to a new PDF first.',
  },
  attachments: {
    severity: 'note',
    de: 'Das PDF hat angehängte Dateien. Sie bleiben erhalten, werden aber nicht angezeigt und nicht gedruckt.',
    en: 'The PDF has attached files. They are kept, but neither shown nor printed.',
  },
  'pdf-a-claimed': {
    severity: 'note',
    de: 'Das PDF bezeichnet sich als Archivformat PDF/A. Lassen Sie das gesiegelte Ergebnis prüfen, wenn das Archiv darauf besteht.',
    en: 'The PDF claims to be an archive file (PDF/A). Have the sealed result validated if your archive requires it.',
  },
} as const satisfies Record<string, Meaning>

/** Why a sound file must not be changed. */
export type SourceProtection = 'signed' | 'certified' | 'restricted' | 'not-extendable'

const PROTECTIONS = new Map<string, SourceProtection>([
  ['certified', 'certified'],
  ['signed', 'signed'],
  ['restricted-owner-password', 'restricted'],
  ['not-extendable', 'not-extendable'],
])

/** The one protection that weighs most, where nothing else stands against the file; null for any other file. */
export function protectionIn(
  findings: readonly { code: string; severity: Severity }[],
): SourceProtection | null {
  const refusals = new Set(findings.filter(({ severity }) => severity === 'refuse').map(({ code }) => code))
  if ([...refusals].some((code) => !PROTECTIONS.has(code))) return null
  const [weightiest] = [...PROTECTIONS].filter(([code]) => refusals.has(code))
  return weightiest?.[1] ?? null
}

export type FindingCode = keyof typeof FINDINGS

/** `detail` is short and technical (a version, a page number): shown in small print, never needed to act. */
export type Finding = { code: FindingCode; severity: Severity; detail?: string }

export function finding(code: FindingCode, detail?: string): Finding {
  const { severity } = FINDINGS[code]
  return detail === undefined ? { code, severity } : { code, severity, detail }
}
