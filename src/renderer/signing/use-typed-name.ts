/** The typed name as the host sets it in the documents' typeface. */
import { shallowRef } from 'vue'
import type { Ink } from '../../shared/ink.ts'
import type { Host } from '../client.ts'
import { useAction } from '../use-action.ts'

export function useTypedName({ call }: Host) {
  const { error, isRunning, run, clear } = useAction()
  const ink = shallowRef<Ink | null>(null)

  /** Whether the name could be set. */
  const set = (name: string): Promise<boolean> =>
    run(async () => {
      ink.value = await call.signing.typeset({ name })
    })

  function forget(): void {
    ink.value = null
    clear()
  }

  return { ink, error, isRunning, set, forget }
}
