/** Who was to sign a document, and what became of it, in the words of the sealed file and of the verifier. */
import { signersOf } from '../../shared/domain/signing/agreement.ts'
import type { Partner } from '../../shared/domain/registry/registry.ts'
import { turnOf } from '../../shared/domain/signing/turn.ts'
import type { State } from '../../shared/domain/state.ts'
import { fitForProtocol } from '../../shared/sealed-protocol.ts'
import type { SignatoryEntry } from '../../shared/sealed-protocol.ts'

/** In signing order. */
export const signatoriesIn = (state: State): SignatoryEntry[] =>
  signersOf(state).map((partner) => entryOf(state, partner))

function entryOf(state: State, { id, name }: Partner): SignatoryEntry {
  const turn = turnOf(state, id)
  const nobody = { organisation: fitForProtocol(name), person: '', function: '', capacity: null }
  if (turn.status === 'waiting' || turn.status === 'called') return { ...nobody, status: 'open', at: null }
  if (turn.status !== 'signed') return { ...nobody, status: turn.status, at: turn.at }
  const { signatory, input } = turn.signature
  const { name: person, function: office, capacity } = signatory
  return {
    organisation: nobody.organisation,
    status: 'signed',
    person: fitForProtocol(person),
    function: fitForProtocol(office),
    capacity,
    ...(input === 'typed' && { isTyped: true as const }),
    at: turn.at,
  }
}
