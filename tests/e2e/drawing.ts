/** Draws on the pad as a hand does: pointer down, many moves, pointer up. */
import type { Locator, Page } from 'playwright-core'

/** A name of a few loops and an underline, over the middle of the pad. */
export async function drawSignature(page: Page, pad: Locator, wobble = 0): Promise<void> {
  const box = await boxOf(pad)
  const loops = 5 + (wobble % 3)
  await drawCurve(page, 70, (t) => ({
    x: box.x + box.width * (0.2 + 0.55 * t) + Math.sin(t * loops * 2 * Math.PI) * box.width * 0.03,
    y: box.y + box.height * (0.5 - 0.16 * Math.cos(t * loops * 2 * Math.PI) + 0.05 * Math.sin(t * 3)),
  }))
  await drawCurve(page, 16, (t) => ({
    x: box.x + box.width * (0.75 - 0.5 * t),
    y: box.y + box.height * (0.72 + 0.04 * Math.sin(t * Math.PI)),
  }))
}

/** One straight stroke, as someone does who only tries the pen. */
export async function drawLine(page: Page, pad: Locator): Promise<void> {
  const box = await boxOf(pad)
  await drawCurve(page, 12, (t) => ({ x: box.x + box.width * (0.2 + 0.5 * t), y: box.y + box.height * 0.5 }))
}

async function drawCurve(
  page: Page,
  steps: number,
  at: (t: number) => { x: number; y: number },
): Promise<void> {
  const start = at(0)
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  for (let step = 1; step <= steps; step += 1) {
    const { x, y } = at(step / steps)
    await page.mouse.move(x, y)
  }
  await page.mouse.up()
}

async function boxOf(pad: Locator) {
  const box = await pad.boundingBox()
  if (!box) throw new Error('the pad is not on the screen')
  return box
}
