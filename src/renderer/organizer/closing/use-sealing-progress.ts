/** Follows how far a sealing is while it runs. */
import { readonly, ref } from 'vue'
import type { useHost } from '../../use-host.ts'

type Call = ReturnType<typeof useHost>['call']

/** `done` is 0 to 1. Where nothing can be heard of the progress, `follow` still gives the outcome of `seal`. */
export function useSealingProgress(call: Call) {
  const done = ref(0)

  async function listen(signal: AbortSignal): Promise<void> {
    for await (const share of await call.live.sealing(undefined, { signal })) done.value = share
  }

  async function follow<Outcome>(seal: () => Promise<Outcome>): Promise<Outcome> {
    const ended = new AbortController()
    done.value = 0
    listen(ended.signal).catch(() => {})
    try {
      return await seal()
    } finally {
      ended.abort()
    }
  }

  return { done: readonly(done), follow }
}
