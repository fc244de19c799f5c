/** The sample ceremony: its files fit together, and nobody in it but the Landrat is a real person. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parse } from 'csv-parse/sync'
import { parseAgreement } from '../../../src/core/documents/signing/agreement-markup.ts'
import { ceremonySchema } from '../../../src/shared/domain/evening/ceremony.ts'
import { partnerSchema } from '../../../src/shared/domain/registry/registry.ts'

const bytesOf = (name: string): Buffer =>
  readFileSync(new URL(`../../../resources/sample/${name}`, import.meta.url))
const textOf = (name: string): string => bytesOf(name).toString('utf8')

const HEADERS =
  'Anrede;Titel;Vorname;Nachname;Aussprache;Funktion;Organisation;E-Mail;Telefon;Platz;Zeichnungsberechtigt;Vertretungsart;Protokollrang;Begrüßt von;Bemerkung;Quelle'
const COLUMNS = HEADERS.split(';')
/** Ranges the Bundesnetzagentur keeps free for fiction. */
const FICTITIOUS_NUMBER = /^(030 23125|069 90009|089 99998|040 66969|0221 4710) \d{3}$/
const MUNICIPALITIES =
  'Ammerbuch, Bodelshausen, Dettenhausen, Dußlingen, Gomaringen, Hirrlingen, Kirchentellinsfurt, Kusterdingen, Mössingen, Nehren, Neustetten, Ofterdingen, Rottenburg am Neckar, Starzach, Tübingen'.split(
    ', ',
  )

const partners = z
  .array(partnerSchema.omit({ id: true, note: true }).extend({ key: partnerSchema.shape.id }))
  .parse(JSON.parse(textOf('partners.json')))
const signing = partners
  .filter(({ role }) => role !== 'guest')
  .toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0))
const rows: string[][] = parse(textOf('attendees.csv'), { bom: true, delimiter: ';' })
const guests = rows
  .slice(1)
  .map((row) => Object.fromEntries(COLUMNS.map((column, index) => [column, row[index] ?? ''])))
const signatoryOf = (organisation: string) =>
  guests.filter((guest) => guest.Organisation === organisation && guest.Zeichnungsberechtigt === 'ja')
const nameOf = (guest: Record<string, string>): string =>
  [guest.Titel, guest.Vorname, guest.Nachname].filter(Boolean).join(' ')
const withPlainBlanks = (text: string): string => text.replaceAll('\u00a0', ' ')
const isDistinct = (values: readonly string[]): boolean => new Set(values).size === values.length

describe('the sample ceremony', () => {
  it('is a ceremony the program accepts, within one evening', () => {
    const ceremony = ceremonySchema.parse(JSON.parse(textOf('ceremony.json')))
    expect(ceremony).toMatchObject({ date: '2017-02-21', time: '18:00', capacity: 180 })
    expect(ceremony.agenda).toHaveLength(5)
    expect(guests.length).toBeLessThanOrEqual(ceremony.capacity ?? 0)
  })
})

describe('the sample partners', () => {
  it('are 22, three of them contracting parties, with an unbroken signing order', () => {
    expect(signing.map(({ order }) => order)).toEqual(Array.from({ length: 22 }, (_, index) => index + 1))
    expect(signing.slice(0, 3).every(({ role }) => role === 'contracting-party')).toBe(true)
    expect(signing.slice(3).every(({ role }) => role === 'alliance-partner')).toBe(true)
  })

  it('name all fifteen towns and municipalities of the county, in alphabetical order', () => {
    const towns = signing.filter(({ category }) => category === 'municipality').map(({ town }) => town)
    expect(towns).toEqual(MUNICIPALITIES)
  })

  it('leave the guests without a place in the order', () => {
    expect(partners.filter(({ role }) => role === 'guest').every(({ order }) => order === null)).toBe(true)
  })

  it('have each key and each name once', () => {
    expect(isDistinct(partners.map(({ key }) => key))).toBe(true)
    expect(isDistinct(partners.map(({ name }) => name))).toBe(true)
  })
})

