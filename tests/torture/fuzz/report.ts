/** Runs a property and tells what broke it, with what is needed to see it again. */
import * as fc from 'fast-check'

/** `inputs`: how many were tried; `wrong`: one line for each that was not taken as it should be. */
export type FuzzReport = { inputs: number; wrong: string[] }

/** Cases that were once taken wrongly; each is tried again in every run. */
export type Kept = { seed: number; path: string }

/** Tries `count` cases drawn from `seed`, and before them all that were kept. `name` begins each line. */
export async function tryOut<Ts>(
  name: string,
  property: fc.IAsyncProperty<Ts> | fc.IProperty<Ts>,
  { count, seed, kept = [] }: { count: number; seed: number; kept?: readonly Kept[] },
): Promise<FuzzReport> {
  const report: FuzzReport = { inputs: 0, wrong: [] }
  const runs = [...kept.map((each) => ({ ...each, numRuns: 1 })), { seed, numRuns: count }]
  for (const run of runs) {
    const details = await fc.check(property, { ...run, endOnFailure: false })
    report.inputs += details.numRuns
    if (!details.failed) continue
    const { seed: again, counterexamplePath: path, counterexample } = details
    const cause = details.errorInstance instanceof Error ? details.errorInstance.message : ''
    const shown = JSON.stringify(counterexample)?.slice(0, 300) ?? ''
    report.wrong.push(`${name}: { seed: ${again}, path: '${path}' } ${cause.split('\n')[0]} ${shown}`)
  }
  return report
}

export const together = (...reports: FuzzReport[]): FuzzReport => ({
  inputs: reports.reduce((sum, { inputs }) => sum + inputs, 0),
  wrong: reports.flatMap(({ wrong }) => wrong),
})
