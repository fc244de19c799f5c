import { describe, expect, it } from 'vitest'
import type { Hit } from '../../../src/shared/search.ts'
import { createSearchIndex } from '../../../src/shared/search.ts'
import type { SearchField } from '../../../src/shared/search/indexed-words.ts'
import { attendeeFields } from '../../../src/shared/search/attendee-fields.ts'
import { attendeeSchema, partnerSchema } from '../../../src/shared/domain/registry/registry.ts'
import { filledIndex, searchableGuests } from '../../fixtures/registry/searchable.ts'
import { SECOND_PEOPLE, SECOND_QUERIES } from '../../fixtures/registry/search-queries-second.ts'
import { THIRD_PEOPLE, THIRD_QUERIES } from '../../fixtures/registry/search-queries-third.ts'
import { FIFTH_PEOPLE, FIFTH_QUERIES } from '../../fixtures/registry/search-queries-fifth.ts'
import { SIXTH_PEOPLE, SIXTH_QUERIES } from '../../fixtures/registry/search-queries-sixth.ts'
import { EIGHTH_PEOPLE, EIGHTH_QUERIES } from '../../fixtures/registry/search-queries-eighth.ts'
import { SEVENTH_PEOPLE, SEVENTH_QUERIES } from '../../fixtures/registry/search-queries-seventh.ts'
import { FOURTH_PEOPLE, FOURTH_QUERIES } from '../../fixtures/registry/search-queries-fourth.ts'
import { KINDS, QUERIES } from '../../fixtures/registry/search-queries.ts'

const guests = (...names: [lastName: string, firstName: string][]) => {
  const index = createSearchIndex<string>()
  for (const [lastName, firstName] of names) {
    index.put(`${firstName} ${lastName}`, [
      { name: 'lastName', text: lastName, isPersonName: true },
      { name: 'firstName', text: firstName, isPersonName: true },
    ])
  }
  return index
}
const ids = (hits: Hit<string>[]) => hits.map(({ id }) => id)

describe('finding the person who is meant among 10,000 guests', () => {
  const index = filledIndex(searchableGuests(10_000))
  const isFound = ([query, id]: (typeof QUERIES)[number]) => ids(index.search(query, 5)).includes(id)

  it('shows the right person among the first five for at least 97 of 100 queries', () => {
    const missed = QUERIES.filter((query) => !isFound(query)).map(([query]) => query)
    expect(1 - missed.length / QUERIES.length, `missed: ${missed.join(', ')}`).toBeGreaterThanOrEqual(0.97)
  })

  it.each(KINDS.filter((kind) => kind !== 'heard'))('misses none of the queries of kind "%s"', (kind) => {
    expect(QUERIES.filter((query) => query[2] === kind && !isFound(query))).toEqual([])
  })
})

describe.each([
  ['second', SECOND_PEOPLE, SECOND_QUERIES],
  ['third', THIRD_PEOPLE, THIRD_QUERIES],
  ['fifth', FIFTH_PEOPLE, FIFTH_QUERIES],
  ['sixth', SIXTH_PEOPLE, SIXTH_QUERIES],
  ['seventh', SEVENTH_PEOPLE, SEVENTH_QUERIES],
  ['eighth', EIGHTH_PEOPLE, EIGHTH_QUERIES],
])('the people and queries of the %s list', (_name, people, queries) => {
  it('are found among the first five, all but a few', () => {
    const index = filledIndex(searchableGuests(10_000, people))
    const missed = queries.filter(([query, id]) => !ids(index.search(query, 5)).includes(id))
    expect(missed.length / queries.length, missed.join(' | ')).toBeLessThanOrEqual(0.03)
  })
})

describe('the people and queries of the fourth list', () => {
  const index = filledIndex(searchableGuests(10_000, FOURTH_PEOPLE))
  const small = filledIndex(searchableGuests(200 - FOURTH_PEOPLE.length, FOURTH_PEOPLE))

  it('are found among the first five, all but a few; two letters among 200 guests', () => {
    const missed = FOURTH_QUERIES.filter(
      ([query, id, kind]) => !ids((kind === 'short' ? small : index).search(query, 5)).includes(id),
    )
    expect(missed.length / FOURTH_QUERIES.length, missed.join(' | ')).toBeLessThanOrEqual(0.03)
  })
})

