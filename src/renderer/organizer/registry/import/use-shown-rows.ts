/** Long tables begin short: the first rows, and all on request. */
import { computed, ref } from 'vue'

const FIRST = 25

export function useShownRows<Row>(rows: () => readonly Row[]) {
  const isAll = ref(false)
  const shown = computed(() => (isAll.value ? rows() : rows().slice(0, FIRST)))
  const hidden = computed(() => rows().length - shown.value.length)
  return { shown, hidden, showAll: () => void (isAll.value = true) }
}
