/** Why the program cannot open its data folder, in words for the person at the screen. No page is there yet to say it. */
import { isMappeError } from '../shared/errors.ts'
import type { ErrorCode } from '../shared/errors.ts'

const SENTENCES: Partial<Record<ErrorCode, string>> = {
  FOLDER_IN_USE:
    'Diese Veranstaltung ist schon in einem anderen Programmfenster oder auf einem anderen Rechner geöffnet. Bitte dort weiterarbeiten oder es dort schließen.',
  FOLDER_READ_ONLY: 'In den Ordner der Veranstaltung darf nicht geschrieben werden. Bitte die Rechte prüfen.',
  DISK_FULL: 'Der Datenträger ist voll. Bitte Platz schaffen und das Programm erneut öffnen.',
  DISK_FAULT: 'Der Datenträger meldet einen Fehler. Es wurde nichts verändert.',
  DATA_KEY_MISSING:
    'Die Veranstaltung ist verschlüsselt, aber die Datei keys/data-key.json fehlt oder ist beschädigt. Bitte diese Datei aus einer Sicherung holen.',
  JOURNAL_DAMAGED: 'Das Journal der Veranstaltung ist beschädigt. Bitte die letzte Sicherung einspielen.',
}

const OTHERWISE = 'Das Programm konnte nicht starten. Es wurde nichts verändert.'

/** One or two German sentences and the folder; the technical message stays in the log. */
export function openingFault(error: unknown, dataDir: string): string {
  const sentence = isMappeError(error) ? (SENTENCES[error.code] ?? OTHERWISE) : OTHERWISE
  return `${sentence}\n\nOrdner: ${dataDir}`
}
