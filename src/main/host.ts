/** The host behind the windows: the open core, or what asks for the passphrase as long as its folder is locked. */
import { lockedHost, openCore } from '../core/core.ts'
import type { Core, CoreOptions, HostFace } from '../core/core.ts'
import { isMappeError } from '../shared/errors.ts'

export type Host = {
  /** Another one once it is unlocked. */
  face: () => HostFace
  /** Null while it is locked. */
  core: () => Core | null
}

/** `onOpen` is done before anybody is answered. Throws what `openCore` throws, but for FOLDER_LOCKED. */
export async function openHost(options: CoreOptions, onOpen: (core: Core) => Promise<void>): Promise<Host> {
  let core: Core | null = null
  let face: HostFace

  async function take(opened: Core): Promise<void> {
    await onOpen(opened)
    face = core = opened
  }

  try {
    await take(await openCore(options))
  } catch (error) {
    if (!isMappeError(error) || error.code !== 'FOLDER_LOCKED') throw error
    face = lockedHost(options, take)
  }
  return { face: () => face, core: () => core }
}
