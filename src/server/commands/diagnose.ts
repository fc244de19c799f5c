/** `mappe diagnose`: figures and log for whoever looks for a fault; also where the ceremony is open, or cannot be opened. */
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { makeDiagnosis } from '../../core/log/diagnosis.ts'
import { writeFileDurably } from '../../core/folder/durable-file.ts'
import type { CommandLine } from './command-line.ts'
import { readArgs, required, UsageError } from './command-line.ts'
import { assertOutside } from './own-target.ts'
import { version } from './open-core.ts'

const USAGE = 'mappe diagnose --data ORDNER --out DATEI.zip'

export const diagnose: CommandLine = {
  run: async (args) => {
    const options = { data: { type: 'string' }, out: { type: 'string' } } as const
    const { values } = readArgs(args, options, { min: 0, max: 0, usage: USAGE })
    const folder = resolve(required(values.data, USAGE))
    const out = required(values.out, USAGE)
    await assertOutside(out, folder)
    if (!(await stat(folder).catch(() => null))?.isDirectory())
      throw new UsageError(`Den Ordner ${folder} gibt es nicht.`)
    const { bytes } = await makeDiagnosis({ folder, version: version(), now: () => new Date(), host: null })
    await writeFileDurably(out, bytes)
    return {
      isGood: true,
      json: { ok: true, out, bytes: bytes.length },
      text: `Gespeichert: ${out}. Die Datei enthält keine Personendaten; Sie können sie weitergeben.`,
    }
  },
}
