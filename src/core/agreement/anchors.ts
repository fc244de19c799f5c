/** Anchors in the text (`{{Unterschrift: Jobcenter}}`) announce a signature; where it is drawn they have served and are covered. */
import type { Fractions } from '../../shared/geometry.ts'
import { ANCHOR, matchOrganisation } from './field-patterns.ts'
import { readPages } from './page-text.ts'
import type { PageContent, TextSegment } from './page-text.ts'
import { partOf } from './signature-lines.ts'

/** A place on a page that is painted white. `page` counts from 0. */
export type Cover = { page: number; box: Fractions }

type Drawn = { page: number; box: Fractions; organisation: string }

/** From the baseline, in parts of the size: as high and as deep as braces reach, and no neighbouring line. */
const ASCENT = 0.85
const DESCENT = 0.28

/**
 * The anchors on the pages drawn on that name a drawn organisation or lie under a drawn box. An anchor within other words is
 * left alone: no place in a line is known so exactly that nothing else would be covered. A file that cannot be read has none.
 */
export async function anchorsReplaced(bytes: Uint8Array, drawn: readonly Drawn[]): Promise<Cover[]> {
  if (drawn.length === 0) return []
  const wanted = new Set(drawn.map(({ page }) => page))
  const pages = await readPages(bytes, Math.max(...wanted) + 1, wanted).catch((): PageContent[] => [])
  return pages.flatMap((content, page) => (wanted.has(page) ? coversOn(content, page, drawn) : []))
}

function coversOn(content: PageContent, page: number, drawn: readonly Drawn[]): Cover[] {
  const organisations = [...new Set(drawn.map(({ organisation }) => organisation))]
  return content.segments.filter(isAnchorsOnly).flatMap((segment) =>
    [...segment.text.matchAll(ANCHOR)].flatMap((match): Cover[] => {
      const box = boxOf(content, partOf(segment, match.index, match.index + match[0].length))
      const isNamed = matchOrganisation([match[1] ?? ''], organisations) !== null
      const isUnder = drawn.some((one) => one.page === page && touches(one.box, box))
      return isNamed || isUnder ? [{ page, box }] : []
    }),
  )
}

const isAnchorsOnly = ({ text }: TextSegment): boolean => text.replaceAll(ANCHOR, '').trim() === ''

const boxOf = ({ width, height }: PageContent, { x, y, size, width: length }: TextSegment): Fractions => ({
  x: x / width,
  y: (y - ASCENT * size) / height,
  width: length / width,
  height: ((ASCENT + DESCENT) * size) / height,
})

const touches = (one: Fractions, other: Fractions): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height
