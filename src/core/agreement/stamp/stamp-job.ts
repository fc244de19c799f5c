/** What is to be drawn on an agreement: signatures, and words in the place of anchors. */
import type { Fractions } from '../../../shared/geometry.ts'
import type { Ink } from '../../../shared/ink.ts'

/** A place on a page that is painted white. `page` counts from 0. */
export type Cover = { page: number; box: Fractions }

/** A text on a line of its own: `wordings` say the same, the preferred first; `box` is the line, `room` its width at most, `before` how far left of it it may begin where that is not enough. */
export type Writing = {
  page: number
  box: Fractions
  room: number
  before: number
  wordings: readonly string[]
}

/** One signature and its place. `page` counts from 0; `signedAt` is ISO in UTC; without ink the words stand alone. */
export type Stamp = {
  page: number
  box: Fractions
  ink: Ink | null
  name: string
  function: string
  organisation: string
  capacity: 'in-office' | 'i.V.' | 'i.A.'
  place: string
  signedAt: string
  remark?: string | undefined
  /** The agreement's own text says it right beside the signature, so the block leaves it out. */
  saidBeside?: { name: boolean; function: boolean } | undefined
}

/** Turns an ISO time into words for the reader; empty for what is no time. */
export type LocalClock = (iso: string) => string

export type StampJob = {
  stamps: readonly Stamp[]
  /** Painted white before the stamps are drawn. */
  covers?: readonly Cover[] | undefined
  /** Words that take the place of anchors in the text. */
  writings?: readonly Writing[] | undefined
  marginNote?: string | undefined
  clock: LocalClock
}
