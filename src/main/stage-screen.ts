/** On which screen the stage is shown: remembered from evening to evening, found again when the projector is plugged in. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const boundsSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
const memorySchema = z.object({
  /** The screen the stage was on; null before there was one. */
  screen: z.object({ id: z.number(), bounds: boundsSchema }).nullable(),
  /** Chosen by hand; only then the stage may cover the main screen. */
  isChosen: z.boolean(),
  /** The stage was open when the program ended. */
  isOpen: z.boolean(),
})

export type StageMemory = z.infer<typeof memorySchema>
export type Bounds = z.infer<typeof boundsSchema>
/** What is needed of Electron's Display. */
export type Screen = { id: number; bounds: Bounds; label?: string }

const NOTHING: StageMemory = { screen: null, isChosen: false, isOpen: false }

/** What was kept; nothing where there is no file or none that can be read. */
export function readStageMemory(file: string): StageMemory {
  try {
    return memorySchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return NOTHING
  }
}

/** Written at once, for the program may be ended at any time. A disk that refuses costs only the memory. */
export function keepStageMemory(file: string, memory: StageMemory): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(memory))
  } catch {
    // the next evening then asks the screens again
  }
}

/**
 * The screen for the stage: the remembered one by id and place, then by id, then by place (systems count ids anew),
 * then any but the main screen. Null when only the main screen is left and nobody has chosen it.
 */
export function screenFor(
  screens: readonly Screen[],
  mainId: number,
  { screen, isChosen }: Pick<StageMemory, 'screen' | 'isChosen'>,
): Screen | null {
  const allowed = screens.filter(({ id }) => isChosen || id !== mainId)
  const others = screens.filter(({ id }) => id !== mainId)
  if (!screen) return others[0] ?? null
  const isId = ({ id }: Screen) => id === screen.id
  const isPlace = ({ bounds }: Screen) => sameBounds(bounds, screen.bounds)
  return (
    allowed.find((each) => isId(each) && isPlace(each)) ??
    allowed.find(isId) ??
    allowed.find(isPlace) ??
    others[0] ??
    null
  )
}

export const sameBounds = (a: Bounds, b: Bounds): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height

/** "EPSON PJ, 1920 × 1080", or by number where the screen has no name. */
export const screenName = ({ label, bounds }: Screen, number: number, word: string): string =>
  `${label || `${word} ${number}`}, ${bounds.width} × ${bounds.height}`
