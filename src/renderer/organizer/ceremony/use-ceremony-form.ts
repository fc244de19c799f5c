/** Editing the ceremony: a copy of one's own until it is saved; what others save meanwhile shows where nothing was typed. */
import { computed, ref, watch } from 'vue'
import type { Ceremony } from '../../../shared/domain/evening/ceremony.ts'
import { command } from '../../client.ts'
import type { Host } from '../../client.ts'
import { plainCopy } from '../../plain-copy.ts'
import { useAction } from '../../use-action.ts'
import { localDay } from '../../clock.ts'
import { blankCeremony, withoutEmptyRows } from './ceremony-form.ts'

export function useCeremonyForm({ call }: Host, recorded: () => Ceremony | null) {
  const copyOf = () => plainCopy(recorded() ?? blankCeremony(localDay(new Date())))
  const form = ref<Ceremony>(copyOf())
  const before = ref(JSON.stringify(form.value))
  const isSaved = ref(false)
  const { isRunning, error, run } = useAction()
  const isChanged = computed(() => JSON.stringify(form.value) !== before.value)

  function load(): void {
    form.value = copyOf()
    before.value = JSON.stringify(form.value)
  }

  /** What stands already is not recorded a second time. */
  async function save(): Promise<boolean> {
    if (recorded() && !isChanged.value) {
      isSaved.value = true
      return true
    }
    const ceremony = withoutEmptyRows(plainCopy(form.value))
    isSaved.value = await run(() => command((commandId) => call.ceremony.describe({ ceremony, commandId })))
    if (isSaved.value) before.value = JSON.stringify(form.value)
    return isSaved.value
  }

  watch(recorded, () => !isChanged.value && load())
  watch(isChanged, (changed) => changed && (isSaved.value = false))
  return { form, isChanged, isSaved, isRunning, error, save, discard: load }
}
