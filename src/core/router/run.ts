/** Running the evening: the agenda, the list of speakers, the stage. */
import type { CoreParts } from '../core-parts.ts'
import { acknowledge } from './acknowledge.ts'
import type { Base } from './base.ts'

export function runRouter(os: Base, parts: CoreParts) {
  const { run } = os
  const ack = acknowledge(parts)
  return {
    startItem: run.startItem.handler((call) => ack('start-agenda-item', call)),
    finishItem: run.finishItem.handler((call) => ack('finish-agenda-item', call)),
    announceStart: run.announceStart.handler((call) => ack('announce-start', call)),
    takeBack: run.takeBack.handler((call) => ack('take-back-run-step', call)),
    openSpeakers: run.openSpeakers.handler((call) => ack('open-speaker-list', call)),
    closeSpeakers: run.closeSpeakers.handler((call) => ack('close-speaker-list', call)),
    endSpeakers: run.endSpeakers.handler((call) => ack('end-speaker-list', call)),
    addSpeaker: run.addSpeaker.handler((call) => ack('add-speaker', call)),
    moveSpeaker: run.moveSpeaker.handler((call) => ack('move-speaker', call)),
    callSpeaker: run.callSpeaker.handler((call) => ack('call-speaker', call)),
    finishSpeaker: run.finishSpeaker.handler((call) => ack('finish-speaker', call)),
    skipSpeaker: run.skipSpeaker.handler((call) => ack('skip-speaker', call)),
    removeSpeaker: run.removeSpeaker.handler((call) => ack('remove-speaker', call)),
    chooseTheme: run.chooseTheme.handler((call) => ack('choose-stage-theme', call)),
    showInk: run.showInk.handler((call) => ack('show-ink', call)),
  }
}
