/** Inviting a station: a code that is good once and for a while, shown until it was used or has run out. */
import { computed, shallowRef, watch } from 'vue'
import type { AskingDevice, Invitation } from '../../../shared/contract/stations.ts'
import type { Role, Station } from '../../../shared/domain/station.ts'
import type { Host } from '../../client.ts'
import { useAction } from '../../use-action.ts'
import { useHostClock } from '../../use-host-clock.ts'

export type Invited = Invitation & { role: Role; name: string }

export function useInvitation(
  host: Host,
  stations: () => readonly Station[],
  asking: () => readonly AskingDevice[],
) {
  const { call } = host
  /** Whose station is still awaited: also after its code is used up and no longer shown. */
  const awaited = shallowRef<Pick<Invited, 'role' | 'name'> | null>(null)
  const invited = shallowRef<Invited | null>(null)
  const joined = shallowRef<Station | null>(null)
  const now = useHostClock(host)
  const { isRunning, error, run } = useAction()
  let known = new Set<string>()

  const secondsLeft = computed(() =>
    invited.value ? Math.max(0, Math.floor((Date.parse(invited.value.expiresAt) - now.value) / 1000)) : 0,
  )

  const invite = (role: Role, name: string) =>
    run(async () => {
      known = new Set(stations().map(({ id }) => id))
      joined.value = null
      invited.value = { ...(await call.stations.invite({ role, name })), role, name }
      awaited.value = { role, name }
    })

  const putAway = () => void (invited.value = null)

  /** What is no longer shown must let nobody in. */
  async function withdraw(): Promise<void> {
    const code = invited.value?.code
    if (code === undefined) return
    const isWithdrawn = await run(async () => {
      if (secondsLeft.value > 0) await call.stations.withdrawInvitation({ code })
    })
    if (!isWithdrawn || invited.value?.code !== code) return
    awaited.value = null
    putAway()
  }

  const isAwaited = ({ role, name }: Pick<Invited, 'role' | 'name'>) =>
    role === awaited.value?.role && name === awaited.value.name
  watch(asking, (devices) => devices.some(isAwaited) && putAway())
  watch(stations, (all) => {
    const fresh = all.find((station) => !known.has(station.id) && isAwaited(station))
    if (!fresh) return
    joined.value = fresh
    awaited.value = null
    putAway()
  })

  return { invited, joined, secondsLeft, isRunning, error, invite, withdraw }
}
