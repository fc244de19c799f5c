/** Importing a list: choose, look at what would happen, then take it over. Nothing changes before the last step. */
import { computed, ref, shallowRef } from 'vue'
import type { ListOptions, ListPreview } from '../../../shared/contract/registry.ts'
import { command } from '../../client.ts'
import type { Host } from '../../client.ts'
import { useAction } from '../../use-action.ts'

export function useListImport({ call }: Host) {
  const file = shallowRef<File | null>(null)
  const options = ref<ListOptions>({})
  const preview = shallowRef<ListPreview | null>(null)
  const { isRunning, error, run } = useAction()
  const canTakeOver = computed(() => (preview.value?.accepted ?? 0) > 0 && !isRunning.value)

  async function look(): Promise<void> {
    const chosen = file.value
    if (!chosen) return
    await run(async () => {
      const input = { file: chosen, fileName: chosen.name, options: { ...options.value } }
      preview.value = await call.registry.previewList(input)
    })
  }

  function choose(chosen: File): Promise<void> {
    file.value = chosen
    options.value = {}
    preview.value = null
    return look()
  }

  /** Reads the same file in another way than was guessed. */
  function readAs(changed: ListOptions): Promise<void> {
    options.value = { ...options.value, ...changed }
    return look()
  }

  async function takeOver(): Promise<boolean> {
    const chosen = file.value
    if (!chosen) return false
    const input = { file: chosen, fileName: chosen.name, options: { ...options.value } }
    return run(() => command((commandId) => call.registry.importList({ ...input, commandId })))
  }

  return { file, preview, isRunning, error, canTakeOver, choose, readAs, takeOver }
}
