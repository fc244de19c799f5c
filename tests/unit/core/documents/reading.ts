/** Reads the documents back, as a checker would. */
import { readPages } from '../../../../src/core/agreement/reading/page-text.ts'

/** The text of each page, one segment a line. */
export async function textOf(bytes: Uint8Array): Promise<string[]> {
  const pages = await readPages(bytes)
  return pages.map(({ segments }) => segments.map(({ text }) => text).join('\n'))
}

/** True where all text of all pages lies within the page. */
export async function standsOnPaper(bytes: Uint8Array): Promise<boolean> {
  const pages = await readPages(bytes)
  return pages.every(({ width, height, segments }) =>
    segments.every(
      (text) => text.x >= 0 && text.x + text.width <= width + 0.5 && text.y > 0 && text.y < height,
    ),
  )
}
