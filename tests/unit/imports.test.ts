/** Holds the layers: which part of the program may import which. */
import { describe, expect, it } from 'vitest'
import { importsOf, packageOf, sourceFiles } from '../fixtures/source-imports.ts'
import type { Import } from '../fixtures/source-imports.ts'

type Rule = {
  /** Files of the program, beside the part's own. */
  files: RegExp
  packages: RegExp
}

const NOTHING = /^(?!)/

/** Each part of src with what it may use. The first rule whose folder fits counts. */
const RULES: [folder: string, Rule][] = [
  ['src/shared/domain', { files: /^src\/shared\/(?!contract)/, packages: /^zod$/ }],
  ['src/shared/contract', { files: /^src\/shared\//, packages: /^(zod|@orpc\/contract)$/ }],
  ['src/shared', { files: /^src\/shared\//, packages: /^zod$/ }],
  [
    'src/core',
    {
      files: /^src\/shared\//,
      packages:
        /^(node:.+|lowdb|pdf-lib|pdfkit|pdfjs-dist|fontkit|pkijs|asn1js|@peculiar\/x509|reflect-metadata|zod|csv-parse|fflate|saxen|uqr|nodemailer|@neslinesli93\/qpdf-wasm|@orpc\/(server|contract)|@expo-google-fonts\/noto-sans)$/,
    },
  ],
  // the command line also works on single files, without a ceremony around them: check, stamp, verify a PDF
  ['src/server/commands', { files: /^src\/(shared\/|core\/|server\/)/, packages: /^(node:.+|zod|uqr)$/ }],
  [
    'src/server',
    {
      files: /^src\/(shared\/|core\/core\.ts$)/,
      packages:
        /^(node:.+|ws|sirv|@orpc\/(server|standard-server-peer)|@peculiar\/x509|reflect-metadata|uqr)$/,
    },
  ],
  [
    'src/main',
    {
      files: /^src\/(shared\/|core\/core\.ts$|server\/station-server\.ts$)/,
      packages: /^(node:.+|zod|electron|@orpc\/server)$/,
    },
  ],
  ['src/preload', { files: NOTHING, packages: /^electron$/ }],
  [
    'src/renderer',
    {
      files: /^src\/shared\/(?!domain\/decide\.ts$)/,
      packages:
        /^(vue|vue-router|vue-i18n|pinia|signature_pad|pdfjs-dist|uqr|idb|zxing-wasm|@kern-ux\/native|@fontsource\/fira-sans|@orpc\/(client|contract))$/,
    },
  ],
]

/** Types vanish when the program is built, and the contract reaches the pages as a type alone. */
const isValueOfContract = ({ from, to, isType }: Import): boolean =>
  from.startsWith('src/renderer/') && /^src\/shared\/contract(\.ts|\/)/.test(to) && !isType

function isForbidden({ to, isLocal }: Import, folder: string, rule: Rule): boolean {
  if (isLocal) return !to.startsWith(`${folder}/`) && !rule.files.test(to)
  return !rule.packages.test(to.startsWith('node:') ? to : packageOf(to))
}

function violations(): string[] {
  return sourceFiles('src').flatMap((file) => {
    const [folder, rule] = RULES.find(([each]) => file.startsWith(`${each}/`) || file === `${each}.ts`) ?? []
    if (!folder || !rule) return [`${file} belongs to no part`]
    return importsOf(file)
      .filter((each) => isForbidden(each, folder, rule))
      .map(({ from, to }) => `${from} imports ${to}`)
  })
}

describe('the layers of the program', () => {
  it('finds the sources and their imports', () => {
    const files = sourceFiles('src')
    expect(files).toContain('src/core/core-wiring.ts')
    expect(importsOf('src/core/core-wiring.ts').map(({ to }) => to)).toContain('src/shared/domain/ids.ts')
  })

  it('no part imports what it may not know', () => {
    expect(violations()).toEqual([])
  })

  it('the pages know the contract as a type only', () => {
    const values = sourceFiles('src/renderer').flatMap(importsOf).filter(isValueOfContract)
    expect(values.map(({ from, to }) => `${from} imports ${to}`)).toEqual([])
  })

  it('every local import names a file, with its extension', () => {
    const local = sourceFiles('src')
      .flatMap(importsOf)
      .filter(({ isLocal }) => isLocal)
    const bare = local.filter(({ to }) => !/\.(ts|vue|css|json|svg)(\?\w+)?$/.test(to))
    expect(bare.map(({ from, to }) => `${from} imports ${to}`)).toEqual([])
  })
})
