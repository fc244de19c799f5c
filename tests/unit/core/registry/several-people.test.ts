import { describe, expect, it } from 'vitest'
import { coverageOf, fontFaces } from '../../../../src/core/fonts.ts'
import { readList } from '../../../../src/core/registry/read-list.ts'
import { namesSeveral } from '../../../../src/core/registry/several-people.ts'
import { reading, utf8 } from '../../../fixtures/registry/lists.ts'

describe('a name on a list', () => {
  it.each([
    'Karl u. Lotte Meyer',
    'Karl und Lotte Meyer',
    'Hans und Gerda Maier',
    'Meyer, Karl u. Lotte',
    'Karl & Lotte Meyer',
    'Karl+Lotte Meyer',
    'KARL UND LOTTE MEYER',
    'Karl-Heinz und Lotte Meyer',
    'Dr. Karl und Prof. Lotte Meyer',
    'Herr und Frau Meyer',
    'Herrn Karl Meyer und Frau Lotte Meyer',
    'Mr and Mrs Meyer',
    'Familie Schmidt',
    'Fam. Schmidt',
    'Fam.Schmidt',
    'An die Familie Schmidt',
    'Eheleute Müller',
    'Ehepaar Dr. Müller',
    'Karl Meyer mit Gattin',
    'Karl Meyer und Begleitung',
    'Karl Meyer nebst Familie',
  ])('stands for several people in "%s"', (cell) => {
    expect(namesSeveral(cell)).toBe(true)
  })

  it.each([
    'Karl-Heinz Müller-Lüdenscheidt',
    'Anna Maria Meyer',
    'von und zu Hohenlohe',
    'Philipp Prinz von und zu Hohenlohe-Langenburg',
    'Karl U. Meyer',
    'Meyer, Karl',
    'Leutheusser-Schnarrenberger',
    'Müller & Söhne GmbH',
    'Kanzlei Koch und Partner',
    'Gebr. Maier GmbH & Co. KG',
    'Amt für Ordnung und Soziales',
    'Verein Mensch und Natur e. V.',
    'Undine Fröhlich',
    'Thi Mai Nguyễn',
    'Familiengericht Tübingen',
    'Rosa Familiari',
    'Ortega y Gasset',
    '',
  ])('stands for one, or for nobody, in "%s"', (cell) => {
    expect(namesSeveral(cell)).toBe(false)
  })
})

const kinds = (list: string) => reading(list).preview.findings

describe('rows that name several people', () => {
  it('are told once each with the first place, and taken all the same', () => {
    const list =
      'Anrede;Vorname;Nachname;Organisation\nHerr;Eva;Abel;Müller und Söhne\nHerr und Frau;Karl u. Lotte;Meyer;\n;;Familie Schmidt;\n'
    expect(kinds(list)).toEqual([{ kind: 'several-people', count: 2, line: 3, example: 'Herr und Frau' }])
    expect(reading(list).attendees).toHaveLength(3)
  })

  it('are seen where the whole name stands in one column', () => {
    const list = 'Name;Funktion\nKarl u. Lotte Meyer;Bürgermeister und Vorsitzender\n'
    expect(kinds(list)).toMatchObject([{ kind: 'several-people', count: 1, example: 'Karl u. Lotte Meyer' }])
  })
})

describe('letters that no paper can show', () => {
  it('are told with the first row, and the row is taken', async () => {
    const coverage = coverageOf((await fontFaces()).regular)
    const bytes = utf8('Vorname;Nachname;Bemerkung\nThi Mai;Nguyễn;日本\nΓιώργος;Павлов;\n太郎;Yamada;\n')
    const read = readList(
      { bytes, fileName: 'liste.csv', coverage },
      { partners: [], attendees: [] },
      () => 'id',
    )
    expect(read.preview.findings).toEqual([{ kind: 'lacking-letters', count: 1, line: 4, example: '太郎' }])
    expect(read.attendees).toHaveLength(3)
  })
})
