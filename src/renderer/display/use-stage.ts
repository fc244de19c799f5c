/** What the projector follows: the stage, the running ink, and who has just signed. */
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { StageBlock } from '../../shared/domain/evening/stage-view.ts'
import type { Host } from '../client.ts'
import { useStageStore } from '../stores/stage.ts'
import { stillRunning, withBatch } from './live-ink.ts'
import type { LivePads } from './live-ink.ts'
import { newlySigned, sceneOf, signerOf } from './scene.ts'
import { useInks } from './use-inks.ts'

/** How long a fresh signature stays large when nobody else is called, in ms. */
const ADMIRED = 8_000

export function useStage(host: Host) {
  const store = useStageStore()
  const stage = computed(() => store.stage)
  const pads = shallowRef<LivePads>({})
  const justSigned = shallowRef<StageBlock | null>(null)
  let timer = 0

  onScopeDispose(store.follow(host))
  onScopeDispose(
    host.follow(
      (_since, signal) => host.call.live.ink(undefined, { signal }),
      (batch) => void (pads.value = withBatch(pads.value, batch)),
    ),
  )
  onScopeDispose(() => clearTimeout(timer))

  watch(stage, (now, before) => {
    if (!now) return
    const called = new Set(
      now.blocks.filter(({ status }) => status === 'called').map(({ partnerId }) => partnerId),
    )
    pads.value = stillRunning(pads.value, (partnerId) => [...called].some((id) => id === partnerId))
    const fresh = newlySigned(before ?? null, now)
    if (!fresh) return
    justSigned.value = fresh
    clearTimeout(timer)
    timer = window.setTimeout(() => (justSigned.value = null), ADMIRED)
  })

  return {
    stage,
    inks: useInks(host, () => stage.value),
    scene: computed(() => (stage.value ? sceneOf(stage.value) : null)),
    pads,
    justSigned,
    signer: computed(() =>
      stage.value ? signerOf(stage.value, (id) => pads.value[id] !== undefined) : null,
    ),
  }
}
