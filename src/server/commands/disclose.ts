/** `mappe disclose`: all that is on record of a person (Art. 15 GDPR), to hand over. */
import { extname } from 'node:path'
import { writeFileDurably } from '../../core/folder/durable-file.ts'
import { disclosureFile } from '../../core/privacy/disclosure.ts'
import { fullName } from '../../shared/domain/registry/registry.ts'
import { chosenGuest } from './chosen-guest.ts'
import type { CommandLine } from './command-line.ts'
import { readArgs, required, UsageError } from './command-line.ts'
import { assertOutside } from './own-target.ts'
import { openWithSecret, SECRET_OPTIONS, SECRET_USAGE } from './secret-options.ts'

const USAGE = `mappe disclose --data ORDNER --person NAME|ID --out DATEI.pdf|DATEI.json ${SECRET_USAGE}`

const OPTIONS = {
  ...SECRET_OPTIONS,
  data: { type: 'string' },
  person: { type: 'string' },
  out: { type: 'string', multiple: true },
} as const

export const disclose: CommandLine = {
  run: async (args) => {
    const { values } = readArgs(args, OPTIONS, { min: 0, max: 0, usage: USAGE })
    const { out: files = [], ...secret } = values
    const dataDir = required(values.data, USAGE)
    const person = required(values.person, USAGE)
    if (files.length === 0) throw new UsageError(`Aufruf: ${USAGE}`)
    const wanted = files.map((file) => ({ file, format: formatOf(file) }))
    for (const { file } of wanted) await assertOutside(file, dataDir)
    const core = await openWithSecret(dataDir, secret)
    try {
      const guest = chosenGuest(core.parts.handler.state, person)
      for (const { file, format } of wanted)
        await writeFileDurably(file, (await disclosureFile(core.parts, guest.id, format)).bytes)
      return {
        isGood: true,
        json: { ok: true, id: guest.id, out: files },
        text: `Auskunft für ${fullName(guest)} geschrieben: ${files.join(', ')}`,
      }
    } finally {
      await core.close()
    }
  },
}

function formatOf(file: string): 'pdf' | 'json' {
  const end = extname(file).toLowerCase()
  if (end === '.pdf') return 'pdf'
  if (end === '.json') return 'json'
  throw new UsageError(`„${file}“: Eine Auskunft gibt es als .pdf oder .json.`)
}
