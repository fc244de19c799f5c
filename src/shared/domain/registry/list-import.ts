/** Taking over a list of guests as one act, and taking it back. */
import { z } from 'zod'
import type { Deciders, Decision } from '../decision.ts'
import { happened, unchanged } from '../decision.ts'
import type { DomainEvent, Evolvers } from '../events.ts'
import { attendeeIdSchema, importIdSchema, lineSchema } from '../ids.ts'
import type { AttendeeId, ImportId } from '../ids.ts'
import { forgetImport, recordOf } from './import-record.ts'
import type { AlsoListed } from './import-record.ts'
import { undoOf } from './import-undo.ts'
import { columnMemorySchema, listedFieldSchema } from './list-columns.ts'
import type { ColumnMemory } from './list-columns.ts'
import type { ColumnChoice } from './list-columns.ts'
import {
  attendeeSaved,
  attendeeSchema,
  isCalled,
  partnerSaved,
  partnerSchema,
  requireRemovable,
} from './registry.ts'
import type { State } from '../state.ts'
import { MappeError } from '../../errors.ts'

export const listImportCommands = {
  'import-list': z.strictObject({
    fileName: lineSchema,
    partners: z.array(partnerSchema).max(5_000),
    /** New guests, and known ones as they will be. */
    attendees: z.array(attendeeSchema).max(20_000),
    refusedRows: z.int().min(0),
    removed: z.array(attendeeIdSchema).max(20_000).optional(),
    /** Changed guests who have been let in: the organizer said so for each of them. */
    overArrived: z.array(attendeeIdSchema).max(20_000).optional(),
    /** Known guests who stand in the list and are left as they are. */
    alsoListed: z
      .strictObject({
        rows: z.array(z.tuple([z.int().min(1), z.int().min(1)])).max(20_000),
        fields: z.array(listedFieldSchema),
      })
      .optional(),
    /** `registrySeq` of the state that the list was compared with. */
    comparedWith: z.int().min(0).optional(),
    /** With an id the import can be taken back. */
    importId: importIdSchema.optional(),
    /** What was chosen for the columns under this header, for the next time. */
    columns: columnMemorySchema.extend({ headerKey: z.string().max(64) }).optional(),
  }),
  'undo-import': z.strictObject({ importId: importIdSchema }),
}

type ImportList = z.infer<(typeof listImportCommands)['import-list']>

export type ListImportEvents = {
  'list-imported': {
    fileName: string
    partners: number
    /** Guests that are new or changed. */
    attendees: number
    refusedRows: number
    removed?: number
    importId?: ImportId
    alsoListed?: AlsoListed
    columns?: { headerKey: string; targets: ColumnChoice }
  }
  /** `kept`: how many of its guests stay as they are, because they were changed, let in or called since. */
  'list-import-undone': { importId: ImportId; fileName: string; kept: number }
}

export const listImportDeciders: Deciders<typeof listImportCommands> = {
  'import-list': importList,
  'undo-import': (state, { importId }) => {
    const undo = undoOf(state, importId)
    if (!undo) throw new MappeError('CONFLICT', { reason: 'import-not-known' })
    const { fileName, kept } = undo
    if (undo.events.length === 0) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'import-all-kept' })
    return happened(...undo.events, {
      type: 'list-import-undone',
      payload: { importId, fileName, kept: kept.length },
    })
  },
}

function importList(state: State, list: ImportList): Decision {
  requireAsCompared(state, list)
  const { fileName, partners, attendees, refusedRows, importId, alsoListed, columns, removed = [] } = list
  const known = new Set([...Object.keys(state.partners), ...partners.map((partner) => partner.id)])
  const stray = attendees.find(({ partnerId }) => partnerId !== null && !known.has(partnerId))
  if (stray) throw new MappeError('NOT_FOUND', { partner: stray.partnerId })
  for (const attendeeId of removed) requireRemovable(state, attendeeId)
  const isNews = partners.length + attendees.length + removed.length > 0
  if (!isNews && importId !== undefined) return unchanged({ type: 'nothing-to-do' })
  return happened(
    ...partners.map((partner) => ofImport(partnerSaved(state, partner), importId)),
    ...attendees.map((attendee) => ofImport(attendeeSaved(state, attendee), importId)),
    ...removed.map((attendeeId) => ofImport({ type: 'attendee-removed', payload: { attendeeId } }, importId)),
    {
      type: 'list-imported',
      payload: {
        fileName,
        partners: partners.length,
        attendees: attendees.length,
        refusedRows,
        ...(removed.length > 0 && { removed: removed.length }),
        ...(importId !== undefined && { importId }),
        ...(alsoListed && isOfKnown(state, list) && { alsoListed }),
        ...(columns && { columns }),
      },
    },
  )
}

/** Whether the list names anybody who is on the register already. */
const isOfKnown = ({ attendees: known }: State, { attendees, alsoListed }: ImportList): boolean =>
  (alsoListed?.rows.length ?? 0) > 0 || attendees.some(({ id }) => known[id] !== undefined)

/**
 * Two imports at once, or a guest let in meanwhile: what was compared is no longer so.
 * CONFLICT { reason: 'list-moved' } · ATTENDEE_HAS_SIGNED
 */
function requireAsCompared(state: State, list: ImportList): void {
  const { attendees, comparedWith, overArrived = [], removed = [] } = list
  if (comparedWith === undefined) return
  const said = new Set(overArrived)
  const isMoved =
    comparedWith !== state.registrySeq ||
    attendees.some(({ id }) => state.arrivals[id] !== undefined && !said.has(id)) ||
    removed.some((id) => state.arrivals[id] !== undefined || isCalled(state, id))
  if (isMoved) throw new MappeError('CONFLICT', { reason: 'list-moved' })
  const signers = signersOf(state)
  if (attendees.some(({ id }) => signers.has(id))) throw new MappeError('ATTENDEE_HAS_SIGNED')
}

/** Everybody who has signed. */
export const signersOf = ({ signing }: Pick<State, 'signing'>): Set<AttendeeId> =>
  new Set(
    Object.values(signing).flatMap((turn) =>
      turn.status === 'signed' && turn.signature.attendeeId !== null ? [turn.signature.attendeeId] : [],
    ),
  )

function ofImport(event: DomainEvent, importId: ImportId | undefined): DomainEvent {
  if (importId === undefined) return event
  switch (event.type) {
    case 'partner-added':
      return { type: event.type, payload: { ...event.payload, importId } }
    case 'attendee-added':
    case 'attendee-changed':
      return { type: event.type, payload: { ...event.payload, importId } }
    case 'attendee-removed':
      return { type: event.type, payload: { ...event.payload, importId } }
    default:
      return event
  }
}

export const listImportEvolvers: Evolvers<ListImportEvents> = {
  'list-imported': (state, { at, payload }) => {
    const { fileName, importId, alsoListed, columns } = payload
    if (columns) rememberColumns(state, columns)
    if (importId === undefined) return
    const record = recordOf(state, importId, at)
    record.fileName = fileName || '–'
    if (alsoListed) record.alsoListed = alsoListed
  },
  'list-import-undone': (state, { payload }) => {
    forgetImport(state, payload.importId)
  },
}

function rememberColumns(state: State, { headerKey, ...memory }: ColumnMemory & { headerKey: string }): void {
  state.listColumns[headerKey] = memory
}
