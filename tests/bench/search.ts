/** Measures the name search at 10,000 guests, keystroke by keystroke, against a plain scan over folded texts. */
import { fileURLToPath } from 'node:url'
import { foldKey, wordsOf } from '../../src/shared/search/folding.ts'
import { koelnerCode } from '../../src/shared/search/koelner-phonetik.ts'
import { QUERIES } from '../fixtures/registry/search-queries.ts'
import type { Searchable } from '../fixtures/registry/searchable.ts'
import { filledIndex, searchableGuests } from '../fixtures/registry/searchable.ts'
import type { BenchResult } from './bench-result.ts'

const GUESTS = 10_000
const ROUNDS = 5

type Find = (query: string) => string[]

/** Builds, types all queries letter by letter, changes guests one by one; times in ms. */
export async function benchSearch(): Promise<BenchResult> {
  const guests = searchableGuests(GUESTS)
  const builds = Array.from({ length: ROUNDS }, () => timed(() => filledIndex(guests)))
  const index = filledIndex(guests)
  const find: Find = (query) => index.search(query, 5).map(({ id }) => id)
  const scan = plainScan(guests)

  const keystrokes = typeAll(find)
  const scanned = typeAll(scan)
  const updates = guests.slice(0, 2_000).map(({ id, fields }) => timed(() => index.put(id, fields)))
  const build = quantile(builds, 0.5)
  const p95 = quantile(keystrokes, 0.95)
  const found = hitRate(find)

  return {
    name: `Search as you type, ${guests.length} guests, ${QUERIES.length} queries`,
    rows: [
      { what: 'build the index', median: build, unit: 'ms' },
      { what: 'one keystroke', median: quantile(keystrokes, 0.5), p95, unit: 'ms' },
      {
        what: 'one keystroke, plain scan',
        median: quantile(scanned, 0.5),
        p95: quantile(scanned, 0.95),
        unit: 'ms',
      },
      { what: 'replace one guest', median: quantile(updates, 0.5), p95: quantile(updates, 0.95), unit: 'ms' },
      { what: 'right person in the top five', median: found, unit: '%' },
      { what: 'right person in the top five, plain scan', median: hitRate(scan), unit: '%' },
    ],
    goals: [
      { what: 'keystroke p95', limit: '< 8 ms', measured: `${p95.toFixed(1)} ms`, met: p95 < 8 },
      { what: 'build', limit: '< 1 s', measured: `${Math.round(build)} ms`, met: build < 1_000 },
      {
        what: 'right person in the top five',
        limit: '>= 97 %',
        measured: `${found.toFixed(1)} %`,
        met: found >= 97,
      },
    ],
  }
}

/** What one would write first: every guest's words, folded, looked through one by one; by sound if the letters fail. */
function plainScan(guests: readonly Searchable[]): Find {
  const rows = guests.map(({ id, fields }) => {
    const keys = fields.flatMap(({ text }) => wordsOf(text).map((word) => foldKey(word.text)))
    return { id, keys, codes: keys.map(koelnerCode) }
  })
  return (query) => {
    const keys = wordsOf(query).map(({ text }) => foldKey(text))
    if (keys.length === 0) return []
    const byLetters = rows.filter((row) =>
      keys.every((key) => row.keys.some((other) => other.startsWith(key))),
    )
    if (byLetters.length >= 5) return byLetters.slice(0, 5).map(({ id }) => id)
    const codes = keys.map(koelnerCode)
    const bySound = rows.filter((row) =>
      codes.every((code) => row.codes.some((other) => other.startsWith(code))),
    )
    return [...new Set([...byLetters, ...bySound])].slice(0, 5).map(({ id }) => id)
  }
}

/** The time of every keystroke of every query: the median of the rounds, after one to warm up. */
function typeAll(find: Find): number[] {
  const typed = QUERIES.flatMap(([query]) => Array.from(query, (_, at) => query.slice(0, at + 1)))
  for (const query of typed) find(query)
  const rounds = Array.from({ length: ROUNDS }, () => typed.map((query) => timed(() => find(query))))
  return typed.map((_, at) =>
    quantile(
      rounds.map((round) => round[at] ?? 0),
      0.5,
    ),
  )
}

const hitRate = (find: Find): number =>
  (100 * QUERIES.filter(([query, id]) => find(query).includes(id)).length) / QUERIES.length

function timed(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(JSON.stringify(await benchSearch(), null, 2))
