/** `mappe export`: takes a table out of a data folder. */
import { writeFile } from 'node:fs/promises'
import { exportFile } from '../../core/export/export.ts'
import { exportFormatSchema, exportWhatSchema } from '../../shared/contract/printing.ts'
import type { CommandLine } from './command-line.ts'
import { readArgs, readChoice, required } from './command-line.ts'
import { assertOutside } from './own-target.ts'
import { openWithSecret, SECRET_OPTIONS } from './secret-options.ts'

const USAGE =
  'mappe export --data ORDNER --what guests|partners|arrivals|log [--format csv|xlsx|json] --out DATEI'

export const exportTable: CommandLine = {
  run: async (args) => {
    const options = {
      ...SECRET_OPTIONS,
      ...SECRET_OPTIONS,
      data: { type: 'string' },
      what: { type: 'string' },
      format: { type: 'string', default: 'csv' },
      out: { type: 'string' },
    } as const
    const { values } = readArgs(args, options, { min: 0, max: 0, usage: USAGE })
    const dataDir = required(values.data, USAGE)
    const out = required(values.out, USAGE)
    const what = readChoice(exportWhatSchema, values.what, USAGE)
    const format = readChoice(exportFormatSchema, values.format, USAGE)
    await assertOutside(out, dataDir)
    const core = await openWithSecret(dataDir, values)
    try {
      const { bytes, rows } = await exportFile(core.parts, what, format)
      await writeFile(out, bytes)
      return {
        isGood: true,
        text: `${rows} Zeilen nach ${out} geschrieben.`,
        json: { ok: true, what, format, rows, out },
      }
    } finally {
      await core.close()
    }
  },
}
