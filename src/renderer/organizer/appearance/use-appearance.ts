/** Choosing how the house is seen: each choice counts at once, and the one before can be had back. */
import { computed, ref, shallowRef } from 'vue'
import type { Appearance } from '../../../shared/domain/evening/appearance.ts'
import { appearanceSchema } from '../../../shared/domain/evening/appearance.ts'
import { drawLogo } from '../../appearance/logo-picture.ts'
import type { LogoFault } from '../../appearance/logo-picture.ts'
import { command } from '../../client.ts'
import type { Host } from '../../client.ts'
import { plainCopy } from '../../plain-copy.ts'
import { useAction } from '../../use-action.ts'

export function useAppearance({ call }: Host, recorded: () => Appearance) {
  const before = shallowRef<Appearance | null>(null)
  const fault = ref<LogoFault | null>(null)
  const isSaved = ref(false)
  const { isRunning, error, run } = useAction()

  async function choose(change: Partial<Appearance>): Promise<void> {
    const was = plainCopy(recorded())
    fault.value = null
    const appearance = appearanceSchema.parse({ ...was, ...change })
    isSaved.value = await run(() =>
      command((commandId) => call.appearance.choose({ ...appearance, commandId })),
    )
    if (isSaved.value) before.value = was
  }

  async function chooseLogo(file: File): Promise<void> {
    isSaved.value = false
    const drawn = await drawLogo(file)
    fault.value = drawn.fault
    const { png } = drawn
    if (!png) return
    let logo: Appearance['logo'] = null
    const isKept = await run(async () => {
      logo = appearanceSchema.shape.logo.parse(await call.appearance.addLogo({ file: png }))
    })
    if (isKept) await choose({ logo })
  }

  async function undo(): Promise<void> {
    if (before.value) await choose(before.value)
    before.value = null
  }

  return {
    isRunning,
    error,
    fault,
    isSaved,
    canUndo: computed(() => before.value !== null),
    choose,
    chooseLogo,
    undo,
  }
}
