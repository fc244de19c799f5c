/**
 * `npm run torture`: hosts killed, power cut, disks failing, journals changed, inputs made up, everything many times; prints what was lost or
 * missed and ends with 1 unless all of it is zero.
 * `-- --kills 50 --rehearsals 12 --cuts 5 --fault-step 10 --mutations 1000 --inputs 2000 --seed 1` makes it shorter; 0 leaves a part out.
 * With a step, `--fault-first 2` begins at the second call: the steps can be shared among several runs.
 */
import { parseArgs } from 'node:util'
import { newDataKey } from '../../src/core/protection/data-key.ts'
import { fuzzContract } from './fuzz/contract.ts'
import { fuzzLists } from './fuzz/lists.ts'
import { fuzzPairing } from './fuzz/pairing.ts'
import { fuzzPdfs } from './fuzz/pdfs.ts'
import { failDisks } from './faults.ts'
import { killHosts } from './kills.ts'
import type { KillReport } from './kills.ts'
import { mutateJournals } from './mutations.ts'
import { cutPower, whyNoPowerCut } from './power-cuts.ts'
import { killRehearsals } from './rehearsals.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '500' },
    rehearsals: { type: 'string', default: '60' },
    cuts: { type: 'string', default: '20' },
    'fault-step': { type: 'string', default: '1' },
    'fault-first': { type: 'string', default: '1' },
    mutations: { type: 'string', default: '1000' },
    inputs: { type: 'string', default: '40000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const seed = Number(values.seed)

type Line = { what: string; done: string; wrong: Record<string, string[]> }

const say = (text: string) => process.stdout.write(`${text}\n`)

const lossesOf = ({ lost, doubled, damaged, missingFiles }: KillReport) => ({
  lost,
  doubled,
  damaged,
  missingFiles,
})

async function kills(): Promise<Line> {
  const report = await killHosts(Number(values.kills), seed)
  const done = `${report.kills} kills, ${report.acknowledged} acts acknowledged, ${report.sealed} seals looked at`
  return { what: 'Killed hosts', done, wrong: lossesOf(report) }
}

async function rehearsals(): Promise<Line> {
  const report = await killRehearsals(Number(values.rehearsals), seed)
  const done =
    `${report.kills} kills, ${report.acknowledged} acts acknowledged in earnest, ` +
    `${report.copies} copies left by the dead`
  return { what: 'Killed rehearsals', done, wrong: { ...lossesOf(report), leaked: report.leaked } }
}

async function powerCuts(): Promise<Line> {
  const obstacle = await whyNoPowerCut()
  if (obstacle) return { what: 'Power cuts', done: `not done: ${obstacle}`, wrong: {} }
  const report = await cutPower(Number(values.cuts), seed)
  const done =
    `${report.kills} cuts, ${report.acknowledged} acts acknowledged; ` +
    `${report.controlsGone} of ${report.controls} files written without fsync were gone`
  const harmless = report.kills > 0 && report.controlsGone === 0 ? ['the cuts cut nothing'] : []
  return { what: 'Power cuts', done, wrong: { ...lossesOf(report), harmless } }
}

async function faults(): Promise<Line> {
  const { lost, doubled, damaged, unclear, ...report } = await failDisks({
    step: Number(values['fault-step']),
    first: Number(values['fault-first']),
  })
  const done = `${report.faults} injected faults over ${report.calls} calls, ${report.acknowledged} acts acknowledged, ${report.refused} refused`
  return { what: 'Failing disks', done, wrong: { lost, doubled, damaged, unclear } }
}

async function mutations(): Promise<Line> {
  const inClear = await mutateJournals(Number(values.mutations), seed)
  const sealed = await mutateJournals(Number(values.mutations), seed, newDataKey())
  return {
    what: 'Changed journals',
    done: `${inClear.mutations} mutations in clear, ${sealed.mutations} encrypted`,
    wrong: {
      unnoticed: [...inClear.unnoticed, ...sealed.unnoticed],
      misnamed: [...inClear.misnamed, ...sealed.misnamed],
    },
  }
}

async function inputs(): Promise<Line> {
  const count = Number(values.inputs)
  const lists = await fuzzLists(Math.ceil(count / 2), seed)
  const pdfs = await fuzzPdfs(Math.ceil(count / 10), seed)
  const pairing = await fuzzPairing(Math.ceil(count / 5), seed)
  const calls = await fuzzContract(Math.ceil(count / 5), seed)
  const done =
    `${lists.inputs} lists, ${pdfs.inputs} PDFs, ${pairing.inputs} stories of pairing, ` +
    `${calls.inputs} calls of the contract`
  const wrong = [lists, pdfs, pairing, calls].flatMap((each) => each.wrong)
  return { what: 'Made-up inputs', done, wrong: { 'taken wrongly': wrong } }
}

/** Parts by the number that asks for them. */
const PARTS = [
  [values.mutations, mutations],
  [values.inputs, inputs],
  [values.kills, kills],
  [values.rehearsals, rehearsals],
  [values.cuts, powerCuts],
  [values['fault-step'], faults],
] as const

say(`Seed ${seed}\n`)
const lines: Line[] = []
for (const [asked, part] of PARTS) {
  if (Number(asked) === 0) continue
  const line = await part()
  lines.push(line)
  say(`${line.what}: ${line.done}`)
  for (const [kind, each] of Object.entries(line.wrong)) {
    say(`  ${kind}: ${each.length}`)
    for (const words of each.slice(0, 10)) say(`    ${words}`)
  }
}
const wrong = lines.flatMap((line) => Object.values(line.wrong).flat()).length
say(`\n${wrong === 0 ? 'Nothing lost, nothing missed.' : `${wrong} faults.`}`)
process.exitCode = wrong === 0 ? 0 : 1
