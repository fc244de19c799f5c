/**
 * What an installer carries, packed by electron-builder around a stand-in for the Electron binary, and whether it runs from there.
 * This does not prove that the installers themselves (NSIS, AppImage, deb, dmg) install, nor that Electron honours the fuses.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { BinaryFile } from '../../src/shared/contract/procedure.ts'
import { partnerIdSchema } from '../../src/shared/domain/ids.ts'
import { packageOf } from '../fixtures/source-imports.ts'
import { packProgram } from './packing.ts'
import type { PackedProgram } from './packing.ts'
import { callsOf, startShell } from './shell.ts'
import type { Calls, Shell } from './shell.ts'

let packed: PackedProgram
let shell: Shell

beforeAll(async () => {
  packed = await packProgram()
  shell = await startShell({ folder: packed.folder })
}, 180_000)

afterAll(async () => {
  await shell?.end()
  await packed?.remove()
})

const IMPORT = /(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*["']([@\w][\w@./:-]*)["']/g

/** Packages that the built main process names. */
function namedPackages(): string[] {
  const folder = join(packed.folder, 'out/main')
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  )
  const named = scripts.flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(IMPORT)].map(([, to]) => to!),
  )
  const packages = named.filter((to) => !to.startsWith('node:') && to !== 'electron').map(packageOf)
  return [...new Set(packages)].toSorted()
}

/** Folders of the packages that these need, and those in turn, as Node finds them. */
function neededFolders(names: string[], from = '', found = new Set<string>()): Set<string> {
  for (const name of names) {
    const folder = folderOf(name, from)
    if (folder === undefined || found.has(folder)) continue
    found.add(folder)
    const about = JSON.parse(readFileSync(join(packed.folder, folder, 'package.json'), 'utf8'))
    neededFolders(Object.keys({ ...about.dependencies, ...about.peerDependencies }), folder, found)
  }
  return found
}

function folderOf(name: string, from: string): string | undefined {
  const here = [from, 'node_modules', name].filter(Boolean).join('/')
  if (existsSync(join(packed.folder, here, 'package.json'))) return here
  return from === ''
    ? undefined
    : folderOf(name, from.split('/node_modules/').slice(0, -1).join('/node_modules/'))
}

const carriedFolders = () =>
  packed.files
    .filter((path) => /(^|\/)node_modules\/(@[^/]+\/)?[^/@]+\/package\.json$/.test(path))
    .map((path) => path.slice(0, -'/package.json'.length))

/** Found by path, not by import. */
const BY_PATH = ['@expo-google-fonts/noto-sans']

