/** What the organizer does while the evening runs, one act at a time. */
import { computed } from 'vue'
import type { AttendeeId, PartnerId, SpeakerId } from '../../../shared/domain/ids.ts'
import type { StageTheme } from '../../../shared/domain/evening/stage.ts'
import type { State } from '../../../shared/domain/state.ts'
import { command } from '../../client.ts'
import type { Host } from '../../client.ts'
import { newSpeakerId } from '../../ids.ts'
import { useAction } from '../../use-action.ts'

export type SpeakerSettings = { minutes: number | null; newcomersFirst: boolean }

export function useRun({ call }: Host, state: () => State) {
  const { isRunning, error, run } = useAction()
  const speakers = computed(() => state().run.speakers)
  const act = call.run

  const startItem = (item: number) => run(() => command((commandId) => act.startItem({ item, commandId })))
  const finishItem = () => run(() => command((commandId) => act.finishItem({ commandId })))
  const announceStart = (at: string | null) =>
    run(() => command((commandId) => act.announceStart({ at, commandId })))
  const takeBack = () => run(() => command((commandId) => act.takeBack({ commandId })))

  const openSpeakers = (settings: SpeakerSettings) =>
    run(() => command((commandId) => act.openSpeakers({ ...settings, commandId })))
  const closeSpeakers = () => run(() => command((commandId) => act.closeSpeakers({ commandId })))
  const endSpeakers = () => run(() => command((commandId) => act.endSpeakers({ commandId })))
  const addGuest = (attendeeId: AttendeeId) => add({ attendeeId, name: '', organisation: '' })
  const addName = (name: string, organisation: string) => add({ attendeeId: null, name, organisation })
  const add = (who: { attendeeId: AttendeeId | null; name: string; organisation: string }) => {
    const speakerId = newSpeakerId()
    return run(() => command((commandId) => act.addSpeaker({ speakerId, ...who, commandId })))
  }
  const moveSpeaker = (speakerId: SpeakerId, place: number) =>
    run(() => command((commandId) => act.moveSpeaker({ speakerId, place, commandId })))
  const callSpeaker = (speakerId: SpeakerId) =>
    run(() => command((commandId) => act.callSpeaker({ speakerId, commandId })))
  const finishSpeaker = () => run(() => command((commandId) => act.finishSpeaker({ commandId })))
  const skipSpeaker = (speakerId: SpeakerId) =>
    run(() => command((commandId) => act.skipSpeaker({ speakerId, commandId })))
  const removeSpeaker = (speakerId: SpeakerId) =>
    run(() => command((commandId) => act.removeSpeaker({ speakerId, commandId })))

  const chooseTheme = (theme: StageTheme) =>
    run(() => command((commandId) => act.chooseTheme({ theme, commandId })))
  const showInk = (partnerId: PartnerId, attendeeId: AttendeeId | null, isShown: boolean) =>
    run(() => command((commandId) => act.showInk({ partnerId, attendeeId, isShown, commandId })))

  /** The next one speaks; when nobody waits, whoever speaks has finished. */
  async function nextSpeaker(): Promise<unknown> {
    const [next] = speakers.value.waiting
    return next ? callSpeaker(next.id) : finishSpeaker()
  }

  return {
    isRunning,
    error,
    speakers,
    startItem,
    finishItem,
    announceStart,
    takeBack,
    openSpeakers,
    closeSpeakers,
    endSpeakers,
    addGuest,
    addName,
    moveSpeaker,
    callSpeaker,
    nextSpeaker,
    finishSpeaker,
    skipSpeaker,
    removeSpeaker,
    chooseTheme,
    showInk,
  }
}

export type RunActs = ReturnType<typeof useRun>
