/** Which buttons a partner's turn offers; what takes something back is asked about first. */
import type { SigningRow } from './rows.ts'
import type { Question } from './use-signing-order.ts'

export type TurnAction = {
  /** Key of the button's text. */
  label: 'call' | 'callAgain' | 'cancelCall' | 'atDesk' | 'redo' | 'withdraw' | 'paper'
  does: 'call' | 'cancel' | 'sign-here' | { ask: Question['kind'] }
}

export function actionsFor({ status, hasBegun }: Pick<SigningRow, 'status' | 'hasBegun'>): TurnAction[] {
  switch (status) {
    case 'waiting':
      return [{ label: 'call', does: 'call' }, AT_DESK, TO_PAPER]
    case 'called':
      return [{ label: 'cancelCall', does: hasBegun ? { ask: 'cancel' } : 'cancel' }, AT_DESK, TO_PAPER]
    case 'signed':
      return [
        { label: 'redo', does: { ask: 'redo' } },
        { label: 'withdraw', does: { ask: 'withdraw' } },
      ]
    case 'declined':
      return [{ label: 'callAgain', does: 'call' }, AT_DESK, TO_PAPER]
    case 'on-paper':
      return [{ label: 'callAgain', does: 'call' }, AT_DESK]
  }
}

const AT_DESK: TurnAction = { label: 'atDesk', does: 'sign-here' }
const TO_PAPER: TurnAction = { label: 'paper', does: { ask: 'paper' } }