describe('an installer', () => {
  it('carries every package that the main process names', () => {
    expect(namedPackages().filter((name) => folderOf(name, '') === undefined)).toEqual([])
  })

  it('carries no package that nothing in it needs', () => {
    const needed = neededFolders([...namedPackages(), ...BY_PATH])
    expect(carriedFolders().filter((folder) => !needed.has(folder))).toEqual([])
  })

  it('carries no sources, tests, maps, fixtures or native modules', () => {
    const odd = /\.(ts|cts|mts|vue|map|node|tsbuildinfo)$|(^|\/)(tests?|__tests__|fixtures|\.github)\//
    expect(packed.files.filter((path) => odd.test(path))).toEqual([])
    const ours = packed.files.filter((path) => !path.startsWith('node_modules/'))
    const places = new Set(ours.map((path) => path.split('/').slice(0, 3).join('/')))
    expect([...places].filter((path) => !/^out\/(main|renderer)\/./.test(path)).toSorted()).toEqual([
      'LICENSE',
      'node_modules',
      'out',
      'out/main',
      'out/preload',
      'out/preload/index.cjs',
      'out/renderer',
      'package.json',
      'resources',
      'resources/sample',
      'resources/sample/attendees.csv',
      'resources/sample/ceremony.json',
      'resources/sample/kooperationsvereinbarung.md',
      'resources/sample/partners.json',
    ])
    const kinds = new Set(
      ours.filter((path) => /^out\/.*\./.test(path)).map((path) => /\.(\w+)(\.(br|gz))?$/.exec(path)?.[1]),
    )
    expect([...kinds].toSorted()).toEqual([
      'bcmap',
      'cjs',
      'css',
      'html',
      'icc',
      'js',
      'mjs',
      'pfb',
      'svg',
      'ttf',
      'wasm',
      'webp',
      'woff2',
    ])
  })

  it('carries every chapter of the handbook, in both languages and with its pictures', () => {
    const handbook = join(import.meta.dirname, '../../resources/handbook')
    const pages = packed.files.filter((path) => path.startsWith('out/renderer/assets/'))
    const scripts = pages.filter((path) => path.endsWith('.js'))
    const text = scripts.map((path) => readFileSync(join(packed.folder, path), 'utf8')).join('\n')
    const names = readdirSync(handbook, { recursive: true, encoding: 'utf8' })
    const titles = names
      .filter((name) => name.endsWith('.md'))
      .map((name) => /^# (.+)$/m.exec(readFileSync(join(handbook, name), 'utf8'))?.[1] ?? name)
    expect(titles.filter((title) => !text.includes(title))).toEqual([])
    const pictures = readdirSync(join(handbook, 'pictures')).map((name) => name.replace('.webp', '-'))
    expect(pictures.length).toBeGreaterThan(5)
    const missing = pictures.filter(
      (name) => !pages.some((path) => path.startsWith(`out/renderer/assets/${name}`)),
    )
    expect(missing).toEqual([])
  })

  it('has its switches set against misuse', () => {
    expect(packed.fuses).toEqual({
      runAsNode: 'off',
      cookieEncryption: 'on',
      nodeOptions: 'off',
      inspectArguments: 'off',
      asarIntegrity: 'on',
      onlyFromAsar: 'on',
      browserSnapshot: 'off',
      fileProtocolPrivileges: 'off',
    })
  })

  it('brings the licences of what is inside', () => {
    const licences = packed.notices['licences.txt'] ?? ''
    for (const part of ['pdf-lib', 'vue', 'qpdf 12', 'libjpeg-turbo', 'ZXing-C++', 'SIL OPEN FONT LICENSE'])
      expect(licences).toContain(part)
    expect(licences).not.toContain('not stated')
  })

  it('brings a bill of materials with every package the program stands on', () => {
    const { bomFormat, components } = JSON.parse(packed.notices['sbom.cdx.json'] ?? '{}')
    const { dependencies } = JSON.parse(readFileSync(join(packed.folder, 'package.json'), 'utf8'))
    const listed = components.map(({ name }: { name: string }) => name)
    expect(bomFormat).toBe('CycloneDX')
    expect(Object.keys({ electron: '', ...dependencies }).filter((name) => !listed.includes(name))).toEqual(
      [],
    )
  })

  it('names each package that it carries, in its version, in both', () => {
    const { components } = JSON.parse(packed.notices['sbom.cdx.json'] ?? '{}')
    const inBill = components.map(
      ({ name, version }: { name: string; version: string }) => `${name} ${version}`,
    )
    const inLicences = (packed.notices['licences.txt'] ?? '').split('\n')
    const carried = carriedFolders().map((folder) => {
      const { version } = JSON.parse(readFileSync(join(packed.folder, folder, 'package.json'), 'utf8'))
      return `${folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)} ${version}`
    })
    expect(carried.length).toBeGreaterThan(40)
    expect(carried.filter((each) => !inBill.includes(each))).toEqual([])
    expect(carried.filter((each) => !inLicences.some((line) => line.startsWith(`${each}: `)))).toEqual([])
  })
})

const firstState = z.object({
  state: z.object({ agreement: z.object({ signers: z.array(partnerIdSchema) }) }),
})

/** Everybody signs on paper: the shortest way to a seal. */
async function sealOnPaper(call: Calls) {
  await call.ceremony.loadSample({ commandId: newCommandId() })
  await call.agreement.open({ commandId: newCommandId() })
  const feed = await call.live.facts({ since: null })
  const { value } = await feed.next()
  await feed.return?.(undefined)
  for (const partnerId of firstState.parse(value).state.agreement.signers)
    await call.signing.leaveToPaper({ partnerId, commandId: newCommandId() })
  await call.agreement.seal({ commandId: newCommandId() })
}

const textOf = async (file: BinaryFile) => Buffer.from(await file.arrayBuffer()).toString('latin1')

describe('the program out of an installer', () => {
  it('reads a list, prints, seals and verifies with what it carries', async () => {
    const { call, port } = await callsOf(shell.window)
    await sealOnPaper(call)
    const list = new Blob(['Vorname;Nachname;Organisation\nÖzlem;Şahin;Stadt Reutlingen\n'])
    const preview = await call.registry.previewList({ file: list, fileName: 'Gäste.csv', options: {} })
    const sealed = await call.documents.make({ kind: 'sealed-agreement', copies: 1 })
    const verified = await call.agreement.verify({ file: sealed.file, fileName: sealed.fileName })
    const { file } = await call.documents.make({ kind: 'attendance-list', copies: 1 })
    port.close()
    expect(preview.rows).toBe(1)
    expect(verified.verdict).toBe('good')
    expect((await textOf(file)).slice(0, 5)).toBe('%PDF-')
  })
})

describe('the configuration', () => {
  it('is refused with a word that electron-builder does not know', async () => {
    await expect(packProgram(['-c.nsis.perMachin=true'])).rejects.toThrow('perMachin')
  })
})
