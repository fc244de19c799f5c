/** Decides any command by its type: the only door through which facts come into being. */
import type { z } from 'zod'
import { accessionCommands, accessionDeciders } from './signing/accession.ts'
import { agendaCommands, agendaDeciders } from './evening/agenda.ts'
import { agreementCommands, agreementDeciders } from './signing/agreement.ts'
import { appearanceCommands, appearanceDeciders } from './evening/appearance.ts'
import { ceremonyCommands, ceremonyDeciders } from './evening/ceremony.ts'
import { checkInCommands, checkInDeciders } from './door/check-in.ts'
import { companionCommands, companionDeciders } from './door/companions.ts'
import type { Decision, DecisionContext } from './decision.ts'
import { delegationCommands, delegationDeciders } from './door/delegation.ts'
import { doorConflictCommands, doorConflictDeciders } from './door/door-conflict.ts'
import { standInCommands, standInDeciders } from './door/stand-in.ts'
import { listImportCommands, listImportDeciders } from './registry/list-import.ts'
import { mergeUndoCommands, mergeUndoDeciders } from './door/merge-undo.ts'
import { originalsCommands, originalsDeciders } from './signing/originals.ts'
import { rehearsalCommands, rehearsalDeciders, requireFitForRehearsal } from './evening/rehearsal.ts'
import { redactionCommands, redactionDeciders } from './privacy/redaction.ts'
import { registrationCommands, registrationDeciders } from './door/registration.ts'
import { paperCommands, paperDeciders } from './paper/paper.ts'
import { registryCommands, registryDeciders } from './registry/registry.ts'
import { retentionCommands, retentionDeciders } from './privacy/retention.ts'
import { runCommands, runDeciders } from './evening/run.ts'
import { signingCommands, signingDeciders } from './signing/signing.ts'
import { signingPlanCommands, signingPlanDeciders } from './signing/signing-plan.ts'
import { speakerListCommands, speakerListDeciders } from './evening/speaker-list.ts'
import { stageCommands, stageDeciders } from './evening/stage.ts'
import { stationCommands, stationDeciders } from './station.ts'
import { repairCommands, repairDeciders } from './repair.ts'
import { takeoverCommands, takeoverDeciders } from './takeover.ts'
import { ticketCommands, ticketDeciders } from './door/ticket.ts'
import type { State } from './state.ts'

export const commandSchemas = {
  ...ceremonyCommands,
  ...agendaCommands,
  ...appearanceCommands,
  ...runCommands,
  ...speakerListCommands,
  ...stageCommands,
  ...registryCommands,
  ...registrationCommands,
  ...listImportCommands,
  ...checkInCommands,
  ...companionCommands,
  ...delegationCommands,
  ...doorConflictCommands,
  ...standInCommands,
  ...mergeUndoCommands,
  ...agreementCommands,
  ...accessionCommands,
  ...signingCommands,
  ...signingPlanCommands,
  ...originalsCommands,
  ...paperCommands,
  ...stationCommands,
  ...takeoverCommands,
  ...repairCommands,
  ...ticketCommands,
  ...redactionCommands,
  ...retentionCommands,
  ...rehearsalCommands,
}

const deciders = {
  ...ceremonyDeciders,
  ...agendaDeciders,
  ...appearanceDeciders,
  ...runDeciders,
  ...speakerListDeciders,
  ...stageDeciders,
  ...registryDeciders,
  ...registrationDeciders,
  ...listImportDeciders,
  ...checkInDeciders,
  ...companionDeciders,
  ...delegationDeciders,
  ...doorConflictDeciders,
  ...standInDeciders,
  ...mergeUndoDeciders,
  ...agreementDeciders,
  ...accessionDeciders,
  ...signingDeciders,
  ...signingPlanDeciders,
  ...originalsDeciders,
  ...paperDeciders,
  ...stationDeciders,
  ...takeoverDeciders,
  ...repairDeciders,
  ...ticketDeciders,
  ...redactionDeciders,
  ...retentionDeciders,
  ...rehearsalDeciders,
}

export type CommandType = keyof typeof commandSchemas
export type Command = {
  [T in CommandType]: { type: T; payload: z.infer<(typeof commandSchemas)[T]> }
}[CommandType]

/**
 * What follows from a command in the present state.
 * @throws MappeError with the code of the rule that forbids it; nothing is changed then.
 */
export function decide(state: State, command: Command, context: DecisionContext): Decision {
  requireFitForRehearsal(state, command.type)
  // Same correlation as in `evolve`: type and payload come from one union member.
  const decider = deciders[command.type] as (
    state: State,
    payload: Command['payload'],
    context: DecisionContext,
  ) => Decision
  return decider(state, command.payload, context)
}
