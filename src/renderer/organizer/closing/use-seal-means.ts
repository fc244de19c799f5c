/** Choosing with what is sealed: the host's own key or the organisation's, and the timestamp service. */
import { computed, onMounted, ref, shallowRef } from 'vue'
import type { SealKeyView } from '../../../shared/contract/seal-key.ts'
import type { Host } from '../../client.ts'
import { useAction } from '../../use-action.ts'

export function useSealMeans({ call }: Host) {
  const means = shallowRef<SealKeyView | null>(null)
  const keyFile = shallowRef<File | null>(null)
  const server = ref('')
  const { isRunning, error, run, clear } = useAction()
  const isServerSaved = computed(() => (means.value?.timestampServer ?? '') === server.value.trim())

  const show = (view: SealKeyView) => void (means.value = view)

  const load = () =>
    run(async () => {
      show(await call.agreement.sealKey())
      server.value = means.value?.timestampServer ?? ''
    })

  function chooseFile(file: File | null): void {
    clear()
    keyFile.value = file
  }

  async function openKey(password: string): Promise<void> {
    const file = keyFile.value
    if (!file) return
    const isOpen = await run(async () => show(await call.agreement.useSealKey({ file, password })))
    if (isOpen) keyFile.value = null
  }

  const useOwnKey = () => run(async () => show(await call.agreement.useOwnKey()))

  const saveServer = () =>
    run(async () => {
      server.value = server.value.trim()
      show(await call.agreement.setTimestampServer({ url: server.value || null }))
    })

  onMounted(load)
  return {
    means,
    keyFile,
    server,
    isServerSaved,
    isRunning,
    error,
    chooseFile,
    openKey,
    useOwnKey,
    saveServer,
  }
}
