/** The bytes of the agreement, or of its source, fetched when the file changes or the connection comes back. */
import { shallowRef, watch } from 'vue'
import type { Host } from '../../client.ts'
import { asBlob } from '../../save-file.ts'
import { useAction } from '../../use-action.ts'

export function useDocument(
  { call, status }: Host,
  which: 'document' | 'source',
  sha256: () => string | null,
) {
  const document = shallowRef<Blob | null>(null)
  const { error, run } = useAction()
  let loaded: string | null = null

  watch(
    [sha256, status],
    async ([wanted, connection]) => {
      if (wanted === loaded || (wanted !== null && connection !== 'connected')) return
      loaded = wanted
      document.value = null
      if (wanted === null) return
      const isDone = await run(async () => {
        const file = await asBlob(await call.agreement[which]())
        if (loaded === wanted) document.value = file
      })
      if (!isDone && loaded === wanted) loaded = null
    },
    { immediate: true },
  )
  return { document, error }
}
