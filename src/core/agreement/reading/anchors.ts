/** Anchors in the agreement's text: where they stand. What takes their place is decided where it is stamped. */
import type { TextAnchor } from '../../../shared/domain/signing/text-anchor.ts'
import type { Fractions } from '../../../shared/geometry.ts'
import { readPages } from './page-text.ts'
import type { PageContent } from './page-text.ts'

/** An anchor as read; whom it means is decided by its label. */
export type PlacedAnchor = Omit<TextAnchor, 'partnerId'>

/** All anchors of a file in reading order. One that cannot be read has none. */
export async function readAnchors(bytes: Uint8Array): Promise<PlacedAnchor[]> {
  return anchorsOn(await readPages(bytes).catch((): PageContent[] => []))
}

export const anchorsOn = (pages: readonly PageContent[]): PlacedAnchor[] =>
  pages.flatMap(({ anchors, width, height }, page) =>
    anchors
      .filter(({ lines }) => lines.every((line) => isOnPage(line, width, height)))
      .map(({ kind, label, language, lines, room, before }) => ({
        kind,
        label: label.slice(0, 300),
        language,
        page,
        lines: lines.map((line) => ({
          x: line.x / width,
          y: line.y / height,
          width: line.width / width,
          height: line.height / height,
        })),
        room: Math.min(room / width, 1),
        before: before / width,
      })),
  )

const isOnPage = (line: Fractions, width: number, height: number): boolean =>
  line.x >= 0 && line.y >= 0 && line.x + line.width <= width && line.y + line.height <= height
