/**
 * A host on which the evening goes on and is rehearsed, by turns, until it is killed: `rehearsing-host.ts FOLDER SEED [protected]`.
 * Prints what is done in earnest as `ceremony-host.ts` does; of the rehearsal `begin`, `began`, `play COMMAND`, `end`, `ended`.
 */
import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { createRouterClient, ORPCError } from '@orpc/server'
import { openCore } from '../../src/core/core.ts'
import { isMappeError } from '../../src/shared/errors.ts'
import { LIST_WORKER, PDF_WORKER, RESOURCES } from '../fixtures/host-paths.ts'
import { randomFrom } from '../fixtures/random.ts'
import { nextAct, perform } from './acts.ts'
import type { Act } from './acts.ts'
import { EVENING_KEY, protectEvening } from './evening-key.ts'
import { REHEARSED_NAME } from './rehearsals.ts'

const [dataDir = '', seed = '1', wanted = ''] = process.argv.slice(2)
const random = randomFrom(Number(seed))
const core = await openCore({
  dataDir,
  resourcesDir: RESOURCES,
  pdfWorkerUrl: PDF_WORKER,
  listWorkerUrl: LIST_WORKER,
  version: '0.0.0-test',
  access: { secret: EVENING_KEY },
})
/** Of what serves now: the evening, or the copy. */
const organizer = () => createRouterClient(core.router, { context: { caller: core.hostCaller } })
const say = (line: string) => writeSync(1, `${line}\n`)
const state = () => core.served().parts.handler.state

/** What the rules refuse is answered, too; anything else ends the evening. */
const isDone = (act: Act): Promise<boolean> =>
  perform(core, act).then(
    () => true,
    (error: unknown) => {
      if (isMappeError(error) || error instanceof ORPCError) return false
      throw error
    },
  )

async function inEarnest(act: Act): Promise<void> {
  say(`try ${JSON.stringify(act)}`)
  const before = core.parts.handler.head.seq
  const did = await isDone(act)
  const isNew = core.parts.handler.head.seq > before
  say(`${did ? (isNew ? 'done' : 'nothing') : 'refused'} ${act.input.commandId}`)
}

async function played(act: Act): Promise<void> {
  say(`play ${act.input.commandId}`)
  await isDone(act)
}

/** The agreement stays open: sealed, it would be rehearsed no more. */
function actAtTheDoor(): Act {
  for (;;) {
    const act = nextAct(state(), random)
    if (act.area === 'checkIn' || act.area === 'registry') return act
  }
}

const walkIn = (): Act => ({
  area: 'checkIn',
  procedure: 'walkIn',
  input: { commandId: randomUUID(), attendee: { id: randomUUID(), lastName: REHEARSED_NAME } },
})
const simple = (area: string, procedure: string): Act => ({
  area,
  procedure,
  input: { commandId: randomUUID() },
})

if (!core.parts.handler.state.ceremony) await inEarnest(simple('ceremony', 'loadSample'))
if (core.parts.handler.state.agreement?.status === 'draft') await inEarnest(simple('agreement', 'open'))
if (wanted === 'protected') await protectEvening(core)
for (;;) {
  for (let acts = 0; acts < 3; acts += 1) await inEarnest(actAtTheDoor())
  say('begin')
  await organizer().rehearsal.begin()
  say('began')
  await played(walkIn())
  for (let acts = 0; acts < 12; acts += 1) await played(nextAct(state(), random))
  say('end')
  await organizer().rehearsal.end()
  say('ended')
}
