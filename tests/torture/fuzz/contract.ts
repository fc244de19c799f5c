/**
 * An evening by schema: procedures in any order, by any role, with inputs that mostly have the right shape. Each call is done or
 * refused with a code of the closed list; what was refused has written nothing; the journal on disk folds into the same state.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { AnyContractProcedure } from '@orpc/contract'
import { createRouterClient, ORPCError } from '@orpc/server'
import type { z } from 'zod'
import { newCommandId } from '../../../src/core/core-parts.ts'
import { openCore } from '../../../src/core/core.ts'
import type { CallContext, Core } from '../../../src/core/core.ts'
import { hashOfToken } from '../../../src/core/pairing/token.ts'
import { contract } from '../../../src/shared/contract.ts'
import type { Caller } from '../../../src/shared/contract/procedure.ts'
import { signingPartners } from '../../../src/shared/domain/signing/agreement.ts'
import type { CommandId, StationId } from '../../../src/shared/domain/ids.ts'
import { ERROR_STATUS } from '../../../src/shared/errors.ts'
import { agreementPdf } from '../../fixtures/agreements.ts'
import { LIST_WORKER, PDF_WORKER, RESOURCES } from '../../fixtures/host-paths.ts'
import { procedures, under } from '../../fixtures/procedures.ts'
import { below, oneOf, randomFrom } from '../../fixtures/random.ts'
import { utf8 } from '../../fixtures/registry/lists.ts'
import { inputFor } from './inputs.ts'
import type { Known } from './inputs.ts'
import { CONTRACT_KEPT } from './kept.ts'
import { together } from './report.ts'
import type { FuzzReport } from './report.ts'

/** Feeds never end by themselves; these others write to a place that the input names, or ask a server that it names. */
const LEFT_OUT = /^(live\.|backup\.(choose|restore)|agreement\.setTimestampServer|network\.)/
/** Of one evening; then another begins, so that none is stuck in its end. */
const CALLS_PER_EVENING = 400

/** `count` calls. */
export async function fuzzContract(count: number, seed: number): Promise<FuzzReport> {
  const evenings = Math.ceil(count / CALLS_PER_EVENING)
  const seeds = [...CONTRACT_KEPT, ...Array.from({ length: evenings }, (_, index) => seed + index)]
  const reports: FuzzReport[] = []
  for (const each of seeds) reports.push(await evening(Math.min(count, CALLS_PER_EVENING), each))
  return together(...reports)
}