describe('what nobody entered', () => {
  const people = (...fields: SearchField[][]) => {
    const index = createSearchIndex<string>()
    for (const each of fields) index.put(each.map(({ text }) => text).join(' '), each)
    return index
  }
  const named = (lastName: string, firstName: string, office = ''): SearchField[] => [
    { name: 'lastName', text: lastName, isPersonName: true },
    { name: 'firstName', text: firstName, isPersonName: true },
    { name: 'function', text: office, isOffice: true },
  ]

  it('is the name behind a short one, which comes after those who are really called so', () => {
    const index = people(named('Nill', 'Josef'), named('Nill', 'Sepp'), named('Nill', 'Rosa'))
    expect(ids(index.search('sepp nill', 2))).toEqual(['Nill Sepp ', 'Nill Josef '])
  })

  it('is the short name behind a full one', () => {
    const index = people(named('Hauth', 'Liesel'), named('Hauth', 'Rosa'), named('Haut', 'Karl'))
    expect(ids(index.search('elisabeth hauth', 1))).toEqual(['Hauth Liesel '])
  })

  it('is Sankt behind St., and St. behind Sankt', () => {
    const homes = people(
      [{ name: 'organisation', text: 'Seniorenheim St. Anna', isOrganisation: true }],
      [{ name: 'town', text: 'Sankt Ulrich' }],
      [{ name: 'lastName', text: 'Stangl', isPersonName: true }],
    )
    expect(ids(homes.search('sankt anna'))).toEqual(['Seniorenheim St. Anna'])
    expect(ids(homes.search('st ulrich'))).toEqual(['Sankt Ulrich'])
    expect(homes.search('sankt a')[0]?.marks).toEqual([
      { field: 'organisation', start: 13, end: 15 },
      { field: 'organisation', start: 17, end: 18 },
    ])
  })

  it('is Saint-Malo behind St Malo, and Sainte-Foy behind Ste Foy', () => {
    const towns = people([{ name: 'town', text: 'Saint-Malo' }], [{ name: 'town', text: 'Sainte-Foy' }])
    expect(ids(towns.search('st malo'))).toEqual(['Saint-Malo'])
    expect(ids(towns.search('ste foy'))).toEqual(['Sainte-Foy'])
  })

  it('is who does what is named', () => {
    const index = people(named('Zeyer', 'Marion', 'Leiterin'), named('Abt', 'Jan', 'Referent'))
    expect(ids(index.search('leitung'))).toEqual(['Zeyer Marion Leiterin'])
  })

  it('is how double letters tell names apart, where the key cannot', () => {
    const index = people(named('Häusler', 'Anna'), named('Häußler', 'Traugott'))
    expect(ids(index.search('haussler'))[0]).toBe('Häußler Traugott ')
    expect(ids(index.search('häusler'))[0]).toBe('Häusler Anna ')
  })
})

describe('a name that is heard as a German ear hears it', () => {
  it.each([
    ['dschuritsch', 'Đurić'],
    ['streltschik', 'Strzelczyk'],
    ['schiaoming', 'Xiaoming'],
    ['öxner', 'Öchsner'],
    ['hövel', 'Heuvel'],
    ['benoa', 'Benoît'],
    ['nur', 'Nour'],
    ['rassi', 'Ghazi'],
    ['mustaza', 'Mustață'],
    ['dworschak', 'Dvořák'],
    ['kombka', 'Kąpka'],
    ['schanlu', 'Jean-Loup'],
  ])('is found: "%s" is %s', (typed, name) => {
    const index = guests([name, ''], ['Weber', 'Anton'], ['Schreiber', 'Ute'], ['Hofer', 'Karl'])
    expect(index.search(typed)[0]).toMatchObject({ id: ` ${name}`, rank: 'phonetic' })
  })
})

