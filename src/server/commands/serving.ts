/** Serving a core, or the page that opens a locked one, until it is closed. */
import { lockedHost, waysInto } from '../../core/core.ts'
import type { Core } from '../../core/core.ts'
import type { WayToOpen } from '../../shared/contract/protection.ts'
import { startLockedServer } from '../locked-server.ts'
import { startStationServer } from '../station-server.ts'
import { errorSentence } from './sentences.ts'
import { coreOptions, PAGES_DIR } from './open-core.ts'

export type ServeSettings = {
  dataDir: string
  port: number
  findFreePort: boolean
  lan: boolean
  asJson: boolean
}

export type Serving = { close: () => Promise<void> }

/** The answer to whoever has unlocked goes out before the door closes through which it goes. */
const ANSWERING_MS = 300

/** Closes the core where it cannot be served. */
export async function serveCore(core: Core, settings: ServeSettings): Promise<Serving> {
  const server = await startStationServer({ core, pagesDir: PAGES_DIR, ...settings }).catch(
    async (error: unknown) => {
      await core.close()
      throw error
    },
  )
  announce({ url: `${server.url}/join#secret=${core.inviteOrganizer()}`, server, asJson: settings.asJson })
  return {
    close: async () => {
      await server.close()
      await core.close()
    },
  }
}

/** At the same address the opened core is served afterwards. */
export async function serveLocked(settings: ServeSettings): Promise<Serving> {
  const { dataDir, port, findFreePort, asJson } = settings
  const onOpened = async (core: Core) => void setTimeout(() => void change(core), ANSWERING_MS)
  const host = lockedHost(coreOptions(dataDir, { inBrowser: true }), onOpened)
  const door = await startLockedServer({ host, pagesDir: PAGES_DIR, port, findFreePort })
  let serving: Serving = door

  async function change(core: Core): Promise<void> {
    try {
      await door.close()
      serving = await serveCore(core, { ...settings, port: door.port, findFreePort: false })
    } catch (error) {
      process.stderr.write(`${errorSentence(error)}\n`)
      process.exit(1)
    }
  }

  announceLocked(`${door.url}/unlock`, await waysInto(dataDir).catch(() => null), asJson)
  return { close: () => serving.close() }
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

const TYPED: readonly [WayToOpen, string][] = [
  ['passphrase', 'die Passphrase'],
  ['recovery-key', 'den Wiederherstellungsschlüssel'],
]

/** `ways` is null where it cannot be said what opens the folder. */
function announceLocked(url: string, ways: readonly WayToOpen[] | null, asJson: boolean): void {
  if (asJson) {
    process.stdout.write(`${JSON.stringify({ ready: true, isLocked: true, url })}\n`)
    return
  }
  const [, typed] = TYPED.find(([way]) => ways?.includes(way)) ?? ['', 'die Passphrase']
  const byFile =
    'Oder beenden Sie mit Strg+C und starten Sie mit --key-file DATEI: Die Schlüsseldatei öffnet den Ordner auch.'
  const lines = [
    `Dieser Ordner ist verschlüsselt. Öffnen Sie diese Adresse im Browser und geben Sie dort ${typed} ein:`,
    '',
    `  ${url}`,
    '',
    ...(ways?.includes('key-file') ? [byFile, ''] : []),
    'Bis dahin sind nur dieser Rechner und keine anderen Geräte verbunden. Beenden mit Strg+C.',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
