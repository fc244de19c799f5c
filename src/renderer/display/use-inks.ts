/** The recorded signatures on the stage: each fetched once by its hash, forgotten when it is no longer shown. */
import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Sha256 } from '../../shared/domain/ids.ts'
import type { Stage } from '../../shared/domain/evening/stage-view.ts'
import type { Ink } from '../../shared/ink.ts'
import type { Host } from '../client.ts'

const TRY_AGAIN = 2_000

export function useInks(host: Host, stage: () => Stage | null) {
  const inks = shallowRef<Readonly<Record<Sha256, Ink>>>({})
  const asked = new Set<Sha256>()
  const timers = new Set<number>()
  const wanted = () => (stage()?.blocks ?? []).flatMap(({ ink }) => (ink === null ? [] : [ink]))

  async function fetchInk(hash: Sha256): Promise<void> {
    asked.add(hash)
    try {
      const ink = await host.call.signing.ink({ ink: hash })
      if (wanted().includes(hash)) inks.value = { ...inks.value, [hash]: ink }
    } catch {
      const timer = window.setTimeout(fetchWanted, TRY_AGAIN)
      timers.add(timer)
    } finally {
      asked.delete(hash)
    }
  }

  function fetchWanted(): void {
    const hashes = wanted()
    const kept = Object.entries(inks.value).filter(([hash]) => hashes.some((wanted) => wanted === hash))
    inks.value = Object.fromEntries(kept)
    for (const hash of hashes) if (!inks.value[hash] && !asked.has(hash)) void fetchInk(hash)
  }

  watch(stage, fetchWanted, { immediate: true })
  onScopeDispose(() => timers.forEach((timer) => clearTimeout(timer)))
  return inks
}
