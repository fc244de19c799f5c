/** By how much this device's printer is off, in millimetres: kept on the device, for it is the printer's, not the ceremony's. */
import { ref, watch } from 'vue'
import type { Ref } from 'vue'

const KEY = 'mappe.printer-offset'
/** Millimetres either way. */
export const MOST_OFFSET = 20

export type Offset = { x: number; y: number }

export function usePrinterOffset(): Ref<Offset> {
  const offset = ref(stored())
  watch(offset, (changed) => localStorage.setItem(KEY, JSON.stringify(changed)), { deep: true })
  return offset
}

/** Within what the host takes; what is no number moves nothing. */
export const bounded = ({ x, y }: Offset): Offset => ({ x: bound(x), y: bound(y) })

const bound = (millimetres: number): number =>
  Number.isFinite(millimetres) ? Math.min(MOST_OFFSET, Math.max(-MOST_OFFSET, millimetres)) : 0

function stored(): Offset {
  try {
    const { x, y } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Offset>
    return bounded({ x: Number(x), y: Number(y) })
  } catch {
    return { x: 0, y: 0 }
  }
}
