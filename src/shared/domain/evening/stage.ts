/** What the organizer chooses for the stage: its theme, and whose ink the hall does not see. */
import { z } from 'zod'
import { attendeeIdSchema, partnerIdSchema } from '../ids.ts'
import type { AttendeeId, PartnerId } from '../ids.ts'
import type { Deciders } from '../decision.ts'
import { happened, unchanged } from '../decision.ts'
import type { Evolvers } from '../events.ts'
import { attendeeOf, partnerOf } from '../registry/registry.ts'
import { turnOf } from '../signing/turn.ts'
import { signingAs } from '../door/seat.ts'
import type { State } from '../state.ts'

export const stageThemeSchema = z.enum(['dark', 'light'])
export type StageTheme = z.infer<typeof stageThemeSchema>

export type StageChoices = {
  /** Dark for a dark hall, light where there is daylight. */
  theme: StageTheme
  /** Whose ink is not shown, neither running nor recorded. */
  hiddenInk: { partners: Record<PartnerId, true>; attendees: Record<AttendeeId, true> }
}

export const emptyStageChoices = (): StageChoices => ({
  theme: 'dark',
  hiddenInk: { partners: {}, attendees: {} },
})

export const stageCommands = {
  'choose-stage-theme': z.strictObject({ theme: stageThemeSchema }),
  /** Of one person, or with no person named of whoever signs for the partner. */
  'show-ink': z.strictObject({
    partnerId: partnerIdSchema,
    attendeeId: attendeeIdSchema.nullable().default(null),
    isShown: z.boolean(),
  }),
}

export type StageEvents = {
  'stage-theme-chosen': { theme: StageTheme }
  'ink-hidden': { partnerId: PartnerId; attendeeId: AttendeeId | null }
  'ink-shown': { partnerId: PartnerId; attendeeId: AttendeeId | null }
}

export const stageDeciders: Deciders<typeof stageCommands> = {
  'choose-stage-theme': ({ stage }, payload) =>
    stage.theme === payload.theme
      ? unchanged({ type: 'nothing-to-do' })
      : happened({ type: 'stage-theme-chosen', payload }),
  'show-ink': (state, { partnerId, attendeeId, isShown }) => {
    partnerOf(state, partnerId)
    if (attendeeId !== null) attendeeOf(state, attendeeId)
    const { partners, attendees } = state.stage.hiddenInk
    const isHidden = Boolean(attendeeId === null ? partners[partnerId] : attendees[attendeeId])
    if (isHidden !== isShown) return unchanged({ type: 'nothing-to-do' })
    return happened({ type: isShown ? 'ink-shown' : 'ink-hidden', payload: { partnerId, attendeeId } })
  },
}

/** Whether the hall must not see the ink for this partner. Where nobody is named yet, one who may sign and wants it hidden is enough. */
export function isInkHidden(state: State, partnerId: PartnerId): boolean {
  const { partners, attendees } = state.stage.hiddenInk
  if (partners[partnerId]) return true
  const turn = turnOf(state, partnerId)
  const signer =
    turn.status === 'signed' ? turn.signature.attendeeId : turn.status === 'called' ? turn.attendeeId : null
  if (signer !== null) return Boolean(attendees[signer])
  // looked up from the few that are hidden: the stage asks for every partner at every arrival
  return Object.keys(attendees).some((id) => maySignFor(state, id as AttendeeId, partnerId))
}

const maySignFor = (state: State, id: AttendeeId, partnerId: PartnerId): boolean => {
  const signer = signingAs(state, partnerId, id)
  return signer?.partnerId === partnerId && signer.maySign
}

/** Whether running ink for this partner may leave the host. */
export const mayShowLiveInk = (state: State, partnerId: PartnerId): boolean =>
  Boolean(state.ceremony?.liveInk) && !isInkHidden(state, partnerId)

export const stageEvolvers: Evolvers<StageEvents> = {
  'stage-theme-chosen': (state, { payload }) => {
    state.stage = { ...state.stage, theme: payload.theme }
  },
  'ink-hidden': (state, { payload: { partnerId, attendeeId } }) => {
    const { partners, attendees } = state.stage.hiddenInk
    const hiddenInk =
      attendeeId === null
        ? { attendees, partners: { ...partners, [partnerId]: true as const } }
        : { partners, attendees: { ...attendees, [attendeeId]: true as const } }
    state.stage = { ...state.stage, hiddenInk }
  },
  'ink-shown': (state, { payload: { partnerId, attendeeId } }) => {
    const { [partnerId]: _partner, ...partners } = state.stage.hiddenInk.partners
    if (attendeeId === null) {
      state.stage = { ...state.stage, hiddenInk: { ...state.stage.hiddenInk, partners } }
      return
    }
    const { [attendeeId]: _person, ...attendees } = state.stage.hiddenInk.attendees
    state.stage = { ...state.stage, hiddenInk: { ...state.stage.hiddenInk, attendees } }
  },
}
