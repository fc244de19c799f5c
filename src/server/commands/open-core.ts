/** Opens the core for the command line: sources, resources and pages lie beside this file's project. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openCore } from '../../core/core.ts'
import type { Core } from '../../core/core.ts'

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

export const RESOURCES_DIR = fromRoot('resources')
export const PAGES_DIR = fromRoot('out/renderer')
export const PDF_WORKER = new URL('../../core/agreement/worker.ts', import.meta.url)

/** The program's version, from package.json. */
export const version = (): string =>
  (JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as { version: string }).version

/** The core on a data folder; faults are logged to stderr. */
export const openCoreAt = (
  dataDir: string,
  extra: { now?: () => Date; inBrowser?: boolean } = {},
): Promise<Core> =>
  openCore({
    dataDir,
    resourcesDir: RESOURCES_DIR,
    pdfWorkerUrl: PDF_WORKER,
    version: version(),
    log: (message) => process.stderr.write(`${message}\n`),
    ...extra,
  })
