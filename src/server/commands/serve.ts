/** `mappe serve`: the program in the browser, for this computer or the house network. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { CommandLine } from './command-line.ts'
import { readArgs, required, UsageError } from './command-line.ts'
import { openCoreAt, PAGES_DIR } from './open-core.ts'
import { startStationServer } from '../station-server.ts'

const USAGE = 'mappe serve --data ORDNER [--port N] [--lan]'
const DEFAULT_PORT = 4870

export const serve: CommandLine = {
  run: async (args, { asJson }) => {
    const { values } = readArgs(
      args,
      { data: { type: 'string' }, port: { type: 'string' }, lan: { type: 'boolean', default: false } },
      { min: 0, max: 0, usage: USAGE },
    )
    const dataDir = required(values.data, USAGE)
    const port = portOf(values.port)
    requirePages()
    const core = await openCoreAt(dataDir, { inBrowser: true })
    const server = await startStationServer({
      core,
      pagesDir: PAGES_DIR,
      port: port ?? DEFAULT_PORT,
      lan: values.lan,
      findFreePort: port === null,
    }).catch(async (error: unknown) => {
      await core.close()
      throw error
    })
    announce({ url: `${server.url}/join#secret=${core.inviteOrganizer()}`, server, asJson })
    await stopSignal()
    await server.close()
    await core.close()
    return { isGood: true }
  },
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

type Announcement = {
  url: string
  server: { addresses: string[]; authorityFingerprint: string | null }
  asJson: boolean
}

function announce({ url, server, asJson }: Announcement): void {
  const { addresses, authorityFingerprint } = server
  if (asJson) {
    process.stdout.write(`${JSON.stringify({ ready: true, url, addresses, authorityFingerprint })}\n`)
    return
  }
  const lines = [
    'Die Unterschriftenmappe läuft. Öffnen Sie diese Adresse im Browser (sie gilt einmal):',
    '',
    `  ${url}`,
    '',
    ...(authorityFingerprint
      ? [`Im Hausnetz: ${addresses.join(', ')}`, `Fingerabdruck des Zertifikats: ${authorityFingerprint}`, '']
      : []),
    'Beenden mit Strg+C.',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** Signals may come twice (terminal and parent): the second must not end the program before it has closed. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}
