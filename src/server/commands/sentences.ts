/** The sentence a person reads for an error on the command line: the same texts as on the screens. */
import { readFileSync } from 'node:fs'
import type { ErrorCode, ErrorData } from '../../shared/errors.ts'
import { ERROR_STATUS, isMappeError } from '../../shared/errors.ts'

const TEXTS = new URL('../../renderer/locales/de/errors.json', import.meta.url)

/** One plain German sentence; unforeseen faults keep their details for `MAPPE_DEBUG=1`. */
export function errorSentence(error: unknown): string {
  if (process.env['MAPPE_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  const texts = JSON.parse(readFileSync(TEXTS, 'utf8')) as Record<string, string>
  if (!isCoded(error)) {
    const fault = fileFault(error)
    return filled(HERE[fault] ?? texts[fault] ?? fault, { file: pathOf(error) })
  }
  const { code, data } = error
  return filled(
    HERE[`${code}_${String(data['reason'])}`] ??
      HERE[code] ??
      texts[`${code}_${String(data['reason'])}`] ??
      texts[code] ??
      code,
    data,
  )
}

/** An error of the program: thrown here, or come through the contract, which carries code and data alone. */
const isCoded = (error: unknown): error is { code: ErrorCode; data: ErrorData } =>
  isMappeError(error) ||
  (error instanceof Error && 'code' in error && 'data' in error && String(error.code) in ERROR_STATUS)

/** The program's code for an error; UNEXPECTED for what was not foreseen. */
export const codeOf = (error: unknown): ErrorCode => (isCoded(error) ? error.code : 'UNEXPECTED')

/** Where the command line knows more than a screen shows. */
const HERE: Record<string, string> = {
  FILE_NOT_FOUND: 'Die Datei oder den Ordner „{file}“ gibt es nicht. Bitte prüfen Sie den Pfad.',
  FOLDER_IN_USE:
    'Der Datenordner ist schon geöffnet (Prozess {pid} auf {host}, seit {since}). Bitte beenden Sie das andere Programm zuerst.',
  FOLDER_LOCKED:
    'Dieser Ordner ist verschlüsselt. Bitte nennen Sie --passphrase-file, --key-file oder --recovery-key-file mit einer Datei, die ihn öffnet.',
  FOLDER_LOCKED_options:
    'Dieser Ordner ist verschlüsselt. Es wurde nichts geändert. Bitte nennen Sie {options} mit einer Datei, die ihn öffnet.',
  TIMESTAMP_UNREACHABLE:
    'Von dem Zeitstempeldienst ist kein brauchbarer Zeitstempel zu bekommen. Es wurde nichts geschrieben. Versuchen Sie es noch einmal oder lassen Sie --tsa weg.',
  PORT_IN_USE: 'Der Port {port} ist belegt. Bitte wählen Sie mit --port einen anderen.',
  'BACKUP_UNUSABLE_taken-over':
    'Von dieser Sicherung wird schon auf {host} weitergemacht. Ist auch {host} ausgefallen, wiederholen Sie den Befehl mit --again.',
  JOURNAL_DAMAGED:
    'Das Journal ist ab Eintrag {entry} nicht in Ordnung ({reason}). Es wurde nichts verändert. Bitte stellen Sie eine Sicherung wieder her.',
}

/** Faults of the file system that a wrong path on the command line brings. */
function fileFault(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return 'FILE_NOT_FOUND'
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return 'FOLDER_READ_ONLY'
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'DISK_FULL'
  return 'UNEXPECTED'
}

const pathOf = (error: unknown): string =>
  error instanceof Error && 'path' in error ? String(error.path) : ''

const filled = (text: string, data: ErrorData): string =>
  text.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => String(data[name] ?? ''))
