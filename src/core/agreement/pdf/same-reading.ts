/** Whether two files show a reader the same pages. */
import type { PageContent } from '../reading/page-text.ts'

/** Points: rounding of numbers that are written anew. */
const TOLERANCE = 0.01

/** As many pages, and on each the same size, the same text and as many operators that draw; never for a page that nobody could read. */
export function isSameReading(before: readonly PageContent[], after: readonly PageContent[]): boolean {
  if (before.length === 0 || before.length !== after.length) return false
  return before.every((page, index) => isSamePage(page, after[index]))
}

function isSamePage(page: PageContent, other: PageContent | undefined): boolean {
  if (!other || page.width <= 0 || !page.isReadable || !other.isReadable) return false
  const sizes = [page.width - other.width, page.height - other.height]
  if (sizes.some((difference) => Math.abs(difference) > TOLERANCE)) return false
  return page.operators === other.operators && charactersOf(page) === charactersOf(other)
}

const charactersOf = ({ segments }: PageContent): string => segments.map(({ text }) => text).join('\n')
