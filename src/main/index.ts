/** The Electron shell: opens the core, serves its pages to windows and paired stations, and gets out of the way. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import { app, dialog, protocol, session } from 'electron'
import type { Core, Log } from '../core/core.ts'
import { startStationServer } from '../server/station-server.ts'
import { APP_SCHEME, setUpAppProtocol } from './app-protocol.ts'
import { readCommandLine } from './command-line.ts'
import { defaultDataFolder } from './default-folder.ts'
import { openHost } from './host.ts'
import type { Host } from './host.ts'
import { setUpGate } from './ipc.ts'
import { setUpMenu } from './menu.ts'
import { openingFault } from './opening-fault.ts'
import { openingSign } from './opening-sign.ts'
import { openingWindow } from './opening-window.ts'
import { pagesOrigin } from './pages.ts'
import { printPdf, removeLeftPrints } from './print.ts'
import { limitPermissions, setUpSecurity } from './security.ts'
import { systemProtection } from './system-protection.ts'
import { setUpWindows } from './windows.ts'

const PAGES_DIR = join(import.meta.dirname, '../renderer')
const STATIONS_PORT = 4870

const origin = pagesOrigin(process.env['ELECTRON_RENDERER_URL'], app.isPackaged)
const { dataDir = null, port, lan } = readCommandLine(process.argv)
const folder = dataDir ?? defaultDataFolder({ platform: process.platform, env: process.env, home: homedir() })
/** Until the data folder is open, and beside its log: developers read it. */
const tell: Log = (event, { error, ...about } = {}) => console.error(event, about, error ?? '')

app.enableSandbox()
protocol.registerSchemesAsPrivileged([APP_SCHEME])
setUpSecurity(app, origin)
if (app.requestSingleInstanceLock()) start().catch(giveUp)
else app.quit()

const print = (pdf: unknown) => printPdf(pdf, app.getPath('temp'))

async function start(): Promise<void> {
  await app.whenReady()
  limitPermissions(session.defaultSession, origin)
  setUpAppProtocol(protocol, PAGES_DIR)
  await removeLeftPrints(app.getPath('temp'))
  const opening = openingSign(() => openingWindow(origin))
  const host = await hostOf(opening.tell)
  const log: Log = (event, about) => host.face().log(event, about)
  const stageMemory = join(app.getPath('userData'), 'stage-screen.json')
  const lock = () => lockOrganizer(host)
  const showMenu = () => setUpMenu({ ...windows, lock }, app.getLocale())
  const windows = setUpWindows({
    origin,
    stageMemory,
    onScreens: () => showMenu(),
    stationAddress: () => host.core()?.parts.ownAddress ?? '',
    firstPage: () => (host.core() ? '/organizer' : '/unlock'),
    recovery: { log, locale: app.getLocale() },
  })
  setUpGate({ host: host.face, windows, origin, print, log })
  showMenu()
  app.on('second-instance', windows.openOrganizer)
  app.on('activate', windows.openOrganizer)
  app.on('window-all-closed', () => app.quit())
  windows.openOrganizer()
  // only now: without any window the program would end
  opening.close()
  if (host.core() && windows.stage.wasOpen()) windows.openDisplay()
}

/** The core and the server for paired stations; both close before the program ends. */
function hostOf(opening: (done: number) => void): Promise<Host> {
  const options = {
    dataDir: folder,
    resourcesDir: join(app.getAppPath(), 'resources'),
    pdfWorkerUrl: new URL('pdf-worker.js', import.meta.url),
    listWorkerUrl: new URL('list-worker.js', import.meta.url),
    version: app.getVersion(),
    access: { system: systemProtection() },
    opening,
    log: tell,
  }
  return openHost(options, async (core) => {
    const stopServing = await serveStations(core)
    closeBeforeQuitting(core.log, async () => {
      await stopServing()
      await core.close()
    })
  })
}

/** Nothing happens where no PIN is set: whoever locked could not get in again. */
function lockOrganizer(host: Host): void {
  const core = host.core()?.served()
  if (core?.parts.screenLock.isSet()) core.parts.screenLock.lock(core.hostCaller.station)
}

/** Without a free port no tablet can join; the window itself needs none, so the evening goes on. */
async function serveStations(core: Core): Promise<() => Promise<void>> {
  const wanted = { core, pagesDir: PAGES_DIR, port: port ?? STATIONS_PORT, lan, findFreePort: true }
  try {
    const server = await startStationServer(wanted)
    return server.close
  } catch (error) {
    core.log('no-station-can-join', { error })
    return async () => {}
  }
}

/** Electron waits for nobody: the first wish to quit is held back until journal and lock are closed. */
function closeBeforeQuitting(log: Log, close: () => Promise<void>): void {
  let isClosed = false
  let closing: Promise<void> | null = null
  const finish = async () => {
    await close().catch((error: unknown) => log('not-closed-cleanly', { error }))
    isClosed = true
    app.quit()
  }
  app.on('will-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    closing ??= finish()
  })
}

function giveUp(error: unknown): void {
  console.error(error)
  dialog.showErrorBox('Unterschriftenmappe', openingFault(error, folder))
  app.exit(1)
}
