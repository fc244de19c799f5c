/** Running the evening: the agenda, the list of speakers, the stage. */
import type { z } from 'zod'
import { agendaCommands } from '../domain/evening/agenda.ts'
import { runCommands } from '../domain/evening/run.ts'
import { speakerListCommands } from '../domain/evening/speaker-list.ts'
import { stageCommands } from '../domain/evening/stage.ts'
import { ackSchema, commandInput, forOrganizer } from './procedure.ts'

const act = <Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>) =>
  forOrganizer.input(commandInput(schema)).output(ackSchema)

export const runContract = {
  startItem: act(agendaCommands['start-agenda-item']),
  finishItem: act(agendaCommands['finish-agenda-item']),
  announceStart: act(agendaCommands['announce-start']),
  /** The last step of agenda or list of speakers, up to twenty back. */
  takeBack: act(runCommands['take-back-run-step']),
  openSpeakers: act(speakerListCommands['open-speaker-list']),
  closeSpeakers: act(speakerListCommands['close-speaker-list']),
  endSpeakers: act(speakerListCommands['end-speaker-list']),
  /** NOT_CHECKED_IN for a guest who is not there. */
  addSpeaker: act(speakerListCommands['add-speaker']),
  moveSpeaker: act(speakerListCommands['move-speaker']),
  callSpeaker: act(speakerListCommands['call-speaker']),
  finishSpeaker: act(speakerListCommands['finish-speaker']),
  skipSpeaker: act(speakerListCommands['skip-speaker']),
  removeSpeaker: act(speakerListCommands['remove-speaker']),
  chooseTheme: act(stageCommands['choose-stage-theme']),
  showInk: act(stageCommands['show-ink']),
}