describe('an office that is called by its short form', () => {
  const people = (...offices: string[]) => {
    const index = createSearchIndex<string>()
    for (const text of offices) index.put(text, [{ name: 'function', text, isOffice: true }])
    return index
  }
  const offices = people(
    'Oberbürgermeisterin',
    'Bürgermeister',
    'Geschäftsführer',
    'Mitglied des Landtags',
    'Gemeinderat',
  )

  it.each([
    ['obm', 'Oberbürgermeisterin'],
    ['bgm', 'Bürgermeister'],
    ['gf', 'Geschäftsführer'],
    ['mdl', 'Mitglied des Landtags'],
  ])('is found by "%s"', (typed, office) => {
    expect(ids(offices.search(typed))[0] ?? '').toBe(office)
  })

  it('is not found by letters that begin no syllable of it, nor by vowels', () => {
    const byShortForm = (typed: string) => offices.search(typed).filter(({ rank }) => rank === 'part')
    expect(byShortForm('gt')).toEqual([])
    expect(byShortForm('geu')).toEqual([])
  })

  it('comes after whoever is called so, and is marked as a whole', () => {
    const index = people('Geschäftsführer')
    index.put('Gfrerer', [{ name: 'lastName', text: 'Gfrerer', isPersonName: true }])
    expect(ids(index.search('gf'))).toEqual(['Gfrerer', 'Geschäftsführer'])
    expect(index.search('gf')[1]?.marks).toEqual([{ field: 'function', start: 0, end: 15 }])
  })
})

describe('an organisation that is called by its initials', () => {
  const named = (...organisations: string[]) => {
    const index = createSearchIndex<string>()
    for (const text of organisations) index.put(text, [{ name: 'organisation', text, isOrganisation: true }])
    return index
  }
  const marked = (name: string, query: string) =>
    named(name)
      .search(query)[0]
      ?.marks.map(({ start, end }) => name.slice(start, end))

  it.each([
    ['Agentur für Arbeit Nordrand', ['AfA', 'afan', 'AA']],
    ['Deutsches Rotes Kreuz, Kreisverband Achtal', ['DRK', 'KV']],
    ['Arbeiter-Samariter-Bund', ['ASB']],
    ['Landratsamt Achtal', ['LRA']],
    ['Jobcenter', ['JC']],
    ['Industrie- und Handelskammer Nordrand', ['IHK']],
    ['Handwerkskammer', ['hwk']],
    ['Volkshochschule e. V.', ['vhs']],
    ['Arbeiterwohlfahrt', ['AWO']],
  ])('finds "%s", though nobody entered them', (name, queries) => {
    const index = named(name, 'Sparkasse Weiler', 'Caritasverband')
    for (const query of queries) expect(ids(index.search(query))[0], query).toBe(name)
  })

  it('marks the letters the initials stand for', () => {
    expect(marked('Agentur für Arbeit', 'afa')).toEqual(['A', 'f', 'A'])
    expect(marked('Agentur für Arbeit', 'aa')).toEqual(['A', 'A'])
    expect(marked('Landratsamt Achtal', 'lra')).toEqual(['Landratsamt'])
  })

  it('comes after whoever bears these letters in a name, and before what only sounds so', () => {
    const index = named('Deutsches Rotes Kreuz', 'Drk-Stiftung')
    index.put('Türk', [{ name: 'lastName', text: 'Türk', isPersonName: true }])
    expect(ids(index.search('drk'))).toEqual(['Drk-Stiftung', 'Deutsches Rotes Kreuz', 'Türk'])
  })

  it('is forgotten with its last guest', () => {
    const index = named('Jobcenter')
    index.remove('Jobcenter')
    expect(index.search('jc')).toEqual([])
  })
})

