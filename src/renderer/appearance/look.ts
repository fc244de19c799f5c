/** The look of the house as a device keeps it: also there before the host answers, and at a desk without it. */
import { tonesOf } from './accent.ts'
import type { Ground } from './accent.ts'

export type Look = {
  house: string
  /** #rrggbb; null for the colours of KERN. */
  accent: string | null
  /** The picture itself as a data address, by its checksum. */
  logo: { sha256: string; url: string; width: number; height: number } | null
}

type Keep = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const KEY = 'mappe.look'

export const plainLook = (): Look => ({ house: '', accent: null, logo: null })

/** A house without a look of its own leaves nothing; a full storage costs the look of the next start, nothing else. */
export function keepLook(look: Look, storage: Keep): void {
  try {
    if (look.house === '' && look.accent === null && look.logo === null) forgetLook(storage)
    else storage.setItem(KEY, JSON.stringify(look))
  } catch {
    // the host tells it again
  }
}

export const forgetLook = (storage: Pick<Storage, 'removeItem'>): void => storage.removeItem(KEY)

export function keptLook(storage: Keep): Look {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? 'null')
    return isLook(kept) ? kept : plainLook()
  } catch {
    return plainLook()
  }
}

const isLook = (value: unknown): value is Look =>
  typeof value === 'object' && value !== null && ['house', 'accent', 'logo'].every((key) => key in value)

const GROUNDS = ['light', 'dark', 'stageLight', 'stageDark'] as const satisfies readonly Ground[]

/** Puts the tones of the house on a page; app.css and the stage say where each is used. */
export function paintAccent(accent: string | null, page: HTMLElement): void {
  const tones = accent === null ? null : tonesOf(accent)
  page.toggleAttribute('data-house', tones !== null)
  for (const ground of GROUNDS) {
    if (tones) page.style.setProperty(`--house-${ground}`, tones[ground])
    else page.style.removeProperty(`--house-${ground}`)
  }
}
