/** Prints what the program costs, as ratios beside a peer or a limit in the same run: `npm run bench [-- --only NAME] [--seconds N] [--json FILE]`. */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { BenchResult, BenchRow } from './bench-result.ts'

const { values } = parseArgs({
  options: { only: { type: 'string' }, seconds: { type: 'string' }, json: { type: 'string' } },
})
/** How long the door is kept busy: a whole rush takes `--seconds 300`. */
const seconds = Number(values.seconds ?? 24)

const BENCHES: Record<string, () => Promise<BenchResult>> = {
  'check-in': async () => (await import('./check-in.ts')).benchCheckIn(),
  door: async () => (await import('./door.ts')).benchDoor(seconds),
  opening: async () => (await import('./opening.ts')).benchOpening(),
  import: async () => (await import('./import.ts')).benchImport(),
  search: async () => (await import('./search.ts')).benchSearch(),
  pad: async () => (await import('./pad.ts')).benchPad(),
  stations: async () => (await import('./stations.ts')).benchStations(),
  painting: async () => (await import('./painting.ts')).benchPainting(),
  sealing: async () => (await import('./sealing.ts')).benchSealing(),
}

const names = values.only ? [values.only] : Object.keys(BENCHES)
const results: BenchResult[] = []
for (const name of names) {
  const bench = BENCHES[name]
  if (!bench) {
    process.stderr.write(`There is no bench "${name}"; there are: ${Object.keys(BENCHES).join(', ')}.\n`)
    process.exit(2)
  }
  const result = await bench()
  results.push(result)
  printTable(result)
}
const goals = results.flatMap((result) => result.goals)
for (const { what, limit, measured, met } of goals) {
  const verdict = met === null ? 'UNKNOWN' : met ? 'met    ' : 'NOT MET'
  console.log(`${verdict}  ${what}: ${measured} (goal ${limit})`)
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`)
process.exit(goals.every(({ met }) => met !== false) ? 0 : 1)

function printTable({ name, rows }: BenchResult): void {
  console.log(`\n${name}`)
  for (const row of rows) console.log(`  ${row.what.padEnd(58)} ${figure(row)}`)
  console.log()
}

function figure({ median, p95, unit }: BenchRow): string {
  const digits = unit === '/s' || median >= 100 ? 0 : 2
  const shown = `${median.toFixed(digits).padStart(10)} ${unit}`
  return p95 === undefined ? shown : `${shown}   p95 ${p95.toFixed(2)} ${unit}`
}
