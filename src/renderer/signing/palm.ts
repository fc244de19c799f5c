/** Palm rejection: once a pen was seen, a hand that rests on the glass does not draw. */

export type PointerKind = 'pen' | 'touch' | 'mouse'

/** Whether this guest uses a pen, and what is drawing at the moment. */
export type PalmGuard = { penSeen: boolean; drawing: PointerKind | null }

export const freshGuard = (): PalmGuard => ({ penSeen: false, drawing: null })

/** `take-over`: the pen draws, and the stroke that the palm had begun before it is dropped. */
export type Contact = 'draw' | 'ignore' | 'take-over'

/** What a new contact with the pad means. Nothing interrupts a stroke but a pen that finds a finger drawing. */
export function judgeContact(guard: PalmGuard, kind: PointerKind): Contact {
  if (kind === 'touch' && guard.penSeen) return 'ignore'
  if (guard.drawing === null) return 'draw'
  return kind === 'pen' && guard.drawing === 'touch' ? 'take-over' : 'ignore'
}

/** The kind behind a PointerEvent's `pointerType`; unknown devices count as a mouse. */
export const pointerKind = (pointerType: string): PointerKind =>
  pointerType === 'pen' || pointerType === 'touch' ? pointerType : 'mouse'
