/** Holds the surfaces to themselves: where one text names a button, a page or a field, it is called so there. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const locales = join(import.meta.dirname, '../../../src/renderer/locales')
const QUOTED = { de: /„([^“{]+)“/g, en: /“([^”{]+)”/g } as const
type Language = keyof typeof QUOTED

/** What is quoted and is no word of a surface: what lists, papers, folders and other programs call their things. */
const NOT_OURS: Record<Language, readonly string[]> = {
  de: [
    '+49',
    'Tübingen, den …',
    'im Amt',
    'i. V.',
    'i. A.',
    'Original x von y',
    'Unterschriftenmappe-Sicherung',
    'Tatsächliche Größe',
    'Excel-Arbeitsmappe (.xlsx)',
    'Erweitert',
    'Geführter Zugriff',
    'App anheften',
  ],
  en: [
    '+49',
    'Tübingen, den …',
    'Original x von y',
    'Unterschriftenmappe-Sicherung',
    'actual size',
    'Excel Workbook (.xlsx)',
    'Advanced',
    'Guided Access',
    'Pin app',
  ],
}

type Messages = { [key: string]: string | Messages }
const textsOf = (messages: Messages): string[] =>
  Object.values(messages).flatMap((value) => (typeof value === 'string' ? [value] : textsOf(value)))

const textsIn = (language: Language): string[] =>
  readdirSync(join(locales, language)).flatMap((file) =>
    textsOf(JSON.parse(readFileSync(join(locales, language, file), 'utf8'))),
  )

/** Each plural form, also without the gap at its end, and with the dots in its place that stand for any number. */
const namesIn = (texts: readonly string[]): Set<string> =>
  new Set(
    texts
      .flatMap((text) => text.split(' | '))
      .flatMap((form) => [form, form.replace(/([:\s(„“]*\{.*| …)$/s, ''), form.replace(/\{\w+\}/g, '…')]),
  )

describe.each(['de', 'en'] as const)('what the surfaces call each other in %s', (language) => {
  const texts = textsIn(language)
  const quoted = texts.flatMap((text) => [...text.matchAll(QUOTED[language])].map(([, word]) => word!))

  it('is what stands there', () => {
    const names = namesIn(texts)
    const foreign = new Set(NOT_OURS[language])
    expect(quoted.filter((word) => !names.has(word) && !foreign.has(word))).toEqual([])
  })

  it('leaves nothing on the list of foreign words that nobody quotes', () => {
    expect(NOT_OURS[language].filter((word) => !quoted.includes(word))).toEqual([])
  })
})