async function evening(calls: number, seed: number): Promise<FuzzReport> {
  const folder = await mkdtemp(join(tmpdir(), 'mappe-fuzz-'))
  const report: FuzzReport = { inputs: 0, wrong: [] }
  const random = randomFrom(seed)
  try {
    const core = await open(join(folder, 'data'))
    const callers = await makeCallers(core)
    await begin(core, seed % 2 === 0)
    for (let call = 0; call < calls; call += 1) {
      const fault = await callOnce(core, callers, random)
      report.inputs += 1
      if (fault) report.wrong.push(`contract: seed ${seed}, call ${call}: ${fault}`)
    }
    const { state } = core.parts.handler
    const kept = structuredClone(state)
    await core.close()
    const again = await open(join(folder, 'data'))
    const isSame = isDeepStrictEqual({ ...again.parts.handler.state, seq: 0 }, { ...kept, seq: 0 })
    if (!isSame) report.wrong.push(`contract: seed ${seed}: the journal folds into another state`)
    await again.close()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return report
}

const open = (dataDir: string): Promise<Core> =>
  openCore({
    dataDir,
    resourcesDir: RESOURCES,
    pdfWorkerUrl: PDF_WORKER,
    listWorkerUrl: LIST_WORKER,
    version: '0.0.0-fuzz',
  })

async function makeCallers(core: Core): Promise<CallContext['caller'][]> {
  const stations: CallContext['caller'][] = []
  for (const role of ['reception', 'signing', 'display'] as const) {
    const station = `fuzz-${role}` as StationId
    const payload = { stationId: station, role, name: role, tokenHash: hashOfToken(role) }
    await core.parts.run({ type: 'pair-station', payload }, { commandId: newCommandId(), station })
    stations.push({ station, role })
  }
  return [...stations, { station: 'unpaired' as StationId, role: 'unpaired' }]
}

const clientOf = (core: Core, caller: CallContext['caller']) =>
  createRouterClient(core.router, { context: { caller } })

/** The sample; in every other evening it is open for signing already, and somebody is called. */
async function begin(core: Core, isOpen: boolean): Promise<void> {
  const organizer = clientOf(core, core.hostCaller)
  const command = () => ({ commandId: newCommandId() })
  await organizer.ceremony.loadSample(command())
  if (!isOpen) return
  await organizer.agreement.open(command())
  const [partner] = signingPartners(core.parts.handler.state.partners)
  if (partner) await organizer.signing.call({ partnerId: partner.id, ...command() })
}

const PDF = await agreementPdf([{ text: 'Vereinbarung {{Unterschrift: Jobcenter}}' }])
const FILES = [
  PDF,
  utf8('Vorname;Nachname\nEva;Abel\n'),
  utf8('%PDF-1.7\n'),
  new Uint8Array(0),
  utf8('BEGIN:VCARD\nEND:VCARD'),
]

/** Every id there is by now. */
function knownTo({ parts: { handler } }: Core): Known {
  const { attendees, partners, stations } = handler.state
  return {
    partnerId: Object.keys(partners),
    attendeeId: Object.keys(attendees),
    stationId: Object.keys(stations),
    files: FILES,
  }
}

/** What was wrong with the answer, or null. */
async function callOnce(
  core: Core,
  stations: CallContext['caller'][],
  random: () => number,
): Promise<string | null> {
  const wanted = procedures.filter(({ path }) => !LEFT_OUT.test(path.join('.')))
  const { path, roles } = wanted[below(random, wanted.length)]!
  const caller = random() < 0.8 ? core.hostCaller : (oneOf(random, stations) ?? core.hostCaller)
  const input = inputOf(path, knownTo(core), random)
  const call = under(clientOf(core, caller), path) as (input: unknown) => Promise<unknown>
  const commandId = commandOf(input)
  const wasThere = commandId !== null && core.parts.handler.journal.hasCommand(commandId)
  const where = `${path.join('.')} by ${caller.role}`
  try {
    const answer = await call(input)
    if (!roles.includes(caller.role as Caller)) return `${where}: allowed`
    await drop(answer)
    return null
  } catch (error) {
    if (!(error instanceof ORPCError))
      return `${where}: ${String(error)} for ${JSON.stringify(input)?.slice(0, 400)}`
    if (!(error.code in ERROR_STATUS) || error.code === 'UNEXPECTED')
      return `${where}: ${error.code} for ${JSON.stringify(input)?.slice(0, 400)}`
    const isWritten = commandId !== null && !wasThere && core.parts.handler.journal.hasCommand(commandId)
    return isWritten && !WRITES_AND_FAILS.has(error.code)
      ? `${where}: refused with ${error.code}, and yet written`
      : null
  }
}

/** None so far: a refusal has written nothing. */
const WRITES_AND_FAILS = new Set<string>()

function inputOf(path: readonly string[], known: Known, random: () => number): unknown {
  const procedure = under(contract, path) as AnyContractProcedure
  const schema = procedure['~orpc'].inputSchema as z.ZodType | undefined
  if (!schema) return undefined
  const input = inputFor(schema, known, random)
  const isCommand = typeof input === 'object' && input !== null && 'commandId' in input
  return isCommand && random() < 0.95 ? { ...input, commandId: newCommandId() } : input
}

const commandOf = (input: unknown): CommandId | null =>
  typeof input === 'object' && input !== null && 'commandId' in input && typeof input.commandId === 'string'
    ? (input.commandId as CommandId)
    : null

/** A feed that was opened is closed again. */
async function drop(answer: unknown): Promise<void> {
  if (
    typeof answer === 'object' &&
    answer !== null &&
    'return' in answer &&
    typeof answer.return === 'function'
  )
    await answer.return()
}
