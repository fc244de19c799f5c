/** Packs the built program with electron-builder as `npm run dist` does, around a stand-in for the Electron binary. */
import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const ROOT = join(import.meta.dirname, '../..')
const run = promisify(execFile)

/** By these bytes @electron/fuses finds the switches in a binary; a version and a count precede them. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const FUSES = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'inspectArguments',
  'asarIntegrity',
  'onlyFromAsar',
  'browserSnapshot',
  'fileProtocolPrivileges',
] as const
type Fuse = (typeof FUSES)[number]

export type PackedProgram = {
  /** The packed program, unpacked again outside the project: it finds no packages but its own. */
  folder: string
  /** Paths inside app.asar, with forward slashes. */
  files: string[]
  /** Paths beside it. */
  notices: Record<string, string>
  fuses: Record<Fuse, 'on' | 'off'>
  remove: () => Promise<void>
}

/** Rejects with what electron-builder said when it does not like the configuration: it checks it against its own schema. */
export async function packProgram(options: string[] = []): Promise<PackedProgram> {
  const place = await mkdtemp(join(tmpdir(), 'mappe-packed-'))
  const remove = () => rm(place, { recursive: true, force: true })
  try {
    await writeStandIn(join(place, 'electron'))
    await run(process.execPath, [join(ROOT, 'scripts/notices.mjs')], { cwd: ROOT })
    await build(place, options)
    return { ...(await unpack(place)), remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function writeStandIn(folder: string): Promise<void> {
  await mkdir(join(folder, 'locales'), { recursive: true })
  await writeFile(join(folder, 'locales', 'de.pak'), '')
  const switches = [...FUSES].map(() => '0').join('')
  const wire = Buffer.from([1, FUSES.length])
  await writeFile(
    join(folder, 'electron'),
    Buffer.concat([Buffer.from(FUSE_SENTINEL), wire, Buffer.from(switches)]),
  )
  await chmod(join(folder, 'electron'), 0o755)
}

async function build(place: string, options: string[]): Promise<void> {
  const builder = join(ROOT, 'node_modules/electron-builder/cli.js')
  const fixed = [`-c.electronDist=${join(place, 'electron')}`, `-c.directories.output=${join(place, 'dist')}`]
  await run(process.execPath, [builder, '--linux', 'dir', '--x64', ...fixed, ...options], { cwd: ROOT })
}

type Asar = {
  listPackage: (file: string, options: object) => string[]
  extractAll: (file: string, to: string) => void
}

async function unpack(place: string): Promise<Omit<PackedProgram, 'remove'>> {
  const packed = join(place, 'dist', 'linux-unpacked')
  const archive = join(packed, 'resources', 'app.asar')
  const folder = join(place, 'app')
  const { listPackage, extractAll } = await asar()
  extractAll(archive, folder)
  const notices = ['licences.txt', 'sbom.cdx.json'].map(
    async (name) => [name, await readFile(join(packed, 'notices', name), 'utf8')] as const,
  )
  return {
    folder,
    files: listPackage(archive, {}).map((path) => path.replaceAll('\\', '/').slice(1)),
    notices: Object.fromEntries(await Promise.all(notices)),
    fuses: readFuses(await readFile(join(packed, 'unterschriftenmappe'), 'latin1')),
  }
}

/** electron-builder's own reader of the format. */
async function asar(): Promise<Asar> {
  const builder = createRequire(join(ROOT, 'node_modules/app-builder-lib/package.json'))
  return import(/* @vite-ignore */ builder.resolve('@electron/asar')) as Promise<Asar>
}

function readFuses(binary: string): PackedProgram['fuses'] {
  const start = binary.indexOf(FUSE_SENTINEL) + FUSE_SENTINEL.length + 2
  return Object.fromEntries(
    FUSES.map((fuse, index) => [fuse, binary[start + index] === '1' ? 'on' : 'off']),
  ) as PackedProgram['fuses']
}