describe('the sample guest list', () => {
  it('is written as German Excel reads it: byte order mark, semicolons, CRLF', () => {
    const text = textOf('attendees.csv')
    expect(text.startsWith(`\uFEFF${HEADERS}\r\n`)).toBe(true)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(rows.every((row) => row.length === COLUMNS.length)).toBe(true)
    expect(text.normalize('NFC')).toBe(text)
  })

  it('has exactly one signatory for each partner and none for a guest organisation', () => {
    for (const { name } of signing) expect(signatoryOf(name), name).toHaveLength(1)
    expect(guests.filter((guest) => guest.Zeichnungsberechtigt === 'ja')).toHaveLength(22)
  })

  it('says of every signatory, and of nobody else, in which capacity', () => {
    for (const guest of guests) {
      const known = guest.Zeichnungsberechtigt === 'ja' ? ['im Amt', 'i. V.', 'i. A.'] : ['']
      expect(known, nameOf(guest)).toContain(guest.Vertretungsart)
    }
    expect(new Set(guests.map((guest) => guest.Vertretungsart)).size).toBe(4)
  })

  it('knows the organisation of every guest and brings someone from each', () => {
    expect(new Set(guests.map((guest) => guest.Organisation))).toEqual(
      new Set(partners.map(({ name }) => name)),
    )
  })

  it('marks everyone as invented but the Landrat, of whom it keeps no contact', () => {
    const real = guests.filter((guest) => guest.Quelle !== 'erfundene Person')
    expect(real.map((guest) => `${guest.Funktion} ${nameOf(guest)}`)).toEqual(['Landrat Joachim Walter'])
    expect(real.map((guest) => [guest['E-Mail'], guest.Telefon])).toEqual([['', '']])
  })

  it('notes something of those alone of whom the door should know something', () => {
    const noted = guests.map((guest) => guest.Bemerkung ?? '').filter(Boolean)
    expect(noted).toEqual(['Vorstellung des Konzepts', 'Rollstuhlplatz', 'Impulsvortrag'])
  })

  it('has a guest of honour, so that the door shows how one is received', () => {
    const honoured = guests.filter((guest) => guest.Protokollrang !== '')
    expect(honoured.map((guest) => [nameOf(guest), guest['Begrüßt von']])).toEqual([
      ['Gerlinde Würthner-Abt', 'Landrat Joachim Walter'],
    ])
  })

  it('reaches nobody: addresses under example.org, numbers kept free for fiction', () => {
    const addresses = guests.map((guest) => guest['E-Mail'] ?? '').filter(Boolean)
    for (const address of addresses) expect(address).toMatch(/^[a-z-]+(\.[a-z-]+)*@([a-z-]+\.)?example\.org$/)
    const numbers = guests.map((guest) => guest.Telefon ?? '').filter(Boolean)
    for (const number of numbers) expect(number).toMatch(FICTITIOUS_NUMBER)
    expect(isDistinct(addresses)).toBe(true)
    expect(isDistinct(numbers)).toBe(true)
  })

  it('gives no seat twice', () => {
    expect(isDistinct(guests.map((guest) => guest.Platz ?? '').filter(Boolean))).toBe(true)
  })

  it('holds two pairs of namesakes, as the reception desk must expect them', () => {
    const names = guests.map((guest) => guest.Nachname ?? '')
    expect([...new Set(names.filter((name, index) => names.indexOf(name) !== index))].toSorted()).toEqual([
      'Maier',
      'Schäfer',
    ])
  })
})

describe('the sample agreement', () => {
  const source = textOf('kooperationsvereinbarung.md')
  const blocks = parseAgreement(source)
  const signatures = blocks.flatMap((block) => (block.kind === 'signatures' ? block.blocks : []))
  const headings = blocks.flatMap((block) =>
    block.kind === 'heading' ? block.spans.map(({ text }) => withPlainBlanks(text)) : [],
  )

  it('has a signature block for every partner, in the signing order', () => {
    expect(signatures.map(({ organisation }) => organisation)).toEqual(signing.map(({ name }) => name))
  })

  it('prints below each line the signatory of the guest list, with capacity and function', () => {
    for (const { organisation, lines } of signatures) {
      const [signatory] = signatoryOf(organisation)
      const capacity = signatory?.Vertretungsart === 'im Amt' ? '' : `${signatory?.Vertretungsart} `
      expect(lines.map(withPlainBlanks)).toEqual([
        `${capacity}${nameOf(signatory ?? {})}`,
        signatory?.Funktion,
      ])
    }
  })

  it('runs from § 1 to § 10 and refers to no section beyond', () => {
    const sections = headings.filter((text) => text.startsWith('§'))
    expect(sections.map((text) => Number(/^§ (\d+) /.exec(text)?.[1]))).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ])
    const references = [...source.matchAll(/§\u00a0(\d+)(?!\d|\u00a0ff|\sSGB)/g)].map(([, section]) =>
      Number(section),
    )
    expect(Math.max(...references)).toBe(10)
  })

  it('numbers the clauses of each section without a gap', () => {
    let expected = 1
    for (const block of blocks) {
      if (block.kind === 'heading' && block.level === 2) expected = 1
      if (block.kind !== 'clause' || !block.marker.startsWith('(')) continue
      expect(block.marker).toBe(`(${expected})`)
      expected += 1
    }
  })

  it('keeps a section sign with its number and an abbreviation together', () => {
    expect(source).not.toMatch(/§ \d|i\. [VA]\.|SGB [IVX]| ff\./)
  })

  it('names every municipality among the partners of § 2', () => {
    expect(withPlainBlanks(source)).toContain(`${MUNICIPALITIES.slice(0, -1).join(', ')} und Tübingen`)
  })

  it('says that it is a sample and that a drawn signature replaces no handwritten one', () => {
    expect(withPlainBlanks(source)).toContain('Beispieltext – kein echtes Vertragsdokument')
    expect(source).toContain('einfache elektronische Signatur')
    expect(source).not.toMatch(/rechtsgültig|fortgeschritten|qualifiziert/i)
  })
})
