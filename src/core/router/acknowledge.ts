/** Runs the command that a procedure stands for and acknowledges it. */
import type { Ack } from '../../shared/contract/procedure.ts'
import type { Command, CommandType } from '../../shared/domain/decide.ts'
import type { CommandId } from '../../shared/domain/ids.ts'
import type { CallContext, CoreParts } from '../core-parts.ts'
import { acknowledged } from './base.ts'

type PayloadOf<T extends CommandType> = Extract<Command, { type: T }>['payload']
/** A command without members of its own has nothing but its id. */
type MembersOf<Payload> = Payload extends Record<string, never> ? unknown : Payload
export type CommandCall<T extends CommandType> = {
  input: MembersOf<PayloadOf<T>> & { commandId: CommandId }
  context: CallContext
}

/** The command made of a procedure's input: everything but the id is its payload. */
export function commandOf<T extends CommandType>(
  type: T,
  { commandId, ...payload }: CommandCall<T>['input'],
) {
  // `payload` is the input less its id, which is what the command schema describes.
  return { commandId, command: { type, payload } as unknown as Command }
}

export const acknowledge =
  (parts: CoreParts) =>
  async <T extends CommandType>(type: T, { input, context }: CommandCall<T>): Promise<Ack> => {
    const { commandId, command } = commandOf(type, input)
    const execution = await parts.run(command, { commandId, station: context.caller.station })
    return acknowledged(execution, parts.handler.state.seq, parts.options.now())
  }
