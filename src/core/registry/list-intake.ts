/** Reads a guest list against the registry as it stands, and takes it over: all of it or nothing. */
import { setImmediate } from 'node:timers/promises'
import type { Ack } from '../../shared/contract/procedure.ts'
import type {
  DiffPage,
  GuestStanding,
  ImportOutcome,
  ListChoices,
  ListOptions,
  ListPreview,
} from '../../shared/contract/registry.ts'
import type { RecordedEvent } from '../../shared/domain/events.ts'
import type { AttendeeId, CommandId, ImportId, StationId } from '../../shared/domain/ids.ts'
import { signersOf } from '../../shared/domain/registry/list-import.ts'
import type { State } from '../../shared/domain/state.ts'
import { isMappeError, MappeError } from '../../shared/errors.ts'
import type { CoreParts } from '../core-parts.ts'
import { coverageOf, fontFaces } from '../fonts.ts'
import type { DiffWindow } from './diff-plan.ts'
import type { ImportPayload, KnownRegistry, ListReading } from './list-reading.ts'
import type { Execution } from '../command-handler.ts'
import { toldWork } from '../work.ts'

export type ListFile = { bytes: Uint8Array; fileName: string; options?: ListOptions; choices?: ListChoices }
type Origin = { commandId: CommandId; station: StationId }
type Parts = Pick<CoreParts, 'handler' | 'lists' | 'happenings' | 'run'>
export type ImportCounts = Omit<ImportOutcome, keyof Ack>
export type TakenOver = { execution: Execution; counts: ImportCounts; preview: ListPreview }

/** As many guests as one act may bring. */
const MOST_ROWS = 20_000
/** Another import may come in between, and another; then the user is asked. */
const TRIES = 3

/** What an import would do. @throws the faults of `readList` */
export async function previewList(parts: Parts, file: ListFile, station: StationId): Promise<ListPreview> {
  const { handler, lists, happenings } = parts
  const known = knownRegistry(handler.state)
  const asked = await withLetters(file)
  return lists.run('preview-list', { file: asked, known }, toldWork({ happenings, kind: 'list', station }))
}

/** With the letters that can be printed: what lacks them is told. */
const withLetters = async (file: ListFile) => ({
  ...file,
  coverage: coverageOf((await fontFaces()).regular),
})

/** Another part of what `seen` names. @throws MappeError CONFLICT { reason: 'list-moved' } · the faults of `readList` */
export async function pageOfDiff(
  { handler, lists }: Parts,
  file: ListFile,
  window: DiffWindow,
  seen: string,
): Promise<DiffPage> {
  const page = await lists.run('page-list', { file, known: knownRegistry(handler.state), window })
  if (page.seen !== seen) throw new MappeError('CONFLICT', { reason: 'list-moved' })
  return page
}

/**
 * Imports under the user's choices. A repeated command answers as the first time. `seen`: the diff the user agreed to; null takes
 * whatever there is now.
 * @throws MappeError COLUMNS_NOT_RECOGNISED · CONFLICT { reason: 'list-moved' } · the faults of `readList`
 */
export async function importList(
  parts: Parts,
  file: ListFile,
  seen: string | null,
  origin: Origin,
): Promise<TakenOver> {
  for (let tries = 1; ; tries += 1) {
    const comparedWith = parts.handler.state.registrySeq
    const list = await read(parts, file, origin.station)
    // a large answer has just been taken in: others first
    await setImmediate()
    requireTakeable(list)
    const isRepeated = (await parts.handler.journal.findCommand(origin.commandId)).length > 0
    if (!isRepeated && seen !== null && list.preview.seen !== seen)
      throw new MappeError('CONFLICT', { reason: 'list-moved' })
    try {
      const payload = payloadOf(file.fileName, list, comparedWith, origin.commandId)
      const execution = await parts.run({ type: 'import-list', payload }, origin)
      return { execution, counts: countsOf(execution), preview: list.preview }
    } catch (error) {
      if (!isMoved(error) || tries === TRIES || seen !== null) throw error
    } finally {
      toldWork({ happenings: parts.happenings, kind: 'list', station: origin.station }).report(1)
    }
  }
}

/** From the facts themselves: a repeated command tells what it did the first time. */
function countsOf(execution: Execution): ImportCounts {
  const events = execution.kind === 'recorded' ? execution.events : []
  const count = (type: RecordedEvent['type']) => events.filter((event) => event.type === type).length
  return {
    added: count('attendee-added'),
    changed: count('attendee-changed'),
    removed: count('attendee-removed'),
    partners: count('partner-added'),
  }
}

const isMoved = (error: unknown): boolean =>
  isMappeError(error) && error.code === 'CONFLICT' && error.data['reason'] === 'list-moved'

function requireTakeable({ preview, attendees }: ListReading): void {
  if (!preview.hasNames) {
    const columns = preview.columns.map(({ header }) => header).filter(Boolean)
    throw new MappeError('COLUMNS_NOT_RECOGNISED', { columns: columns.join(', ').slice(0, 200) })
  }
  if (attendees.length > MOST_ROWS) throw new MappeError('FILE_TOO_LARGE', { rows: attendees.length })
}

const payloadOf = (
  fileName: string,
  list: ListReading,
  comparedWith: number,
  commandId: CommandId,
): ImportPayload => ({
  fileName: fileName.trim().slice(0, 300).toWellFormed(),
  partners: list.partners,
  attendees: list.attendees,
  refusedRows: list.preview.refused.length,
  removed: list.removed,
  overArrived: list.overArrived,
  alsoListed: list.alsoListed,
  comparedWith,
  // the command is done once, so its own id names the import
  importId: commandId as string as ImportId,
  ...(list.columnChoice && { columns: list.columnChoice }),
})

async function read(
  { handler, lists, happenings }: Parts,
  file: ListFile,
  station: StationId,
): Promise<ListReading> {
  const known = knownRegistry(handler.state)
  const asked = await withLetters(file)
  return lists.run('read-list', { file: asked, known }, toldWork({ happenings, kind: 'list', station }))
}

/** What a list is compared with. */
export function knownRegistry(state: State): KnownRegistry {
  const { partners, attendees, arrivals, rowNumbers, registrations, substitutes, signing, listColumns } =
    state
  const standings: Record<AttendeeId, Exclude<GuestStanding, 'expected'>> = {}
  for (const id of Object.keys(arrivals)) standings[id as AttendeeId] = 'arrived'
  for (const id of signersOf(state)) standings[id] = 'signed'
  const called = Object.values(signing).flatMap((turn) =>
    turn.status === 'called' && turn.attendeeId !== null ? [turn.attendeeId] : [],
  )
  return {
    partners: Object.values(partners),
    attendees: Object.values(attendees),
    rowNumbers: Object.values(attendees).map(({ id }) => rowNumbers[id] ?? 0),
    standings,
    bound: [...called, ...(Object.keys(substitutes) as AttendeeId[])],
    answered: Object.keys(registrations) as AttendeeId[],
    columns: listColumns,
  }
}