describe('a word whose ending is left to a later one', () => {
  const index = createSearchIndex<string>()
  for (const text of ['Wasser- und Bodenverband', 'Kranken-, Pflege- und Rentenversicherung', 'Bodenkammer'])
    index.put(text, [{ name: 'organisation', text, isOrganisation: true }])
  index.put('leader', [{ name: 'function', text: 'Haupt- und Personalamtsleiter', isOffice: true }])

  it.each([
    ['wasserverband', 'Wasser- und Bodenverband'],
    ['wasserver', 'Wasser- und Bodenverband'],
    ['krankenversicherung', 'Kranken-, Pflege- und Rentenversicherung'],
    ['pflegeversicherung', 'Kranken-, Pflege- und Rentenversicherung'],
    ['hauptamtsleiter', 'leader'],
  ])('is found in full: "%s" in "%s"', (typed, id) => expect(ids(index.search(typed))).toEqual([id]))

  it('is marked with the word that lends the ending', () => {
    expect(index.search('wasserverband')[0]?.marks).toEqual([
      { field: 'organisation', start: 0, end: 6 },
      { field: 'organisation', start: 12, end: 24 },
    ])
  })

  it('is not found by an ending that no later word has', () => {
    expect(index.search('wasserkammer').filter(({ rank }) => rank !== 'typo')).toEqual([])
  })
})

describe('spellings of one name', () => {
  it.each([
    ['Müller', ['mueller', 'MÜLLER', 'muller', 'Mu\u0308ller', 'mül']],
    ['Groß', ['gross', 'GROSZ', 'gros']],
    ['Öztürk', ['oeztuerk', 'ozturk']],
    ['Şahin', ['sahin', 'Schahin', 'şahin']],
    ['Çelik', ['celik', 'tschelik']],
    ['Yılmaz', ['yilmaz', 'YILMAZ', 'Jilmas']],
    ['Łukaszewski', ['lukaszewski', 'lukaschewski']],
    ['Đorđević', ['dordevic', 'djordjevic']],
    ['Jørgensen', ['jorgensen', 'joergensen']],
    ['Mohammed', ['Muhammad', 'Mohamad', 'muhamed']],
    ['Yusuf', ['Jussuf', 'Youssef']],
    ['Nguyễn', ['nguyen', 'nguen', 'nujen']],
    ["O'Brien", ['obrien', 'o’brien', 'brien']],
    ['Jamal', ['Dschamal', 'Djamal', 'Gamal']],
    ['Dschamal', ['Jamal']],
    ['Khaled', ['Chalid', 'Khalid']],
    ['Aischa', ['Aisha', 'Aicha']],
    ['Wladimir', ['Vladimir', 'Владимир']],
    ['Юлия', ['julia', 'Yulia', 'юлия']],
    ['Ελένη', ['eleni', 'Ελενη']],
    ['Khatib', ['Al-Khatib', 'alkhatib', 'el chatib']],
    ['Meyer', ['Maier', 'Mayr', 'meier']],
    ['El Moussaoui', ['Musawi', 'elmusawi', 'el Mussaui']],
    ['Szentgyörgyi', ['Sentdjördji', 'szent györgyi']],
  ])('finds %s however it is written', (name, queries) => {
    const index = guests([name, 'Kim'], ['Abendroth', 'Udo'], ['Finkbeiner', 'Gerd'])
    for (const query of queries) expect(ids(index.search(query))[0], query).toBe(`Kim ${name}`)
  })
})

describe('words around and within a name', () => {
  const index = guests(
    ['von der Heide', 'Hans'],
    ['Käßbohrer-Lenz', 'Wolf-Dieter'],
    ['El Mansouri', 'Fatima'],
    ['Lê', 'Hoa'],
    ['Drexler', 'Eva'],
  )

  it.each(['Hans Heide', 'heide hans', 'Heide, Hans von der', 'Herr Dr. Hans von der Heide', 'hans v'])(
    'finds Hans von der Heide as "%s"',
    (query) => expect(ids(index.search(query))).toEqual(['Hans von der Heide']),
  )

  it.each(['lenz kaessbohrer', 'Käßbohrer Wolf', 'bohrer', 'wolfdieter', 'Lenz-K'])(
    'finds the double name as "%s"',
    (query) => expect(ids(index.search(query))[0]).toBe('Wolf-Dieter Käßbohrer-Lenz'),
  )

  it('joins what is written apart and parts what is written as one', () => {
    expect(ids(index.search('Elmansouri'))[0]).toBe('Fatima El Mansouri')
    expect(ids(index.search('drex ler'))[0]).toBe('Eva Drexler')
    const both = guests(['Drexel-Leer', 'Udo'], ['Drexler', 'Eva'])
    expect(both.search('drex ler').map(({ id, rank }) => [id, rank])).toEqual([
      ['Eva Drexler', 'exact'],
      ['Udo Drexel-Leer', 'prefix'],
    ])
  })

  it('takes a particle for the beginning of a first name, if there is one', () => {
    const both = guests(['Müller', 'Anna'], ['Müller', 'Dennis'])
    expect(ids(both.search('müller de'))[0]).toBe('Dennis Müller')
  })

  it('finds by one of the words when the others are wrong, but only as a guess', () => {
    expect(index.search('Drexler Petra').map(({ id, rank }) => [id, rank])).toEqual([['Eva Drexler', 'typo']])
  })

  it('looks for a particle when nothing else is typed, for it may be a surname', () => {
    expect(ids(index.search('le'))[0]).toBe('Hoa Lê')
    expect(ids(index.search('dr'))[0]).toBe('Eva Drexler')
  })
})

