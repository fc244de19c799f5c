/**
 * A host on which an evening takes place by chance until it is killed: `ceremony-host.ts FOLDER SEED UNANSWERED [protected]`.
 * Prints `try {act}` before each act; after its end `done COMMAND`, `nothing COMMAND` (it was so already) or `refused COMMAND`.
 * UNANSWERED is a file of acts of which nobody heard the end: they come first.
 */
import { readFileSync, writeSync } from 'node:fs'
import { ORPCError } from '@orpc/server'
import { openCore } from '../../src/core/core.ts'
import { LIST_WORKER, PDF_WORKER, RESOURCES } from '../fixtures/host-paths.ts'
import { randomFrom } from '../fixtures/random.ts'
import { isMappeError } from '../../src/shared/errors.ts'
import { nextAct, perform } from './acts.ts'
import type { Act } from './acts.ts'
import { EVENING_KEY, protectEvening } from './evening-key.ts'

const [dataDir = '', seed = '1', unanswered = '', wanted = ''] = process.argv.slice(2)
const random = randomFrom(Number(seed))
/** The clock of a host may be wrong, and be set back while it runs. */
const drift = Math.floor((random() - 0.5) * 86_400_000)

const core = await openCore({
  dataDir,
  resourcesDir: RESOURCES,
  pdfWorkerUrl: PDF_WORKER,
  listWorkerUrl: LIST_WORKER,
  version: '0.0.0-test',
  now: () => new Date(Date.now() + drift),
  access: { secret: EVENING_KEY },
})

const say = (line: string) => writeSync(1, `${line}\n`)

async function doOne(act: Act): Promise<void> {
  say(`try ${JSON.stringify(act)}`)
  try {
    say(`${changedNothing(await perform(core, act)) ? 'nothing' : 'done'} ${act.input.commandId}`)
  } catch (error) {
    // what the rules refuse is answered, too; anything else ends the evening
    if (!isRefusal(error)) throw error
    say(`refused ${act.input.commandId}`)
  }
}

const isRefusal = (error: unknown) => isMappeError(error) || error instanceof ORPCError

function changedNothing(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false
  return (
    ('unchanged' in answer && answer.unchanged === true) ||
    ('outcome' in answer && answer.outcome !== 'checked-in')
  )
}

/** Several people act at once, none knowing of the others. */
async function lane(): Promise<never> {
  for (;;) await doOne(nextAct(core.parts.handler.state, random))
}

const left = unanswered === '' ? [] : readFileSync(unanswered, 'utf8').split('\n').filter(Boolean)
for (const line of left) await doOne(JSON.parse(line) as Act)
if (!core.parts.handler.state.ceremony) await doOne(nextAct(core.parts.handler.state, random))
await Promise.all([lane(), lane(), lane(), ...(wanted === 'protected' ? [protectEvening(core)] : [])])
