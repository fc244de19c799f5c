/** `mappe serve`: the program in the browser, for this computer or the house network. */
import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isMappeError } from '../../shared/errors.ts'
import type { CommandLine } from './command-line.ts'
import { readArgs, required, UsageError } from './command-line.ts'
import { openCoreAt, PAGES_DIR } from './open-core.ts'
import { readSecret, SECRET_OPTIONS, SECRET_USAGE } from './secret-options.ts'
import { serveCore, serveLocked, type Serving, type ServeSettings } from './serving.ts'

const USAGE = `mappe serve --data ORDNER [--port N] [--lan] ${SECRET_USAGE}`
const DEFAULT_PORT = 4870

export const serve: CommandLine = {
  run: async (args, { asJson }) => {
    const { values } = readArgs(
      args,
      {
        ...SECRET_OPTIONS,
        data: { type: 'string' },
        port: { type: 'string' },
        lan: { type: 'boolean', default: false },
      },
      { min: 0, max: 0, usage: USAGE },
    )
    const dataDir = required(values.data, USAGE)
    const port = portOf(values.port)
    requirePages()
    const secret = await readSecret(values)
    const { lan } = values
    const settings = { dataDir, port: port ?? DEFAULT_PORT, findFreePort: port === null, lan, asJson }
    if (!asJson) await tellIfLarge(dataDir)
    const serving = await start(settings, () => openCoreAt(dataDir, { inBrowser: true, access: { secret } }))
    await stopSignal()
    await serving.close()
    return { isGood: true }
  },
}

/** From so many bytes on, opening may take longer than people wait without a word: half a second for some 7000 acts on a busy machine. */
const LARGE = 6_000_000

async function tellIfLarge(dataDir: string): Promise<void> {
  const journal = await stat(join(dataDir, 'journal.jsonl')).catch(() => null)
  if (!journal || journal.size < LARGE) return
  const megabytes = Math.round(journal.size / 1_000_000)
  process.stderr.write(`Das Journal wird geöffnet und geprüft (${megabytes} MB). Bitte warten …\n`)
}

/** A locked folder is opened in the browser, on a page that asks for what opens it. */
async function start(settings: ServeSettings, open: () => ReturnType<typeof openCoreAt>): Promise<Serving> {
  try {
    return await serveCore(await open(), settings)
  } catch (error) {
    if (!isMappeError(error) || error.code !== 'FOLDER_LOCKED') throw error
    return serveLocked(settings)
  }
}

function portOf(given: string | undefined): number | null {
  if (given === undefined) return null
  const port = Number(given)
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new UsageError('Der Port muss eine Zahl zwischen 0 und 65535 sein.')
  }
  return port
}

function requirePages(): void {
  if (existsSync(join(PAGES_DIR, 'index.html'))) return
  throw new UsageError(
    'Die Seiten des Programms sind noch nicht gebaut. Bitte rufen Sie einmal „npm run build“ auf.',
  )
}

/** Signals may come twice (terminal and parent): the second must not end the program before it has closed. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}
