/** Every word on a surface comes from the locale files, and every word in them is used. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'vue/compiler-sfc'
import { describe, expect, it } from 'vitest'

const renderer = join(import.meta.dirname, '../../../src/renderer')
const read = (path: string) => readFileSync(join(renderer, path), 'utf8')
const components = globSync('**/*.vue', { cwd: renderer }).toSorted()
const scripts = globSync('**/*.ts', { cwd: renderer }).toSorted()

/** What is the same in every language, with the reason. */
const SAME_EVERYWHERE = new Map([
  ['SHA-256', 'the name of a procedure'],
  ['PDF', 'the name of a format'],
])

/** As far as it matters here: nodes of a template as the compiler gives them. */
type Node = {
  type: number
  content?: unknown
  name?: string
  tag?: string
  value?: { content: string }
  props?: Node[]
  children?: Node[]
  loc: { start: { line: number } }
}
const [TEXT, ATTRIBUTE] = [2, 6]
const SPOKEN = new Set(['title', 'aria-label', 'aria-description', 'placeholder', 'alt', 'label'])
const hasWords = (text: string) => /\p{L}{2,}/u.test(text) && !SAME_EVERYWHERE.has(text.trim())

function wordsIn(node: Node): string[] {
  const own = node.type === TEXT && typeof node.content === 'string' ? [node.content] : []
  const said = (node.props ?? []).flatMap(({ type, name = '', value }) =>
    type === ATTRIBUTE && SPOKEN.has(name) && value ? [value.content] : [],
  )
  return [...own, ...said, ...(node.children ?? []).flatMap(wordsIn)].filter(hasWords)
}

const templateOf = (path: string) => parse(read(path)).descriptor.template?.ast as Node | undefined

const withoutComments = (source: string) =>
  source
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(?<!:)\/\/.*$/gm, '')
    .replaceAll(/<!--[\s\S]*?-->/g, '')

/** String and template literals; the gaps of a template stand as a star. */
const literalsIn = (source: string): string[] =>
  [...withoutComments(source).matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)].map(
    ([, plain, template]) => plain ?? (template ?? '').replaceAll(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, '*'),
  )

describe('the words on the surfaces', () => {
  it.each(components)('%s has none of its own', (path) => {
    const template = templateOf(path)
    expect(template ? wordsIn(template) : []).toEqual([])
  })

  it('stand in no script either: no sentence, no German letter', () => {
    const isSentence = (text: string) => /[äöüÄÖÜß„“]|^\p{Lu}\p{Ll}+ \p{Ll}{2,}/u.test(text)
    const ours = [...scripts, ...components].filter((path) => !path.startsWith('organizer/registrations/'))
    const found = ours.flatMap((path) => {
      const script = withoutComments(read(path)).replaceAll(/new (Mappe)?Error\([^)]*\)/g, '')
      return literalsIn(script.replace(/<template>[\s\S]*<\/template>/, '').replace(/<style[\s\S]*/, ''))
        .filter(isSentence)
        .map((text) => `${path}: ${text}`)
    })
    expect(found).toEqual([])
  })
})

describe('the words in the locale files', () => {
  type Messages = { [key: string]: string | Messages }
  const keysOf = (messages: Messages, path: string): string[] =>
    Object.entries(messages).flatMap(([key, value]) =>
      typeof value === 'string' ? [`${path}.${key}`] : keysOf(value, `${path}.${key}`),
    )
  const keys = globSync('locales/de/*.json', { cwd: renderer }).flatMap((path) =>
    keysOf(JSON.parse(read(path)), path.replace(/^.*\/|\.json$/g, '')),
  )
  /** The command line says these, too; so they are named outside the pages. */
  const naming = [...scripts, ...components, '../shared/erasure-words.ts']
  const spoken = [...new Set(naming.flatMap((path) => literalsIn(read(path))))].filter(
    (text) => /^[\w.*-]+$/.test(text) && text.includes('.'),
  )
  /** Also those named inside the gap of a template. */
  const called = [...scripts, ...components].flatMap((path) =>
    [...withoutComments(read(path)).matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(([, key = '']) => key),
  )
  const exact = new Set([...spoken, ...called])
  const patterns = spoken
    .filter((text) => text.includes('*') && text.replaceAll(/[*.]/g, '').length > 2)
    .map((text) => new RegExp(`^${text.replaceAll('.', String.raw`\.`).replaceAll('*', '.+')}$`))

  it('are all used', () => {
    const unused = keys.filter((key) => !exact.has(key) && !patterns.some((pattern) => pattern.test(key)))
    expect(unused).toEqual([])
  })

  it('are all there that a surface names', () => {
    const known = new Set(keys)
    const areas = new Set(keys.map((key) => key.split('.')[0]))
    const missing = called.filter((key) => areas.has(key.split('.')[0]) && !known.has(key))
    expect([...new Set(missing)]).toEqual([])
  })
})
