/** Which buttons a partner's turn offers; what takes something back is asked about first. */
import type { SigningRow } from './rows.ts'
import type { Question } from './use-signing-order.ts'

export type TurnAction = {
  /** Key of the button's text. */
  label: 'call' | 'callAgain' | 'cancelCall' | 'redo' | 'withdraw' | 'paper'
  does: 'call' | 'cancel' | { ask: Question['kind'] }
}

export function actionsFor({ status, hasBegun }: Pick<SigningRow, 'status' | 'hasBegun'>): TurnAction[] {
  switch (status) {
    case 'waiting':
      return [{ label: 'call', does: 'call' }, TO_PAPER]
    case 'called':
      return [{ label: 'cancelCall', does: hasBegun ? { ask: 'cancel' } : 'cancel' }]
    case 'signed':
      return [
        { label: 'redo', does: { ask: 'redo' } },
        { label: 'withdraw', does: { ask: 'withdraw' } },
      ]
    case 'declined':
      return [{ label: 'callAgain', does: 'call' }, TO_PAPER]
    case 'on-paper':
      return [{ label: 'callAgain', does: 'call' }]
  }
}

const TO_PAPER: TurnAction = { label: 'paper', does: { ask: 'paper' } }