describe('the order of hits', () => {
  it('puts exact before beginning before sound before slip', () => {
    const index = guests(['Mayerhofer', 'A'], ['Mayer', 'B'], ['Maier', 'C'], ['Mazer', 'D'])
    const hits = index.search('mayer')
    expect(hits.map(({ id, rank }) => [id, rank])).toEqual([
      ['B Mayer', 'exact'],
      ['A Mayerhofer', 'prefix'],
      ['C Maier', 'phonetic'],
      ['D Mazer', 'typo'],
    ])
  })

  it('puts those still awaited before those who are here, then goes by name', () => {
    const index = guests(['Koch', 'Anna'], ['Koch', 'Udo'], ['Koch', 'Berta'])
    const hits = index.search('koch', 20, { arrived: (id) => id === 'Anna Koch' })
    expect(ids(hits)).toEqual(['Berta Koch', 'Udo Koch', 'Anna Koch'])
  })

  it('puts an awaited Koch before one who is here, even one whose name fits more closely', () => {
    const index = guests(['Koch', 'Anna'], ['Abel', 'Koch'])
    expect(ids(index.search('koch', 20, { arrived: (id) => id === 'Anna Koch' }))).toEqual([
      'Koch Abel',
      'Anna Koch',
    ])
  })

  it('puts whoever is called just so before a double name of which that is a part', () => {
    const index = guests(
      ['Ackermann-Iwanow', 'Anna'],
      ['Freiherr von Iwanow', 'Udo'],
      ['Iwanow-Koch', 'Berta'],
    )
    for (const query of ['iwanow', 'ivanov', 'iwan'])
      expect(ids(index.search(query))[0], query).toBe('Udo Freiherr von Iwanow')
  })

  it('finds by the name that friends use', () => {
    const index = createSearchIndex<string>()
    const guest = attendeeSchema.parse({ id: 'a', lastName: 'Abel', firstName: 'Josef', nickname: 'Sepp' })
    index.put('a', attendeeFields(guest, undefined))
    expect(index.search('sepp')).toMatchObject([
      { id: 'a', marks: [{ field: 'nickname', start: 0, end: 4 }] },
    ])
  })

  it('puts a name before an organisation of that name', () => {
    const partner = partnerSchema.parse({ id: 'p', name: 'Walter Bau GmbH', town: 'Ahrental' })
    const index = createSearchIndex<string>()
    index.put(
      'a',
      attendeeFields(attendeeSchema.parse({ id: 'a', lastName: 'Abel', partnerId: 'p' }), partner),
    )
    index.put('b', attendeeFields(attendeeSchema.parse({ id: 'b', lastName: 'Walter' }), undefined))
    expect(ids(index.search('walter'))).toEqual(['b', 'a'])
    expect(ids(index.search('ahren'))).toEqual(['a'])
  })

  it('shows no guesses when five or more fit', () => {
    const index = guests(
      ['Koch', 'A'],
      ['Koch', 'B'],
      ['Koch', 'C'],
      ['Koch', 'D'],
      ['Koch', 'E'],
      ['Kock', 'F'],
      ['Loch', 'G'],
    )
    expect(ids(index.search('koch'))).not.toContain('G Loch')
  })

  it('finds by one letter, and gives no more than asked for', () => {
    const index = guests(['Koch', 'Anna'], ['Kaya', 'Udo'], ['Abel', 'Eva'])
    expect(ids(index.search('k'))).toEqual(['Udo Kaya', 'Anna Koch'])
    expect(index.search('k', 1)).toHaveLength(1)
    expect(index.search('k', 0)).toEqual([])
  })

  it.each(['', '   ', '-', '?!', '\u0308', '.'])('finds nobody by %j', (query) => {
    expect(guests(['Koch', 'Anna']).search(query)).toEqual([])
  })
})

