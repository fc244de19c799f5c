/** `mappe import`: compares a guest list with the registry and takes it over as proposed. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { newCommandId } from '../../core/core-parts.ts'
import { importList as takeOver, previewList } from '../../core/registry/list-intake.ts'
import type { ImportCounts } from '../../core/registry/list-intake.ts'
import type { ListPreview } from '../../shared/contract/registry.ts'
import { MappeError } from '../../shared/errors.ts'
import type { CommandLine } from './command-line.ts'
import { readArgs, required } from './command-line.ts'
import { listReport } from './import-report.ts'
import { openWithSecret, SECRET_OPTIONS } from './secret-options.ts'

const USAGE = 'mappe import --data ORDNER DATEI [--sheet BLATT] [--mend] [--dry-run]'
const OPTIONS = {
  ...SECRET_OPTIONS,
  data: { type: 'string' },
  sheet: { type: 'string' },
  mend: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
} as const

export const importList: CommandLine = {
  run: async (args) => {
    const { values, positionals } = readArgs(args, OPTIONS, { min: 1, max: 1, usage: USAGE })
    const dataDir = required(values.data, USAGE)
    const path = positionals[0] ?? ''
    const { sheet, mend } = values
    const options = { ...(sheet !== undefined && { sheet }), ...(mend && { mend }) }
    const file = { bytes: new Uint8Array(await readFile(path)), fileName: basename(path), options }
    const core = await openWithSecret(dataDir, values)
    try {
      const { station } = core.hostCaller
      if (values['dry-run']) return resultOf(requireNames(await previewList(core.parts, file, station)), null)
      const origin = { commandId: newCommandId(), station }
      const { preview, counts } = await takeOver(core.parts, file, null, origin)
      return resultOf(preview, counts)
    } finally {
      await core.close()
    }
  },
}

function requireNames(preview: ListPreview): ListPreview {
  if (!preview.hasNames) throw new MappeError('COLUMNS_NOT_RECOGNISED')
  return preview
}

/** `counts`: what was done; null when it was only looked at. */
const resultOf = (preview: ListPreview, counts: ImportCounts | null) => ({
  isGood: true,
  text: listReport(preview, counts),
  json: { ok: true, dryRun: counts === null, ...preview, done: counts },
})
