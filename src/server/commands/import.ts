/** `mappe import`: examines a guest list and takes over what is good. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { newCommandId } from '../../core/core-parts.ts'
import { readyList } from '../../core/list-intake.ts'
import type { ListPreview } from '../../shared/contract/registry.ts'
import type { CommandLine } from './command-line.ts'
import { readArgs, required } from './command-line.ts'
import { openCoreAt } from './open-core.ts'

const USAGE = 'mappe import --data ORDNER DATEI.csv [--dry-run]'

export const importList: CommandLine = {
  run: async (args) => {
    const options = { data: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } } as const
    const { values, positionals } = readArgs(args, options, { min: 1, max: 1, usage: USAGE })
    const dataDir = required(values.data, USAGE)
    const file = positionals[0] ?? ''
    const bytes = await readFile(file)
    const core = await openCoreAt(dataDir)
    try {
      const { preview, payload } = readyList(core.parts.handler.state, { bytes, fileName: basename(file) })
      if (!values['dry-run']) {
        const origin = { commandId: newCommandId(), station: core.hostCaller.station }
        await core.parts.run({ type: 'import-list', payload }, origin)
      }
      return resultOf(preview, values['dry-run'])
    } finally {
      await core.close()
    }
  },
}

function resultOf(preview: ListPreview, isDryRun: boolean) {
  const { accepted, refused, alreadyKnown, newOrganisations, encoding, separator } = preview
  const lines = [
    `${accepted} Gäste ${isDryRun ? 'würden übernommen' : 'übernommen'}, ${refused.length} Zeilen abgelehnt, ${alreadyKnown} schon bekannt.`,
    `Zeichensatz ${encoding}, Trennzeichen „${separator === '\t' ? 'Tab' : separator}“.`,
    ...(newOrganisations.length > 0 ? [`Neue Organisationen: ${newOrganisations.join(', ')}`] : []),
    ...refused.map(
      ({ line, column, reason, value }) => `Zeile ${line}, Spalte „${column}“: ${REASONS[reason]} (${value})`,
    ),
  ]
  return { isGood: true, text: lines.join('\n'), json: { ok: true, dryRun: isDryRun, ...preview } }
}

const REASONS: Record<ListPreview['refused'][number]['reason'], string> = {
  'last-name-missing': 'der Nachname fehlt',
  'email-invalid': 'die E-Mail-Adresse ist unvollständig',
  'yes-no-unknown': 'hier wird „ja“ oder „nein“ erwartet',
  'capacity-unknown': 'hier wird „im Amt“, „i. V.“ oder „i. A.“ erwartet',
  'too-many-cells': 'die Zeile hat mehr Zellen als die Kopfzeile',
  'text-too-long': 'der Text ist zu lang',
  'duplicate-in-file': 'die Person steht schon weiter oben in der Liste',
}
