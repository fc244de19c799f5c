/** The agreement for reading, and what its signature sheet stands for: fetched once needed, kept while the hash stays the same. */
import { shallowRef } from 'vue'
import type { Sha256 } from '../../shared/domain/ids.ts'
import type { Host } from '../client.ts'
import { useAction } from '../use-action.ts'
import type { Call } from './draft.ts'

export function useAgreement(host: Host) {
  const file = shallowRef<ArrayBuffer | null>(null)
  const source = shallowRef<ArrayBuffer | null>(null)
  const { error, isRunning, run } = useAction()
  let shown: Sha256 | null = null

  async function load({ document: { sha256 }, source: wanted }: Call): Promise<void> {
    if (shown === sha256 && file.value) return
    await run(async () => {
      file.value = null
      source.value = wanted ? await (await host.call.agreement.source()).arrayBuffer() : null
      file.value = await (await host.call.agreement.document()).arrayBuffer()
      shown = sha256
    })
  }

  function forget(): void {
    file.value = null
    source.value = null
    shown = null
  }

  return { file, source, error, isRunning, load, forget }
}
