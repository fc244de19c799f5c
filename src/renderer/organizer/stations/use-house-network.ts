/** The switch for the house network as the page shows it; looked at again and again, since cables are pulled. */
import { computed, onScopeDispose, shallowRef } from 'vue'
import type { NetworkStatus } from '../../../shared/contract/network.ts'
import type { Host } from '../../client.ts'
import { useAction } from '../../use-action.ts'

const LOOK_AGAIN_MS = 4_000

/** `status` is null until it is known, and where nothing serves stations. */
export function useHouseNetwork({ call }: Host) {
  const status = shallowRef<NetworkStatus | null>(null)
  const { isRunning, error, run } = useAction()

  async function look(): Promise<void> {
    if (isRunning.value) return
    status.value = await call.network.status().catch(() => status.value)
  }

  const choose = (isOn: boolean, address: string | null) =>
    run(async () => {
      status.value = await call.network.choose({ isOn, address })
    })

  void look()
  const timer = window.setInterval(() => void look(), LOOK_AGAIN_MS)
  onScopeDispose(() => clearInterval(timer))
  /** Whether another port than the usual one had to be taken. */
  const isOtherPort = computed(
    () => status.value?.urls.some((url) => Number(new URL(url).port) !== status.value?.wantedPort) ?? false,
  )
  return { status, isOtherPort, isRunning, error, choose }
}
