/** Hands a signature to the host so that a connection lost between pen-up and reply neither loses nor doubles it. */
import type { CommandId } from '../../shared/domain/ids.ts'
import { asMappeError } from '../connection/error.ts'

/** How often an unexplained fault is tried again before the guest is told. */
const TRIES_AFTER_FAULT = 3

export type Delivery = {
  /** Resolves once the host can be reached. */
  reachable(): Promise<void>
  pause(ms: number): Promise<void>
}

/**
 * Sends under one id until the host has answered. No answer is waited out without end, for the ink is on this
 * device alone; a refusal of the host rejects with its MappeError.
 */
export async function deliver<T>(
  commandId: CommandId,
  send: (commandId: CommandId) => Promise<T>,
  { reachable, pause }: Delivery,
): Promise<T> {
  for (let faults = 0; ;) {
    await reachable()
    try {
      return await send(commandId)
    } catch (fault) {
      const error = asMappeError(fault)
      if (error.code === 'UNEXPECTED') faults += 1
      else if (error.code !== 'TIMED_OUT') throw error
      if (faults === TRIES_AFTER_FAULT) throw error
      await pause(500)
    }
  }
}
