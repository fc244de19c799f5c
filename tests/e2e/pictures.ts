/**
 * Compares what a surface looks like with a picture kept of it.
 *
 * Both are reduced to a quarter, each point the mean of sixteen: how a letter's edge is drawn is lost, a button that is
 * gone or a colour that has changed is not. A point may also stand one further. What counts is the worst square of 32 by 32 points of the page, so that a
 * small thing that is gone weighs the same on a large page.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pixelmatch from 'pixelmatch'
import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'

const KEPT = join(import.meta.dirname, 'screens')
const SEEN = join(import.meta.dirname, '__screens__')
const REDUCTION = 4
const SQUARE = 8
/** From here on somebody has changed something. */
export const NOTICED = 0.1
/** How far two colours may be apart and still be the same, of 1 (pixelmatch's measure, YIQ). */
const SAME_COLOUR = 0.1

/** Words that are another each time: times of day, and with them ages. */
const TIMES = /\b\d{1,2}:\d{2}(:\d{2})?\b/g

/** How thick a stroke is follows the speed of the hand, and so of the machine. */
const WITHOUT_INK = '.pad canvas { visibility: hidden }'

/** The page as it stands there, reduced, with every time of day the same, and without what is drawn by hand or follows the focus. */
export async function pictureOf(page: Page): Promise<PNG> {
  await page.mouse.move(0, 0)
  await page.evaluate((source) => {
    const times = new RegExp(source, 'g')
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (node.nodeValue && times.test(node.nodeValue))
        node.nodeValue = node.nodeValue.replaceAll(times, '18:30')
  }, TIMES.source)
  await page.evaluate(makeSteady, WITHOUT_INK)
  const screen = await page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' })
  await page.evaluate(() => document.adoptedStyleSheets.pop())
  return reduced(PNG.sync.read(screen))
}

/** Adds rules, which the page's policy would not let in as an element, and leaves the button that was pressed last. */
function makeSteady(rules: string): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(rules)
  document.adoptedStyleSheets.push(sheet)
  const { activeElement } = document
  if (activeElement instanceof HTMLElement && !(activeElement instanceof HTMLInputElement))
    activeElement.blur()
}

/** The share of points that differ in the worst square; 1 for pictures of different size. */
export function differenceOf(one: PNG, other: PNG, marks?: PNG): number {
  const { width, height } = one
  if (other.width !== width || other.height !== height) return 1
  const gone = missing(one, other)
  const come = missing(other, one)
  const differs = gone.map((isGone, at) => isGone || come[at])
  const squares = new Map<number, number>()
  for (const [at, isDifferent] of differs.entries()) {
    if (!isDifferent) continue
    marks?.data.set([255, 0, 0, 255], at * 4)
    const square = Math.floor(at / width / SQUARE) * width + Math.floor((at % width) / SQUARE)
    squares.set(square, (squares.get(square) ?? 0) + 1)
  }
  return Math.max(0, ...squares.values()) / SQUARE ** 2
}

/** Which points of the first have nothing like them in the other, nor beside it: a line may stand one point further. */
function missing(one: PNG, other: PNG): boolean[] {
  const { width, height } = one
  const isMissing = Array.from({ length: width * height }, () => true)
  for (const dx of [-1, 0, 1])
    for (const dy of [-1, 0, 1]) {
      const diff = new PNG({ width, height })
      const options = { threshold: SAME_COLOUR, includeAA: true, diffMask: true }
      pixelmatch(one.data, moved(other, dx, dy).data, diff.data, width, height, options)
      for (const at of isMissing.keys()) isMissing[at] &&= diff.data[at * 4 + 3] !== 0
    }
  return isMissing
}

/** The picture pushed aside; what comes in at an edge is the edge again. */
function moved(picture: PNG, dx: number, dy: number): PNG {
  const { width, height } = picture
  const result = new PNG({ width, height })
  const within = (value: number, end: number) => Math.min(end - 1, Math.max(0, value))
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const from = (within(y - dy, height) * width + within(x - dx, width)) * 4
      result.data.set(picture.data.subarray(from, from + 4), (y * width + x) * 4)
    }
  return result
}

/** How far the page is from the picture kept of it; what differs is left beside the screens. Renewing keeps the page instead. */
export async function differenceFromKept(page: Page, name: string): Promise<number> {
  const seen = await pictureOf(page)
  const file = join(KEPT, `${name}.png`)
  if (process.env['RENEW_SCREENS']) {
    mkdirSync(KEPT, { recursive: true })
    writeFileSync(file, PNG.sync.write(seen, { colorType: 2, deflateLevel: 9 }))
    return 0
  }
  if (!existsSync(file)) throw new Error(`no picture of ${name} is kept: npm run screens`)
  const kept = PNG.sync.read(readFileSync(file))
  const marks = new PNG({ width: seen.width, height: seen.height })
  const difference = differenceOf(seen, kept, marks)
  mkdirSync(SEEN, { recursive: true })
  writeFileSync(join(SEEN, `${name}-seen.png`), PNG.sync.write(seen))
  writeFileSync(join(SEEN, `${name}-differs.png`), PNG.sync.write(marks))
  return difference
}

function reduced(picture: PNG): PNG {
  const [width, height] = [Math.floor(picture.width / REDUCTION), Math.floor(picture.height / REDUCTION)]
  const small = new PNG({ width, height })
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) small.data.set([...meanAt(picture, x, y), 255], (y * width + x) * 4)
  return small
}

function meanAt({ data, width }: PNG, x: number, y: number): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0]
  for (let dy = 0; dy < REDUCTION; dy += 1)
    for (let dx = 0; dx < REDUCTION; dx += 1) {
      const at = ((y * REDUCTION + dy) * width + x * REDUCTION + dx) * 4
      sum[0] += data[at] ?? 0
      sum[1] += data[at + 1] ?? 0
      sum[2] += data[at + 2] ?? 0
    }
  const all = REDUCTION ** 2
  return [Math.round(sum[0] / all), Math.round(sum[1] / all), Math.round(sum[2] / all)]
}
