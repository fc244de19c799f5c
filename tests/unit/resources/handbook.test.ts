/** Holds the handbook to the program: what it puts in quotation marks is what stands on the surfaces. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { marked } from 'marked'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const handbook = join(root, 'resources', 'handbook')
const LANGUAGES = ['de', 'en'] as const
type Language = (typeof LANGUAGES)[number]

const chaptersIn = (language: Language) => readdirSync(join(handbook, language)).toSorted()
const read = (language: Language, file: string) => readFileSync(join(handbook, language, file), 'utf8')

type Messages = { [key: string]: string | Messages }
const textsOf = (messages: Messages): string[] =>
  Object.values(messages).flatMap((value) => (typeof value === 'string' ? [value] : textsOf(value)))

/** Everything a surface may show: each plural form, and what stands before the first gap of a sentence or before the dots of a button that asks on. */
function wordsOn(language: Language): Set<string> {
  const folder = join(root, 'src/renderer/locales', language)
  const texts = readdirSync(folder).flatMap((file) =>
    textsOf(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
  )
  const forms = texts.flatMap((text) => text.split(' | '))
  return new Set(forms.flatMap((form) => [form, form.replace(/([:\s(„“]*\{.*| …)$/s, '')]))
}

const QUOTED = { de: /„([^“]+)“/g, en: /“([^”]+)”/g }
const quotedIn = (language: Language, text: string) =>
  [...text.matchAll(QUOTED[language])].map(([, it]) => it!)

describe.each(LANGUAGES)('the handbook in %s', (language) => {
  const words = wordsOn(language)

  it.each(chaptersIn(language))('%s names buttons and fields as the program does', (file) => {
    expect(quotedIn(language, read(language, file)).filter((each) => !words.has(each))).toEqual([])
  })

  it.each(chaptersIn(language))('%s has one title, and no heading skips a level', (file) => {
    const depths = marked
      .lexer(read(language, file))
      .flatMap((token) => (token.type === 'heading' ? [token.depth as number] : []))
    expect(depths[0]).toBe(1)
    expect(depths.slice(1).filter((depth) => depth !== 2)).toEqual([])
  })

  it.each(chaptersIn(language))('%s shows only pictures that are there, each described', (file) => {
    const pictures = [...read(language, file).matchAll(/!\[(.*?)\]\((.*?)\)/g)]
    const faults = pictures.filter(
      ([, words, path]) => words!.length < 10 || !existsSync(join(handbook, language, path!)),
    )
    expect(faults.map(([all]) => all)).toEqual([])
  })

  it.each(chaptersIn(language))('%s never claims more than a simple electronic signature', (file) => {
    expect(read(language, file)).not.toMatch(
      /rechtsgültig|rechtssicher|rechtsverbindlich|fortgeschrittene|legally valid|legally binding/i,
    )
  })
})

it('names buttons at all, so that the comparison means something', () => {
  const named = LANGUAGES.map((language) =>
    chaptersIn(language).flatMap((file) => quotedIn(language, read(language, file))),
  )
  for (const each of named) expect(each.length).toBeGreaterThan(30)
})

it('has the same chapters in both languages', () => {
  expect(chaptersIn('en')).toEqual(chaptersIn('de'))
})

describe('the command line in the handbook', () => {
  const { stdout: help } = spawnSync(process.execPath, [join(root, 'src/server/cli.ts')], {
    encoding: 'utf8',
  })
  const known = { commands: all(help, /^ {2}mappe ([a-z]+)/gm), options: all(help, /(--[a-z0-9-]+)/g) }
  const inCode = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code!).join('\n')

  it.each(LANGUAGES)('in %s names commands and options that there are', (language) => {
    const code = chaptersIn(language).map((file) => inCode(read(language, file)))
    const said = {
      commands: all(code.join('\n'), /mappe ([a-z]+)/g),
      options: all(code.join('\n'), /(--[a-z0-9-]+)/g),
    }
    const ofNpm = new Set(['--silent'])
    expect([...said.commands].filter((each) => !known.commands.has(each))).toEqual([])
    expect([...said.options].filter((each) => !known.options.has(each) && !ofNpm.has(each))).toEqual([])
  })

  it('leaves out no command for those who run the computers', () => {
    const listed = all(read('de', 'it.md'), /^\| `([a-z]+)/gm)
    expect([...known.commands].filter((each) => !listed.has(each))).toEqual([])
    expect(listed.size).toBeGreaterThan(10)
  })
})

function all(text: string, pattern: RegExp): Set<string> {
  return new Set([...text.matchAll(pattern)].map(([, found]) => found!))
}
