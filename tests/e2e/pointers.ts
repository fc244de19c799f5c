/** Pen, finger and palm as a tablet reports them. */
import type { CDPSession, Locator, Page } from 'playwright-core'

export type Hand = {
  /** One curve with the pen, heavier towards its end; at each place several measurements fall into one frame. */
  pen: (from: number, to: number) => Promise<void>
  finger: (from: number, to: number) => Promise<void>
  /** As a finger, that stays on the glass until it is raised. */
  palm: (from: number, to: number) => Promise<void>
  raisePalm: () => Promise<void>
}

/** Places are fractions of the pad's width. */
export async function handOn(page: Page, pad: Locator): Promise<Hand> {
  const session = await page.context().newCDPSession(page)
  const box = await pad.boundingBox()
  if (!box) throw new Error('the pad is not on the screen')
  const at = (share: number) => ({
    x: box.x + box.width * share,
    y: box.y + box.height * (0.5 + 0.2 * Math.sin(share * 40)),
  })
  return {
    pen: (from, to) => pen(session, at, from, to),
    async finger(from, to) {
      await touch(session, at, from, to)
      await raise(session)
    },
    palm: (from, to) => touch(session, at, from, to),
    raisePalm: () => raise(session),
  }
}

const STEPS = 60
type Place = (share: number) => { x: number; y: number }

async function pen(session: CDPSession, at: Place, from: number, to: number): Promise<void> {
  const send = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', share: number, force: number) =>
    session.send('Input.dispatchMouseEvent', {
      type,
      ...at(share),
      button: 'left',
      buttons: type === 'mouseReleased' ? 0 : 1,
      clickCount: 1,
      pointerType: 'pen',
      force,
    })
  await send('mousePressed', from, 0.2)
  for (let i = 1; i <= STEPS; i += 1) {
    await send('mouseMoved', from + ((to - from) * i) / STEPS, 0.2 + (0.7 * i) / STEPS)
  }
  await send('mouseReleased', to, 0)
}

async function touch(session: CDPSession, at: Place, from: number, to: number): Promise<void> {
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at(from)] })
  for (let i = 1; i <= STEPS; i += 1) {
    const touchPoints = [at(from + ((to - from) * i) / STEPS)]
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints })
  }
}

async function raise(session: CDPSession): Promise<void> {
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}
