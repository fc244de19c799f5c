/** Opens the core for the command line: sources, resources and pages lie beside this file's project. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openCore } from '../../core/core.ts'
import type { Core, CoreOptions } from '../../core/core.ts'
import { faultOf } from '../../core/log/event-log.ts'
import type { Log, LogEvent } from '../../core/log/event-log.ts'

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

export const RESOURCES_DIR = fromRoot('resources')
export const PAGES_DIR = fromRoot('out/renderer')
export const PDF_WORKER = new URL('../../core/agreement/worker/worker.ts', import.meta.url)
const LIST_WORKER = new URL('../../core/registry/worker.ts', import.meta.url)

/** The program's version, from package.json. */
export const version = (): string =>
  (JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as { version: string }).version

/** A command says one sentence; a host that runs for hours names each fault in a line; MAPPE_DEBUG shows all. */
const tell =
  (isHost: boolean): Log =>
  (event, { error, ...about } = {}) => {
    if (process.env['MAPPE_DEBUG']) console.error(event, about, error ?? '')
    else if (isHost && (error !== undefined || SAID.has(event)))
      process.stderr.write(
        `${[event, ...Object.values(about), error && faultOf(error).error].filter(Boolean).join(' ')}\n`,
      )
  }

const SAID: ReadonlySet<LogEvent> = new Set(['connection-ended', 'backup'])

type Extra = Pick<CoreOptions, 'now' | 'inBrowser' | 'access'>

export const coreOptions = (dataDir: string, extra: Extra = {}): CoreOptions => ({
  dataDir,
  resourcesDir: RESOURCES_DIR,
  pdfWorkerUrl: PDF_WORKER,
  listWorkerUrl: LIST_WORKER,
  version: version(),
  log: tell(extra.inBrowser === true),
  ...extra,
})

/** The core on a data folder. FOLDER_LOCKED where it is protected and nothing that opens it was given. */
export const openCoreAt = (dataDir: string, extra: Extra = {}): Promise<Core> =>
  openCore(coreOptions(dataDir, extra))
