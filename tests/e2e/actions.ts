/**
 * Counts what a person does at a surface.
 *
 * The rule: a click or tap is one action; a field filled in is one, however many letters and however one gets into it;
 * a key that does something by itself (Enter, Escape, an arrow, F8) is one; a drawn signature is not counted.
 * Looking, waiting and what the program does by itself count nothing. A field that has the focus already, and only
 * such a field, is typed into without a click.
 */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

export type Person = {
  click: (control: Locator) => Promise<void>
  /** Into the field that has the focus: the surface has put it there. */
  type: (text: string, field: Locator) => Promise<void>
  /** Into any other field. */
  fill: (field: Locator, text: string) => Promise<void>
  press: (key: string) => Promise<void>
  /** How many actions so far. */
  done: () => number
}

/** Somebody at this page who has done nothing yet. */
export function personAt(page: Page): Person {
  let actions = 0
  const counted = async (act: Promise<unknown>): Promise<void> => {
    actions += 1
    await act
  }
  return {
    click: (control) => counted(control.click()),
    async type(text, field) {
      await expect.poll(() => field.evaluate((each) => each === document.activeElement)).toBe(true)
      // faster keys would be a scanner's
      await counted(page.keyboard.type(text, { delay: 60 }))
    },
    fill: (field, text) => counted(field.pressSequentially(text, { delay: 60 })),
    press: (key) => counted(page.keyboard.press(key)),
    done: () => actions,
  }
}
