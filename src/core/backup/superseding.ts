/** What a computer may still do when another goes on with its ceremony. */
import type { Superseded } from '../../shared/contract/backup.ts'
import type { CommandType } from '../../shared/domain/decide.ts'
import { MappeError } from '../../shared/errors.ts'

/** What may be recorded although another computer goes on: who looks at this one, and the word that it goes on nevertheless. */
export const MAY_GO_ON: ReadonlySet<CommandType> = new Set<CommandType>([
  'pair-station',
  'revoke-station',
  'overrule-takeover',
  'note-repair',
])

export const supersededError = ({ host, at, reason }: Superseded): MappeError =>
  new MappeError('SUPERSEDED', { reason, host, at })