const markedIn = (lastName: string, query: string) => {
  const [hit] = guests([lastName, 'Kim']).search(query)
  return hit?.marks.map(({ start, end }) => lastName.slice(start, end))
}

describe('marks', () => {
  it('mark what was typed in the spelling of the text', () => {
    expect(markedIn('Müller', 'mue')).toEqual(['Mü'])
    expect(markedIn('Mueller', 'mü')).toEqual(['Mu'])
    expect(markedIn('Nguyê\u0303n', 'nguye')).toEqual(['Nguyê\u0303'])
    expect(markedIn('Käßbohrer-Lenz', 'lenz kass')).toEqual(['Käß', 'Lenz'])
    expect(markedIn('Käßbohrer-Lenz', 'bohr')).toEqual(['bohr'])
    expect(markedIn('El Mansouri', 'elman')).toEqual(['El Man'])
  })

  it('mark the whole word when it only sounds alike or is misspelt', () => {
    expect(markedIn('Schmidt-Abel', 'schmitt')).toEqual(['Schmidt'])
    expect(markedIn('Schmidt-Abel', 'schmdit')).toEqual(['Schmidt'])
  })
})

describe('keeping the index up to date', () => {
  it('forgets the old name when a guest is renamed, and everything when one is removed', () => {
    const index = guests(['Koch', 'Anna'], ['Koch', 'Udo'])
    index.put('Anna Koch', [{ name: 'lastName', text: 'Çelik' }])
    expect(ids(index.search('koch'))).toEqual(['Udo Koch'])
    expect(ids(index.search('celik'))).toEqual(['Anna Koch'])
    index.remove('Anna Koch')
    index.remove('nobody')
    expect(index.search('celik')).toEqual([])
    expect(index.size).toBe(1)
  })

  it('answers as an index built afresh does after many changes', () => {
    const people = searchableGuests(400)
    const changed = filledIndex(people)
    for (const { id } of people.slice(0, 300)) changed.remove(id)
    for (const { id, fields } of people.slice(0, 200).toReversed()) changed.put(id, fields)
    const fresh = filledIndex([...people.slice(300), ...people.slice(0, 200)])
    for (const [query] of QUERIES) expect(changed.search(query), query).toEqual(fresh.search(query))
  })
})

describe('how a name is spoken', () => {
  const index = createSearchIndex<string>()
  for (const [lastName, firstName, pronunciation] of [
    ['Nazari', 'Farid', 'na-SA-ri'],
    ['Al-Jaburi', 'Mohammed', 'al dscha-BU-ri'],
    ['Şahin', 'Emine', 'scha-HIN'],
  ] as const) {
    const guest = attendeeSchema.parse({ id: 'guest', firstName, lastName, pronunciation })
    index.put(lastName, attendeeFields(guest, undefined))
  }

  it('puts nobody before those whose name begins so because one of its syllables does', () => {
    expect(ids(index.search('sa', 5))[0]).toBe('Şahin')
    expect(ids(index.search('bu', 5))).not.toContain('Şahin')
  })

  it.each([
    ['nasari', 'Nazari'],
    ['dschaburi', 'Al-Jaburi'],
    ['dscha', 'Al-Jaburi'],
    ['schahin', 'Şahin'],
  ])('finds whoever is heard as "%s"', (heard, lastName) => {
    expect(ids(index.search(heard, 5))[0]).toBe(lastName)
  })
})
