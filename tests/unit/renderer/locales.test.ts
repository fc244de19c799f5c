import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ERROR_STATUS } from '../../../src/shared/errors.ts'

const locales = join(import.meta.dirname, '../../../src/renderer/locales')
const files = readdirSync(join(locales, 'de'))

type Messages = { [key: string]: string | Messages }
const read = (language: string, file: string): Messages =>
  JSON.parse(readFileSync(join(locales, language, file), 'utf8'))

/** "step.agreement.title" → its text. */
function flat(messages: Messages, path = ''): Map<string, string> {
  const entries = Object.entries(messages).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : [...flat(value, `${path}${key}.`)],
  )
  return new Map(entries)
}
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].toSorted()

describe.each(files)('the texts in %s', (file) => {
  const german = flat(read('de', file))
  const english = flat(read('en', file))

  it('exist in both languages', () => {
    expect([...english.keys()].toSorted()).toEqual([...german.keys()].toSorted())
  })

  it('stand under keys without a dot, which would be read as a path', () => {
    const keysOf = (messages: Messages): string[] =>
      Object.entries(messages).flatMap(([key, value]) => [
        key,
        ...(typeof value === 'string' ? [] : keysOf(value)),
      ])
    expect(keysOf(read('de', file)).filter((key) => key.includes('.'))).toEqual([])
  })

  it('are never empty', () => {
    const empty = [...german, ...english].filter(([, text]) => text.trim() === '')
    expect(empty).toEqual([])
  })

  it('fill the same gaps in both languages', () => {
    const differing = [...german].filter(
      ([key, text]) => String(placeholders(text)) !== String(placeholders(english.get(key) ?? '')),
    )
    expect(differing).toEqual([])
  })

  it('never claim more than a simple electronic signature', () => {
    const claims =
      /rechtsgültig|rechtssicher|rechtsverbindlich|fortgeschrittene|legally valid|legally binding/i
    expect([...german.values(), ...english.values()].filter((text) => claims.test(text))).toEqual([])
  })
})

describe('the sentences for errors', () => {
  it('cover every code, and none that does not exist', () => {
    const codes = new Set(
      [...flat(read('de', 'errors.json')).keys()].map((key) => key.replace(/_[a-z].*$/, '')),
    )
    expect([...codes].toSorted()).toEqual(Object.keys(ERROR_STATUS).toSorted())
  })
})
