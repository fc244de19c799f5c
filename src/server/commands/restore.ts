/** `mappe restore`: goes on from a backup on this computer. */
import { waysIntoBackup } from '../../core/backup/found-backup.ts'
import { restoreBackup } from '../../core/backup/restore.ts'
import type { Restored } from '../../core/backup/restore.ts'
import { longTime } from '../../core/documents/typesetting/german-dates.ts'
import type { CommandLine } from './command-line.ts'
import { readArgs, required } from './command-line.ts'
import { SECRET_OPTIONS, SECRET_USAGE, withSecret } from './secret-options.ts'

const USAGE = `mappe restore --from ORT --data ORDNER [--again] ${SECRET_USAGE}`
const TIME_ZONE = 'Europe/Berlin'

export const restore: CommandLine = {
  run: async (args) => {
    const { values } = readArgs(
      args,
      {
        ...SECRET_OPTIONS,
        from: { type: 'string' },
        data: { type: 'string' },
        again: { type: 'boolean', default: false },
      },
      { min: 0, max: 0, usage: USAGE },
    )
    const dataDir = required(values.data, USAGE)
    const from = required(values.from, USAGE)
    const restored = await withSecret(
      values,
      () => waysIntoBackup(from),
      (secret) => restoreBackup({ from, dataDir, isAgain: values.again, secret }),
    )
    const isGood = restored.missingFiles.length === 0 && restored.isMarked
    const complaint = complaintOn(restored)
    return {
      isGood,
      json: { ok: isGood, ...restored },
      text: textOf(restored, dataDir),
      ...(complaint !== '' && { complaint }),
    }
  },
}

const textOf = ({ title, entries, files, at, host }: Restored, dataDir: string): string =>
  [
    `${title || 'Die Veranstaltung'}: ${entries} Einträge und ${files} Dateien übernommen und geprüft.`,
    `Stand der Sicherung: ${longTime(at, TIME_ZONE)}, von ${host}.`,
    `Weiter geht es mit: mappe serve --data ${dataDir}`,
  ].join('\n')

function complaintOn({ missingFiles, isMarked, host }: Restored): string {
  const missing = `In der Sicherung fehlen Dateien oder sind beschädigt: ${missingFiles.length}. Es geht trotzdem weiter; bitte prüfen Sie Vereinbarung und Unterschriften.`
  const unmarked = `Die Sicherung ließ sich nicht kennzeichnen. ${host} erfährt nichts davon: Bitte schalten Sie diesen Rechner nicht wieder ein.`
  return [...(missingFiles.length > 0 ? [missing] : []), ...(isMarked ? [] : [unmarked])].join('\n')
}
