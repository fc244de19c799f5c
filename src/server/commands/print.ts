/** `mappe print`: makes a paper for the door or the hall as a PDF. */
import { writeFile } from 'node:fs/promises'
import { newCommandId } from '../../core/core-parts.ts'
import { makeGuestPaper } from '../../core/door/guest-papers.ts'
import { printOrderSchema } from '../../shared/contract/printing.ts'
import type { PrintOrder } from '../../shared/contract/printing.ts'
import type { CommandLine } from './command-line.ts'
import { readArgs, readChoice, required } from './command-line.ts'
import { assertOutside } from './own-target.ts'
import { openWithSecret, SECRET_OPTIONS } from './secret-options.ts'

const USAGE =
  'mappe print --data ORDNER --what attendance|badges|cards|seating|honour [--format F] [--order name|organisation|seat] [--to-sign] [--whom all|seated|honoured] [--due] [--start N] [--offset X,Y] [--note-printed] --out DATEI.pdf'

const OPTIONS = {
  ...SECRET_OPTIONS,
  data: { type: 'string' },
  what: { type: 'string' },
  out: { type: 'string' },
  format: { type: 'string' },
  order: { type: 'string' },
  whom: { type: 'string' },
  start: { type: 'string' },
  offset: { type: 'string' },
  'to-sign': { type: 'boolean' },
  due: { type: 'boolean' },
  'note-printed': { type: 'boolean', default: false },
} as const

export const print: CommandLine = {
  run: async (args) => {
    const { values } = readArgs(args, OPTIONS, { min: 0, max: 0, usage: USAGE })
    const dataDir = required(values.data, USAGE)
    const out = required(values.out, USAGE)
    const order = orderOf(values)
    await assertOutside(out, dataDir)
    const core = await openWithSecret(dataDir, values)
    try {
      const { station } = core.hostCaller
      const { bytes, printed, unprintable } = await makeGuestPaper(core.parts, order, station)
      await writeFile(out, bytes)
      if (printed && values['note-printed']) {
        await core.parts.run(
          { type: 'note-printed', payload: printed },
          { commandId: newCommandId(), station },
        )
      }
      const pieces = printed?.prints.length ?? null
      const text = pieces === null ? `${out} geschrieben.` : `${pieces} Stück nach ${out} geschrieben.`
      return {
        isGood: true,
        text: text + warningOf(unprintable),
        json: { ok: true, what: order.what, pieces, out, unprintable },
      }
    } finally {
      await core.close()
    }
  },
}

const warningOf = (unprintable: readonly string[]): string =>
  unprintable.length === 0
    ? ''
    : `\nBitte in lateinischen Buchstaben eintragen, auf dem Papier stehen leere Kästchen: ${unprintable.join(', ')}`

type Values = ReturnType<typeof readArgs<typeof OPTIONS>>['values']

/** What was said, and nothing else, so that an option that does not belong to this paper is a wrong call. */
function orderOf(values: Values): PrintOrder {
  const { what, format, order, whom, start, offset } = values
  const [x, y] = (offset ?? '').split(',').map(Number)
  const said = {
    what,
    format,
    order,
    whom,
    startAt: start === undefined ? undefined : Number(start),
    offset: offset === undefined ? undefined : { x, y },
    toSign: values['to-sign'],
    which: values.due ? 'due' : undefined,
  }
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
  return readChoice(printOrderSchema, given, USAGE)
}
