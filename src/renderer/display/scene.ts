/** What the projector shows: one picture per stretch of the evening, from public facts alone. */
import type { PartnerId } from '../../shared/domain/ids.ts'
import type { Stage, StageBlock, StageNext } from '../../shared/domain/evening/stage-view.ts'

/**
 * `welcome` before anything is on, `item` while one of the agenda is, `signing` from the first call to the last signature,
 * then `complete`, at last `sealed`. A list of speakers and an announced time come before all but somebody who signs.
 */
export type Scene = 'welcome' | 'item' | 'speakers' | 'announced' | 'signing' | 'complete' | 'sealed'

export function sceneOf(stage: Stage): Scene {
  if (stage.agreement === 'open' && stage.blocks.some(isCalled)) return 'signing'
  if (stage.speakers) return 'speakers'
  if (stage.announced) return 'announced'
  if (stage.agreement === 'sealed') return hasGoneOn(stage) ? 'item' : 'sealed'
  // who joins comes into a hall that has long been welcomed
  const hasSigning = stage.agreement === 'open' && (stage.isAccession || stage.blocks.some(hasBegun))
  if (hasSigning) return stage.blocks.some(isOpen) ? 'signing' : 'complete'
  return stage.agendaItem === null ? 'welcome' : 'item'
}

/** Something of the agenda was begun after the seal. */
const hasGoneOn = ({ itemSince, sealedAt }: Stage): boolean =>
  itemSince !== null && sealedAt !== null && itemSince > sealedAt

/**
 * Whose turn it is, if anybody's: of those called the one who draws already (`hasInk`), else the first in the
 * signing order. Where several sign at once the picture so stays with one until that one is done.
 */
export function signerOf({ blocks }: Stage, hasInk: (partnerId: PartnerId) => boolean): StageBlock | null {
  const called = blocks.filter(({ status }) => status === 'called')
  return called.find(({ partnerId }) => hasInk(partnerId)) ?? called[0] ?? null
}

/** Who has signed since the stage looked like `before`; the last in the order when several have at once. */
export function newlySigned(before: Stage | null, now: Stage): StageBlock | null {
  if (!before) return null
  const wasSigned = new Set(before.blocks.filter(isSigned).map(({ partnerId }) => partnerId))
  return now.blocks.findLast((block) => isSigned(block) && !wasSigned.has(block.partnerId)) ?? null
}

/** The names of who comes next, and how many more; `most` names at the most, and never one more who could be named as well. */
export function nextNames({ partners }: StageNext, most: number): { names: string[]; more: number } {
  const names = partners.map(blockName)
  if (names.length <= most) return { names, more: 0 }
  return { names: names.slice(0, most - 1), more: names.length - most + 1 }
}

/** The part [from, to) of a long agenda that is shown: the current item with one before it, never a gap at the end. */
export function agendaWindow(
  count: number,
  current: number | null,
  most: number,
): { from: number; to: number } {
  const from = Math.max(0, Math.min(count - most, (current ?? 0) - 1))
  return { from, to: Math.min(count, from + most) }
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

const isCalled = ({ status }: StageBlock) => status === 'called'
const isSigned = ({ status }: StageBlock) => status === 'signed'
const hasBegun = ({ status }: StageBlock) => status !== 'waiting'
const isOpen = ({ status }: StageBlock) => status === 'waiting' || status === 'called'
