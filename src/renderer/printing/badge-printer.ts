/** The paper in this device's printer of badges, kept on the device: a desk prints all evening on the same. */
import { reactive, watch } from 'vue'
import type { BadgeFormat } from '../../shared/contract/printing.ts'

export const BADGE_FORMATS: readonly BadgeFormat[] = ['sheet-90x54', 'label-62', 'cr80', 'a7', 'a6']
export const PLACES_ON_SHEET = 10

const KEY = 'mappe.badge-printer'

export type BadgePaper = {
  format: BadgeFormat
  /** First free place on the begun sheet, from 1; null while nothing is in the field. */
  startAt: number | null
}

export function useBadgePaper(): BadgePaper {
  const paper = reactive(storedPaper())
  watch(paper, (changed) => localStorage.setItem(KEY, JSON.stringify(changed)))
  return paper
}

/** Where the host begins: anything but a sheet has one place. */
export const startOn = ({ format, startAt }: BadgePaper): number =>
  format === 'sheet-90x54' ? Math.min(PLACES_ON_SHEET, Math.max(1, Math.trunc(startAt ?? 1) || 1)) : 1

/** The free place after one badge was printed; after the last one a new sheet begins. */
export const nextPlace = (paper: BadgePaper): number =>
  paper.format === 'sheet-90x54' ? (startOn(paper) % PLACES_ON_SHEET) + 1 : (paper.startAt ?? 1)

function storedPaper(): BadgePaper {
  try {
    const { format, startAt } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<BadgePaper>
    const known = BADGE_FORMATS.find((each) => each === format) ?? 'sheet-90x54'
    return { format: known, startAt: startOn({ format: 'sheet-90x54', startAt: Number(startAt ?? 1) }) }
  } catch {
    return { format: 'sheet-90x54', startAt: 1 }
  }
}
