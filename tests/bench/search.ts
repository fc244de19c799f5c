/** Measures the name search keystroke by keystroke at 10,000 and 100,000 guests, beside four libraries in the same run, one of them also with our folding and phonetics. */
import { fileURLToPath } from 'node:url'
import { QUERIES } from '../fixtures/registry/search-queries.ts'
import { THIRD_PEOPLE, THIRD_QUERIES } from '../fixtures/registry/search-queries-third.ts'
import { FIFTH_PEOPLE, FIFTH_QUERIES } from '../fixtures/registry/search-queries-fifth.ts'
import { FOURTH_PEOPLE, FOURTH_QUERIES } from '../fixtures/registry/search-queries-fourth.ts'
import { EIGHTH_PEOPLE, EIGHTH_QUERIES } from '../fixtures/registry/search-queries-eighth.ts'
import { SEVENTH_PEOPLE, SEVENTH_QUERIES } from '../fixtures/registry/search-queries-seventh.ts'
import { SIXTH_PEOPLE, SIXTH_QUERIES } from '../fixtures/registry/search-queries-sixth.ts'
import { SECOND_PEOPLE, SECOND_QUERIES } from '../fixtures/registry/search-queries-second.ts'
import { searchableGuests } from '../fixtures/registry/searchable.ts'
import type { Searchable } from '../fixtures/registry/searchable.ts'
import type { BenchGoal, BenchResult, BenchRow } from './bench-result.ts'
import { quantile, timed } from './measuring.ts'
import { OWN, PEERS } from './search-peers.ts'
import type { Engine, Find } from './search-peers.ts'

type Size = { guests: number; keystroke: number }
type Query = readonly [typed: string, id: string, ...rest: string[]]

const SIZES: readonly Size[] = [
  { guests: 10_000, keystroke: 8 },
  { guests: 100_000, keystroke: 40 },
]
/** A slow engine is asked only as many keystrokes, and only as many queries, as fit in so many ms. */
const PATIENCE = 10_000
const SHARE = 97
/** Two letters are asked among 200 guests, not here. */
const LONGER = FOURTH_QUERIES.filter(([, , kind]) => kind !== 'short')

/** Lists that were written later, each with people of its own. */
const LATER = [
  { name: 'second', people: SECOND_PEOPLE, queries: SECOND_QUERIES },
  { name: 'third', people: THIRD_PEOPLE, queries: THIRD_QUERIES },
  { name: 'fourth', people: FOURTH_PEOPLE, queries: LONGER },
  { name: 'fifth', people: FIFTH_PEOPLE, queries: FIFTH_QUERIES },
  { name: 'sixth', people: SIXTH_PEOPLE, queries: SIXTH_QUERIES },
  { name: 'seventh', people: SEVENTH_PEOPLE, queries: SEVENTH_QUERIES },
  { name: 'eighth', people: EIGHTH_PEOPLE, queries: EIGHTH_QUERIES },
] as const

/** Builds every engine over the same guests, types the queries letter by letter and looks at the first five; times in ms. */
export async function benchSearch(): Promise<BenchResult> {
  const results = []
  for (const size of SIZES) results.push(await benchSize(size))
  const later = LATER.map(({ name, queries }) => `${queries.length} of the ${name}`).join(', ')
  return {
    name: `Search as you type, ${QUERIES.length} queries and further lists: ${later}`,
    rows: results.flatMap(({ rows }) => rows),
    goals: results.flatMap(({ goals }) => goals),
  }
}

async function benchSize({
  guests: count,
  keystroke,
}: Size): Promise<{ rows: BenchRow[]; goals: BenchGoal[] }> {
  const crowd = searchableGuests(count, [])
  const guests = [...searchableGuests(0), ...crowd]
  const own = await measure(OWN, guests, QUERIES)
  const lists = LATER.map((list) => ({ ...list, guests: [...searchableGuests(0, list.people), ...crowd] }))
  const rows = [...own.rows]
  for (const engine of [OWN, ...PEERS]) {
    if (engine !== OWN) rows.push(...(await measure(engine, guests, QUERIES)).rows)
    const name = engine === OWN ? 'ours' : engine.name
    for (const list of lists)
      rows.push(hits(`${name}, ${list.name} list`, count, engine.build(list.guests), list.queries))
  }
  const at = `${count.toLocaleString('en')} guests`
  return {
    rows,
    goals: [
      {
        what: `keystroke p95, ${at}`,
        limit: `< ${keystroke} ms`,
        measured: `${own.p95.toFixed(1)} ms`,
        met: own.p95 < keystroke,
      },
      {
        what: `right person in the top five, ${at}`,
        limit: `>= ${SHARE} %`,
        measured: `${own.found.toFixed(1)} %`,
        met: own.found >= SHARE,
      },
    ],
  }
}

async function measure({ name, build }: Engine, guests: readonly Searchable[], queries: readonly Query[]) {
  let find: Find = () => []
  const building = await timed(() => (find = build(guests)))
  const times = await typeAll(find, queries)
  const p95 = quantile(times, 0.95)
  const found = hits(name, guests.length, find, queries)
  const what = `${name}, ${guests.length} guests`
  const rows: BenchRow[] = [
    { what: `${what}: build`, median: building, unit: 'ms' },
    { what: `${what}: one keystroke (${times.length})`, median: quantile(times, 0.5), p95, unit: 'ms' },
    found,
  ]
  return { rows, p95, found: found.median }
}

/** The time of keystrokes spread evenly over all queries, after a short warm-up. */
async function typeAll(find: Find, queries: readonly Query[]): Promise<number[]> {
  const typed = queries.flatMap(([query]) => Array.from(query, (_, at) => query.slice(0, at + 1)))
  const warmUp = performance.now() + PATIENCE / 10
  for (const query of typed) if (performance.now() < warmUp) find(query)
  const step = await strideFor(find, typed)
  const times: number[] = []
  for (let at = 0; at < typed.length; at += step) times.push(await bestTime(find, typed[at] ?? ''))
  return times
}

/** The best of three: what the search itself takes, not what else this machine is doing. */
async function bestTime(find: Find, query: string): Promise<number> {
  const times = []
  for (let round = 0; round < 3; round++) times.push(await timed(() => find(query)))
  return Math.min(...times)
}

/** Every how manieth can be asked without losing patience. */
async function strideFor(find: Find, queries: readonly string[]): Promise<number> {
  const tried = queries.filter((_, at) => at % Math.ceil(queries.length / 7) === 0)
  const cost = await timed(() => tried.forEach(find))
  return Math.max(1, Math.ceil(((cost / tried.length) * 3 * queries.length) / PATIENCE))
}

function hits(name: string, size: number, find: Find, queries: readonly Query[]): BenchRow {
  const end = performance.now() + PATIENCE
  let asked = 0
  let found = 0
  // A prime stride visits all kinds of queries early, should time run out.
  for (let at = 0; asked < queries.length && performance.now() < end; at = (at + 37) % queries.length) {
    const [query, id] = queries[at] ?? ['', '']
    asked += 1
    if (find(query).includes(id)) found += 1
  }
  return {
    what: `${name}, ${size} guests: in the top five (${asked})`,
    median: (100 * found) / asked,
    unit: '%',
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(JSON.stringify(await benchSearch(), null, 2))
