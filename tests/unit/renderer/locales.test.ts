import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONSENT_TEXTS, consentFor } from '../../../src/shared/consent.ts'
import { ERROR_STATUS } from '../../../src/shared/errors.ts'

const source = join(import.meta.dirname, '../../../src')
const locales = join(source, 'renderer/locales')
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

  it('call a thing by its one name', () => {
    const others = {
      german:
        /eingecheckt|\bComputers?\b|Projektion\b|Platzkarte|(ver|be)siegelt|Partei aufrufen|Befehlszeile|\bwirklich\b/i,
      english: /\b(the|this) host\b|next party/i,
    }
    expect([...german].filter(([, text]) => others.german.test(text))).toEqual([])
    expect([...english].filter(([, text]) => others.english.test(text))).toEqual([])
  })

  it('are set as a printer would: no shouting, true quotation marks, dashes and ellipses', () => {
    const typed = /!|["']| - |\.\.\./
    expect([...german, ...english].filter(([, text]) => typed.test(text))).toEqual([])
  })

  it('never claim more than a simple electronic signature', () => {
    const claims =
      /rechtsgültig|rechtssicher|rechtsverbindlich|fortgeschrittene|legally valid|legally binding/i
    expect([...german.values(), ...english.values()].filter((text) => claims.test(text))).toEqual([])
  })
})

describe.each(['de', 'en'] as const)('what guests read at the pad in easy words (%s)', (language) => {
  const usual = flat(read(language, 'signing.json'))
  const easy = flat(read(`${language}-simple`, 'signing.json'))
  /** Shown to the organizer, or while nobody has come. */
  const isForOthers = (key: string) => /^(kiosk|toOrganizer|idle)/.test(key)

  it('is there for every text of a turn, and for none that does not exist', () => {
    expect([...easy.keys()].toSorted()).toEqual(
      [...usual.keys()].filter((key) => !isForOthers(key)).toSorted(),
    )
  })

  it('fills the same gaps', () => {
    const differing = [...easy].filter(
      ([key, text]) => String(placeholders(text)) !== String(placeholders(usual.get(key) ?? '')),
    )
    expect(differing).toEqual([])
  })

  const spoken = [...easy.values(), ...consents(language)]
  const sentences = spoken.flatMap((text) => text.split(/(?<=[.?!:]) +/))

  it('says one thing in a sentence, in ten words at most', () => {
    expect(sentences.filter((sentence) => sentence.split(/\s+/).length > 10)).toEqual([])
  })

  it('knows no subjunctive, no passive and, in German, no genitive (DIN SPEC 33429)', () => {
    const hard = {
      de: /\b(würden?|könnten?|hätten?|wären?|sollten?|wird|werden|worden|wurden?|des|deren|dessen|jedoch|gegebenenfalls)\b/i,
      en: /\b(would|could|might|should|whose|whom|being|been|hereby|authorised)\b/i,
    }[language]
    expect(sentences.filter((sentence) => hard.test(sentence))).toEqual([])
  })

  it('joins long German words with a hyphen', () => {
    const words = language === 'de' ? spoken.flatMap((text) => text.match(/\p{L}{15,}/gu) ?? []) : []
    expect(
      words.filter((word) => !['unterschreiben', 'Unterschreiben', 'unterschrieben'].includes(word)),
    ).toEqual([])
  })
})

/** The texts in force, in easy words. */
function consents(language: 'de' | 'en'): string[] {
  return [false, true].map(
    (isAccession) =>
      CONSENT_TEXTS[consentFor({ isAccession, isEasy: true })]?.[language] ?? 'fehlt ganz und gar',
  )
}

describe('the consent', () => {
  it('is there for everybody, in both languages, in usual and in easy words', () => {
    for (const isAccession of [false, true])
      for (const isEasy of [false, true]) {
        const texts = CONSENT_TEXTS[consentFor({ isAccession, isEasy })]
        expect(Object.keys(texts ?? {})).toEqual(['de', 'en'])
        expect(texts?.de).toContain('einfache elektronische Signatur')
        expect(texts?.en).toContain('simple electronic signature')
      }
  })
})

/** Reasons that need no words of their own: what to do is the same, or only another program could bring them about. */
const SAID_ALIKE = new Set([
  'CONFLICT_command-id-reused',
  'CANNOT_SIGN_not-a-signatory',
  'FILE_NOT_A_TABLE_binary',
  'INPUT_INVALID_two-groups',
  'NOT_ALLOWED_NOW_no-server',
  'NOT_FOUND_other-ceremony',
  'SEAL_FAILED_key',
  'SEAL_FAILED_no-gap',
  'SEAL_FAILED_too-long',
])

describe('the sentences for errors', () => {
  it('cover every code, and none that does not exist', () => {
    const codes = new Set(
      [...flat(read('de', 'errors.json')).keys()].map((key) => key.replace(/_[a-z].*$/, '')),
    )
    expect([...codes].toSorted()).toEqual(Object.keys(ERROR_STATUS).toSorted())
  })

  it('tell each reason that is given for an error, but those that nobody meets or that change nothing in what to do', () => {
    const sources = globSync('**/*.ts', { cwd: source }).map((path) =>
      readFileSync(join(source, path), 'utf8'),
    )
    const given = sources.flatMap((text) =>
      [...text.matchAll(/MappeError\('([A-Z_]+)',\s*\{[^}]*?\breason: '([a-z-]+)'/g)].map(
        ([, code, reason]) => `${code}_${reason}`,
      ),
    )
    const told = flat(read('de', 'errors.json'))
    const untold = [...new Set(given)].filter((key) => !told.has(key) && !SAID_ALIKE.has(key))
    expect(given.length).toBeGreaterThan(40)
    expect(untold).toEqual([])
  })

  it.each(['de', 'en'])('say more than that it did not work, without a stack or a code, %s', (language) => {
    for (const [key, sentence] of flat(read(language, 'errors.json'))) {
      expect(sentence, key).toMatch(/[.)]$/)
      expect(sentence.split(/(?<=[.:;?]) /).length, key).toBeGreaterThan(1)
      expect(sentence, key).not.toMatch(/\b(undefined|null|Exception|[A-Z]{3,}_[A-Z]+)\b/)
    }
  })
})
