/** Keeps the line of the partner whose field is chosen in sight, by scrolling the list alone. */
import { nextTick, watch } from 'vue'
import type { Ref } from 'vue'
import type { PartnerId } from '../../../shared/domain/ids.ts'

export function useListInView(
  list: Readonly<Ref<HTMLElement | null>>,
  partner: Readonly<Ref<PartnerId | null>>,
): void {
  watch(partner, async (id) => {
    await nextTick()
    const line =
      id && list.value?.querySelector(`[data-partner="${CSS.escape(id)}"]`)?.getBoundingClientRect()
    const frame = list.value?.getBoundingClientRect()
    if (!line || !frame) return
    const by = line.top < frame.top ? line.top - frame.top : Math.max(0, line.bottom - frame.bottom)
    list.value?.scrollBy({ top: by })
  })
}
