/** Decides any command by its type: the only door through which facts come into being. */
import type { z } from 'zod'
import { accessionCommands, accessionDeciders } from './accession.ts'
import { agendaCommands, agendaDeciders } from './agenda.ts'
import { agreementCommands, agreementDeciders } from './agreement.ts'
import { appearanceCommands, appearanceDeciders } from './appearance.ts'
import { ceremonyCommands, ceremonyDeciders } from './ceremony.ts'
import { checkInCommands, checkInDeciders } from './check-in.ts'
import { companionCommands, companionDeciders } from './companions.ts'
import type { Decision, DecisionContext } from './decision.ts'
import { delegationCommands, delegationDeciders } from './delegation.ts'
import { doorConflictCommands, doorConflictDeciders } from './door-conflict.ts'
import { standInCommands, standInDeciders } from './stand-in.ts'
import { listImportCommands, listImportDeciders } from './list-import.ts'
import { mergeUndoCommands, mergeUndoDeciders } from './merge-undo.ts'
import { originalsCommands, originalsDeciders } from './originals.ts'
import { rehearsalCommands, rehearsalDeciders, requireFitForRehearsal } from './rehearsal.ts'
import { redactionCommands, redactionDeciders } from './redaction.ts'
import { registrationCommands, registrationDeciders } from './registration.ts'
import { paperCommands, paperDeciders } from './paper.ts'
import { registryCommands, registryDeciders } from './registry.ts'
import { retentionCommands, retentionDeciders } from './retention.ts'
import { runCommands, runDeciders } from './run.ts'
import { signingCommands, signingDeciders } from './signing.ts'
import { signingPlanCommands, signingPlanDeciders } from './signing-plan.ts'
import { speakerListCommands, speakerListDeciders } from './speaker-list.ts'
import { stageCommands, stageDeciders } from './stage.ts'
import { stationCommands, stationDeciders } from './station.ts'
import { repairCommands, repairDeciders } from './repair.ts'
import { takeoverCommands, takeoverDeciders } from './takeover.ts'
import { ticketCommands, ticketDeciders } from './ticket.ts'
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
