/** The program in several versions one after the other, on one data folder and one port, as an update leaves them. */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { contractVersion } from '../../src/core/contract-version.ts'
import { openCore } from '../../src/core/core.ts'
import { PAGES_DIR, version } from '../../src/server/commands/open-core.ts'
import { startStationServer } from '../../src/server/station-server.ts'
import { LIST_WORKER, PDF_WORKER, RESOURCES } from '../fixtures/host-paths.ts'

export type ProgramVersion = {
  /** Twelve hexadecimal digits that end the names of its scripts, so that a page tells which version it is. */
  mark: string
  program: string
}

/** The built pages as another version would have built them: its scripts have other names, and speak its contract. */
async function pagesOf({ mark, program }: ProgramVersion, folder: string): Promise<string> {
  const pagesDir = join(folder, `pages-${mark}`)
  await cp(PAGES_DIR, pagesDir, { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) })
  const files = (await readdir(pagesDir, { recursive: true })).filter((name) => /\.(html|js)$/.test(name))
  const scripts = new Set(files.filter((name) => /^assets.*\.js$/.test(name)).map((name) => basename(name)))
  const renamed = (text: string) =>
    text.replaceAll(/[\w-]+\.js\b/g, (name) =>
      scripts.has(name) ? name.replace('.js', `-${mark}.js`) : name,
    )
  const edited = (text: string) =>
    renamed(text)
      .replaceAll(contractVersion(version()), contractVersion(program))
      .replace(/("version":")[0-9a-f]{12}/, `$1${mark}`)
  for (const name of files) {
    const text = await readFile(join(pagesDir, name), 'utf8')
    await rm(join(pagesDir, name))
    await writeFile(join(pagesDir, renamed(name)), edited(text))
  }
  return pagesDir
}

export type ServedVersion = { url: string; organizerUrl: string; port: number; stop: () => Promise<void> }

/** Port 0 takes any. */
export async function serveVersion(
  which: ProgramVersion,
  folder: string,
  port: number,
): Promise<ServedVersion> {
  await mkdir(folder, { recursive: true })
  const pagesDir = await pagesOf(which, folder)
  const core = await openCore({
    dataDir: join(folder, 'data'),
    resourcesDir: RESOURCES,
    pdfWorkerUrl: PDF_WORKER,
    listWorkerUrl: LIST_WORKER,
    version: which.program,
  })
  const server = await startStationServer({ core, pagesDir, port, lan: false })
  return {
    url: server.url,
    organizerUrl: `${server.url}/join#secret=${core.inviteOrganizer()}`,
    port: server.port,
    stop: async () => {
      await server.close()
      await core.close()
    },
  }
}
