/** What is damaged or missing on the host, asked for when the connection stands; and what a person decides about it. */
import { shallowRef, watch } from 'vue'
import type { DamageView } from '../../../shared/contract/backup.ts'
import type { RepairWay } from '../../../shared/domain/repair.ts'
import type { Host } from '../../client.ts'
import { useAction } from '../../use-action.ts'

export function useDamage({ call, status }: Host) {
  const damage = shallowRef<DamageView | null>(null)
  const { isRunning, error, run } = useAction()

  watch(
    status,
    async (connection) => {
      if (connection === 'connected') damage.value = await call.backup.damage().catch(() => null)
    },
    { immediate: true },
  )

  /** The journal is another one then: the page has to be loaded again. */
  const repair = (way: RepairWay) =>
    run(async () => {
      await call.backup.repair({ way })
      location.reload()
    })

  const fetchMissing = () => run(async () => void (damage.value = await call.backup.fetchMissing()))

  return { damage, isRunning, error, repair, fetchMissing }
}
