/** Whether the tablets are held by a PIN, and choosing one. */
import { ref } from 'vue'
import type { Host } from '../../client.ts'
import { useAction } from '../../use-action.ts'

export function useKioskPin({ call }: Host) {
  const { error, isRunning, run } = useAction()
  const isSet = ref(false)

  const look = async () => {
    isSet.value = (await call.kiosk.status()).isLocked
  }
  void run(look)

  /** Null takes it away. Whether it went well. */
  const choose = (pin: string | null): Promise<boolean> =>
    run(async () => {
      await call.kiosk.choosePin({ pin })
      await look()
    })

  return { isSet, error, isRunning, choose }
}
