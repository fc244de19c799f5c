/** The rehearsal: an evening played through on a copy. The copy's own journal says that it is one, so that it can never pass for the evening. */
import { z } from 'zod'
import type { CommandType } from '../decide.ts'
import type { Deciders } from '../decision.ts'
import { happened } from '../decision.ts'
import type { Evolvers } from '../events.ts'
import type { State } from '../state.ts'
import { MappeError } from '../../errors.ts'

export const rehearsalIdSchema = z.uuid().brand<'rehearsal'>()
export type RehearsalId = z.infer<typeof rehearsalIdSchema>

export const rehearsalCommands = {
  /** Only ever given to a copy. */
  'begin-rehearsal': z.strictObject({ rehearsalId: rehearsalIdSchema }),
}

export type RehearsalEvents = { 'rehearsal-begun': { rehearsalId: RehearsalId } }

export const rehearsalDeciders: Deciders<typeof rehearsalCommands> = {
  'begin-rehearsal': (_state, payload) => happened({ type: 'rehearsal-begun', payload }),
}

export const rehearsalEvolvers: Evolvers<RehearsalEvents> = {
  'rehearsal-begun': (state, { payload, at }) => {
    state.rehearsal = { id: payload.rehearsalId, at }
  },
}

/** The name of a file that leaves a rehearsal. */
export const specimenName = (fileName: string): string => `MUSTER-${fileName}`

/** What would make something real of a rehearsal, whoever asks for it and by whatever way. */
const NEVER: ReadonlySet<CommandType> = new Set<CommandType>([
  'begin-rehearsal',
  'record-seal',
  'note-archive',
  'plan-retention',
  'redact',
  'take-over',
  'overrule-takeover',
  'note-repair',
])

/** @throws MappeError NOT_IN_REHEARSAL { reason: 'real' } */
export function requireFitForRehearsal({ rehearsal }: Pick<State, 'rehearsal'>, type: CommandType): void {
  if (rehearsal !== null && NEVER.has(type)) throw notInRehearsal('real')
}

/** `real`: it would make something real; `lost`: the work would be lost with the rehearsal. */
export type WhyNot = 'real' | 'lost'

export const notInRehearsal = (reason: WhyNot): MappeError => new MappeError('NOT_IN_REHEARSAL', { reason })

/** @throws MappeError NOT_ALLOWED_NOW { reason } where there is nothing to rehearse, or something real is under way */
export function requireRehearsable(state: State): void {
  const { ceremony, agreement, signing } = state
  if (ceremony === null) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'nothing-to-rehearse' })
  if (agreement?.status === 'sealed') throw new MappeError('AGREEMENT_SEALED')
  const isTaken = Object.values(signing).some((turn) => turn.status === 'called' && turn.takenBy !== null)
  if (isTaken) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'somebody-signs' })
}
