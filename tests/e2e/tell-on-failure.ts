/** When an example fails, the log says what each surface showed: often that is all one has. */
import type { Page } from 'playwright-core'
import { afterEach } from 'vitest'
import { keepScreen } from './host.ts'

const MUCH = 1200

/** `pages` names the surfaces; asked only when an example has failed. */
export function tellOnFailure(pages: () => Record<string, Page>): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    for (const [name, page] of Object.entries(pages())) await tell(name, page)
  })
}

async function tell(name: string, page: Page): Promise<void> {
  try {
    await keepScreen(page, `failed-${name}`)
    const text = await page.locator('body').innerText({ timeout: 5_000 })
    console.error(`${name} at ${new URL(page.url()).pathname} showed:\n${text.slice(0, MUCH)}`)
  } catch (error) {
    console.error(`${name} could not be looked at: ${String(error)}`)
  }
}
