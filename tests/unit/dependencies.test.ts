/** Holds the dependencies: pinned, used, and each with its reason in the README. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT, importsOf, packageOf, sourceFiles } from '../fixtures/source-imports.ts'

type Package = { dependencies: Record<string, string>; devDependencies: Record<string, string> }

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const { dependencies, devDependencies }: Package = JSON.parse(read('package.json'))
const everyName = Object.keys({ ...dependencies, ...devDependencies })

/** An exact version, also behind an alias: `npm:@cantoo/pdf-lib@2.11.1`. */
const EXACT = /^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+$/

/** Tools that are started or configured, not imported. */
const TOOLS = ['electron-builder', 'node', 'oxlint', 'prettier', 'typescript', 'vue-tsc']

const imported = new Set(
  [...['src', 'tests', 'scripts'].flatMap(sourceFiles), 'electron.vite.config.ts', 'vitest.config.ts']
    .flatMap(importsOf)
    .filter(({ isLocal, to }) => !isLocal && !to.startsWith('node:'))
    .map(({ to }) => packageOf(to)),
)

function isUsed(name: string): boolean {
  if (TOOLS.includes(name)) return true
  if (name.startsWith('@types/')) return isUsedWithTypes(name.slice('@types/'.length))
  return imported.has(name) || readsFilesOf(name)
}

const isUsedWithTypes = (name: string): boolean => name === 'node' || imported.has(name)

/** Fonts and the like, found by path: `'@expo-google-fonts/noto-sans/400Regular/…'`. */
const readsFilesOf = (name: string): boolean =>
  sourceFiles('src').some((file) => read(file).includes(`'${name}/`))

/** Without a release for two years or more when this was last asked (`npm view NAME time`, November 2026). */
const QUIET = [
  'lowdb',
  'steno',
  'fontkit',
  'restructure',
  'unicode-properties',
  'unicode-trie',
  'dfa',
  'brotli',
  'tiny-inflate',
  'clone',
  'linebreak',
  'base64-js',
  'pako',
  'fast-deep-equal',
  'reflect-metadata',
  'pvtsutils',
  'tslib',
  'totalist',
  'pngjs',
  '@types/pngjs',
]

describe('the packages this program stands on', () => {
  it('are pinned to exact versions', () => {
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !EXACT.test(version),
    )
    expect(loose).toEqual([])
  })

  it('are what the lock file says', () => {
    const [root] = Object.values<Package>(JSON.parse(read('package-lock.json')).packages)
    expect(root).toMatchObject({ dependencies, devDependencies })
  })

  it('are all used', () => {
    expect(everyName.filter((name) => !isUsed(name))).toEqual([])
  })

  it('come with everything the program imports', () => {
    expect([...imported].filter((name) => !everyName.includes(name))).toEqual([])
  })

  it('are each explained in the README', () => {
    const readme = existsSync(join(ROOT, 'README.md')) ? read('README.md') : ''
    expect(everyName.filter((name) => !readme.includes(`\`${name}\``))).toEqual([])
  })

  it('have a reason of their own where they have long been quiet', () => {
    const [, reasons = ''] = read('README.md').split('no release for two years or more**')
    const installed = Object.keys(JSON.parse(read('package-lock.json')).packages)
    expect(QUIET.filter((name) => !reasons.includes(`\`${name}\``))).toEqual([])
    expect(QUIET.filter((name) => !installed.some((path) => path.endsWith(`node_modules/${name}`)))).toEqual(
      [],
    )
  })

  it('go out with their licences: what the program imports is no tool for building', () => {
    const fromSources = sourceFiles('src')
      .flatMap(importsOf)
      .filter(({ isLocal, isType, to }) => !isLocal && !isType && !to.startsWith('node:'))
      .map(({ to }) => packageOf(to))
    expect(fromSources).toContain('vue')
    // Electron brings its own licences beside the program
    const undeclared = fromSources.filter((name) => !(name in dependencies) && name !== 'electron')
    expect(undeclared).toEqual([])
  })
})
