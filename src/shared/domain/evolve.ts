/** From facts to the state: the fold over all that was recorded. */
import { agendaEvolvers } from './evening/agenda.ts'
import { appearanceEvolvers, plainAppearance } from './evening/appearance.ts'
import { ceremonyEvolvers } from './evening/ceremony.ts'
import { listImportEvolvers } from './registry/list-import.ts'
import { registryEvolvers } from './registry/registry.ts'
import { registrationEvolvers } from './door/registration.ts'
import { checkInEvolvers } from './door/check-in.ts'
import { companionEvolvers } from './door/companions.ts'
import { mergingEvolvers } from './door/merging.ts'
import { mergeUndoEvolvers } from './door/merge-undo.ts'
import { standInEvolvers } from './door/stand-in.ts'
import { doorConflictEvolvers } from './door/door-conflict.ts'
import { agreementEvolvers } from './signing/agreement.ts'
import { accessionEvolvers } from './signing/accession.ts'
import { signingEvolvers } from './signing/signing.ts'
import { noPlan, signingPlanEvolvers } from './signing/signing-plan.ts'
import { emptyRun, runEvolvers } from './evening/run.ts'
import { speakerListEvolvers } from './evening/speaker-list.ts'
import { emptyStageChoices, stageEvolvers } from './evening/stage.ts'
import { rehearsalEvolvers } from './evening/rehearsal.ts'
import { repairEvolvers } from './repair.ts'
import { noTakeover, takeoverEvolvers } from './takeover.ts'
import { ticketEvolvers } from './door/ticket.ts'
import { noRedactions, redactionEvolvers } from './privacy/redaction.ts'
import { proposedRetention, retentionEvolvers } from './privacy/retention.ts'
import { stationEvolvers } from './station.ts'
import { originalsEvolvers } from './signing/originals.ts'
import { paperEvolvers } from './paper/paper.ts'
import type { EventMap, Evolvers, RecordedEvent } from './events.ts'
import type { State } from './state.ts'

export const emptyState = (): State => ({
  seq: 0,
  ceremony: null,
  appearance: plainAppearance(),
  agendaItem: null,
  run: emptyRun(),
  runSteps: [],
  stage: emptyStageChoices(),
  partners: {},
  attendees: {},
  registrations: {},
  rowNumbers: {},
  registrySeq: 0,
  imports: [],
  listColumns: {},
  arrivals: {},
  present: 0,
  substitutes: {},
  standIns: {},
  merged: {},
  merges: [],
  parted: [],
  conflicts: {},
  agreement: null,
  concluded: [],
  cancelled: null,
  signing: {},
  signingPlan: noPlan(),
  signingSeq: 0,
  originals: { made: 0, signed: {} },
  prints: { badge: {}, 'place-card': {} },
  stations: {},
  takeover: noTakeover(),
  repaired: null,
  ticketKey: null,
  ticketIssues: {},
  redactions: noRedactions(),
  retention: proposedRetention(),
  lastArchive: null,
  rehearsal: null,
})

const evolvers: Evolvers<EventMap> = {
  ...ceremonyEvolvers,
  ...agendaEvolvers,
  ...appearanceEvolvers,
  ...runEvolvers,
  ...speakerListEvolvers,
  ...stageEvolvers,
  ...registryEvolvers,
  ...registrationEvolvers,
  ...listImportEvolvers,
  ...checkInEvolvers,
  ...companionEvolvers,
  ...doorConflictEvolvers,
  ...standInEvolvers,
  ...mergingEvolvers,
  ...mergeUndoEvolvers,
  ...agreementEvolvers,
  ...accessionEvolvers,
  ...signingEvolvers,
  ...signingPlanEvolvers,
  ...originalsEvolvers,
  ...paperEvolvers,
  ...stationEvolvers,
  ...takeoverEvolvers,
  ...repairEvolvers,
  ...ticketEvolvers,
  ...redactionEvolvers,
  ...retentionEvolvers,
  ...rehearsalEvolvers,
}

/** Folds one recorded fact into the state, in place. */
export function evolve(state: State, event: RecordedEvent): void {
  // The table is typed per event above; TypeScript cannot follow the correlation through an index.
  const step = evolvers[event.type] as (state: State, event: RecordedEvent) => void
  step(state, event)
  state.seq = event.seq
}

/** Folds many facts, in order, into a state that is returned for convenience. */
export function evolveAll(state: State, events: Iterable<RecordedEvent>): State {
  for (const event of events) evolve(state, event)
  return state
}
