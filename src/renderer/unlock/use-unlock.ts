/** Opening a locked host with a passphrase or the recovery key, and going where the evening goes on. */
import { ref, shallowRef } from 'vue'
import type { TypedSecret } from '../../shared/contract/protection.ts'
import type { Host } from '../client.ts'
import { isInShell } from '../connection/shell-port.ts'
import { pause } from '../connection/timing.ts'
import { readToken } from '../connection/tokens.ts'
import { usePause } from '../join/use-pause.ts'
import { useAction } from '../use-action.ts'
import { typedSecret } from './typed-secret.ts'
import { offeredFor } from './offered-ways.ts'
import type { OfferedWays } from './offered-ways.ts'

const ASK_AGAIN_MS = 300
/** An old computer takes a while to read a long journal. */
const ASK_AT_MOST = 200

export function useUnlock({ call }: Host) {
  const { isRunning, error, run, clear } = useAction()
  const wait = usePause(error)
  const by = ref<TypedSecret['by']>('passphrase')
  /** Null until the host has said what opens it. */
  const offered = shallowRef<OfferedWays | null>(null)

  /** The host that is open answers at the same address as the locked one. */
  async function untilOpen(): Promise<void> {
    for (let asked = 0; asked < ASK_AT_MOST; asked += 1) {
      const status = await call.access.status().catch(() => null)
      if (status?.isLocked === false) return
      await pause(ASK_AGAIN_MS)
    }
  }

  const unlock = (typed: string) =>
    run(async () => {
      const { invitation } = await call.access.unlock({ secret: typedSecret(by.value, typed) })
      if (isInShell()) return location.assign('/organizer')
      await untilOpen()
      location.assign(readToken('organizer') === null ? `/join#secret=${invitation}` : '/organizer')
    })

  /** A folder that somebody has opened meanwhile needs no passphrase. */
  async function leaveIfOpenOrOffer(): Promise<void> {
    const status = await call.access.status().catch(() => null)
    if (status?.isLocked === false) return location.assign('/')
    offered.value = offeredFor(status?.opensBy)
    by.value = offered.value.typed[0] ?? 'passphrase'
  }

  return { by, offered, isRunning, error, wait, clear, unlock, leaveIfOpenOrOffer }
}
