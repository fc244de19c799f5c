/** What the projector shows: one picture per stretch of the evening, from public facts alone. */
import type { Stage, StageBlock } from '../../shared/domain/views.ts'

/** `welcome` before the first call, `signing` until the last signature, then `complete`, at last `sealed`. */
export type Scene = 'welcome' | 'signing' | 'complete' | 'sealed'

export function sceneOf(stage: Stage): Scene {
  if (stage.agreement === 'sealed') return 'sealed'
  if (stage.agreement !== 'open' || !stage.blocks.some(hasBegun)) return 'welcome'
  return stage.blocks.some(isOpen) ? 'signing' : 'complete'
}

/** Whose turn it is, if anybody's: the first in the signing order that was called. */
export const signerOf = ({ blocks }: Stage): StageBlock | null =>
  blocks.find(({ status }) => status === 'called') ?? null

/** Who follows: the first that waits and is not the one whose turn it is. */
export function followerOf(stage: Stage): StageBlock | null {
  return stage.blocks.find(({ status }) => status === 'waiting') ?? null
}

export type Tally = { signed: number; onPaper: number; all: number }

export const tallyOf = ({ blocks }: Stage): Tally => ({
  signed: blocks.filter(({ status }) => status === 'signed').length,
  onPaper: blocks.filter(({ status }) => status === 'on-paper').length,
  all: blocks.length,
})

/** The name that fits into a small block. */
export const blockName = ({ shortName, organisation }: Pick<StageBlock, 'shortName' | 'organisation'>) =>
  shortName || organisation

const hasBegun = ({ status }: StageBlock) => status !== 'waiting'
const isOpen = ({ status }: StageBlock) => status === 'waiting' || status === 'called'
